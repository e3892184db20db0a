"""Opening the database: pragmas, lanes, checks, and upgrades behind a backup.

Reads begin with ``BEGIN``, writes with ``BEGIN IMMEDIATE`` (decision 11), told apart by an execution option that the
begin event reads. The driver's own transaction handling is off, so that savepoints and failed migrations roll back as
they should.
"""

import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pysqlite3.dbapi2 as sqlite
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.orm import Session, sessionmaker

import models.registry  # noqa: F401 (all tables must be known before the first query)
from app.errors import AppError, StorageError
from app.i18n import _
from app.resources import resource_path
from models.record import Record

BUSY_SECONDS = 10
SMALL = 32 << 20  # bytes: read through in a moment, so always before it is opened
HELD_RECORDS = 500
BackUp = Callable[[Path], object]


class LaneSession(Session):
    """A session of either lane. It holds on to the latest records it has read, so that it does not read them twice."""


class WriteSession(LaneSession):
    """The session of the write lane; audit trail and search index listen to its flushes."""


def _hold(session: Session, row: object) -> None:
    if isinstance(row, Record):
        session.info.setdefault("held", deque(maxlen=HELD_RECORDS)).append(row)


event.listen(LaneSession, "loaded_as_persistent", _hold)
event.listen(LaneSession, "pending_to_persistent", _hold)


class Database:
    """An open database with its two lanes; close it with :meth:`close`."""

    def __init__(self, engine: Engine, path: Path) -> None:
        self.engine = engine
        self.path = path
        reads = engine.execution_options(begin="BEGIN")
        writes = engine.execution_options(begin="BEGIN IMMEDIATE")
        self.read_session = sessionmaker(reads, class_=LaneSession, expire_on_commit=False, autoflush=False)
        self.write_session = sessionmaker(writes, class_=WriteSession, expire_on_commit=False)

    def close(self) -> None:
        """Close every connection, which also folds the write-ahead log back into the file."""
        self.engine.dispose()


def open_database(path: Path, *, back_up: BackUp | None = None) -> Database:
    """Open the database at ``path``, creating an empty one or upgrading an older one.

    ``back_up`` is called with the path before an existing database is upgraded; when it fails, nothing is upgraded.
    Raises StorageError for a database that is damaged, newer than this program, locked, read-only or on a network
    share.
    """
    _refuse_network_share(path)
    with storage_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        existed = path.exists() and path.stat().st_size > 0
        if existed and (path.stat().st_size <= SMALL or ended_badly(path)):
            check_pages(path)
        engine = _engine(path)
        try:
            _upgrade(engine, path, back_up if existed else None)
        except BaseException:
            engine.dispose()
            raise
    return Database(engine, path)


def _refuse_network_share(path: Path) -> None:
    if str(path).startswith(("\\\\", "//")):
        raise StorageError(
            _("The database lies on a network share, where SQLite loses data. Keep it on this computer's own disk.")
        )


def ended_badly(path: Path) -> bool:
    """Tell whether the last program that wrote did not come to its end: it left its write-ahead log behind."""
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def check_pages(path: Path) -> None:
    """Raise StorageError when the file is no SQLite database or its pages are damaged.

    Reads the whole file: of a large database this is done before opening only after a bad end, otherwise beside the
    work of the window.
    """
    with closing(sqlite.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS)) as connection:
        result = connection.execute("PRAGMA quick_check(1)").fetchone()
    if result[0] != "ok":
        raise StorageError(_damaged(path), details=str(result[0]))


def _engine(path: Path) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}",
        module=sqlite,
        hide_parameters=True,
        connect_args={"isolation_level": None, "timeout": BUSY_SECONDS},
    )
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-32000", "temp_store=MEMORY"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _on_begin(connection: Connection) -> None:
    connection.exec_driver_sql(str(connection.get_execution_options().get("begin", "BEGIN")))


def migration_config() -> Config:
    """Return Alembic's configuration with the absolute place of the migrations, also in a frozen program."""
    config = Config()
    config.set_main_option("script_location", str(resource_path().parent / "models" / "migrations").replace("%", "%%"))
    return config


def _upgrade(engine: Engine, path: Path, back_up: BackUp | None) -> None:
    config = migration_config()
    head = ScriptDirectory.from_config(config).get_current_head()
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        strange = current is None and connection.scalar(text("SELECT count(*) FROM sqlite_master"))
    if current == head:
        return
    if strange:
        raise StorageError(_("{path} is the database of another program. Nothing was changed.").format(path=path))
    _refuse_newer(config, current, path)
    if back_up is not None and current is not None:
        back_up(path)
    with engine.connect() as connection:
        # Batch migrations re-create tables; foreign keys must be off outside the transaction, and whole again after it.
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys=OFF")
        try:
            _run_migrations(connection.execution_options(begin="BEGIN IMMEDIATE"), config)
        finally:
            driver.execute("PRAGMA foreign_keys=ON")


def _run_migrations(connection: Connection, config: Config) -> None:
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    broken = connection.execute(text("PRAGMA foreign_key_check")).fetchall()
    connection.rollback()
    if broken:
        raise StorageError(_("After the upgrade some records point to nothing."), details=repr(broken[:10]))


def _refuse_newer(config: Config, current: str | None, path: Path) -> None:
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if current is not None and current not in known:
        raise StorageError(
            _(
                "{path} was made by a newer version of this program. Nothing was changed; install the newer version."
            ).format(path=path)
        )


def _damaged(path: Path) -> str:
    return _(
        "{path} is damaged and was not opened, so that nothing more is lost. "
        "Restore the latest backup from the folder “backups”."
    ).format(path=path)


@contextmanager
def storage_errors(path: Path | None = None) -> Iterator[None]:
    """Turn what the driver or the disk says into a StorageError that tells the user what to do."""
    try:
        yield
    except (AppError, IntegrityError, ProgrammingError):
        raise  # told already, or a bug of ours
    except DBAPIError as error:
        if _is_bug(str(error.orig)):
            raise
        raise storage_error(str(error.orig), path) from error
    except (sqlite.DatabaseError, sqlite3.DatabaseError) as error:
        raise storage_error(str(error), path) from error
    except OSError as error:
        raise storage_error(str(error), path) from error


def _is_bug(reason: str) -> bool:
    """Tell whether the database complains about our statement, not about its file or disk."""
    return any(words in reason.lower() for words in ("no such column", "no such table", "syntax error"))


def storage_error(reason: str, path: Path | None) -> StorageError:
    """Return the StorageError for a driver's or system's words."""
    where = str(path or _("the database"))
    low = reason.lower()
    if "locked" in low or "busy" in low:
        text = _("Another program keeps {path} locked. Nothing was saved; close it there and try again.")
        message = text.format(path=where)
    elif "full" in low or "no space" in low or "too large" in low:
        message = _("The disk is full. Nothing of this step was saved; make room and try again.")
    elif any(
        words in low for words in ("readonly", "read-only", "permission", "unable to open", "disk i/o", "not a dir")
    ):
        message = _("{path} cannot be written. Check the folder's permissions; nothing was changed.").format(path=where)
    elif "file exists" in low or "is a directory" in low:
        message = _("{path} cannot be used: a file or folder of this name is in the way.").format(path=where)
    elif "no such file" in low:
        message = _("{path} does not exist.").format(path=where)
    elif "malformed" in low or "not a database" in low or "corrupt" in low:
        message = _damaged(Path(where))
    else:
        message = _("The database refused this step. Nothing of it was saved.")
    return StorageError(message, details=reason)
