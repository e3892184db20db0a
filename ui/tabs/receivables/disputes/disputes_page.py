"""The page of disputes over quality and of stronger measures (C10.4, C10.5)."""

from app.i18n import N_
from app.queries.money.hard_cases import HARD_CASES, HardCaseRow
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.table.filter_bar import Chip
from ui.tabs.receivables.disputes.columns import hard_case_columns
from ui.tabs.receivables.disputes.dispute_room import DISPUTES
from ui.tabs.receivables.disputes.measures_room import MEASURES
from ui.tabs.rooms_page import RoomsList, RoomsPage, rooms_of

HARD_CASES_LIST = RoomsList(
    name="receivables.disputes",
    rows=HARD_CASES,
    rooms=rooms_of(DISPUTES, MEASURES),
    columns=hard_case_columns,
    chips=(
        Chip("dispute", N_("Dispute"), group="kind"),
        Chip("measures", N_("Stronger measures"), group="kind"),
        Chip("open", N_("Open"), group="state", checked=True),
        Chip("pausing", N_("Dunning paused"), group="state"),
        Chip("overdue", N_("Overdue"), group="state"),
        Chip("over", N_("Ended"), group="state"),
    ),
    around=(RecordKind.CUSTOMER, RecordKind.PROJECT, RecordKind.REQUEST, RecordKind.RECEIVABLE, RecordKind.APPROVAL),
    edits=Permission.EDIT_COLLECTION,
    empty_text=N_("Nobody disputes what is owed, and no stronger measures are proposed."),
)


class DisputesPage(RoomsPage[HardCaseRow]):
    """List and detail of both kinds, each in its own room."""

    listed = HARD_CASES_LIST
