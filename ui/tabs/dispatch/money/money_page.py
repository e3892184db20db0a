"""The page of the money of trips: advances, expense claims, the company's allowance tables (C7.3, C7.4)."""

from app.context import Context
from app.i18n import N_, _
from app.queries.lists.paging import Sort
from app.queries.trips.money import KINDS, TRIP_MONEY, TripMoneyRow, trip_money_kind
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import EDIT, ListSpec
from ui.tabs.dispatch.money.columns import trip_money_columns
from ui.tabs.dispatch.money.rooms import ROOMS
from ui.tabs.list_spec import list_spec
from ui.tabs.rooms_page import PRINT_ONE, InRoom, RoomsPage, read_in_room

NAME = "dispatch.money"
CHIPS = (
    Chip("advance", N_("Advances"), group="kind"),
    Chip("expense", N_("Expense claims"), group="kind"),
    Chip("allowance", N_("Allowance tables"), group="kind"),
    Chip("open", N_("Open"), group="state", checked=True),
    Chip("overdue", N_("Overdue"), group="state"),
    Chip("over", N_("Ended"), group="state"),
)
AROUND = (RecordKind.DISPATCH, RecordKind.STAFF, RecordKind.CUSTOMER, RecordKind.PROJECT)


def trip_money_list(desk: Desk) -> ListSpec[TripMoneyRow]:
    """Return what the list is."""
    return list_spec(
        desk,
        TRIP_MONEY,
        name=NAME,
        columns=trip_money_columns(desk),
        sort=Sort("created_at"),
        kinds={kind.value for kind in (*KINDS, *AROUND)},
        chips=CHIPS,
        actions=(*(room.new for room in ROOMS.values() if room.new is not None), EDIT),
        always=(PRINT_ONE,),
        dated=True,
        ticks=True,
        edits=Permission.EDIT_TRIP_MONEY,
        empty_text=N_("No advance and no claim is open."),
    )


def read_trip_money(context: Context, record_id: int) -> InRoom:
    """Read one record of the list, whatever its kind."""
    return read_in_room(ROOMS, trip_money_kind(context, record_id), context, record_id)


class MoneyPage(RoomsPage[TripMoneyRow]):
    """List and detail of the money of trips; each kind in its own room (``rooms.py``)."""

    rooms = ROOMS
    edited_by = Permission.EDIT_TRIP_MONEY
    list_of = staticmethod(trip_money_list)
    details_of = staticmethod(read_trip_money)

    def no_paper(self) -> str:
        """An allowance table is looked at on the screen."""
        return _("An allowance table has no paper.")
