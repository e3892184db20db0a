"""The page of staff: who can be sent out, for what, and where they are."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.i18n import N_
from app.queries.lists.paging import Sort
from app.queries.lists.record_list import OUT_OF_USE
from app.queries.people.staff import STAFF, StaffDetails, StaffRow, staff_details
from models.enums import RecordKind
from ui.dialogs.people.department_dialog import ask_departments
from ui.dialogs.people.duty_dialog import open_duty
from ui.dialogs.people.staff_dialog import ask_staff
from ui.runtime.desk import Desk
from ui.table.page_spec import ListSpec, PageAction
from ui.tabs.dispatch.columns import staff_columns
from ui.tabs.dispatch.staff_detail import DISPATCH_LINK, staff_view
from ui.tabs.keeping import OUT_OF_USE_CHIP, take_keeping_step
from ui.tabs.record_page import RecordPage, list_filter
from ui.widgets.detail.detail_panel import DetailView

NAME = "dispatch.staff"
ACTIONS = (
    PageAction("new", N_("New person"), "new", primary=True, shortcut="Ctrl+N"),
    PageAction("edit", N_("Edit"), "edit", shortcut="Ctrl+E", needs_selection=True),
    PageAction("departments", N_("Departments"), "department", shortcut="Ctrl+D"),
    PageAction("duty", N_("Duty roster"), "calendar"),
)
KINDS = frozenset({RecordKind.STAFF.value, RecordKind.DISPATCH.value, "department"})


class StaffPage(RecordPage[StaffRow, StaffDetails]):
    """List and detail of the people; departments behind a button."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_spec(desk), desk, parent)
        self.open_requested.connect(self._edit)

    def read_details(self, record_id: int) -> StaffDetails:
        return staff_details(self.desk.context, record_id)

    def view_of(self, details: StaffDetails) -> DetailView:
        return staff_view(details, self.desk)

    def show_new(self, record_id: int) -> None:
        """Select a person who was just saved; a filter that would hide them goes."""
        if not self.filter_bar.state().is_empty:
            self.filter_bar.clear()
        self.select(record_id)

    def on_action(self, code: str) -> None:
        """A button of the page header was pressed."""
        if code == "new":
            ask_staff(self.desk, self, None, self.show_new)
        elif code == "edit":
            self._edit(self.table.current_id)
        elif code == "departments":
            ask_departments(self.desk, self, self._on_departments_changed)
        elif code == "duty":
            open_duty(self.desk, self)

    def on_step(self, code: str) -> None:
        """Out of use, or back."""
        if self.details is not None:
            take_keeping_step(self.desk, self, self.details.keeping, code, self.reload_details)

    def on_link(self, code: str) -> None:
        """Follow a link of a fact or of a card."""
        kind, _colon, record_id = code.partition(":")
        if kind == DISPATCH_LINK:
            self.desk.show_requested.emit(RecordKind.DISPATCH.value, int(record_id))
        elif kind == "facts":
            self._edit(self.table.current_id)

    def _edit(self, record_id: int | None) -> None:
        if record_id is not None:
            ask_staff(self.desk, self, record_id, lambda _id: self.reload_details())

    def _on_departments_changed(self) -> None:
        """Departments are no records and publish no change: read again what names them."""
        self.refresh()
        self.reload_details()


def _spec(desk: Desk) -> ListSpec[StaffRow]:
    context = desk.context
    return ListSpec(
        name=NAME,
        columns=staff_columns(),
        fetch=partial(STAFF.read, context),
        sort=Sort("number", descending=False),
        kinds=KINDS,
        make_filter=list_filter,
        count=partial(STAFF.count, context),
        chip_counts=lambda: STAFF.count_views(context, (OUT_OF_USE,)),
        chips=(OUT_OF_USE_CHIP,),
        actions=ACTIONS,
        empty_text=N_("Nobody has been entered yet."),
        empty_action="new",
    )
