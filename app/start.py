"""Opening a data folder: database (upgraded behind a backup), file store and actor become a context."""

from sqlalchemy import select

from app.archive.store import FileStore
from app.backup import back_up, verify
from app.clock import Clock, SystemClock
from app.config import DataFolder
from app.context import Actor, Context
from app.database import Database, open_database, storage_errors
from app.papers.content import Printer
from models.access.user import User
from models.enums import Role

# Until accounts exist in a department, the program runs for one person, as manager, and says so (domain.md).
SINGLE_PERSON = Actor("manager", "经理", frozenset({Role.MANAGER}))


def open_context(
    folder: DataFolder, *, printer: Printer | None = None, clock: Clock | None = None, actor: Actor | None = None
) -> Context:
    """Open everything in ``folder``; StorageError when it cannot be opened, with nothing changed.

    Without ``actor`` the person whom the first start named works, in a fresh folder the nameless single person.
    """
    clock = clock or SystemClock()
    database = open_database(
        folder.database, back_up=lambda: verify(back_up(folder, clock.now(), label="-before-upgrade").path)
    )
    who = actor or first_person(database)
    return Context(folder, database, clock, who, FileStore(folder.files), printer=printer)


def first_person(database: Database) -> Actor:
    """Return the person whom the first start named, the nameless single person before it."""
    with storage_errors(database.place), database.read_session() as session:
        user = session.scalar(select(User).where(User.active).order_by(User.id).limit(1))
        if user is None:
            return SINGLE_PERSON
        return Actor(user.name, user.display_name, frozenset(Role(role) for role in user.roles))
