"""Opening a data folder: database (upgraded behind a backup), file store and actor become a context."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.archive.store import FileStore
from app.backup import back_up, verify
from app.clock import Clock, SystemClock
from app.config import DataFolder
from app.context import Actor, Context, settings_of
from app.database import Database, open_database, storage_errors
from app.formatting import local
from app.i18n import _
from app.papers.content import Printer
from app.search_index import fill_empty_index
from app.services.promises.recomputing import recompute_open
from app.services.setup import add_lacking, lacking
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
    with storage_errors(database.place):
        fill_empty_index(database)
    who = actor or first_person(database)
    context = Context(folder, database, clock, who, FileStore(folder.files), printer=printer)
    _complete_rules(context)
    return context


def _complete_rules(context: Context) -> None:
    """Add the shipped deadlines that an older version did not know, and the calendar of a year that has come near."""
    with context.read() as session:
        today = local(context.clock.now(), ZoneInfo(settings_of(session).text("zone"))).date()
        is_complete = not lacking(session, today)
    if not is_complete:
        with context.write(_("Deadlines and calendar completed at the start")) as session:
            add_lacking(session, today)
        # Whoever opens the folder first after that: what is owed has to follow the rules at once.
        settler = replace(context.actor, roles=context.actor.roles | {Role.MANAGER})
        recompute_open(replace(context, actor=settler))


def first_person(database: Database) -> Actor:
    """Return the person whom the first start named, the nameless single person before it."""
    with storage_errors(database.place), database.read_session() as session:
        user = session.scalar(select(User).where(User.active).order_by(User.id).limit(1))
        if user is None:
            return SINGLE_PERSON
        return Actor(user.name, user.display_name, frozenset(Role(role) for role in user.roles))
