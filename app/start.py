"""Opening a data folder: database (upgraded behind a backup), file store and actor become a context."""

from app.archive.store import FileStore
from app.backup import back_up
from app.clock import Clock, SystemClock
from app.config import DataFolder
from app.context import Actor, Context
from app.database import open_database
from app.papers.content import Printer
from models.enums import Role

# Until accounts exist in a department, the program runs for one person, as manager, and says so (domain.md).
SINGLE_PERSON = Actor("manager", "经理", frozenset({Role.MANAGER}))


def open_context(
    folder: DataFolder, *, printer: Printer | None = None, clock: Clock | None = None, actor: Actor = SINGLE_PERSON
) -> Context:
    """Open everything in ``folder``; StorageError when it cannot be opened, with nothing changed."""
    clock = clock or SystemClock()
    database = open_database(
        folder.database, back_up=lambda _path: back_up(folder, clock.now(), label="-before-upgrade")
    )
    return Context(folder, database, clock, actor, FileStore(folder.files), printer=printer)
