"""A list as an .xlsx workbook: one frozen row of headings with a filter, the columns as wide as on the screen.

What is written is the value and how it looks, never a formula: a text stays a text, whatever it begins with.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, time
from io import BytesIO
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from app.errors import StorageError
from app.exports.cells import TEXT, Cell, cell_of
from app.exports.shown import ShownList
from app.i18n import _, current_language

LONGEST_NAME = 31  # characters of the name of a sheet
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NARROWEST, _WIDEST = 48, 560  # px
_HEAD_FILL, _HEAD_LINE = "#EAF0F7", "#B8C4D2"
_A4 = 9  # as spreadsheets count paper sizes
_LONG_TEXT = 255  # characters from which older spreadsheets show a cell marked as text as ######


class ListWorkbook:
    """Collects the rows of a list below its headings; what was written is held on disk and not in memory.

    StorageError when the disk has no room for it. ``close`` it in any case.
    """

    def __init__(self, shown: ShownList, today: date, made_by: str) -> None:
        self._shown = shown
        self._today = today
        self._buffer = BytesIO()
        self._folder = _temporary_folder()
        options = {"constant_memory": True, "tmpdir": self._folder.name}
        self._book: Any = xlsxwriter.Workbook(self._buffer, options)
        self._formats: dict[str, Any] = {}
        self.rows = 0
        title = shown.title.text(current_language())
        made = datetime.combine(today, time())
        self._book.set_properties({"title": title, "author": made_by, "created": made})
        self._sheet: Any = self._book.add_worksheet(sheet_name(title))
        self._write_head()

    def add(self, rows: Iterable[tuple[str, ...]]) -> None:
        """Write rows below those that are there."""
        try:
            for texts in rows:
                self.rows += 1
                for place, (text, column) in enumerate(zip(texts, self._shown.columns, strict=True)):
                    self._write(place, cell_of(text, right=column.right, today=self._today))
        except OSError as error:
            raise _no_room(error) from error

    def content(self) -> bytes:
        """Return the whole file; nothing can be added after it."""
        self._sheet.autofilter(0, 0, max(1, self.rows), len(self._shown.columns) - 1)
        try:
            self._book.close()
        except XlsxWriterException as error:
            raise _no_room(error) from error
        return self._buffer.getvalue()

    def close(self) -> None:
        """Let go of what lies on disk, also where the file was not finished."""
        with suppress(OSError):  # what could not be written before cannot be now
            self._sheet.row_data_fh.close()
        self._folder.cleanup()

    def _write_head(self) -> None:
        sheet, language = self._sheet, current_language()
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        head = {"bold": True, "bg_color": _HEAD_FILL, "bottom": 1, "bottom_color": _HEAD_LINE, "num_format": TEXT}
        for place, column in enumerate(self._shown.columns):
            sheet.set_column_pixels(place, place, min(max(column.width, _NARROWEST), _WIDEST))
            form = self._book.add_format({**head, "align": "right" if column.right else "left"})
            sheet.write_string(0, place, column.title.text(language), form)

    def _write(self, place: int, cell: Cell | None) -> None:
        if cell is None:
            return
        value, sheet = cell.value, self._sheet
        if isinstance(value, str):
            form = self._format(TEXT) if len(value) <= _LONG_TEXT else None
            sheet.write_string(self.rows, place, f"{value} " if _is_markup(value) else value, form)
        elif isinstance(value, date):
            sheet.write_datetime(self.rows, place, value, self._format(cell.form))
        else:
            sheet.write_number(self.rows, place, value, self._format(cell.form))

    def _format(self, form: str) -> Any:
        if form not in self._formats:
            align = {"align": "left"} if "y" in form else {}
            self._formats[form] = self._book.add_format({"num_format": form, **align})
        return self._formats[form]


def sheet_name(title: str) -> str:
    """Return a title as a sheet can be called."""
    return _NOT_IN_A_NAME.sub(" ", title).strip(" '")[:LONGEST_NAME].strip(" '") or "1"


def _is_markup(text: str) -> bool:
    """Tell whether the library would take a text for its own markup of rich text and write it as it stands."""
    return text.startswith("<r>") and text.endswith("</r>")


def _temporary_folder() -> "TemporaryDirectory[str]":
    try:
        return TemporaryDirectory(prefix="export-", ignore_cleanup_errors=True)
    except OSError as error:
        raise _no_room(error) from error


def _no_room(error: Exception) -> StorageError:
    message = _("The list could not be exported: the disk is full or read-only. No file was written.")
    return StorageError(message, details=str(error))
