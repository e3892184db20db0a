"""The page of service receipts (N1)."""

from app.i18n import N_
from app.queries.trips.site_papers import SITE_PAPERS, SitePaperRow
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.dialogs.trips.cash_window import open_cash
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import PageAction
from ui.tabs.dispatch.receipts.columns import site_paper_columns
from ui.tabs.dispatch.receipts.receipt_room import RECEIPTS
from ui.tabs.rooms_page import RoomsList, RoomsPage, rooms_of

CASH = PageAction("cash", N_("Cash in hand…"), "receivables", in_menu=False)


def cash_action(desk: Desk) -> tuple[PageAction, ...]:
    """Return the button that shows who holds cash, for those who may see money."""
    return (CASH,) if desk.context.actor.may(Permission.VIEW_MONEY) else ()


SITE_PAPER_LIST = RoomsList(
    name="dispatch.receipts",
    rows=SITE_PAPERS,
    rooms=rooms_of(RECEIPTS),
    columns=site_paper_columns,
    chips=(
        Chip("open", N_("Open"), group="state", checked=True),
        Chip("cash", N_("Cash in hand"), group="state"),
        Chip("dissatisfied", N_("Dissatisfied"), group="state"),
        Chip("overdue", N_("Overdue"), group="state"),
    ),
    around=(RecordKind.DISPATCH, RecordKind.REQUEST, RecordKind.CUSTOMER, RecordKind.PROJECT, RecordKind.EQUIPMENT),
    edits=Permission.EDIT_TRIPS,
    always=cash_action,
    empty_text=N_("No service receipt yet."),
)


class ReceiptsPage(RoomsPage[SitePaperRow]):
    """List and detail of receipts."""

    listed = SITE_PAPER_LIST

    def on_action(self, code: str) -> None:
        if code == CASH.code:
            open_cash(self.desk, self, self.reveal)
        else:
            super().on_action(code)
