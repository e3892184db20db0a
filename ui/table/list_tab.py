"""The page every list is: header with actions, filter bar, table, and a detail pane beside it."""

from typing import Generic

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from app.changes import Change
from app.errors import AppError
from app.i18n import _, ngettext
from app.queries.paging import Sort
from ui.runtime.changes import ChangeBridge
from ui.runtime.jobs import JobRunner
from ui.runtime.window_state import WindowState
from ui.table.column import RowT
from ui.table.filter_bar import FilterBar, FilterState
from ui.table.loader import RowLoader
from ui.table.page_spec import ListSpec, PageAction
from ui.table.row_model import RowTableModel, Want
from ui.table.table_view import TableView
from ui.theme.icons import icon
from ui.theme.palette import Tone
from ui.widgets.message_bar import MessageBar

NARROW = 900  # logical px below which the detail pane hides until a row is opened
DETAIL_WIDTH = 436
_REFRESH_MS = 40  # several changes of one transaction become one reading
_PAINTED_MS = 20  # from new rows to their having been painted; what is only read after that does not hold it up


class ListTab(QWidget, Generic[RowT]):
    """Wires table, filter, sorting, refreshing and selection; what is special about a page is its ``ListSpec``."""

    details_requested = Signal(object)  # id or None: the record selected
    open_requested = Signal(object)  # id: Enter or double click
    action_requested = Signal(str)  # code of a page action
    record_missed = Signal(object)  # id that was to be selected and is not among the rows read
    menu_requested = Signal(object, QPoint)  # ids selected, global place of a right click

    def __init__(
        self,
        spec: ListSpec[RowT],
        jobs: JobRunner,
        changes: ChangeBridge,
        state: WindowState,
        detail: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``detail`` is the pane shown beside the table; the page takes it over."""
        super().__init__(parent)
        self.setObjectName(spec.name)
        self._spec = spec
        self._jobs = jobs
        self._changes = changes
        self._state = state
        self._started = False
        self._stale = False
        self._wanted_id: int | None = None
        self._narrow = False
        self.detail = detail
        self.model = RowTableModel(spec.columns, self)
        self.loader = RowLoader(spec.name, self.model, spec.fetch, jobs)
        self.table = TableView(spec.name, self.model, self)
        self.setFocusProxy(self.table)
        self.filter_bar = FilterBar(spec.name, spec.chips, spec.today, self)
        self.message = MessageBar(f"{spec.name}.message", self)
        self._count = QLabel(self)
        self._count.setObjectName(f"{spec.name}.count")
        self._count.setProperty("role", "small")
        self._actions = {action.code: self._button(action) for action in spec.actions}
        self._header = QHBoxLayout()
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._lay_out()
        self._refresh_soon = QTimer(self)
        self._refresh_soon.setSingleShot(True)
        self._refresh_soon.setInterval(_REFRESH_MS)
        self._details_due = False
        self._counts_due = False
        self._after_painting = QTimer(self)
        self._after_painting.setSingleShot(True)
        self._after_painting.setInterval(_PAINTED_MS)
        self._connect()
        self._restore()

    # asked by others ---------------------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """``<tab>.<page>``."""
        return self._spec.name

    def set_pills(self, pills: QWidget) -> None:
        """Put the row of pages of the tab at the left of the header."""
        self._header.insertWidget(0, pills)

    def start(self) -> None:
        """Read the list for the first time; happens by itself when the page is first shown."""
        if not self._started:
            self._started = True
            self._ask_list(self.filter_bar.state())

    def refresh(self) -> None:
        """Read the rows again, keeping selection and place."""
        if self._started:
            self._counts_due = True
            top = self.table.rowAt(0)
            self.model.want_refresh(around=max(0, top))

    def select(self, record_id: int) -> None:
        """Select a record, now if its row is there, else when the rows asked for arrive; ``record_missed`` when they
        arrive without it.
        """
        found = self.table.select_id(record_id)
        self._wanted_id = record_id if self.model.is_waiting or not found else None
        if not found and not self.model.is_waiting:
            self.refresh()

    def show_filter(self, state: FilterState) -> None:
        """Filter the list as ``state`` says."""
        self.filter_bar.set_state(state)
        self.start()

    def action(self, code: str) -> QPushButton:
        """Return the button of a page action; KeyError for an unknown code."""
        return self._actions[code]

    def close_detail(self) -> bool:
        """Hide the detail pane on a narrow window; False when there is nothing to hide."""
        if self.detail is None or not self._is_narrow() or self.detail.isHidden():
            return False
        self.detail.hide()
        self.table.setFocus()
        return True

    # set-up ------------------------------------------------------------------------------------------------------

    def _button(self, action: PageAction) -> QPushButton:
        button = QPushButton(_(action.text), self)
        button.setObjectName(f"{self._spec.name}.action.{action.code}")
        button.setAccessibleName(_(action.text))
        button.setProperty("kind", "primary" if action.primary else "")
        button.setEnabled(not action.needs_selection)
        if action.icon:
            button.setIcon(icon(action.icon, "on_accent" if action.primary else "dim"))
        if action.shortcut:
            shortcut = QShortcut(QKeySequence(action.shortcut), self)
            shortcut.activated.connect(button.click)
            keys = QKeySequence(action.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
            button.setToolTip(f"{_(action.text)} ({keys})")
        button.clicked.connect(lambda: self.action_requested.emit(action.code))
        return button

    def _lay_out(self) -> None:
        self._header.setSpacing(8)
        self._header.addStretch(1)
        for button in self._actions.values():
            self._header.addWidget(button)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._header)
        column.addWidget(self.filter_bar)
        column.addWidget(self.message)
        column.addWidget(self.table, 1)
        column.addWidget(self._count)
        self._splitter.setObjectName(f"{self._spec.name}.splitter")
        self._splitter.setHandleWidth(12)
        self._splitter.addWidget(left)
        self._splitter.setCollapsible(0, False)
        self._splitter.setStretchFactor(0, 1)
        if self.detail is not None:
            self.detail.setMinimumWidth(300)
            self._splitter.addWidget(self.detail)
            self._splitter.setStretchFactor(1, 0)
            self._splitter.setSizes([900, DETAIL_WIDTH])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 8)
        layout.addWidget(self._splitter)

    def _connect(self) -> None:
        self.filter_bar.filter_changed.connect(self._on_filter_changed)
        self.table.sort_requested.connect(self._on_sort_requested)
        self.table.current_changed.connect(self._on_current_changed)
        self.table.open_requested.connect(self._on_open_requested)
        self.table.retry_requested.connect(self.loader.retry)
        self.table.empty_action_requested.connect(self._on_empty_action_requested)
        self.table.columns_changed.connect(self._on_columns_changed)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._on_table_menu_requested)
        self.loader.loading_started.connect(self._on_loading_started)
        self.loader.loading_failed.connect(self._on_loading_failed)
        self.model.rows_taken.connect(self._on_rows_taken)
        self.message.action_requested.connect(self.loader.retry)
        self._splitter.splitterMoved.connect(lambda: self._state.save_splitter(self._splitter))
        self._changes.changed.connect(self._on_changed)
        self._changes.minute_passed.connect(self._on_minute_passed)
        self._refresh_soon.timeout.connect(self._on_refresh_due)
        self._after_painting.timeout.connect(self._on_painted)
        self.filter_bar.text.installEventFilter(self)
        for keys, slot in (("Ctrl+F", self.filter_bar.focus_text), ("F5", self.refresh)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(slot)

    def _restore(self) -> None:
        self._state.restore_splitter(self._splitter)
        self.table.restore_column_state(self._state.text(self.table.objectName()))
        self.table.show_sort(self._spec.sort.key, self._spec.sort.descending)

    # asking ------------------------------------------------------------------------------------------------------

    def _ask_list(self, state: FilterState, sort: Sort | None = None) -> None:
        order = sort or self.model.order or self._spec.sort
        self._counts_due = True
        self.model.show_list(self._spec.make_filter(state), order)

    def _ask_counts(self) -> None:
        self._counts_due = False
        if self._spec.count is not None:
            count, wanted = self._spec.count, self.model.list_filter
            self._jobs.run_read(f"{self.name}.count", lambda _progress: count(wanted), self._on_counted, _ignore)
        if self._spec.chip_counts is not None:
            chip_counts = self._spec.chip_counts
            self._jobs.run_read(
                f"{self.name}.chips", lambda _progress: chip_counts(), self.filter_bar.set_counts, _ignore
            )

    # reactions ---------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        if not self._started:
            self.start()
        elif self._stale:
            self.refresh()
        self._stale = False

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if self.detail is not None and self._narrow != self._is_narrow():
            self._narrow = self._is_narrow()
            self.detail.setVisible(not self._narrow)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() != Qt.Key.Key_Escape or not self.close_detail():
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let Down leave the filter text for the table."""
        if watched is self.filter_bar.text and isinstance(event, QKeyEvent):
            down = event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down
            if down and not self.filter_bar.text.is_composing:
                self.table.setFocus()
                return True
        return super().eventFilter(watched, event)

    def _is_narrow(self) -> bool:
        return self.width() < NARROW

    @Slot(object)
    def _on_filter_changed(self, state: FilterState) -> None:
        self._started = True
        self._ask_list(state)

    @Slot(str, bool)
    def _on_sort_requested(self, key: str, descending: bool) -> None:
        self._ask_list(self.filter_bar.state(), Sort(key, descending))

    @Slot(object)
    def _on_current_changed(self, record_id: int | None) -> None:
        for action in self._spec.actions:
            if action.needs_selection:
                self._actions[action.code].setEnabled(record_id is not None)
        if self.model.is_taking:  # another list selects its first row by itself
            self._details_due = True
        else:
            self._request_details()

    def _request_details(self) -> None:
        self._details_due = False
        self.details_requested.emit(self.table.current_id)

    @Slot()
    def _on_painted(self) -> None:
        """The rows are on the screen: now read what belongs to them."""
        if self._details_due:
            self._request_details()
        if self._counts_due:
            self._ask_counts()

    @Slot(object)
    def _on_open_requested(self, record_id: int) -> None:
        if self.detail is not None:
            self.detail.show()
        self.open_requested.emit(record_id)

    @Slot()
    def _on_empty_action_requested(self) -> None:
        if self.filter_bar.state().is_empty:
            self.action_requested.emit(self._spec.empty_action)
        else:
            self.filter_bar.clear()

    @Slot()
    def _on_columns_changed(self) -> None:
        self._state.set_text(self.table.objectName(), self.table.column_state())

    @Slot(QPoint)
    def _on_table_menu_requested(self, place: QPoint) -> None:
        self.menu_requested.emit(self.table.selected_ids, self.table.viewport().mapToGlobal(place))

    @Slot(object)
    def _on_loading_started(self, want: Want) -> None:
        if want not in (Want.START, Want.END):
            return
        self._after_painting.stop()  # the rows it is about are on their way out
        if self.model.rowCount() == 0:
            self.table.overlay.show_loading()

    @Slot(object)
    def _on_loading_failed(self, error: AppError) -> None:
        self._read_the_rest()
        if self.model.rowCount() == 0:
            self.table.overlay.show_error(error)
        else:
            self.table.overlay.clear()
            self.message.show_message(error.message, Tone.OVERDUE, _("Try again"))

    @Slot(object)
    def _on_rows_taken(self, want: Want) -> None:
        self.message.hide()
        if self.model.rowCount() == 0:
            self._show_empty()
        else:
            self.table.overlay.clear()
        if self._wanted_id is not None:
            self._select_wanted(self._wanted_id, want)
        elif want is Want.START and self._spec.select_first and self.table.current_id is None:
            self.table.select_first()
        self._read_the_rest()

    def _read_the_rest(self) -> None:
        if self._details_due or self._counts_due:
            self._after_painting.start()

    def _select_wanted(self, record_id: int, want: Want) -> None:
        if self.table.select_id(record_id):
            self._wanted_id = None
        elif want in (Want.START, Want.REFRESH):
            self._wanted_id = None
            self.record_missed.emit(record_id)

    def _show_empty(self) -> None:
        if self.filter_bar.state().is_empty:
            action = self._actions.get(self._spec.empty_action)
            self.table.overlay.show_empty(_(self._spec.empty_text), action.text() if action else "")
        else:
            self.table.overlay.show_empty(_("Nothing matches the filter."), _("Clear filter"))

    def _on_counted(self, count: int) -> None:
        self._count.setText(ngettext("{count} row", "{count} rows", count).format(count=count))

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if change.kind in self._spec.kinds:
            self._refresh_soon.start()

    @Slot()
    def _on_minute_passed(self) -> None:
        if self._spec.ticks:
            self._refresh_soon.start()

    @Slot()
    def _on_refresh_due(self) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True


def _ignore(_error: AppError) -> None:
    """A count that cannot be read is not worth a word: the list beside it tells the same error."""
