"""A database on a PostgreSQL server, for departments in which several people write.

A read is one consistent picture (REPEATABLE READ, read only). A write first takes one advisory lock, so that there is
one writer at a time by design: numbers stay without gaps and the audit trail never forks (decision 12). Every text is
sorted byte by byte, as SQLite does, whatever the server's own language is (``models.migrations.bytewise``).
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, inspect, literal, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from app.engines import copying, schema
from app.engines.place import Damage, Place
from app.engines.postgresql_words import meaning
from app.engines.sqlite import SqliteFile, scratch_database
from app.errors import StorageError
from app.i18n import N_, _
from models.migrations.bytewise import otherwise_sorted
from models.registry import metadata

WRITE_LOCK = int.from_bytes(b"aftercar")  # the number of the one lock that writers take
CONNECTING: Mapping[str, Any] = {
    "application_name": "aftercare",
    "client_encoding": "utf8",
    "connect_timeout": 10,  # seconds
    # A server that vanished without a word is noticed within a minute, not after two hours.
    "keepalives_idle": 20,
    "keepalives_interval": 10,
    "keepalives_count": 3,
}
SEQUENCES = """
    SELECT quote_ident(t.relname) AS table_name, quote_ident(a.attname) AS column_name,
        s.oid::regclass::text AS sequence
    FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
    JOIN pg_class t ON t.oid = d.refobjid JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
    WHERE t.relnamespace = current_schema()::regnamespace AND d.deptype IN ('a', 'i') ORDER BY t.relname
"""
FOREIGN = """
    SELECT conrelid::regclass::text AS table_name, quote_ident(conname) AS name FROM pg_constraint
    WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY 1, 2
"""
TOKENS = "SELECT record_id AS id, array_to_string(tsvector_to_array(tokens), ' ') AS tokens FROM record_search"


@dataclass(frozen=True, slots=True)
class ServerDatabase(Place):
    """The database that ``url`` names (``app.engines.addresses``)."""

    url: URL = field(repr=False)  # it may hold a password

    reading: ClassVar[Mapping[str, Any]] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    # Each statement of a write sees what is committed, so also what the writer before it wrote while it waited.
    writing: ClassVar[Mapping[str, Any]] = {"isolation_level": "READ COMMITTED", "one_writer": True}

    @property
    def host(self) -> str:
        """Return the server's name, with its port where that is not the usual one."""
        given = self.url.query.get("host", "")
        host = self.url.host or (given if isinstance(given, str) else ",".join(given)) or "localhost"
        return host if self.url.port in (None, 5432) else f"{host}:{self.url.port}"

    @property
    def label(self) -> str:
        """Return server and database, never the account's password."""
        return f"{self.host}/{self.url.database}"

    def shown(self) -> str:
        """Say which database on which server."""
        return _("Database {name} on {server}").format(name=self.url.database, server=self.host)

    def holds_data(self) -> bool:
        """Tell whether the database has any tables."""
        with self._briefly() as engine, engine.connect() as connection:
            return self.has_tables(connection)

    def prepare(self) -> None:
        """Refuse a database that cannot keep every text."""
        with self._briefly() as engine, engine.connect() as connection:
            encoding = str(connection.scalar(text("SHOW server_encoding")))
        if encoding != "UTF8":
            message = _(
                "{place} cannot keep Chinese texts: its encoding is {encoding}. "
                "Make another database: CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8'"
            )
            raise StorageError(message.format(place=self.label, encoding=encoding))

    def engine(self) -> Engine:
        """Return an engine that replaces connections which were lost while nobody used them."""
        return self._listening(create_engine(self.url, **self._options(), pool_pre_ping=True))

    @contextmanager
    def _briefly(self) -> Iterator[Engine]:
        """Give an engine for a few questions that keeps no connection."""
        engine = self._listening(create_engine(self.url, **self._options(), poolclass=NullPool))
        try:
            yield engine
        finally:
            engine.dispose()

    def _options(self) -> dict[str, Any]:
        asked = {name: value for name, value in CONNECTING.items() if name not in self.url.query}
        return {"hide_parameters": True, "connect_args": asked}

    def _listening(self, engine: Engine) -> Engine:
        event.listen(engine, "begin", self._on_begin)
        return engine

    def _on_begin(self, connection: Connection) -> None:
        if connection.get_execution_options().get("one_writer"):
            wait = f"set_config('lock_timeout', '{int(self.patience * 1000)}ms', true)"
            connection.exec_driver_sql(f"SELECT {wait}, pg_advisory_xact_lock({WRITE_LOCK})")

    def has_tables(self, connection: Connection) -> bool:
        """Tell whether there are any tables where ours would be."""
        return bool(inspect(connection).get_table_names())

    @contextmanager
    def upgrading(self, engine: Engine) -> Iterator[Connection]:
        """Open a connection on which all migrations are one transaction of the write lane."""
        with engine.execution_options(**self.writing).connect() as connection, connection.begin():
            yield connection

    def look_through(self) -> None:
        """Leave it to the server, which verifies each page whenever anybody reads it."""

    def damage(self, session: Session) -> Iterator[Damage]:
        """Yield references to nothing, counters that stand too low, and texts that are sorted otherwise.

        A page that cannot be read ends the reading, as a StorageError.
        """
        for table in metadata.sorted_tables:
            session.execute(text(f'SELECT count(CAST(t AS text)) FROM "{table.name}" AS t'))
        yield from _references(session)
        yield from _counters(session)
        for column in otherwise_sorted(session.connection(), metadata.tables):
            message = N_("The server sorts this column in another order than the program.")
            yield Damage("sorting", f"{column.table}.{column.name}", message)

    def write_snapshot(self, target: Path) -> None:
        """Copy all rows of one reading into an SQLite database of the same revision."""
        with self._briefly() as engine, engine.execution_options(**self.reading).connect() as source:
            revision = schema.current_revision(source)
            if revision is None:
                raise StorageError(_("{place} holds no data.").format(place=self.label))
            with scratch_database(target, revision) as copy:
                copying.copy_rows(source, copy)
                if inspect(source).has_table("record_search"):  # an older database has none
                    copying.copy_tokens(source, TOKENS, copy)

    def take_snapshot(self, snapshot: Path, finish: Callable[[Connection], None]) -> None:
        """Make all tables and fill them, in one transaction: the database ends whole or as empty as it was."""
        _bring_up_to_date(snapshot)
        with self._briefly() as engine, self.upgrading(engine) as target:
            if self.has_tables(target):
                raise StorageError(_("{path} already holds data. Nothing was changed.").format(path=self.label))
            schema.upgrade(target)
            with copying.reading_snapshot(snapshot) as source, _references_checked_later(target):
                copying.refuse_too_long(source, target)
                copying.copy_rows(source, target)
            for counter in _counters_of(target):
                target.execute(text(f"SELECT setval('{counter.sequence}', {counter.highest} + 1, false)"))
            finish(target)


