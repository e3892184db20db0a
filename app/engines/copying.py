"""Moving rows between a server and an SQLite file of the same revision (decision 16).

Tables and columns are read from the databases themselves, not from today's models, so that an older database can be
copied as well.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pysqlite3.dbapi2 as sqlite
from sqlalchemy import JSON, Connection, MetaData, String, Table, Text, cast, create_engine, event, func, insert, select
from sqlalchemy import text as sql
from sqlalchemy.types import UserDefinedType

from app.engines.search import INDEXES
from app.errors import StorageError
from app.i18n import _

ROWS_AT_A_TIME = 1000
NOT_COPIED = ("alembic_version", "record_search")  # made by the migrations; the index is written anew


class StoredJson(UserDefinedType[str]):
    """JSON as the text it is stored as: read back as a value, SQL's NULL and JSON's null would be one."""

    cache_ok = True

    def get_col_spec(self, **_options: object) -> str:
        """Return the type's name in SQL."""
        return "JSON"

    def column_expression(self, column: Any) -> Any:
        """Read it as text."""
        return cast(column, Text)


def tables_of(connection: Connection) -> dict[str, Table]:
    """Return the tables that hold rows to be copied, as they are in this database."""
    found = MetaData()
    event.listen(found, "column_reflect", _as_stored)
    found.reflect(connection, only=lambda name, _metadata: not name.startswith(NOT_COPIED), resolve_fks=False)
    return dict(found.tables)


def _as_stored(_inspector: object, _table: object, column: dict[str, Any]) -> None:
    if isinstance(column["type"], JSON):
        column["type"] = StoredJson()


def copy_rows(source: Connection, target: Connection) -> None:
    """Copy every row of every table; what refers to what must not be checked before the end."""
    targets = tables_of(target)
    for name, table in tables_of(source).items():
        rows = source.execute(select(table).execution_options(yield_per=ROWS_AT_A_TIME))
        for some in rows.mappings().partitions():
            target.execute(insert(targets[name]), [dict(row) for row in some])


def copy_tokens(source: Connection, tokens: str, target: Connection) -> None:
    """Fill SQLite's search index with what ``tokens`` reads, ids and tokens, from a server."""
    rows = source.execute(sql(tokens).execution_options(yield_per=ROWS_AT_A_TIME))
    for some in rows.mappings().partitions():
        target.execute(sql(INDEXES["sqlite"].replace), [dict(row) for row in some])


def refuse_too_long(source: Connection, target: Connection) -> None:
    """Raise StorageError, naming table and column, for a text that the target's column would refuse: SQLite keeps texts
    of any length.
    """
    stored = tables_of(source)
    for name, table in tables_of(target).items():
        limits = {column.name: _limit(column) or 0 for column in table.columns if _limit(column)}
        if not limits:
            continue
        longest = select(*(func.max(func.length(stored[name].c[column])).label(column) for column in limits))
        found = source.execute(longest).mappings().one()
        for column, limit in limits.items():
            if (found[column] or 0) > limit:
                raise StorageError(
                    _("A text in {column} is longer than {limit} characters and fits no server. Shorten it first.")
                    .format(column=f"{name}.{column}", limit=limit)
                )  # fmt: skip


def _limit(column: Any) -> int | None:
    return column.type.length if isinstance(column.type, String) else None


@contextmanager
def reading_snapshot(path: Path) -> Iterator[Connection]:
    """Open an SQLite file for reading."""
    engine = create_engine(f"sqlite:///{path}", module=sqlite, hide_parameters=True)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()
