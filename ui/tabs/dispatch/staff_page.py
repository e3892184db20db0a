"""The page of staff: who can be sent out, for what, and where they are."""

from PySide6.QtWidgets import QWidget

from app.i18n import N_
from app.queries.lists.paging import Sort
from app.queries.people.staff import STAFF, StaffDetails, StaffRow, staff_details
from models.enums import RecordKind
from ui.dialogs.people.department_dialog import ask_departments
from ui.dialogs.people.duty_dialog import open_duty
from ui.dialogs.people.staff_dialog import ask_staff
from ui.runtime.desk import Desk
from ui.table.page_spec import EDIT, ListSpec, PageAction, new_action
from ui.tabs.dispatch.columns import staff_columns
from ui.tabs.dispatch.staff_detail import staff_view
from ui.tabs.editing_page import EditingPage
from ui.tabs.keeping import OUT_OF_USE_CHIP, take_keeping_step
from ui.tabs.list_spec import list_spec
from ui.widgets.detail.detail_panel import DetailView

NAME = "dispatch.staff"
ACTIONS = (
    new_action(N_("New person")),
    EDIT,
    PageAction("departments", N_("Departments"), "department", shortcut="Ctrl+D"),
    PageAction("duty", N_("Duty roster"), "calendar"),
)
KINDS = frozenset({RecordKind.STAFF.value, RecordKind.DISPATCH.value, "department"})


class StaffPage(EditingPage[StaffRow, StaffDetails]):
    """List and detail of the people; departments behind a button."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_spec(desk), desk, parent)
        self.open_requested.connect(self.edit)

    def read_details(self, record_id: int) -> StaffDetails:
        return staff_details(self.desk.context, record_id)

    def view_of(self, details: StaffDetails) -> DetailView:
        return staff_view(details, self.desk)

    # wishes ------------------------------------------------------------------------------------------------------

    def on_action(self, code: str) -> None:
        if code == "departments":
            ask_departments(self.desk, self, self._on_departments_changed)
        elif code == "duty":
            open_duty(self.desk, self)
        else:
            super().on_action(code)

    def on_step(self, code: str) -> None:
        """Out of use, or back."""
        if self.details is not None:
            take_keeping_step(self.desk, self, self.details.keeping, code, self.reload_details)

    def on_group_link(self, code: str) -> None:
        if self.details is not None and code == "facts":
            self.edit(self.details.id)

    # what one does -----------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Open the form of a new person."""
        ask_staff(self.desk, self, None, self.reveal)

    def edit(self, record_id: int) -> None:
        """Open the form of a person."""
        ask_staff(self.desk, self, record_id, lambda _id: self.reload_details())

    def _on_departments_changed(self) -> None:
        """Departments are no records and publish no change: read again what names them."""
        self.refresh()
        self.reload_details()


def _spec(desk: Desk) -> ListSpec[StaffRow]:
    return list_spec(
        desk,
        STAFF,
        name=NAME,
        columns=staff_columns(),
        sort=Sort("number", descending=False),
        kinds=KINDS,
        chips=(OUT_OF_USE_CHIP,),
        actions=ACTIONS,
        empty_text=N_("Nobody has been entered yet."),
    )
