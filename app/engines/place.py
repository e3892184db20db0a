"""What every kind of database must offer: to be opened, upgraded, checked and copied."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Damage:
    """Something that the database itself is wrong in: ``code`` for programs, ``what`` names the place, ``message`` (to
    be translated) says what it is.
    """

    code: str
    what: str
    message: str


class Place(ABC):
    """Where a department's database lies: a file or a database on a server.

    Equal places are the same database. Neither ``repr`` nor ``label`` ever holds a password.
    """

    patience: ClassVar[float] = 10  # seconds that a write waits for the write of another desk
    reading: ClassVar[Mapping[str, Any]]  # execution options of the read lane: one consistent picture
    writing: ClassVar[Mapping[str, Any]]  # of the write lane: one writer at a time (decision 12)

    @property
    @abstractmethod
    def label(self) -> str:
        """Name the database in messages: a path, or server and database."""

    @abstractmethod
    def shown(self) -> str:
        """Return the few words that tell a person at the window which database it is."""

    @abstractmethod
    def holds_data(self) -> bool:
        """Tell whether there is a database with anything in it; makes nothing."""

    @abstractmethod
    def prepare(self) -> None:
        """Make what opening needs and refuse, with StorageError, what must not be opened."""

    @abstractmethod
    def engine(self) -> Engine:
        """Return a new engine, with nothing opened yet."""

    @abstractmethod
    def has_tables(self, connection: Connection) -> bool:
        """Tell whether there are any tables, whosever they are."""

    @abstractmethod
    def upgrading(self, engine: Engine) -> AbstractContextManager[Connection]:
        """Open the connection that migrations run on, with nobody else writing; checks references at its end."""

    @abstractmethod
    def look_through(self) -> None:
        """Read the whole database once, beside the work; StorageError when a part of it is damaged."""

    @abstractmethod
    def damage(self, session: Session) -> Iterator[Damage]:
        """Yield what is wrong below the records: pages, references, and what else this kind can lose."""

    @abstractmethod
    def write_snapshot(self, target: Path) -> None:
        """Write everything, in one consistent picture, as an SQLite database into the new file ``target``."""

    @abstractmethod
    def take_snapshot(self, snapshot: Path, finish: Callable[[Connection], None]) -> None:
        """Become what ``snapshot``, an SQLite database, holds; there must be nothing here yet.

        Where the rows are copied, ``finish`` is called before they are committed, for what cannot be copied.
        """
