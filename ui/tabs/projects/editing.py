"""What both pages of the tab share: reading a record into its form, and showing what was saved."""

from abc import abstractmethod
from collections.abc import Callable
from typing import Generic, TypeVar

from app.errors import AppError
from models.enums import RecordKind
from ui.table.column import RowT
from ui.table.filter_bar import FilterState
from ui.tabs.projects.links import link_target
from ui.tabs.record_page import DetailsT, RecordPage
from ui.theme.palette import Tone

FormT = TypeVar("FormT")


class EditingPage(RecordPage[RowT, DetailsT], Generic[RowT, DetailsT]):
    """A page whose records and their parts are edited in forms."""

    part_kind: RecordKind  # the parts shown with a record, edited in place; other links lead to where a record lives

    @abstractmethod
    def add(self) -> None:
        """Open the form of a new record."""

    @abstractmethod
    def edit(self, record_id: int) -> None:
        """Open the form of a record."""

    @abstractmethod
    def edit_part(self, record_id: int) -> None:
        """Open the form of a part."""

    @abstractmethod
    def on_group_link(self, code: str) -> None:
        """The link at the title of a card was pressed while a record is shown."""

    def on_action(self, code: str) -> None:
        if code == "new":
            self.add()
        elif self.table.current_id is not None:
            self.edit(self.table.current_id)

    def on_link(self, code: str) -> None:
        target = link_target(code)
        if target is None:
            if self.details is not None:
                self.on_group_link(code)
        elif target[0] == self.part_kind:
            self.edit_part(target[1])
        else:
            self.desk.show_requested.emit(*target)

    def read_form(self, read: Callable[[], FormT], ask: Callable[[FormT], None]) -> None:
        """Read a form on the read lane and ``ask`` it; a record that is gone is told above the list."""
        self.desk.jobs.run_read(f"{self.name}.form", lambda _progress: read(), ask, self._on_form_failed)

    def reveal(self, record_id: int) -> None:
        """Select a record that was just saved; a filter that hides it is cleared, a new one stands first."""
        if not self.table.select_id(record_id):
            self.filter_bar.clear()
            self.table.show_sort(self._spec.sort.key, self._spec.sort.descending)
            self._ask_list(FilterState(), self._spec.sort)
            self.select(record_id)

    def on_part_saved(self, _record_id: int) -> None:
        """A site or a piece of equipment of the record shown was saved: show it with its record."""
        self.reload_details()

    def _on_form_failed(self, error: AppError) -> None:
        self.message.show_message(error.message, Tone.OVERDUE)
