"""Texts sort byte by byte on PostgreSQL, as they do on SQLite, whatever language the server was set up for.

Lists are paged by their sort keys, and keys of Chinese names are made to be compared sign by sign (decision 14): a
server that sorted by the rules of a language would show another order, and skip rows between pages.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, text

OTHERWISE_SORTED = text("""
    SELECT c.relname AS table_name, a.attname AS column_name, format_type(a.atttypid, a.atttypmod) AS type
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname = ANY(:tables)
      AND a.attnum > 0 AND NOT a.attisdropped AND a.attcollation NOT IN (0, '"C"'::regcollation)
    ORDER BY c.relname, a.attnum
""")


@dataclass(frozen=True, slots=True)
class TextColumn:
    """A column of texts, with its type as SQL names it."""

    table: str
    name: str
    type: str


def otherwise_sorted(connection: Connection, tables: Collection[str]) -> list[TextColumn]:
    """Return every text column of ``tables`` that is not sorted byte by byte."""
    found = connection.execute(OTHERWISE_SORTED, {"tables": list(tables)})
    return [TextColumn(row[0], row[1], row[2]) for row in found]


def sort_bytewise(connection: Connection, tables: Collection[str]) -> None:
    """Make every text column of ``tables`` sort byte by byte; costs nothing while they are empty."""
    quoted = connection.dialect.identifier_preparer.quote_identifier
    for column in otherwise_sorted(connection, tables):
        wanted = f'ALTER COLUMN {quoted(column.name)} TYPE {column.type} COLLATE "C"'
        connection.execute(text(f"ALTER TABLE {quoted(column.table)} {wanted}"))
