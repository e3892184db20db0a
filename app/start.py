"""Opening a data folder: database (upgraded behind a backup), file store and actor become a context."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from app.archive.store import FileStore
from app.backup import back_up, verify
from app.clock import Clock, SystemClock
from app.config import DataFolder
from app.context import Actor, Context, settings_of
from app.database import Database, open_database, storage_errors
from app.formatting import local
from app.i18n import _
from app.papers.content import NewPrintFile, Printer
from app.search_index import fill_empty_index
from app.security.accounts import first_actor
from app.services.promises.recomputing import recompute_open
from app.services.setup import add_lacking, lacking
from models.enums import Role


def open_context(
    folder: DataFolder,
    *,
    printer: Printer | None = None,
    new_print_file: NewPrintFile | None = None,
    clock: Clock | None = None,
    actor: Actor | None = None,
) -> Context:
    """Open everything in ``folder``; StorageError when it cannot be opened, with nothing changed.

    Without ``actor`` the person whom the first start named works, in a fresh folder the nameless single person; where
    people log in it is nobody yet.
    """
    clock = clock or SystemClock()
    database = open_database(
        folder.database, back_up=lambda: verify(back_up(folder, clock.now(), label="-before-upgrade").path)
    )
    with storage_errors(database.place):
        fill_empty_index(database)
    who = actor or first_person(database)
    store = FileStore(folder.files)
    context = Context(folder, database, clock, who, store, printer=printer, new_print_file=new_print_file)
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
    """Return who works in a data folder that was just opened; nobody where people log in."""
    with storage_errors(database.place), database.read_session() as session:
        return first_actor(session)
