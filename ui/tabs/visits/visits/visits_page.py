"""The page of visits and of their half-yearly rounds (C13)."""

from app.i18n import N_
from app.queries.care.visit_list import VISITS, VisitRow
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.table.filter_bar import Chip
from ui.tabs.rooms_page import RoomsList, RoomsPage, rooms_of
from ui.tabs.visits.visits.columns import visit_columns
from ui.tabs.visits.visits.round_room import ROUND_ROOM
from ui.tabs.visits.visits.visit_room import VISIT_ROOM

VISITS_LIST = RoomsList(
    name="visits.visits",
    rows=VISITS,
    rooms=rooms_of(VISIT_ROOM, ROUND_ROOM),
    columns=visit_columns,
    chips=(
        Chip("visit", N_("Customer visits"), group="kind"),
        Chip("visit_round", N_("Rounds"), group="kind"),
        Chip("planned", N_("Planned"), group="state"),
        Chip("overdue", N_("Overdue"), group="state"),
        Chip("follow_up", N_("Follow-up open"), group="state"),
        Chip("done", N_("Done"), group="state"),
        Chip("low", N_("Dissatisfied")),
        Chip("this_round", N_("This round")),
    ),
    around=(
        RecordKind.CUSTOMER, RecordKind.PROJECT, RecordKind.REQUEST, RecordKind.COMPLAINT, RecordKind.SURVEY,
        RecordKind.DISPATCH,
    ),
    edits=Permission.EDIT_CARE,
    empty_text=N_("No visit is planned."),
)  # fmt: skip


class VisitsPage(RoomsPage[VisitRow]):
    """List and detail of both kinds, each in its own room."""

    listed = VISITS_LIST
