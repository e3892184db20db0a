"""Rows and columns of a table grow and shrink with the text."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QHeaderView

from ui.table.rows_view import RowsView
from ui.theme.sizes import USUAL_FONT, row_height, scaled_to

LEAST_STRETCHED = 140  # px at the usual text size


class FitToText(QObject):
    """Knows the widths of the columns as they are at the usual text size, and lays them out for the present one.

    What is remembered of a column is its usual width, so that it means the same at every size of text.
    """

    def __init__(self, table: RowsView, widths: Sequence[int]) -> None:
        """``widths`` are those of the table's columns at the usual text size, in logical px."""
        super().__init__(table)
        self._table = table
        self._widths = list(widths)
        self._fitting = False
        self._stretching: set[int] = set()  # columns that take the room that is left, as long as there is enough
        table.horizontalHeader().sectionResized.connect(self._on_section_resized)
        table.text_resized.connect(self._fit)
        self._fit()

    def width(self, column: int) -> int:
        """Return the width of a column at the usual text size."""
        return self._widths[column]

    def set_width(self, column: int, width: int) -> None:
        """Give a column a width, said for the usual text size."""
        self._widths[column] = width
        self._fit()

    @property
    def _font_px(self) -> int:
        return max(1, self._table.fontInfo().pixelSize())

    @Slot()
    def _fit(self) -> None:
        rows, header = self._table.verticalHeader(), self._table.horizontalHeader()
        height = row_height(self._font_px)
        if rows.defaultSectionSize() != height:
            self._set_row_height(height)
        self._fitting = True
        for column, width in enumerate(self._widths):
            header.resizeSection(column, scaled_to(width, self._font_px))  # one that stretches: its least, without room
        self._fitting = False
        self.share_room()

    def share_room(self) -> None:
        """Let columns stretch; where that would leave one too narrow to read, it keeps a width and the table scrolls.

        To be called when the table becomes wider or narrower.
        """
        header, modes = self._table.horizontalHeader(), QHeaderView.ResizeMode
        columns = range(len(self._widths))
        self._stretching |= {at for at in columns if header.sectionResizeMode(at) == modes.Stretch}
        shown = [at for at in self._stretching if not header.isSectionHidden(at)]
        others = sum(header.sectionSize(at) for at in columns if at not in self._stretching)
        least = scaled_to(LEAST_STRETCHED, self._font_px)
        enough = self._table.viewport().width() - others >= least * len(shown)
        self._fitting = True
        for column in shown:
            header.setSectionResizeMode(column, modes.Stretch if enough else modes.Interactive)
            if not enough:
                header.resizeSection(column, least)
        self._fitting = False

    def _set_row_height(self, height: int) -> None:
        """Change the height of every row; the row at the top stays there."""
        rows, bar = self._table.verticalHeader(), self._table.verticalScrollBar()
        top = bar.value() / rows.defaultSectionSize()
        rows.setMinimumSectionSize(min(height, rows.defaultSectionSize()))
        rows.setDefaultSectionSize(height)
        rows.setMinimumSectionSize(height)
        bar.setValue(round(top * height))

    def _on_section_resized(self, column: int, _before: int, width: int) -> None:
        """A person drew a column wider or narrower; what hides or takes the room that is left keeps its own width."""
        if not self._fitting and width and column not in self._stretching:
            self._widths[column] = round(width * USUAL_FONT / self._font_px)
