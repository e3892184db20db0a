"""What every test may ask for: a fixed moment, a data folder of its own, and desks on a real database.

Opening a database and compiling its statements takes longer than most tests; so the desks and their folder are kept for
the whole run, and every test finds them as they were after the first start.

With ``--postgresql`` the run is about databases on a server: it takes every test that asks for one, by way of the
fixture ``databases``, but those marked ``sqlite_only``. Of the screen, which reaches a database only through queries
and services that are all tested there, it takes what is marked ``on_server``. What asks for ``server`` is about servers
alone and runs only there. ``--storage`` takes of all this only what has storing and finding itself for its subject
(``tests.storage``): the part that belongs to every run.
"""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.changes import ChangeBus
from app.clock import FixedClock
from app.config import DataFolder
from app.context import Actor, Context
from app.security.accounts import SINGLE_PERSON
from app.security.audit import OwnWrites
from app.services.setup import set_up
from app.start import open_context
from models.enums import Role
from tests.access_factories import CHEAP
from tests.databases import Databases, Files, Server, careless
from tests.factories import FRIDAY, plain_printer
from tests.remembered import Memory, remembering
from tests.servers import NoServer, running_server
from tests.storage import is_storage

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything loads Qt: tests need no display

OpenDesk = Callable[..., Context]
SCREEN = Path(__file__).parent / "ui"
FIRST = ("accessibility", "bench", "drills", "main", "translations", "all_papers", "looks", "search", "cli_roles")
AFTER_THEM = ("integrity", "cli", "sample_data", "same_answers", "moving", "main_window", "smoke", "migrations")
ORDER = {f"test_{name}.py": place for place, name in enumerate((*FIRST, *AFTER_THEM))}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the choice of the database."""
    parser.addoption("--postgresql", action="store_true", help="run what needs a database on a PostgreSQL server")
    parser.addoption("--storage", action="store_true", help="of that only what is about storing and finding itself")


def pytest_collection() -> None:
    """Look for no garbage while the tests are gathered: nearly everything that is made then stays."""
    gc.disable()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what the chosen database has nothing to do with, and begin with what takes longest: a module is run by
    one worker, and the other would be idle beside a long one at the end. The first one makes the demo data, and nothing
    asks for them so soon after it that it would have to wait.
    """
    on_server, storage = config.getoption("--postgresql"), config.getoption("--storage")
    kept: list[pytest.Item] = []
    left_out: list[pytest.Item] = []
    for item in items:
        runs = _runs_on_server(item) if on_server else not _needs(item, "server")
        (kept if runs and (is_storage(item.path) or not storage) else left_out).append(item)
    config.hook.pytest_deselected(items=left_out)
    items[:] = sorted(kept, key=lambda item: ORDER.get(item.path.name, len(ORDER)))


def pytest_collection_finish() -> None:
    """Keep thousands of tests, which stay to the end anyway, out of every look for what is no longer needed."""
    gc.freeze()
    gc.enable()


def _needs(item: pytest.Item, fixture: str) -> bool:
    return fixture in getattr(item, "fixturenames", ())


def _runs_on_server(item: pytest.Item) -> bool:
    if _needs(item, "server"):
        return True
    if SCREEN in item.path.parents:
        return item.get_closest_marker("on_server") is not None
    return _needs(item, "databases") and item.get_closest_marker("sqlite_only") is None


@pytest.fixture(scope="session")
def databases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Where this run's databases come from: files, or a PostgreSQL server."""
    if request.config.getoption("--postgresql"):
        yield request.getfixturevalue("server")
    else:
        yield Files(tmp_path_factory.mktemp("files"))


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The PostgreSQL server of this run."""
    try:
        with running_server() as address:
            databases = Server(tmp_path_factory.mktemp("server"), address)
            yield databases
            databases.close()
    except NoServer as reason:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"no PostgreSQL server: {reason}")


@pytest.fixture(scope="session")
def made_folder(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """A data folder after the first start, made once; tests work on copies of it."""
    folder = databases.new(tmp_path_factory.mktemp("made"))
    context = open_context(folder, clock=FixedClock(FRIDAY))
    set_up(context, company_name="江南清源水务工程有限公司")
    context.close()
    return folder


@pytest.fixture(scope="session")
def desks(
    databases: Databases, made_folder: DataFolder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Context]]:
    """The desks opened so far, the first one already; all on one folder."""
    opened = [careless(open_context(databases.copy(made_folder, tmp_path_factory.mktemp("desks"))))]
    yield opened
    for desk in opened:
        desk.close()


@pytest.fixture
def clock() -> FixedClock:
    """Friday 2026-03-06 14:00 in Shanghai, until a test sets ``clock.moment``."""
    return FixedClock(FRIDAY)


@pytest.fixture
def empty_folder(databases: Databases, tmp_path: Path) -> DataFolder:
    """A data folder with nothing in it yet."""
    return databases.new(tmp_path)


@pytest.fixture
def folder(databases: Databases, tmp_path: Path, made_folder: DataFolder) -> DataFolder:
    """A data folder that is ready for work and nobody has open."""
    return databases.copy(made_folder, tmp_path)


@pytest.fixture(scope="session")
def memory(databases: Databases, desks: list[Context]) -> Iterator[Memory]:
    """What is remembered of the desks' folder, which is still as it was after the first start."""
    with closing(databases.shelf(desks[0].folder)) as shelf:
        yield Memory(desks[0].folder, shelf)


@pytest.fixture
def open_desk(memory: Memory, desks: list[Context], clock: FixedClock) -> Iterator[OpenDesk]:
    """Opens one more desk on the same data, with the role asked for."""
    memory.start_again()
    taken: list[Context] = []

    def open_one(role: Role = Role.MANAGER) -> Context:
        if len(taken) == len(desks):
            desks.append(careless(open_context(desks[0].folder)))
        desk = desks[len(taken)]
        taken.append(desk)
        desk.actor = SINGLE_PERSON if role is Role.MANAGER else Actor(role.value, role.value, frozenset({role}))
        desk.clock, desk.printer = clock, plain_printer
        desk.changes, desk.own_writes = ChangeBus(), OwnWrites()
        desk.passwords = CHEAP
        return desk

    with remembering(memory):
        yield open_one


@pytest.fixture
def context(open_desk: OpenDesk) -> Context:
    """The manager's desk."""
    return open_desk()
