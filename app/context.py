"""The context: what every use case needs, handed in as its first argument.

``read()`` and ``write()`` are the only two ways to a session. ``write()`` is one transaction: it commits at the end,
tells the change bus which records changed, and turns what the database refuses into known errors. Nothing of it lasts
longer.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from sqlalchemy import event, select
from sqlalchemy.orm import Session, UOWTransaction
from sqlalchemy.orm.exc import StaleDataError

import app.lengths
import app.search_index  # noqa: F401 (both listen to the write lane's flushes, as the audit trail does)
from app.archive.store import FileStore
from app.changes import Change, ChangeBus
from app.clock import Clock
from app.config import DataFolder
from app.database import Database, WriteSession, storage_errors
from app.errors import Conflict, NotAllowed
from app.i18n import _
from app.papers.content import NewPrintFile, Printer
from app.rules.permissions import Permission, may
from app.security.audit import OwnWrites
from app.security.passwords import Passwords
from app.settings import Settings
from models.access.delegation import Delegation
from models.access.setting import Setting
from models.access.user import User
from models.enums import Role
from models.people.department import Department
from models.people.duty import Duty
from models.record import Event, Record


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is working: the name that events and audit entries carry, and the roles that permit.

    ``delegated`` are the roles somebody gave this person for today (domain.md). ``user_id`` is the account of somebody
    who logged in, None where nobody has to.
    """

    name: str
    display_name: str
    roles: frozenset[Role]
    delegated: frozenset[Role] = frozenset()
    user_id: int | None = None

    def may(self, permission: Permission) -> bool:
        """Tell whether one of the roles, or of the delegated ones, includes ``permission``."""
        return may(self.roles, permission, self.delegated)


@dataclass(slots=True)
class Context:
    """Database, clock, actor, change bus, file store and printers of one running program."""

    folder: DataFolder
    database: Database
    clock: Clock
    actor: Actor
    store: FileStore
    changes: ChangeBus = field(default_factory=ChangeBus)
    printer: Printer | None = None
    new_print_file: NewPrintFile | None = None
    own_writes: OwnWrites = field(default_factory=OwnWrites)
    passwords: Passwords = field(default_factory=Passwords)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a read transaction: one consistent picture, nothing can be changed in it."""
        with storage_errors(self.database.place), self.database.read_session() as session:
            session.info.update(now=self.clock.now(), actor=self.actor)
            yield session

    @contextmanager
    def write(self, reason: str = "") -> Iterator[Session]:
        """Open the write transaction of one use case; ``reason`` goes into the audit trail.

        Raises Conflict when another desk saved a record of it first, StorageError when the disk or database refuses.
        """
        with storage_errors(self.database.place), self.database.write_session() as session:
            session.info.update(
                now=self.clock.now(),
                user_name=self.actor.display_name,
                actor=self.actor,
                reason=reason,
                touched=defaultdict(set),
                own_writes=self.own_writes,
            )
            try:
                with session.begin():
                    yield session
            except StaleDataError as error:
                raise Conflict(
                    _("Somebody else saved this record in the meantime. Nothing was overwritten."), record_id=0
                ) from error
            touched = session.info["touched"]
        for kind, ids in touched.items():
            self.changes.publish(Change(kind, frozenset(ids)))

    def settings(self) -> Settings:
        """Read the department's settings."""
        with self.read() as session:
            return settings_of(session)

    @property
    def zone(self) -> ZoneInfo:
        """The department's time zone."""
        return ZoneInfo(self.settings().text("zone"))

    def require(self, permission: Permission) -> None:
        """Raise NotAllowed unless the actor has ``permission``."""
        if not self.actor.may(permission):
            raise NotAllowed(_("Your role does not allow this step. Ask the manager to do it or to change your role."))

    def close(self) -> None:
        """Close the database."""
        self.database.close()


def actor_of(session: Session) -> Actor:
    """Return who works in an open transaction; somebody who may nothing where it was opened for nobody."""
    actor = session.info.get("actor")
    return actor if isinstance(actor, Actor) else _NOBODY


_NOBODY = Actor("", "", frozenset())
_STORED_SETTINGS = select(Setting.key, Setting.value)


def settings_of(session: Session) -> Settings:
    """Read the settings inside an open transaction, once."""
    known = session.info.get("settings")
    if not isinstance(known, Settings):
        known = session.info["settings"] = Settings(dict(session.execute(_STORED_SETTINGS).all()))
    return known


def _note_touched(session: Session, _flush: UOWTransaction) -> None:
    touched = session.info["touched"]
    logged = [row.record for row in session.new if isinstance(row, Event)]  # its log is part of what a record shows
    for row in (*session.new, *session.dirty, *session.deleted, *logged):
        if isinstance(row, Record):
            touched[row.kind.value].add(row.id)
        elif isinstance(row, Setting):
            touched["setting"].add(0)
        elif isinstance(row, Department):
            touched["department"].add(row.id)
        elif isinstance(row, Duty):
            touched["duty"].add(row.id)
        elif isinstance(row, User):
            touched["user"].add(row.id)
        elif isinstance(row, Delegation):
            touched["delegation"].add(row.id)


event.listen(WriteSession, "after_flush", _note_touched)
