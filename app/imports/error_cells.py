"""Formulas without a result in an .xlsx workbook: the reader of spreadsheets takes ``#DIV/0!`` for an empty cell."""

import posixpath
import re
from collections.abc import Sequence
from io import BytesIO
from xml.etree.ElementTree import ParseError, fromstring
from zipfile import BadZipFile, ZipFile

from app.imports.cells import CellError

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ERROR = re.compile(rb'<c\b[^>]*\br="([A-Z]{1,3})(\d{1,7})"[^>]*\bt="e"[^>]*>(?:(?!</c>).)*?<v>(#[^<]{1,20})</v>', re.S)
_MARK = b't="e"'

Cells = dict[tuple[int, int], CellError]


def error_cells(content: bytes) -> Sequence[Cells]:
    """Return the cells of each sheet (row and column from 0), in their order, that hold an error; nothing of what is no
    such workbook.
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            return [_of_sheet(archive, part) for part in _parts(archive)]
    except (BadZipFile, KeyError, ParseError, NotImplementedError, RuntimeError):
        return []


def _parts(archive: ZipFile) -> Sequence[str]:
    """Return in which part of the file each sheet lies."""
    book = fromstring(archive.read("xl/workbook.xml"))
    links = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    parts = (targets.get(sheet.get(_RELATION), "") for sheet in book.iter(f"{_MAIN}sheet"))
    return [posixpath.normpath(posixpath.join("xl", part)).lstrip("/") for part in parts]


def _of_sheet(archive: ZipFile, part: str) -> Cells:
    if part not in archive.namelist():
        return {}
    text = archive.read(part)
    if _MARK not in text:
        return {}
    found: Cells = {}
    for column, row, code in _ERROR.findall(text):
        found[int(row) - 1, column_number(column.decode())] = CellError(code.decode())
    return found


def column_number(letters: str) -> int:
    """Return the place of a column from 0: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def column_letters(place: int) -> str:
    """Return the letters of a column from its place: 0 is A, 26 is AA."""
    letters, number = "", place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
