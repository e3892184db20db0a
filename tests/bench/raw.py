"""The floor that the program is compared with: sqlite3 by itself, asked for the same rows."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pysqlite3.dbapi2 as sqlite
from sqlalchemy import Engine, event

Statement = tuple[str, Any, bool]


@contextmanager
def raw_connection(path: Path) -> Iterator[Any]:
    """Open the database as the program's read lane does, without anything around it."""
    with closing(sqlite.connect(str(path), isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size=-32000")
        connection.execute("PRAGMA temp_store=MEMORY")
        yield connection


@contextmanager
def watched(engine: Engine) -> Iterator[list[Statement]]:
    """Collect the statements that the program runs: text, values, whether for many rows; BEGIN is none."""
    seen: list[Statement] = []

    def note(_connection: Any, _cursor: Any, text: str, values: Any, _context: Any, many: bool) -> None:
        if not text.startswith("BEGIN"):
            seen.append((text, values, many))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def replay(connection: Any, statements: Sequence[Statement]) -> int:
    """Run statements by sqlite3 itself, fetch every row, return how many there were."""
    rows = 0
    connection.execute("BEGIN")
    for text, values, _many in statements:
        rows += len(connection.execute(text, values).fetchall())
    connection.execute("COMMIT")
    return rows
