"""A window over a list of things one adds and changes: a head, the list, buttons below it."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QPushButton, QVBoxLayout, QWidget

from app.i18n import _
from app.queries.lists.paging import Page, PageRequest
from ui.runtime.desk import Desk
from ui.table.column import Column, RowT
from ui.table.loader import RowLoader
from ui.table.row_model import RowTableModel, Want
from ui.table.table_view import TableView
from ui.theme.icons import icon
from ui.theme.sizes import scaled
from ui.widgets.forms.form import MARGIN
from ui.widgets.message_bar import MessageBar


class ListWindow(QDialog, Generic[RowT]):
    """Reads its list when it is shown. Subclasses make their buttons (``make_button``), call ``lay_out`` last, and say
    what is read (``reload``, ``fetch``) and what Enter or a double click does with a row (``open_current``).
    """

    def __init__(
        self, desk: Desk, name: str, title: str, columns: Sequence[Column[RowT]], parent: QWidget | None = None
    ) -> None:
        """``name`` is ``<tab>.<page>``, ``title`` is translated."""
        super().__init__(parent)
        self._desk = desk
        self._name = name
        self._asked = False
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.message = MessageBar(f"{name}.message", self)
        self.model: RowTableModel[RowT] = RowTableModel(columns, self)
        self.loader = RowLoader(name, self.model, self.fetch, desk.jobs)
        self.table: TableView[RowT] = TableView(name, self.model, self)
        self.close_button = self.make_button("close", _("C&lose"), "")
        self.close_button.clicked.connect(self.accept)
        self.table.open_requested.connect(lambda _id: self.open_current())
        self.table.current_changed.connect(lambda _id: self.show_state())
        self.table.retry_requested.connect(self.loader.retry)
        self.loader.loading_failed.connect(self.table.overlay.show_error)
        self.model.rows_taken.connect(self._on_rows_taken)

    # what a window says of its list ------------------------------------------------------------------------------

    @abstractmethod
    def reload(self) -> None:
        """Ask the model for the list."""

    @abstractmethod
    def fetch(self, request: PageRequest) -> Page[RowT]:
        """Return the rows; on the read lane."""

    @abstractmethod
    def open_current(self) -> None:
        """Change the row that is chosen."""

    def begin(self) -> None:
        """Ask for what the window begins with."""
        self.reload()

    def empty_words(self) -> str:
        """Return what stands in place of a list without rows."""
        return ""

    def show_state(self) -> None:
        """Show what hangs on the rows read and on the one chosen."""

    # for subclasses ----------------------------------------------------------------------------------------------

    def current(self) -> RowT | None:
        """Return the row that is chosen."""
        position = self.model.position_of(self.table.current_id or 0)
        return None if position is None else self.model.row_at(position)

    def make_button(self, code: str, text: str, meaning: str) -> QPushButton:
        """Return a button that no Enter presses by accident; ``text`` is translated, with its mnemonic."""
        button = QPushButton(text, self)
        button.setObjectName(f"{self._name}.action.{code}")
        button.setAccessibleName(text.replace("&", "").replace(" …", ""))
        button.setAutoDefault(False)
        if meaning:
            button.setIcon(icon(meaning))
        return button

    def lay_out(
        self,
        buttons: Sequence[QWidget],
        size: QSize,
        *,
        head: QLayout | None = None,
        above: Sequence[QWidget] = (),
        below: Sequence[QWidget] = (),
    ) -> None:
        """Put everything in its place; ``size`` is in px at the usual text size."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        if head is not None:
            layout.addLayout(head)
        for widget in (*above, self.message):
            layout.addWidget(widget)
        layout.addWidget(self.table, 1)
        for widget in below:
            layout.addWidget(widget)
        foot = QHBoxLayout()
        for button in buttons:
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        layout.addLayout(foot)
        self.resize(
            QSize(scaled(size.width()), scaled(size.height())).boundedTo(self.screen().availableSize() - MARGIN)
        )

    # reactions ---------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        if not self._asked:
            self._asked = True
            self.begin()
            self.table.setFocus()

    def _on_rows_taken(self, _want: Want) -> None:
        if self.model.rowCount() or not self.empty_words():
            self.table.overlay.clear()
        else:
            self.table.overlay.show_empty(self.empty_words())
        if self.table.current_id is None:
            self.table.select_first()
        self.show_state()


WindowT = TypeVar("WindowT", bound=QDialog)


def opened_window(window: WindowT) -> WindowT:
    """Open a window over its parent; it goes when it is closed."""
    window.finished.connect(window.deleteLater)
    window.open()
    return window
