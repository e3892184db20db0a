"""Copies what is selected, also rows that are not in the window: those are read in a job with progress and cancel."""

from collections.abc import Callable
from functools import partial
from typing import Generic

from PySide6.QtCore import QObject

from app.errors import AppError, Invalid
from app.i18n import _, ngettext
from app.queries.lists.selection import Selection
from ui.runtime.jobs import JobRunner, Progress
from ui.table.clipboard import Sheet, SheetWriter, put_on_clipboard
from ui.table.column import Column, RowT
from ui.table.page_spec import ListSpec
from ui.table.reading import RowSource
from ui.theme.palette import Tone

MOST_COPIED = 100_000  # rows; a spreadsheet takes a million, but no clipboard does so quickly

Tell = Callable[[str, Tone], None]


class RowCopier(QObject, Generic[RowT]):
    """Reads the rows of a selection from the list's own query."""

    def __init__(self, spec: ListSpec[RowT], jobs: JobRunner, tell: Tell, parent: QObject) -> None:
        """``tell`` says in the page how it went; when the page ``parent`` is gone by then, nobody needs to hear it."""
        super().__init__(parent)
        self._spec = spec
        self._jobs = jobs
        self._tell = tell

    def copy(self, selection: Selection, columns: tuple[Column[RowT], ...]) -> None:
        """Read the rows of ``selection`` beside the window and put them on the clipboard, unless they are too many."""
        self._jobs.run_write(
            partial(self._read, selection, columns),
            self._on_read,
            self._on_failed,
            title=_("Copying rows"),
            cancellable=True,
        )

    def _read(self, selection: Selection, columns: tuple[Column[RowT], ...], progress: Progress) -> Sheet:
        """Runs in a thread. Raises Invalid for more rows than a clipboard takes."""
        writer = SheetWriter(columns)
        source = RowSource(selection, self._spec.fetch, self._spec.count)
        for rows in source.read(progress, MOST_COPIED, _too_many):
            writer.add(rows)
        return writer.sheet()

    def _on_read(self, sheet: Sheet) -> None:
        put_on_clipboard(sheet)
        self._tell(copied_words(sheet.rows), Tone.KEPT)

    def _on_failed(self, error: AppError) -> None:
        self._tell(error.message, Tone.SOON if isinstance(error, Invalid) else Tone.OVERDUE)


def copied_words(rows: int) -> str:
    """Say how many rows were copied."""
    return ngettext("{count} row copied", "{count} rows copied", rows).format(count=f"{rows:,}")


def _too_many(rows: str, most: str) -> str:
    message = _(
        "These are {count} rows, more than the {most} that can be copied at once. Narrow the list with the filter "
        "above it, for example to one year, and copy in parts. Nothing was copied."
    )
    return message.format(count=rows, most=most)
