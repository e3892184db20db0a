"""The list of results below the search box: groups with headings, walked through by keys that the box hands on."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidgetItem, QWidget

from app.i18n import _
from ui.theme.sizes import scaled
from ui.widgets.fields.drop_list import DropList
from ui.widgets.search.row_delegate import ROW_ROLE, RowDelegate, row_height
from ui.widgets.search.rows import HitRow, MoreRow, Row

LEAST_WIDTH = 560  # logical px at the usual text size
_MOST_OF_WINDOW = 0.75
_FRAME = 4  # logical px: the frame around the list


class ResultList(DropList):
    """``chosen`` comes with the row that Enter or a click means, ``moved`` when another row is the current one."""

    chosen = Signal(object)  # HitRow or MoreRow
    moved = Signal(object)  # HitRow or MoreRow

    def __init__(self, name: str, field: QWidget) -> None:
        super().__init__(name, _("Search results"), field)
        self.use_delegate(RowDelegate(self.list))
        self.list.setUniformItemSizes(False)
        self.list.setVerticalScrollMode(self.list.ScrollMode.ScrollPerPixel)
        self.list.itemClicked.connect(self._on_item_clicked)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows, the first that can be chosen as the current one, in as much room as they need."""
        self.list.clear()
        for row in rows:
            entry = QListWidgetItem()
            entry.setData(ROW_ROLE, row)
            entry.setData(Qt.ItemDataRole.AccessibleTextRole, row.spoken)
            if not isinstance(row, HitRow | MoreRow):
                entry.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(entry)
        self.list.scrollToTop()
        self._go_to(0, 1)
        wanted = sum(row_height(self.list.font(), row) for row in rows) + _FRAME
        most = round(self.field.window().height() * _MOST_OF_WINDOW)
        width = min(max(scaled(LEAST_WIDTH), self.field.width()), self.field.window().width() - 2 * scaled(8))
        self.open_at_field(width, min(wanted, most))

    @property
    def current(self) -> HitRow | MoreRow | None:
        """The row that Enter means, None where there is nothing to choose."""
        entry = self.list.currentItem()
        row = entry.data(ROW_ROLE) if entry is not None else None
        return row if isinstance(row, HitRow | MoreRow) else None

    def step(self, by: int) -> None:
        """Go that many rows down, or up if less than nothing; one step goes round at the ends, several stop there."""
        places = self._places()
        if not places:
            return
        here = places.index(self.list.currentRow()) if self.list.currentRow() in places else 0
        there = here + by
        at = there % len(places) if abs(by) == 1 else min(max(there, 0), len(places) - 1)
        self._go_to(places[at], 1)

    def page(self) -> int:
        """Return how many hits fit into the list."""
        height = max((self.list.sizeHintForRow(at) for at in self._places()), default=1)
        return max(2, self.list.viewport().height() // max(1, height) - 1)

    def go_to_end(self, *, last: bool) -> None:
        """Go to the first or last row that can be chosen."""
        self._go_to(self.list.count() - 1 if last else 0, -1 if last else 1)

    def _places(self) -> list[int]:
        return [at for at in range(self.list.count()) if self.list.item(at).flags() & Qt.ItemFlag.ItemIsSelectable]

    def _go_to(self, at: int, step: int) -> None:
        """Make the row at a place the current one, or the next in the direction of ``step`` that can be chosen."""
        places = set(self._places())
        while 0 <= at < self.list.count() and at not in places:
            at += step
        if at in places:
            self.list.setCurrentRow(at)
            if at == min(places):
                self.list.scrollToTop()  # with the heading above it
            self.moved.emit(self.current)

    def _on_item_clicked(self, entry: QListWidgetItem) -> None:
        row = entry.data(ROW_ROLE)
        if isinstance(row, HitRow | MoreRow):
            self.chosen.emit(row)
