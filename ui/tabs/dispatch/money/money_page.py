"""The page of the money of trips: advances, expense claims, the company's allowance tables (C7.3, C7.4)."""

from app.i18n import N_
from app.queries.trips.money import TRIP_MONEY, TripMoneyRow
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.table.filter_bar import Chip
from ui.tabs.dispatch.money.advance_room import ADVANCES
from ui.tabs.dispatch.money.allowance_room import ALLOWANCES
from ui.tabs.dispatch.money.columns import trip_money_columns
from ui.tabs.dispatch.money.expense_room import EXPENSES
from ui.tabs.rooms_page import RoomsList, RoomsPage, rooms_of

TRIP_MONEY_LIST = RoomsList(
    name="dispatch.money",
    rows=TRIP_MONEY,
    rooms=rooms_of(ADVANCES, EXPENSES, ALLOWANCES),
    columns=trip_money_columns,
    chips=(
        Chip("advance", N_("Advances"), group="kind"),
        Chip("expense", N_("Expense claims"), group="kind"),
        Chip("allowance", N_("Allowance tables"), group="kind"),
        Chip("open", N_("Open"), group="state", checked=True),
        Chip("overdue", N_("Overdue"), group="state"),
        Chip("over", N_("Ended"), group="state"),
    ),
    around=(RecordKind.DISPATCH, RecordKind.STAFF, RecordKind.CUSTOMER, RecordKind.PROJECT),
    edits=Permission.EDIT_TRIP_MONEY,
    empty_text=N_("No advance and no claim is open."),
)


class MoneyPage(RoomsPage[TripMoneyRow]):
    """List and detail of the money of trips; each kind in its own room."""

    listed = TRIP_MONEY_LIST
    no_paper = N_("An allowance table has no paper.")
