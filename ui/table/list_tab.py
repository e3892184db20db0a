"""The page every list is: header with actions, filter bar, table, and a detail pane beside it."""

from typing import Generic

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from app.changes import Change
from app.errors import AppError
from app.i18n import _
from app.queries.lists.paging import Sort
from app.queries.lists.selection import Selection
from ui.runtime.changes import ChangeBridge
from ui.runtime.jobs import JobRunner
from ui.runtime.window_state import WindowState
from ui.table.column import RowT
from ui.table.copying import RowCopier, copied_words
from ui.table.count_line import CountLine
from ui.table.detail_splitter import DetailSplitter
from ui.table.filter_bar import FilterBar, FilterState
from ui.table.loader import RowLoader
from ui.table.menu import MenuGroup, build_menu
from ui.table.output import ListOutput
from ui.table.page_actions import PageActions
from ui.table.page_spec import ListSpec
from ui.table.row_menu import row_menu_groups
from ui.table.row_model import RowTableModel, Want
from ui.table.states import ListStates
from ui.table.table_view import TableView
from ui.theme.palette import Tone
from ui.widgets.forms.tab_order import order_as_read
from ui.widgets.message_bar import MessageBar
from ui.widgets.pages.page_head import PageHead

_REFRESH_MS = 40  # several changes of one transaction become one reading
_PAINTED_MS = 20  # from new rows to their having been painted; what is only read after that does not hold it up


