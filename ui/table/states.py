"""What a list shows in place of rows: nothing there yet, nothing that matches, an error; each with a way on."""

from collections.abc import Callable
from typing import Generic

from PySide6.QtCore import QObject

from app.errors import AppError
from app.i18n import _
from ui.runtime.jobs import JobRunner
from ui.table.column import RowT
from ui.table.filter_bar import FilterBar, FilterState
from ui.table.overlay import Overlay
from ui.table.page_spec import ListSpec


class ListStates(QObject, Generic[RowT]):
    """Chooses between the states of an empty list.

    A list that is filtered may be empty because nothing was ever entered; that is asked in the background and told
    then, since "clear the filter" would lead nowhere.
    """

    def __init__(self, spec: ListSpec[RowT], jobs: JobRunner, bar: FilterBar, overlay: Overlay) -> None:
        super().__init__(overlay)
        self._spec = spec
        self._jobs = jobs
        self._bar = bar
        self._overlay = overlay
        self._usual = bar.state()
        self._wait_for_count = False
        self._offers_clearing = False
        self._key = f"{spec.name}.any"

    def show_rows(self) -> None:
        """Uncover the rows."""
        self._jobs.drop_read(self._key)
        self._wait_for_count = False
        self._overlay.clear()

    def show_empty(self) -> None:
        """Say why there are no rows."""
        state = self._bar.state()
        if state.is_empty:
            self._show_nothing_yet()
            return
        self._wait_for_count = self._spec.count is not None
        if not self._wait_for_count or state != self._usual:
            self._show_no_match()

    def ask_whether_any(self) -> None:
        """Find out whether the list holds anything at all, once the rest was painted."""
        count = self._spec.count
        if not self._wait_for_count or count is None:
            return
        self._wait_for_count = False
        everything = self._spec.make_filter(FilterState())
        self._jobs.run_read(self._key, lambda _progress: count(everything), self._on_counted, self._on_not_counted)

    def take_offer(self, take_action: Callable[[str], object]) -> None:
        """Do what the button of the empty list says."""
        if self._offers_clearing:
            self._bar.clear()
        else:
            take_action(self._spec.empty_action)

    def _on_counted(self, count: int) -> None:
        if count:
            self._show_no_match()
        else:
            self._show_nothing_yet()

    def _on_not_counted(self, _error: AppError) -> None:
        self._show_no_match()

    def _show_nothing_yet(self) -> None:
        self._offers_clearing = False
        texts = [_(action.text) for action in self._spec.actions if action.code == self._spec.empty_action]
        self._overlay.show_empty(_(self._spec.empty_text), "".join(texts))

    def _show_no_match(self) -> None:
        self._offers_clearing = True
        words = " · ".join(self._bar.words())
        self._overlay.show_empty(_("Nothing matches the filter: {filter}").format(filter=words), _("Clear filter"))
