"""Giving many rows their ids before they are written: SQLite tells the ids of new rows one by one only, so that rows
without ids cost a statement each.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, Table, func, select, text

_FROM_SEQUENCE = text(
    "SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, CAST(:count AS integer))"
)


def next_ids(connection: Connection, table: Table, count: int, given: int = 0) -> Sequence[int]:
    """Return the next ``count`` ids of a table, to be used before this transaction writes other rows to it.

    Inside a write, in which nobody else writes, a file gives the ids behind the last one, be it stored or ``given``
    already, a server those of its series.
    """
    if connection.dialect.name == "sqlite":
        last = max(given, connection.scalar(select(func.max(table.c.id))) or 0)
        return range(last + 1, last + count + 1)
    return list(connection.scalars(_FROM_SEQUENCE, {"name": table.name, "count": count}))
