"""Rows as a spreadsheet wants them pasted: text with tabs, and a table whose cells say that they are text.

The second is what Excel and WPS take. Without it a long number would lose digits, ``007`` its noughts, and ``3-7``
would become a date.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Generic

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QStandardItemModel

from app.cells import cell_text
from app.i18n import _
from ui.table.column import Column, RowT

_HEAD = (
    '<html><head><meta charset="utf-8"><style>td,th{mso-number-format:"\\@";white-space:nowrap;text-align:left}</style>'
    "</head><body><!--StartFragment--><table>"
)
_FOOT = "</table><!--EndFragment--></body></html>"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What goes to the clipboard: the same rows as text and as HTML, below their headings."""

    plain: str
    html: str
    rows: int


class SheetWriter(Generic[RowT]):
    """Collects rows; ``columns`` are those shown, in their order. Knows no widgets, so it may work in a job."""

    def __init__(self, columns: Sequence[Column[RowT]]) -> None:
        self._columns = tuple(columns)
        titles = [cell_text(_(column.title)) for column in self._columns]
        self._plain = ["\t".join(titles)]
        self._html = [_HEAD, _html_row("th", titles)]
        self.rows = 0

    def add(self, rows: Iterable[RowT]) -> None:
        """Write rows below those that are there."""
        for row in rows:
            cells = [cell_text(column.value(row)) for column in self._columns]
            self._plain.append("\t".join(cells))
            self._html.append(_html_row("td", cells))
            self.rows += 1

    def sheet(self) -> Sheet:
        """Return what was collected."""
        return Sheet("\n".join(self._plain), "".join([*self._html, _FOOT]), self.rows)


def put_on_clipboard(sheet: Sheet) -> None:
    """Offer a sheet to whoever pastes; call it on the GUI thread."""
    data = _mime_data()
    data.setText(sheet.plain)
    data.setHtml(sheet.html)
    QGuiApplication.clipboard().setMimeData(data)


def put_cell_on_clipboard(text: str) -> None:
    """Offer the words of one cell."""
    QGuiApplication.clipboard().setText(cell_text(text))


def _mime_data() -> QMimeData:
    """Return an empty container that Qt made itself.

    The clipboard keeps what it is given until the program has ended; a container made in Python is torn down after the
    interpreter then, and the program ends with a crash.
    """
    model = QStandardItemModel(1, 1)
    data = model.mimeData([model.index(0, 0)])
    for form in data.formats():
        data.removeFormat(form)
    return data


def _html_row(tag: str, cells: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in cells)}</tr>\n"