class ListTab(QWidget, Generic[RowT]):
    """Wires table, filter, sorting, refreshing and selection; what is special about a page is its ``ListSpec``."""

    details_requested = Signal(object)  # id or None: the record selected
    open_requested = Signal(object)  # id: Enter or double click
    action_requested = Signal(str)  # code of a page action
    record_missed = Signal(object)  # id that was to be selected and is not among the rows read
    selection_changed = Signal(object)  # Selection

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
        self.detail = detail
        self.model = RowTableModel(spec.columns, self)
        self.loader = RowLoader(spec.name, self.model, spec.fetch, jobs)
        self.table = TableView(spec.name, self.model, self)
        self.filter_bar = FilterBar(spec.name, spec.chips, spec.today, self)
        self.message = MessageBar(f"{spec.name}.message", self)
        self.count_line = CountLine(spec.name, self)
        self._actions = PageActions(spec.name, spec.actions, self, self.action_requested.emit)
        self._states = ListStates(spec, jobs, self.filter_bar, self.table.overlay)
        self._copier = RowCopier(spec, jobs, self.message.show_message, self)
        self._output = ListOutput(spec, self.table, self.filter_bar, self.message, self)
        self._header = PageHead(self)
        self._splitter = DetailSplitter(spec.name, self._list_side(), detail, state, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 8)
        layout.addWidget(self._splitter)
        self._refresh_soon = _timer(self, _REFRESH_MS)
        self._failure_shown = False
        self._details_due = False
        self._counts_due = False
        self._after_painting = _timer(self, _PAINTED_MS)
        self._connect()
        self._restore()

    # asked by others ---------------------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """``<tab>.<page>``."""
        return self._spec.name

    @property
    def selection(self) -> Selection:
        """What is selected: ids, or all that match the filter. Pages give it to whatever works on several records."""
        return self.table.selection

    def set_pills(self, pills: QWidget) -> None:
        """Put the row of pages of the tab at the left of the header."""
        self._header.add_left(pills)

    def start(self) -> None:
        """Read the list for the first time; happens by itself when the page is first shown."""
        if not self._started:
            self._started = True
            self._ask_list(self.filter_bar.state())

    def refresh(self) -> None:
        """Read the rows again, keeping selection and place."""
        if self._started:
            self._counts_due = True
            self.table.ask_again()

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
        return self._actions.buttons[code]

    def menu_entries(self) -> MenuGroup:
        """Return what the page adds to the menu of the rows selected, besides its actions."""
        return ()

    def row_menu(self) -> QMenu:
        """Return the menu of what is selected, or of the list where nothing is."""
        added = () if self.selection.is_empty else self.menu_entries()
        groups = row_menu_groups(self.table, self._actions.menu(self.selection), added, self._output.menu())
        return build_menu(f"{self.name}.menu", _("Rows"), groups, self)

    def close_detail(self) -> bool:
        """Hide the detail pane on a narrow window; False when there is nothing to hide."""
        if not self._splitter.hide_detail():
            return False
        self.table.setFocus()
        return True

    # set-up ------------------------------------------------------------------------------------------------------

    def _list_side(self) -> QWidget:
        for button in self._actions.buttons.values():
            self._header.add_right(button)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._header)
        column.addWidget(self.filter_bar)
        column.addWidget(self.message)
        column.addWidget(self.table, 1)
        column.addWidget(self.count_line)
        return left

    def _connect(self) -> None:
        self.filter_bar.filter_changed.connect(self._on_filter_changed)
        self.table.sort_requested.connect(self._on_sort_requested)
        self.table.current_changed.connect(self._on_current_changed)
        self.table.open_requested.connect(self._on_open_requested)
        self.table.retry_requested.connect(self.loader.retry)
        self.table.empty_action_requested.connect(self._on_empty_action_requested)
        self.table.columns_changed.connect(self._on_columns_changed)
        self.table.menu_requested.connect(self._on_menu_requested)
        self.table.selection_changed.connect(self._on_selection_changed)
        self.table.copied.connect(self._on_copied)
        self.table.copy_requested.connect(self._copy_all)
        self.table.run_limited.connect(self._on_run_limited)
        self.loader.loading_started.connect(self._on_loading_started)
        self.loader.loading_failed.connect(self._on_loading_failed)
        self.model.rows_taken.connect(self._on_rows_taken)
        self.message.action_requested.connect(self.loader.retry)
        self._changes.changed.connect(self._on_changed)
        self._changes.minute_passed.connect(self._on_minute_passed)
        self._refresh_soon.timeout.connect(self._on_refresh_due)
        self._after_painting.timeout.connect(self._on_painted)
        self.filter_bar.text.installEventFilter(self)
        for keys, slot in (("Ctrl+F", self.filter_bar.focus_text), ("F5", self.refresh)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(slot)

    def _restore(self) -> None:
        self.table.columns.restore(self._state.text(self.table.objectName()))
        self.table.show_sort(self._spec.sort.key, self._spec.sort.descending)

    # asking ------------------------------------------------------------------------------------------------------

    def _ask_list(self, state: FilterState, sort: Sort | None = None) -> None:
        order = sort or self.model.order or self._spec.sort
        self._counts_due = True
        self.model.show_list(self._spec.make_filter(state), order)

    def _ask_counts(self) -> None:
        self._counts_due = False
        self._states.ask_whether_any()
        if self._spec.count is not None:
            count, wanted = self._spec.count, self.model.list_filter
            self._jobs.run_read(
                f"{self.name}.count", lambda _progress: count(wanted), self.count_line.show_total, _ignore
            )
        if self._spec.summary is not None:
            summary, shown = self._spec.summary, self.model.list_filter
            self._jobs.run_read(
                f"{self.name}.summary", lambda _progress: summary(shown), self.count_line.show_summary, _ignore
            )
        if self._spec.chip_counts is not None:
            chip_counts = self._spec.chip_counts
            self._jobs.run_read(
                f"{self.name}.chips", lambda _progress: chip_counts(), self.filter_bar.set_counts, _ignore
            )

    # reactions ---------------------------------------------------------------------------------------------------

    def focusInEvent(self, _event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Hand the keyboard on to the table; a focus proxy would make Tab jump over what stands before it."""
        self.table.setFocus()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        areas = (*self._header.parts(), self.filter_bar, self.message, self.table, self.detail)
        order_as_read(*(area for area in areas if area is not None))
        if not self._started:
            self.start()
        elif self._stale:
            self.refresh()
        self._stale = False

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._splitter.follow(self.width())

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

    @Slot(object)
    def _on_filter_changed(self, state: FilterState) -> None:
        self._started = True
        self._ask_list(state)

    @Slot(str, bool)
    def _on_sort_requested(self, key: str, descending: bool) -> None:
        self._ask_list(self.filter_bar.state(), Sort(key, descending))

    @Slot(object)
    def _on_current_changed(self, _record_id: int | None) -> None:
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
        self._splitter.show_detail()
        self.open_requested.emit(record_id)

    @Slot()
    def _on_empty_action_requested(self) -> None:
        self._states.take_offer(self.action_requested.emit)

    @Slot()
    def _on_columns_changed(self) -> None:
        self._state.set_text(self.table.objectName(), self.table.columns.state())

    @Slot(QPoint)
    def _on_menu_requested(self, place: QPoint) -> None:
        self.row_menu().popup(place)

    @Slot()
    def _on_selection_changed(self) -> None:
        selection = self.selection
        self._actions.enable(selection)
        self.count_line.show_selection(selection)
        self.selection_changed.emit(selection)

    @Slot(int)
    def _on_copied(self, rows: int) -> None:
        self.count_line.show_note(copied_words(rows))

    @Slot()
    def _copy_all(self) -> None:
        self._copier.copy(self.selection, self.table.shown_columns())

    @Slot(int)
    def _on_run_limited(self, rows: int) -> None:
        words = _("{count} rows are selected; the list goes on. Ctrl+A selects all that match the filter.")
        self.message.show_message(words.format(count=f"{rows:,}"))

    @Slot(object)
    def _on_loading_started(self, want: Want) -> None:
        if want not in (Want.START, Want.END):
            return
        self._after_painting.stop()  # the rows it is about are on their way out
        self.count_line.expect_rows()
        if self.model.rowCount() == 0:
            self.table.overlay.show_loading()

    @Slot(object)
    def _on_loading_failed(self, error: AppError) -> None:
        self._read_the_rest()
        self.count_line.rows_came()
        if self.model.rowCount() == 0:
            self.table.overlay.show_error(error)
        else:
            self.table.overlay.clear()
            self._failure_shown = True
            self.message.show_message(error.message, Tone.OVERDUE, _("Try again"))

    @Slot(object)
    def _on_rows_taken(self, want: Want) -> None:
        self.count_line.rows_came()
        if self._failure_shown:
            self._failure_shown = False
            self.message.hide()
        if self.model.rowCount() == 0:
            self._states.show_empty()
        else:
            self._states.show_rows()
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


def _timer(parent: QWidget, milliseconds: int) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    return timer


def _ignore(_error: AppError) -> None:
    """A count that cannot be read is not worth a word: the list beside it tells the same error."""
