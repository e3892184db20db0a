"""Spreadsheets as sheets of cells: .xlsx, .xls and .csv, as a person has them lying about.

What cannot be read is refused with what to do about it (Invalid): a password, a broken or empty file, a web page called
.xls as banks like to send them, more rows than a person can look through.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO, StringIO
from itertools import chain, repeat
from pathlib import Path

import python_calamine as calamine

from app.errors import Invalid, NotFound, StorageError
from app.i18n import _
from app.imports.cells import Value, is_empty
from app.imports.error_cells import Cells, error_cells
from app.imports.old_error_cells import old_error_cells

MOST_BYTES = 50 * 2**20
MOST_ROWS = 50_000
MOST_COLUMNS = 400
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")  # the stream in which an .xlsx with a password lies
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_DELIMITERS = ",\t;"
_FIELD = "path"

Row = tuple[Value, ...]
Span = tuple[int, int, int, int]  # first row, first column, last row, last column, from 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a sheet from its first row and column on; merged ones hold their value in the first one only."""

    name: str
    rows: tuple[Row, ...]
    merged: tuple[Span, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets of a file that hold anything."""

    name: str
    sheets: tuple[Sheet, ...]


def read_file(path: Path) -> Book:
    """Read a spreadsheet from the disk; NotFound, StorageError or Invalid say why it cannot be read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Invalid(_("This file is larger than 50 MB. Divide it into several."), field=_FIELD)
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise NotFound(_("There is no file {path}.").format(path=path), field=_FIELD) from error
    except OSError as error:
        message = _("{path} could not be read. Is it open in another program?")
        raise StorageError(message.format(path=path), field=_FIELD, details=str(error)) from error
    return read_book(content, path.name)


def read_book(content: bytes, name: str) -> Book:
    """Return the sheets of a file; Invalid says why there are none."""
    if not content.strip():
        raise Invalid(_("This file is empty."), field=_FIELD)
    if content.startswith((ZIP, OLE)):
        sheets = _workbook(content)
    elif content.lstrip()[:200].lower().startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"\xef\xbb\xbf<")):
        message = _("This is a web page under the name of a spreadsheet. Open it and save it as .xlsx.")
        raise Invalid(message, field=_FIELD)
    else:
        sheets = [Sheet(Path(name).stem, _text_rows(content))]
    filled = tuple(sheet for sheet in sheets if any(not is_empty(cell) for row in sheet.rows for cell in row))
    if not filled:
        raise Invalid(_("Nothing stands in this file."), field=_FIELD)
    return Book(name, filled)


def _workbook(content: bytes) -> list[Sheet]:
    if content.startswith(OLE) and LOCKED in content:
        raise _locked()
    try:
        book = calamine.load_workbook(BytesIO(content))
        found = error_cells(content) if content.startswith(ZIP) else old_error_cells(content)
        errors = chain(found, repeat({}))
        sheets = zip(book.sheets_metadata, errors, strict=False)
        return [_sheet(book, one, bad) for one, bad in sheets if one.typ is calamine.SheetTypeEnum.WorkSheet]
    except calamine.PasswordError as error:
        raise _locked() from error
    except calamine.CalamineError as error:
        message = _("This file is damaged, or no spreadsheet. Open it in your spreadsheet program and save it again.")
        raise Invalid(message, field=_FIELD, details=str(error)) from error


def _locked() -> Invalid:
    return Invalid(_("This file is locked with a password. Save it without one, then import it."), field=_FIELD)


def _sheet(book: calamine.CalamineWorkbook, meta: calamine.SheetMetadata, errors: Cells) -> Sheet:
    found = book.get_sheet_by_name(meta.name)
    _check_size(found.total_height, found.total_width)
    rows = [[_cell(cell) for cell in row] for row in found.to_python(skip_empty_area=False)]
    for (row, column), error in errors.items():
        if row < len(rows) and column < len(rows[row]) and rows[row][column] == "":
            rows[row][column] = error
    spans = tuple((*first, *last) for first, last in found.merged_cell_ranges or ())
    hidden = meta.visible is not calamine.SheetVisibleEnum.Visible
    return Sheet(meta.name, tuple(tuple(row) for row in rows), spans, hidden)


def _cell(value: object) -> Value:
    """Whole numbers come as int from some formats; everything else is what a cell may hold."""
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value  # type: ignore[return-value]


def _check_size(rows: int, columns: int) -> None:
    if rows > MOST_ROWS:
        message = _("This sheet has {rows} rows; at most {most} can be imported at once. Divide it into several files.")
        raise Invalid(message.format(rows=f"{rows:,}", most=f"{MOST_ROWS:,}"), field=_FIELD)
    if columns > MOST_COLUMNS:
        message = _("This sheet has {columns} columns; at most {most} can be read.")
        raise Invalid(message.format(columns=f"{columns:,}", most=MOST_COLUMNS), field=_FIELD)


def decoded(content: bytes) -> str:
    """Return the text of a file: by its mark, else strictly UTF-8, else GB18030, as Chinese Windows writes it."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("gb18030")
    except UnicodeDecodeError as error:
        raise Invalid(_("This is no text that can be read, and no spreadsheet either."), field=_FIELD) from error


def _text_rows(content: bytes) -> tuple[Row, ...]:
    text = decoded(content)
    if "\0" in text:
        raise Invalid(_("This is no text that can be read, and no spreadsheet either."), field=_FIELD)
    rows: list[Row] = []
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text)):
            rows.append(tuple(row))
            if len(rows) > MOST_ROWS:
                break
    except csv.Error as error:
        message = _("Line {line} of this file cannot be read as a table.").format(line=len(rows) + 1)
        raise Invalid(message, field=_FIELD, details=str(error)) from error
    _check_size(text.count("\n") if len(rows) > MOST_ROWS else len(rows), max((len(row) for row in rows), default=0))
    return _squared(rows)


def _delimiter(text: str) -> str:
    """Return what stands most often between the cells of the first lines."""
    head = "\n".join(text.splitlines()[:20])
    return max(_DELIMITERS, key=head.count)


def _squared(rows: Iterable[Row]) -> tuple[Row, ...]:
    found = list(rows)
    width = max((len(row) for row in found), default=0)
    return tuple((*row, *[""] * (width - len(row))) for row in found)
