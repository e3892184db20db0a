"""The page of disputes over quality and of stronger measures (C10.4, C10.5)."""

from app.i18n import N_
from app.queries.money.hard_cases import HARD_CASES, HardCaseRow
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import ListSpec
from ui.tabs.receivables.disputes.columns import hard_case_columns
from ui.tabs.receivables.disputes.dispute_room import DISPUTES
from ui.tabs.receivables.disputes.measures_room import MEASURES
from ui.tabs.rooms_page import RoomsPage, rooms_list, rooms_of

NAME = "receivables.disputes"
CHIPS = (
    Chip("dispute", N_("Dispute"), group="kind"),
    Chip("measures", N_("Stronger measures"), group="kind"),
    Chip("open", N_("Open"), group="state", checked=True),
    Chip("pausing", N_("Dunning paused"), group="state"),
    Chip("overdue", N_("Overdue"), group="state"),
    Chip("over", N_("Ended"), group="state"),
)
ROOMS = rooms_of(DISPUTES, MEASURES)
AROUND = (RecordKind.CUSTOMER, RecordKind.PROJECT, RecordKind.REQUEST, RecordKind.RECEIVABLE, RecordKind.APPROVAL)


def hard_cases_list(desk: Desk) -> ListSpec[HardCaseRow]:
    """Return what the list is."""
    return rooms_list(
        desk,
        HARD_CASES,
        ROOMS,
        name=NAME,
        columns=hard_case_columns(desk),
        around=AROUND,
        chips=CHIPS,
        edits=Permission.EDIT_COLLECTION,
        empty_text=N_("Nobody disputes what is owed, and no stronger measures are proposed."),
    )


class DisputesPage(RoomsPage[HardCaseRow]):
    """List and detail of both kinds, each in its own room."""

    rooms = ROOMS
    edited_by = Permission.EDIT_COLLECTION
    list_of = staticmethod(hard_cases_list)