def _bring_up_to_date(snapshot: Path) -> None:
    """Upgrade an older snapshot where it lies: the rows are copied between two databases of the same revision."""
    file = SqliteFile(snapshot)
    engine = file.engine()
    try:
        schema.bring_up_to_date(file, engine, None)
    finally:
        engine.dispose()


@contextmanager
def _references_checked_later(connection: Connection) -> Iterator[None]:
    """Check references at the end of the block: rows come in any order, and some tables refer to themselves."""
    changes = [f"ALTER TABLE {row.table_name} ALTER CONSTRAINT {row.name}" for row in connection.execute(text(FOREIGN))]
    for change in changes:
        connection.execute(text(f"{change} DEFERRABLE INITIALLY DEFERRED"))
    yield
    try:
        connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    except IntegrityError as error:
        raise StorageError(_("Some records point to nothing. Nothing was kept."), details=str(error.orig)) from error
    for change in changes:
        connection.execute(text(f"{change} NOT DEFERRABLE"))


@dataclass(frozen=True, slots=True)
class _Counter:
    """A sequence that gives ids, the id it gives next, and the highest id that there is."""

    sequence: str
    following: int
    highest: int


def _counters_of(connection: Connection) -> Iterator[_Counter]:
    for row in connection.execute(text(SEQUENCES)).all():
        following = f"(SELECT CASE WHEN is_called THEN last_value + 1 ELSE last_value END FROM {row.sequence})"
        highest = f"(SELECT coalesce(max({row.column_name}), 0) FROM {row.table_name})"
        values = connection.execute(text(f"SELECT {following}, {highest}")).one()
        yield _Counter(row.sequence, values[0], values[1])


def _counters(session: Session) -> Iterator[Damage]:
    for counter in _counters_of(session.connection()):
        if counter.following <= counter.highest:
            yield Damage("counter", counter.sequence, N_("The server would give an id a second time."))


def _references(session: Session) -> Iterator[Damage]:
    """Look for rows that point to nothing: the server guards references, unless somebody made it look away."""
    for table in metadata.sorted_tables:
        for key in table.foreign_key_constraints:
            target = key.referred_table.alias()
            pairs = [element.parent == target.c[element.column.name] for element in key.elements]
            lost = select(*table.primary_key.columns).where(
                *(column.is_not(None) for column in key.columns), ~select(literal(1)).where(*pairs).exists()
            )
            for row in session.execute(lost):
                where = f"{table.name} {'/'.join(str(part) for part in row)} → {key.referred_table.name}"
                yield Damage("reference", where, N_("A row points to something that is not there."))


def is_servers(error: DBAPIError) -> bool:
    """Tell whether it is the server's driver that complains."""
    return hasattr(error.orig, "sqlstate")


def told(error: DBAPIError, where: object) -> StorageError | None:
    """Return what an error of the driver means, at the database ``where``; None for our own mistakes."""
    state = getattr(error.orig, "sqlstate", None)
    message = meaning(state, str(error.orig), lost=error.connection_invalidated)
    if message is None:
        return None
    unnamed = _("the database")
    names = {"place": unnamed, "server": unnamed, "name": unnamed}
    if isinstance(where, ServerDatabase):
        names = {"place": where.label, "server": where.host, "name": str(where.url.database)}
    return StorageError(_(message).format(**names), details=f"{state or ''} {error.orig}".strip())
