"""Fast rows: executemany with the columns and defaults that the models declare, indexes made afterwards."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import pysqlite3.dbapi2 as sqlite
from sqlalchemy import Table

from models.registry import metadata

CHUNK = 10_000
Row = tuple[Any, ...]
Item = TypeVar("Item")


def stamp(moment: datetime) -> str:
    """Return a moment as the database holds it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


class Filler:
    """Writes rows into tables of one database, by column names; columns not named get the model's default."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def fill(self, table: str, names: Sequence[str], rows: Iterable[Row]) -> None:
        """Insert ``rows`` whose values stand in the order of ``names``."""
        rest = _defaults(metadata.tables[table], set(names))
        columns = ", ".join(f'"{name}"' for name in (*names, *rest))
        places = ", ".join("?" * (len(names) + len(rest)))
        suffix = tuple(rest.values())
        self.connection.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({places})", (row + suffix for row in rows)
        )

    def fill_search(self, rows: Iterable[tuple[int, str]]) -> None:
        """Insert tokens of records."""
        self.connection.executemany("INSERT INTO record_search(rowid, tokens) VALUES (?, ?)", rows)


def _defaults(table: Table, given: set[str]) -> dict[str, Any]:
    """Return what columns that must not be NULL and are not given begin with."""
    return {column.name: _default(column.default) for column in table.columns if _wanted(column, given)}


def _wanted(column: Any, given: set[str]) -> bool:
    return column.name not in given and not column.nullable and not column.primary_key


def _default(default: Any) -> Any:
    if default is None:
        raise ValueError("a column without a default was not given")
    return "{}" if default.is_callable else getattr(default.arg, "value", default.arg)


def chunks(rows: Iterator[Item]) -> Iterator[list[Item]]:
    """Cut a stream of rows into lists of 10 000."""
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


@contextmanager
def bulk_connection(path: Path) -> Iterator[Any]:
    """Open the database for filling: no journal, no checks, no indexes until the end."""
    connection = sqlite.connect(str(path), isolation_level=None)
    try:
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "foreign_keys=OFF", "cache_size=-400000"):
            connection.execute(f"PRAGMA {pragma}")
        indexes = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        ).fetchall()
        connection.execute("BEGIN")
        for name, _sql in indexes:
            connection.execute(f"DROP INDEX {name}")
        connection.execute("INSERT INTO record_search(record_search, rank) VALUES ('hashsize', 134217728)")
        yield connection
        connection.execute("INSERT INTO record_search(record_search, rank) VALUES ('hashsize', 1048576)")
        # The program joins the pieces of its index in time.
        connection.execute("INSERT INTO record_search(record_search) VALUES ('optimize')")
        for _name, sql in indexes:
            connection.execute(sql)
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode=WAL")
    finally:
        connection.close()


def file_content(index: int, size: int = 60_000) -> bytes:
    """Return bytes that do not compress, as a PDF's."""
    return hashlib.shake_128(index.to_bytes(8)).digest(size)
