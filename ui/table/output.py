"""A list as it is shown, handed to whatever lets it out of the program: what is selected if it is several rows, else
all that the filter shows.
"""

from collections.abc import Callable
from typing import Generic

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.exports.shown import ShownColumn, ShownList
from app.i18n import LANGUAGES, _, using_language
from app.papers.form import Label
from app.queries.lists.selection import Selection
from ui.table.column import RIGHT, RowT
from ui.table.filter_bar import FilterBar
from ui.table.menu import MenuEntry, MenuGroup
from ui.table.page_spec import ListSpec
from ui.table.reading import ListView, RowSource
from ui.table.table_view import TableView
from ui.theme.sizes import unscaled
from ui.widgets.message_bar import MessageBar

EXPORT_KEYS, PRINT_KEYS = "Ctrl+Shift+E", "Ctrl+Shift+P"
TITLE = "list_title"  # property of a page or window: the msgid of what its list is called


class ListOutput(Generic[RowT]):
    """The keys and the lines of the menu by which a page lets its list out."""

    def __init__(
        self, spec: ListSpec[RowT], table: TableView[RowT], bar: FilterBar, message: MessageBar, page: QWidget
    ) -> None:
        """``page`` hears the keys; without outlets in ``spec`` nothing is offered."""
        self._spec = spec
        self._page = page
        self._table = table
        self._bar = bar
        self._outlets = spec.outlets(page, message) if spec.outlets is not None else None
        for keys, run in ((EXPORT_KEYS, self.export), (PRINT_KEYS, self.print)) if self._outlets is not None else ():
            QShortcut(QKeySequence(keys), page).activated.connect(run)

    @property
    def is_ready(self) -> bool:
        """Whether there is anything to let out."""
        return self._outlets is not None and self._table.rows.rowCount() > 0

    def menu(self) -> MenuGroup:
        """Return the lines for the menu of the rows."""
        if self._outlets is None:
            return ()
        ready = self.is_ready
        return (
            MenuEntry(
                code="export", text=_("Export…"), run=self.export, icon="export", enabled=ready, keys=EXPORT_KEYS
            ),
            MenuEntry(
                code="print_list", text=_("Print list…"), run=self.print, icon="print", enabled=ready, keys=PRINT_KEYS
            ),
        )

    def export(self) -> None:
        """Let the list go into a workbook."""
        if self._outlets is not None and self.is_ready:
            self._outlets.export(self.view())

    def print(self) -> None:
        """Let the list go onto paper."""
        if self._outlets is not None and self.is_ready:
            self._outlets.print(self.view())

    def view(self) -> ListView[RowT]:
        """Return the list as it is shown now."""
        rows, selection = self._table.rows, self._table.selection
        everything = Selection(all_matching=True, filter=rows.shown_filter, sort=rows.shown_order)
        shown = ShownList(
            name=self._spec.name,
            title=_both(lambda: _(list_title(self._page))),
            columns=tuple(self._column(at) for at in self._table.columns.shown()),
            filtered=_both(lambda: " · ".join(self._bar.words())),
        )
        chosen = selection if selection.is_several else everything
        source = RowSource(chosen, self._spec.fetch, self._spec.count)
        return ListView(shown, self._table.shown_columns(), source)

    def _column(self, position: int) -> ShownColumn:
        column = self._table.rows.columns[position]
        width = unscaled(self._table.columnWidth(position))
        return ShownColumn(column.key, _both(lambda: _(column.title)), width, column.align == RIGHT)


def list_title(page: QWidget) -> str:
    """Return what the list of a page is called, as msgid: by the page, what it stands in, or its window; its
    name where none of them says.
    """
    widget: QWidget | None = page
    while widget is not None:
        if widget.property(TITLE):
            return str(widget.property(TITLE))
        widget = widget.parentWidget()
    return page.window().windowTitle() or page.objectName()


def _both(words: Callable[[], str]) -> Label:
    """Return words in both languages of the program."""
    said = []
    for language in LANGUAGES:
        with using_language(language):
            said.append(words())
    return Label(*said)
