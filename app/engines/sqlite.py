"""A database in a file on this computer.

Reads begin with ``BEGIN``, writes with ``BEGIN IMMEDIATE`` (decision 11), told apart by an execution option that the
begin event reads. The driver's own transaction handling is off, so that savepoints and failed migrations roll back as
they should.
"""

import random
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import pysqlite3.dbapi2 as sqlite
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError
from sqlalchemy.orm import Session

from app.engines import schema
from app.engines.place import Damage, Place
from app.errors import StorageError
from app.i18n import N_, _

SMALL = 32 << 20  # bytes: read through in a moment, so always before it is opened
READ, WRITE = "BEGIN", "BEGIN IMMEDIATE"
LOOK_AGAIN = 0.001, 0.008  # seconds until a waiting write tries again, by chance between these
DRIVERS_ERRORS = (sqlite.DatabaseError, sqlite3.DatabaseError)
SETTINGS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-32000", "temp_store=MEMORY")
# FTS5 remembers of which pieces the index is made, and notices only at a question that another desk has joined some:
# the integrity check alone would look for pieces that are gone, and call a sound file damaged.
RENEW_INDEX = "SELECT 1 FROM record_search LIMIT 1"


@dataclass(frozen=True, slots=True)
class SqliteFile(Place):
    """The database in the file ``path``."""

    path: Path

    reading: ClassVar[Mapping[str, Any]] = {"begin": READ}
    writing: ClassVar[Mapping[str, Any]] = {"begin": WRITE}

    @property
    def label(self) -> str:
        """Return the path."""
        return str(self.path)

    def shown(self) -> str:
        """Say that the data are on this computer."""
        return _("Local database")

    def holds_data(self) -> bool:
        """Tell whether the file is there with anything in it, or what a database leaves beside it."""
        return any(path.exists() and path.stat().st_size > 0 for path in (self.path, *self.companions()))

    def companions(self) -> tuple[Path, ...]:
        """Return the write-ahead log and its index: left over, they would be played into another database."""
        return tuple(self.path.with_name(self.path.name + suffix) for suffix in ("-wal", "-shm"))

    def prepare(self) -> None:
        """Make the folder; refuse a network share and a damaged file."""
        if str(self.path).startswith(("\\\\", "//")):
            raise StorageError(
                _(
                    "The database lies on a network share, where SQLite loses data. "
                    "Keep it on this computer's own disk, or use PostgreSQL."
                )
            )
        self.path.parent.mkdir(parents=True, exist_ok=True)
        existed = self.path.exists() and self.path.stat().st_size > 0
        if existed and (self.path.stat().st_size <= SMALL or self.ended_badly()):
            self.look_through()

    def ended_badly(self) -> bool:
        """Tell whether the last program that wrote did not come to its end: it left its write-ahead log behind."""
        log = self.companions()[0]
        return log.exists() and log.stat().st_size > 0

    def engine(self) -> Engine:
        """Return an engine whose connections are set up alike."""
        engine = create_engine(
            f"sqlite:///{self.path}",
            module=sqlite,
            hide_parameters=True,
            connect_args={"isolation_level": None, "timeout": self.patience},
        )
        event.listen(engine, "connect", _on_connect)
        event.listen(engine, "begin", _on_begin)
        return engine

    def has_tables(self, connection: Connection) -> bool:
        """Tell whether there are any tables."""
        return bool(connection.scalar(text("SELECT count(*) FROM sqlite_master")))

    @contextmanager
    def upgrading(self, engine: Engine) -> Iterator[Connection]:
        """Open a connection on which batch migrations may re-create tables: foreign keys are off outside the
        transaction, and have to be whole again after it.
        """
        with engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            driver.execute("PRAGMA foreign_keys=OFF")
            try:
                yield connection.execution_options(**self.writing)
                broken = connection.execute(text("PRAGMA foreign_key_check")).fetchall()
                connection.rollback()
            finally:
                driver.execute("PRAGMA foreign_keys=ON")
        if broken:
            raise StorageError(_("After the upgrade some records point to nothing."), details=repr(broken[:10]))

    def look_through(self) -> None:
        """Read every page; StorageError when the file is no SQLite database or its pages are damaged.

        Of a large database this is done before opening only after a bad end, otherwise beside the work of the window.
        """
        address = f"{self.path.absolute().as_uri()}?mode=ro"
        with closing(sqlite.connect(address, uri=True, timeout=self.patience)) as connection:
            result = connection.execute("PRAGMA quick_check(1)").fetchone()
        if result[0] != "ok":
            raise StorageError(_damaged(self.label), details=str(result[0]))

    def damage(self, session: Session) -> Iterator[Damage]:
        """Yield damaged pages and references to nothing."""
        session.execute(text(RENEW_INDEX))
        for (said,) in session.execute(text("PRAGMA integrity_check")):
            if said != "ok":
                yield Damage("database", str(said), N_("The database file is damaged."))
        for table, row, target, _index in session.execute(text("PRAGMA foreign_key_check")):
            yield Damage("reference", f"{table} {row} → {target}", N_("A row points to something that is not there."))

    def write_snapshot(self, target: Path) -> None:
        """Copy page by page, beside whoever works."""
        address = f"{self.path.absolute().as_uri()}?mode=rw"  # never make an empty database where there is none
        with closing(sqlite.connect(address, uri=True)) as live, closing(sqlite.connect(str(target))) as copy:
            copy.execute("PRAGMA synchronous=OFF")  # a scratch file: what counts reaches the disk inside the backup
            copy.execute("PRAGMA journal_mode=OFF")
            live.backup(copy, pages=-1)
            copy.execute("PRAGMA journal_mode=DELETE")

    def take_snapshot(self, snapshot: Path, finish: Callable[[Connection], None]) -> None:
        """Become the file, byte for byte."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        snapshot.replace(self.path)


def _on_connect(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for setting in SETTINGS:
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _on_begin(connection: Connection) -> None:
    begin = str(connection.get_execution_options().get("begin", READ))
    if begin == WRITE:
        _begin_in_turn(connection)
    else:
        connection.exec_driver_sql(begin)


def _begin_in_turn(connection: Connection) -> None:
    """Begin to write as soon as nobody else does, or raise what SQLite says when patience ends.

    SQLite itself waits longer and longer between its looks, so that among several busy desks the one that has waited
    longest would wait on; here all have the same chance.
    """
    driver = connection.connection.driver_connection
    assert driver is not None
    end = time.monotonic() + Place.patience
    driver.execute("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                connection.exec_driver_sql(WRITE)
            except OperationalError as error:
                if "locked" not in str(error.orig) or time.monotonic() > end:
                    raise
                time.sleep(random.uniform(*LOOK_AGAIN))
            else:
                return
    finally:
        driver.execute(f"PRAGMA busy_timeout={int(Place.patience * 1000)}")


@contextmanager
def scratch_database(path: Path, revision: str) -> Iterator[Connection]:
    """Make a database at ``revision`` in the new file ``path`` and open it for filling; committed at the end.

    What counts is what becomes of the finished file, so nothing waits for the disk and nothing is checked row by row.
    """
    engine = create_engine(f"sqlite:///{path}", module=sqlite, hide_parameters=True)
    event.listen(engine, "connect", lambda connection, _record: connection.execute("PRAGMA synchronous=OFF"))
    try:
        with engine.connect() as connection:
            schema.upgrade(connection, revision)
            connection.commit()
            yield connection
            connection.commit()
    finally:
        engine.dispose()


def told(error: Exception, label: str) -> StorageError | None:
    """Return what an error of the driver, or of the operating system about a file, means; None for our own mistakes."""
    reason = str(error.orig) if isinstance(error, DBAPIError) else str(error)
    if isinstance(error, ProgrammingError) or (isinstance(error, DBAPIError) and _is_bug(reason)):
        return None
    return storage_error(reason, label)


def _is_bug(reason: str) -> bool:
    """Tell whether the database complains about our statement, not about its file or disk."""
    return any(words in reason.lower() for words in ("no such column", "no such table", "syntax error"))


def _damaged(label: str) -> str:
    return _(
        "{path} is damaged and was not opened, so that nothing more is lost. "
        "Restore the latest backup from the folder “backups”."
    ).format(path=label)


def storage_error(reason: str, label: str) -> StorageError:
    """Return the StorageError for a driver's or system's words about a file or folder."""
    low = reason.lower()
    if "locked" in low or "busy" in low:
        message = _("Another program keeps {path} locked. Nothing was saved; close it there and try again.")
    elif "is full" in low or "no space" in low or "too large" in low:
        message = _("The disk is full. Nothing of this step was saved; make room and try again.")
    elif any(
        words in low for words in ("readonly", "read-only", "permission", "unable to open", "disk i/o", "not a dir")
    ):
        message = _("{path} cannot be written. Check the folder's permissions; nothing was changed.")
    elif "file exists" in low or "is a directory" in low:
        message = _("{path} cannot be used: a file or folder of this name is in the way.")
    elif "no such file" in low:
        message = _("{path} does not exist.")
    elif "malformed" in low or "not a database" in low or "corrupt" in low:
        message = _damaged("{path}")
    else:
        message = _("The database refused this step. Nothing of it was saved.")
    return StorageError(message.format(path=label), details=reason)
