"""Formulas without a result in an .xls workbook (Excel 97), which the reader of spreadsheets takes for empty cells.

Such a file is a small file system: a table says which sector follows which, a directory where each stream begins, and
the stream of the workbook is a row of records.
"""

import struct
from collections.abc import Iterator, Sequence

from app.imports.cells import CellError
from app.imports.error_cells import Cells

_NO_SECTOR = 0xFFFFFFFA  # from here on a number is a mark: the end, a free sector
_FIRST_TABLES = slice(76, 512)  # where the header names the sectors of the table
_ENTRY = 128  # bytes of an entry of the directory
_STREAMS = ("Workbook", "Book")
_SHEET, _FORMULA, _BOOL_OR_ERROR, _END = 0x85, 0x06, 0x205, 0x0A
_CODES = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


def old_error_cells(content: bytes) -> Sequence[Cells]:
    """Return the cells (row and column from 0) of each sheet, in their order, that hold an error; nothing of a file
    that cannot be understood.
    """
    try:
        stream = _workbook(content)
        return [dict(_errors(stream, start)) for start in _sheets(stream)]
    except (struct.error, IndexError, ValueError):
        return []


def _workbook(content: bytes) -> bytes:
    """Return the stream of the workbook, "" where there is none."""
    size, small_size = (1 << power for power in struct.unpack_from("<HH", content, 30))
    cutoff, small_table = struct.unpack_from("<II", content, 56)
    table = _numbers(b"".join(_sector(content, size, number) for number in _table_sectors(content, size)))
    body = content[size:]  # the header takes the place of one sector
    directory = _chain(body, size, table, struct.unpack_from("<I", content, 48)[0])
    entries = [directory[place : place + _ENTRY] for place in range(0, len(directory), _ENTRY)]
    for entry in entries:
        if _name(entry) in _STREAMS:
            first, length = struct.unpack_from("<II", entry, 116)
            if length >= cutoff:
                return _chain(body, size, table, first)[:length]
            shelf = _chain(body, size, table, struct.unpack_from("<I", entries[0], 116)[0])
            return _chain(shelf, small_size, _numbers(_chain(body, size, table, small_table)), first)[:length]
    return b""


def _table_sectors(content: bytes, size: int) -> list[int]:
    """Return the sectors in which the table stands: the header names the first ones, sectors of their own the rest."""
    named = list(_numbers(content[_FIRST_TABLES]))
    more = struct.unpack_from("<I", content, 68)[0]
    while more < _NO_SECTOR and len(named) * size < len(content):
        *further, more = _numbers(_sector(content, size, more))
        named += further
    return [number for number in named if number < _NO_SECTOR]


def _sector(content: bytes, size: int, number: int) -> bytes:
    return content[(number + 1) * size : (number + 2) * size]


def _numbers(content: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def _chain(body: bytes, size: int, table: Sequence[int], first: int) -> bytes:
    """Return what stands in a sector and in those that follow it."""
    parts: list[bytes] = []
    number = first
    while number < _NO_SECTOR and len(parts) <= len(table):
        parts.append(body[number * size : (number + 1) * size])
        number = table[number]
    return b"".join(parts)


def _name(entry: bytes) -> str:
    length = struct.unpack_from("<H", entry, 64)[0]
    return entry[: max(length - 2, 0)].decode("utf-16-le", "replace")


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records from a place on to the end of their part of the workbook."""
    while start + 4 <= len(stream):
        code, length = struct.unpack_from("<HH", stream, start)
        if code == _END:
            return
        yield code, stream[start + 4 : start + 4 + length]
        start += 4 + length


def _sheets(stream: bytes) -> Iterator[int]:
    return (struct.unpack_from("<I", body)[0] for code, body in _records(stream, 0) if code == _SHEET)


def _errors(stream: bytes, start: int) -> Iterator[tuple[tuple[int, int], CellError]]:
    for code, body in _records(stream, start):
        number = _error_code(code, body)
        if number is not None:
            place: tuple[int, int] = struct.unpack_from("<HH", body)
            yield place, CellError(_CODES.get(number, "#?"))


def _error_code(code: int, body: bytes) -> int | None:
    """Return the number of the error that a record holds as its value or as the result of its formula."""
    if code == _BOOL_OR_ERROR and body[7] == 1:
        return body[6]
    is_error = code == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2
    return body[8] if is_error else None
