"""Where the list of a page goes: into an Excel workbook that one saves somewhere, or into the preview of a paper."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.errors import AppError, Invalid
from app.exports.shown import MOST_EXPORTED
from app.exports.workbook import ListWorkbook
from app.i18n import _, current_language, ngettext
from app.services.exports import export_list
from ui.dialogs.exporting.list_paper import list_on_paper
from ui.dialogs.printing.printing import open_preview
from ui.dialogs.printing.printing_files import WORKBOOK, ask_path, check_writable
from ui.runtime.desk import Desk
from ui.runtime.jobs import Progress
from ui.table.reading import ListView
from ui.theme.palette import Tone
from ui.widgets.message_bar import BarAnswer, MessageBar

Made = tuple[int, bytes]  # rows and the file


class DeskOutlets(QObject):
    """Lets the list of one page out, and tells in its strip how it went."""

    def __init__(self, desk: Desk, page: QWidget, message: MessageBar) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._message = message

    def print(self, view: ListView[Any]) -> None:
        """Show the list as it would be printed."""
        open_preview(self._desk, self._page, list_on_paper(self._desk.context, view))

    def export(self, view: ListView[Any]) -> None:
        """Ask where, then read the rows beside the window and write them there, whole or not at all."""
        ask_path(self._desk, self._page, self._file_name(view), partial(self._write_to, view), WORKBOOK)

    def _file_name(self, view: ListView[Any]) -> str:
        title = view.shown.title.text(current_language())
        safe = "".join("-" if sign in '<>:"/\\|?* ' or sign < " " else sign for sign in title)
        return f"{safe}_{self._desk.today():%Y%m%d}.xlsx"

    def _write_to(self, view: ListView[Any], path: Path) -> None:
        """Make the file beside the saves: it takes as long as the list is long, and changes nothing."""
        self._message.hide()
        title = _("Exporting {list}").format(list=view.shown.title.text(current_language()))
        self._desk.jobs.run_output(
            partial(self._make, view, path), partial(self._let_out, view, path), self._on_failed, title
        )

    def _make(self, view: ListView[Any], path: Path, progress: Progress) -> Made:
        """Runs in a thread. A file that cannot be written is refused before anything is read."""
        check_writable(path)
        book = ListWorkbook(view.shown, self._desk.today(), self._desk.context.actor.display_name)
        try:
            for rows in view.texts(progress, MOST_EXPORTED, _too_many):
                book.add(rows)
            return book.rows, book.content()
        finally:
            book.close()

    def _let_out(self, view: ListView[Any], path: Path, made: Made) -> None:
        rows, content = made
        work = partial(export_list, self._desk.context, shown=view.shown, rows=rows, content=content, path=path)
        self._desk.jobs.run_write(lambda _p: work(), partial(self._on_written, path, rows), self._on_failed)

    def _on_written(self, path: Path, rows: int, _answer: object) -> None:
        text = ngettext("{count} row exported to {name}.", "{count} rows exported to {name}.", rows)
        opening = BarAnswer("open", _("Open the file"), partial(self._desk.open_file, path))
        self._message.ask(text.format(count=f"{rows:,}", name=path.name), (opening,), Tone.KEPT)

    def _on_failed(self, error: AppError) -> None:
        self._message.show_message(error.message, Tone.SOON if isinstance(error, Invalid) else Tone.OVERDUE)


def _too_many(rows: str, most: str) -> str:
    message = _(
        "These are {count} rows, more than the {most} that can be exported at once. Narrow the list with the filter "
        "above it, for example to one year, and export in parts. No file was written."
    )
    return message.format(count=rows, most=most)
