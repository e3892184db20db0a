"""The page of staff: who can be sent out, for what, and where they are."""

from functools import partial

from app.i18n import N_
from app.queries.lists.paging import Sort
from app.queries.people.staff import (
    AWAY_TODAY,
    EXPIRED,
    EXPIRES_SOON,
    STAFF,
    StaffDetails,
    StaffRow,
    staff_details,
)
from app.queries.records.activity import DEPARTMENT
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.dialogs.people.absence_dialog import ask_absence, ask_new_absence
from ui.dialogs.people.confidentiality_dialog import ask_new_agreement
from ui.dialogs.people.department_dialog import ask_departments
from ui.dialogs.people.duty_dialog import open_duty
from ui.dialogs.people.staff_dialog import ask_staff
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import EDIT, ListSpec, PageAction, new_action
from ui.tabs.dispatch.columns import staff_columns
from ui.tabs.dispatch.staff_detail import ABSENCE, ABSENCES, SECRECY, staff_view
from ui.tabs.keeping import OUT_OF_USE_CHIP
from ui.tabs.kept_page import KeptPage
from ui.tabs.list_spec import list_spec
from ui.widgets.detail.detail_panel import DetailView

NAME = "dispatch.staff"
CHIPS = (
    Chip(EXPIRES_SOON, N_("Certificate expires within 30 days")),
    Chip(EXPIRED, N_("Certificate expired")),
    Chip(AWAY_TODAY, N_("Away today")),
    OUT_OF_USE_CHIP,
)
ACTIONS = (
    new_action(N_("New person")),
    EDIT,
    PageAction(ABSENCE, N_("New absence"), "calendar", needs_selection=True),
    PageAction("departments", N_("Departments"), "department", shortcut="Ctrl+D"),
)
DUTY = PageAction("duty", N_("Duty roster"), "calendar")
KINDS = (RecordKind.STAFF, RecordKind.DISPATCH, RecordKind.CONFIDENTIALITY, RecordKind.LESSON, DEPARTMENT)


def staff_list(desk: Desk) -> ListSpec[StaffRow]:
    """Return what the list of the people is."""
    return list_spec(
        desk,
        STAFF,
        name=NAME,
        columns=staff_columns(desk),
        sort=Sort("number", descending=False),
        kinds=KINDS,
        chips=CHIPS,
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
        elif code == ABSENCE:
            self.new_absence(self.table.current_id)
        else:
            super().on_action(code)

    def on_card(self, details: StaffDetails, code: str) -> None:
        if code == ABSENCES:
            self.new_absence(details.id)
        elif code == SECRECY:
            shows = partial(self.desk.show_requested.emit, RecordKind.CONFIDENTIALITY.value)
            ask_new_agreement(self.desk, self, details.id, shows)

    def on_link(self, code: str) -> None:
        """An absence is no record: its link opens its form, for those who may."""
        kind, _colon, absence_id = code.partition(":")
        if kind != ABSENCE:
            super().on_link(code)
        elif self.may_edit:
            ask_absence(self.desk, self, int(absence_id), self.on_part_saved)

    # what one does -----------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Open the form of a new person."""
        ask_staff(self.desk, self, None, self.reveal)

    def edit(self, record_id: int) -> None:
        """Open the form of a person."""
        ask_staff(self.desk, self, record_id, self.on_part_saved)

    def new_absence(self, staff_id: int | None) -> None:
        """Open the form of an absence of a person, from today on."""
        ask_new_absence(self.desk, self, self.on_part_saved, staff_id, self.desk.today())

    def _on_departments_changed(self) -> None:
        """Departments are no records and publish no change: read again what names them."""
        self.refresh()
        self.reload_details()
