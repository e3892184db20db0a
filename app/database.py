"""Opening the database and its two lanes; what SQLite and PostgreSQL do differently is in ``app.engines``.

Reads and writes have sessions of their own, so that a write can wait for its turn and a read never has to (decision
11).
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session, sessionmaker

import models.registry  # noqa: F401 (all tables must be known before the first query)
from app.engines import postgresql, sqlite
from app.engines.place import Place
from app.engines.schema import BackUp, bring_up_to_date
from app.errors import AppError, StorageError
from app.i18n import _
from models.record import Record

HELD_RECORDS = 500


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

    def __init__(self, engine: Engine, place: Place) -> None:
        self.engine = engine
        self.place = place
        reads, writes = engine.execution_options(**place.reading), engine.execution_options(**place.writing)
        self.read_session = sessionmaker(reads, class_=LaneSession, expire_on_commit=False, autoflush=False)
        self.write_session = sessionmaker(writes, class_=WriteSession, expire_on_commit=False)

    def close(self) -> None:
        """Close every connection; of a file this also folds the write-ahead log back into it."""
        self.engine.dispose()


def open_database(place: Place, *, back_up: BackUp | None = None) -> Database:
    """Open the database at ``place``, creating an empty one or upgrading an older one.

    ``back_up`` is called before an existing database is upgraded; when it fails, nothing is upgraded. Raises
    StorageError for a database that is damaged, newer than this program, locked, read-only, out of reach or on a
    network share.
    """
    with storage_errors(place):
        place.prepare()
        engine = place.engine()
        try:
            bring_up_to_date(place, engine, back_up)
        except BaseException:
            engine.dispose()
            raise
    return Database(engine, place)


@contextmanager
def storage_errors(where: Place | Path | None = None) -> Iterator[None]:
    """Turn what a driver or the disk says into a StorageError that tells the user what to do.

    ``where`` is the database, file or folder that the block works on.
    """
    try:
        yield
    except (AppError, IntegrityError):
        raise  # told already, or a rule that the services should have checked
    except (DBAPIError, OSError, *sqlite.DRIVERS_ERRORS) as error:
        told = _told(error, where)
        if told is None:
            raise
        raise told from error


def _told(error: Exception, where: Place | Path | None) -> StorageError | None:
    """Ask the kind of database whose driver it was; files are spoken of as SQLite's file is."""
    if isinstance(error, DBAPIError) and postgresql.is_servers(error):
        return postgresql.told(error, where)
    label = where.label if isinstance(where, Place) else str(where or _("the database"))
    return sqlite.told(error, label)
