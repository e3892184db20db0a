"""The page of staff: who can be sent out, for what, and where they are."""

from app.i18n import N_
from app.queries.lists.paging import Sort
from app.queries.people.staff import STAFF, StaffDetails, StaffRow, staff_details
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.dialogs.people.department_dialog import ask_departments
from ui.dialogs.people.duty_dialog import open_duty
from ui.dialogs.people.staff_dialog import ask_staff
from ui.runtime.desk import Desk
from ui.table.page_spec import EDIT, ListSpec, PageAction, new_action
from ui.tabs.dispatch.columns import staff_columns
from ui.tabs.dispatch.staff_detail import staff_view
from ui.tabs.keeping import OUT_OF_USE_CHIP
from ui.tabs.kept_page import KeptPage
from ui.tabs.list_spec import list_spec
from ui.widgets.detail.detail_panel import DetailView

NAME = "dispatch.staff"
ACTIONS = (
    new_action(N_("New person")),
    EDIT,
    PageAction("departments", N_("Departments"), "department", shortcut="Ctrl+D"),
)
DUTY = PageAction("duty", N_("Duty roster"), "calendar")
KINDS = frozenset({RecordKind.STAFF.value, RecordKind.DISPATCH.value, "department"})


def staff_list(desk: Desk) -> ListSpec[StaffRow]:
    """Return what the list of the people is."""
    return list_spec(
        desk,
        STAFF,
        name=NAME,
        columns=staff_columns(),
        sort=Sort("number", descending=False),
        kinds=KINDS,
        chips=(OUT_OF_USE_CHIP,),
        actions=ACTIONS,
        always=(DUTY,),
        edits=Permission.EDIT_STAFF,
        empty_text=N_("Nobody has been entered yet."),
    )


class StaffPage(KeptPage[StaffRow, StaffDetails]):
    """List and detail of the people; departments behind a button."""

    edited_by = Permission.EDIT_STAFF
    opens_form = True
    list_of = staticmethod(staff_list)
    details_of = staticmethod(staff_details)

    def view_of(self, details: StaffDetails) -> DetailView:
        return staff_view(details, self.desk, may_edit=self.may_edit)

    # wishes ------------------------------------------------------------------------------------------------------

    def on_action(self, code: str) -> None:
        if code == "departments":
            ask_departments(self.desk, self, self._on_departments_changed)
        elif code == "duty":
            open_duty(self.desk, self)
        else:
            super().on_action(code)

    # what one does -----------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Open the form of a new person."""
        ask_staff(self.desk, self, None, self.reveal)

    def edit(self, record_id: int) -> None:
        """Open the form of a person."""
        ask_staff(self.desk, self, record_id, self.on_part_saved)

    def _on_departments_changed(self) -> None:
        """Departments are no records and publish no change: read again what names them."""
        self.refresh()
        self.reload_details()
