"""Where stands of a database in use are set aside and put back from, past everything of the program."""

from abc import ABC, abstractmethod
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pysqlite3.dbapi2 as sqlite
from psycopg.sql import SQL, Identifier

ENTRIES = "SELECT id, hash FROM audit_entry WHERE id > {} ORDER BY id"


class Shelf(ABC):
    """Stands of one database; whoever has it open goes on."""

    @abstractmethod
    def mark(self) -> object:
        """Return something that is another one once anybody else has written."""

    @abstractmethod
    def take(self) -> Any:
        """Set the rows aside as they are; returns what ``put_back`` is to be given."""

    @abstractmethod
    def put_back(self, stand: Any) -> None:
        """Bring every row back to what it was."""

    @abstractmethod
    def forget(self, stand: Any) -> None:
        """Throw a stand away."""

    @abstractmethod
    def entries_after(self, entry_id: int) -> list[tuple[int, str]]:
        """Return id and hash of the later entries of the audit trail, in their order."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the database."""


class FileShelf(Shelf):
    """Copies of a file's pages."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite.connect(str(path))
        self._connection.execute("PRAGMA synchronous=OFF")

    def mark(self) -> object:
        """SQLite counts what the other connections write."""
        return self._connection.execute("PRAGMA data_version").fetchone()[0]

    def take(self) -> Any:
        """Copy the pages into memory."""
        stand = sqlite.connect(":memory:")
        self._connection.backup(stand)
        return stand

    def put_back(self, stand: Any) -> None:
        """Copy them back."""
        stand.backup(self._connection)

    def forget(self, stand: Any) -> None:
        """Free the memory."""
        stand.close()

    def entries_after(self, entry_id: int) -> list[tuple[int, str]]:
        """Read them."""
        return list(self._connection.execute(ENTRIES.format(entry_id)))

    def close(self) -> None:
        """Close this connection."""
        self._connection.close()


class ServerShelf(Shelf):
    """Copies of the rows in a schema of their own in the same database; a new database would take ten times as long.

    A stand is its number and the statements that bring it back. Triggers that always fire count what is written.
    """

    def __init__(self, connection: "psycopg.Connection[Any]") -> None:
        self._connection = connection
        found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        self._tables = [row[0] for row in found]
        self._numbers = count()
        connection.execute(
            "CREATE SCHEMA kept; CREATE SEQUENCE kept.writes;"
            "CREATE FUNCTION kept.count_write() RETURNS trigger LANGUAGE plpgsql AS"
            " 'BEGIN PERFORM nextval(''kept.writes''); RETURN NULL; END'"
        )
        for table in self._tables:
            self._each(
                "CREATE TABLE kept.{0} AS SELECT 0 AS stand, one.* FROM public.{0} AS one WITH NO DATA;"
                "CREATE INDEX ON kept.{0} (stand);"
                "CREATE TRIGGER counted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON public.{0}"
                " FOR EACH STATEMENT EXECUTE FUNCTION kept.count_write();"
                "ALTER TABLE public.{0} ENABLE ALWAYS TRIGGER counted",
                table,
            )

    def mark(self) -> object:
        """Return how much has been written."""
        return self._connection.execute("SELECT last_value FROM kept.writes").fetchone()

    def take(self) -> Any:
        """Copy every row, with the counters of ids."""
        number = next(self._numbers)
        script = ["BEGIN", "SET LOCAL session_replication_role = replica", "SET LOCAL lock_timeout = '5s'"]
        for table in self._tables:
            copied = self._each(f"INSERT INTO kept.{{0}} SELECT {number}, one.* FROM public.{{0}} AS one", table)
            script.append(f'DELETE FROM public."{table}"')
            if copied.rowcount:
                script.append(f'INSERT INTO public."{table}" SELECT {self._columns(table)} FROM kept."{table}"')
                script[-1] += f" WHERE stand = {number}"
        counters = (
            "SELECT sequencename, coalesce(last_value, 1), last_value IS NOT NULL FROM pg_sequences"
            " WHERE schemaname = 'public'"
        )
        for name, value, given in self._connection.execute(counters).fetchall():
            script.append(f"SELECT setval('{name}', {value}, {given})")
        return number, "; ".join((*script, "COMMIT"))

    def put_back(self, stand: Any) -> None:
        """Delete every row and insert those that were there."""
        self._connection.execute(stand[1])

    def forget(self, stand: Any) -> None:
        """Delete the copies."""
        for table in self._tables:
            self._each(f"DELETE FROM kept.{{0}} WHERE stand = {stand[0]}", table)

    def entries_after(self, entry_id: int) -> list[tuple[int, str]]:
        """Read them."""
        return self._connection.execute(ENTRIES.format(entry_id).encode()).fetchall()

    def close(self) -> None:
        """Close this connection."""
        self._connection.close()

    def _columns(self, table: str) -> str:
        question = "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute"
        condition = "attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attname <> 'stand'"
        found = self._connection.execute(f"{question} WHERE {condition}".encode(), [f'kept."{table}"']).fetchone()
        return str(found[0]) if found else ""

    def _each(self, statement: str, table: str) -> "psycopg.Cursor[Any]":
        return self._connection.execute(SQL(statement).format(Identifier(table)))  # type: ignore[arg-type]  # put together here
