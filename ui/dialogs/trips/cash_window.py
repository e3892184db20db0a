"""Who holds how much cash from site, and since when (N1)."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from app.formatting import money, short_date_time
from app.i18n import N_, _
from app.queries.lists.paging import Page, PageRequest, Sort
from app.queries.trips.receipts import CashHolder, cash_holders
from ui.dialogs.forms.list_window import ListWindow, opened_window
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.table.column_kinds import text_column

NAME = "dispatch.cash"
AS_READ = Sort("since", descending=False)


def cash_columns(desk: Desk) -> tuple[Column[CashHolder], ...]:
    """Return the columns: who, how much, since when, on which receipts."""
    since: Callable[[CashHolder], str] = lambda row: short_date_time(row.since, desk.zone, desk.today())  # noqa: E731
    return (
        text_column("name", N_("Held by"), lambda row: row.name, width=120),
        text_column("amount", N_("Cash in hand"), lambda row: money(row.amount), width=120),
        text_column("since", N_("Held since"), since, width=130),
        text_column("receipts", N_("Service receipts"), _receipts, width=320, stretch=True),
    )


def _receipts(row: CashHolder) -> str:
    words = (f"{one.number} {money(one.amount)} {one.customer}".strip() for one in row.receipts)
    return _("; ").join(words)


class CashWindow(ListWindow[CashHolder]):
    """The people who hold cash, whoever holds it longest first; ``show_receipt`` opens the oldest receipt of one."""

    def __init__(self, desk: Desk, show_receipt: Callable[[int], object], parent: QWidget | None = None) -> None:
        super().__init__(desk, NAME, _("Cash in hand"), cash_columns(desk), parent)
        self._show_receipt = show_receipt
        self.show_button = self.make_button("show", _("&Show the receipt"), "")
        self.show_button.clicked.connect(self.open_current)
        self.lay_out([self.show_button], QSize(760, 380))

    def reload(self) -> None:
        """Ask for the list anew."""
        self.model.show_list(None, AS_READ)

    def fetch(self, request: PageRequest) -> Page[CashHolder]:
        """Return who holds cash."""
        return Page(cash_holders(self._desk.context), None, None)

    def empty_words(self) -> str:
        """Return that nobody holds any."""
        return _("Nobody holds cash from site.")

    def open_current(self) -> None:
        """Show the oldest receipt of the person chosen."""
        row = self.current()
        if row is not None:
            self.accept()
            self._show_receipt(row.receipts[0].id)

    def show_state(self) -> None:
        """Offer the receipt of a person only."""
        self.show_button.setEnabled(self.current() is not None)


def open_cash(desk: Desk, parent: QWidget, show_receipt: Callable[[int], object]) -> CashWindow:
    """Open the window of those who hold cash from site."""
    return opened_window(CashWindow(desk, show_receipt, parent))
