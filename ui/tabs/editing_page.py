"""A page whose records are edited in forms: adding one, reading one into its form, following links."""

from abc import abstractmethod
from collections.abc import Callable
from typing import Generic, TypeVar

from app.errors import AppError
from models.enums import RecordKind
from ui.table.column import RowT
from ui.table.page_spec import NEW
from ui.tabs.links import link_target
from ui.tabs.record_page import DetailsT, RecordPage
from ui.theme.palette import Tone

FormT = TypeVar("FormT")


class EditingPage(RecordPage[RowT, DetailsT], Generic[RowT, DetailsT]):
    """A page whose records and their parts are edited in forms.

    ``part_kind`` are the parts shown with a record and edited in place; other links lead to where a record lives.
    """

    part_kind: RecordKind | None = None

    @abstractmethod
    def add(self) -> None:
        """Open the form of a new record."""

    @abstractmethod
    def edit(self, record_id: int) -> None:
        """Open the form of a record."""

    def edit_part(self, record_id: int) -> None:
        """Open the form of a part; for pages that name a ``part_kind``."""

    @abstractmethod
    def on_group_link(self, code: str) -> None:
        """The link at the title of a card was pressed while a record is shown."""

    def on_action(self, code: str) -> None:
        if code == NEW:
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

    def on_part_saved(self, _record_id: int) -> None:
        """A part of the record shown was saved: show it with its record."""
        self.reload_details()

    def _on_form_failed(self, error: AppError) -> None:
        self.message.show_message(error.message, Tone.OVERDUE)
