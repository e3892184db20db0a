"""The page of complaints and quality feedback; models with repeated faults are a window of it (N6, N8)."""

from app.i18n import N_
from app.queries.care.complaint_list import COMPLAINTS, CareRow
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.dialogs.care.repeated_faults import open_repeated_faults
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import PageAction
from ui.tabs.rooms_page import RoomsList, RoomsPage, rooms_of
from ui.tabs.visits.complaints.columns import care_columns
from ui.tabs.visits.complaints.complaint_room import COMPLAINT_ROOM
from ui.tabs.visits.complaints.feedback_room import FEEDBACK_ROOM

REPEATED = PageAction("repeated", N_("Repeated faults…"), "equipment", in_menu=False)


def _always(_desk: Desk) -> tuple[PageAction, ...]:
    return (REPEATED,)


COMPLAINT_LIST = RoomsList(
    name="visits.complaints",
    rows=COMPLAINTS,
    rooms=rooms_of(COMPLAINT_ROOM, FEEDBACK_ROOM),
    columns=care_columns,
    chips=(
        Chip("complaint", N_("Complaints"), group="kind"),
        Chip("feedback", N_("Quality feedback"), group="kind"),
        Chip("open", N_("Open"), group="state", checked=True),
        Chip("overdue", N_("Overdue"), group="state"),
        Chip("to_judge", N_("To be judged"), group="state"),
        Chip("over", N_("Ended"), group="state"),
        Chip("ours", N_("Our fault")),
    ),
    around=(
        RecordKind.CUSTOMER, RecordKind.PROJECT, RecordKind.EQUIPMENT, RecordKind.REQUEST, RecordKind.DISPATCH,
        RecordKind.STAFF, RecordKind.VISIT, RecordKind.SURVEY,
    ),
    edits=Permission.EDIT_CARE,
    empty_text=N_("Nobody complains, and no department is asked."),
    always=_always,
)  # fmt: skip


class ComplaintsPage(RoomsPage[CareRow]):
    """List and detail of both kinds, each in its own room."""

    listed = COMPLAINT_LIST

    def on_action(self, code: str) -> None:
        if code == REPEATED.code:
            open_repeated_faults(self.desk, self)
        else:
            super().on_action(code)
