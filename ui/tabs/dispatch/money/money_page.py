"""The page of the money of trips: advances, expense claims, the company's allowance tables (C7.3, C7.4)."""

from app.i18n import N_
from app.queries.trips.money import TRIP_MONEY, TripMoneyRow
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import ListSpec
from ui.tabs.dispatch.money.advance_room import ADVANCES
from ui.tabs.dispatch.money.allowance_room import ALLOWANCES
from ui.tabs.dispatch.money.columns import trip_money_columns
from ui.tabs.dispatch.money.expense_room import EXPENSES
from ui.tabs.rooms_page import RoomsPage, rooms_list, rooms_of

NAME = "dispatch.money"
CHIPS = (
    Chip("advance", N_("Advances"), group="kind"),
    Chip("expense", N_("Expense claims"), group="kind"),
    Chip("allowance", N_("Allowance tables"), group="kind"),
    Chip("open", N_("Open"), group="state", checked=True),
    Chip("overdue", N_("Overdue"), group="state"),
    Chip("over", N_("Ended"), group="state"),
)
ROOMS = rooms_of(ADVANCES, EXPENSES, ALLOWANCES)
AROUND = (RecordKind.DISPATCH, RecordKind.STAFF, RecordKind.CUSTOMER, RecordKind.PROJECT)


def trip_money_list(desk: Desk) -> ListSpec[TripMoneyRow]:
    """Return what the list is."""
    return rooms_list(
        desk,
        TRIP_MONEY,
        ROOMS,
        name=NAME,
        columns=trip_money_columns(desk),
        around=AROUND,
        chips=CHIPS,
        edits=Permission.EDIT_TRIP_MONEY,
        empty_text=N_("No advance and no claim is open."),
    )


class MoneyPage(RoomsPage[TripMoneyRow]):
    """List and detail of the money of trips; each kind in its own room."""

    rooms = ROOMS
    edited_by = Permission.EDIT_TRIP_MONEY
    list_of = staticmethod(trip_money_list)
    no_paper = N_("An allowance table has no paper.")
