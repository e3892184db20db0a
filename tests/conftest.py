"""What every test may ask for: a fixed moment, a data folder of its own, and desks on a real SQLite file.

Opening a database and compiling its statements takes longer than most tests; so the desks and their folder are kept for
the whole run, and every test finds them as they were after the first start.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pysqlite3.dbapi2 as sqlite
import pytest

from app.changes import ChangeBus
from app.clock import FixedClock
from app.config import DataFolder
from app.context import Actor, Context
from app.services.setup import set_up
from app.start import SINGLE_PERSON, open_context
from models.enums import Role
from tests.factories import FRIDAY, plain_printer

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything loads Qt: tests need no display

OpenDesk = Callable[..., Context]


@pytest.fixture(scope="session")
def made_folder(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """A data folder after the first start, made once; tests work on copies of it."""
    folder = DataFolder(tmp_path_factory.mktemp("made"))
    context = open_context(folder, clock=FixedClock(FRIDAY))
    set_up(context, company_name="江南清源水务工程有限公司")
    context.close()
    return folder


@pytest.fixture(scope="session")
def desks(made_folder: DataFolder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Context]]:
    """The desks opened so far, the first one already; all on one folder."""
    folder = DataFolder(tmp_path_factory.mktemp("desks"))
    shutil.copy(made_folder.database, folder.root)
    opened = [open_context(folder)]
    yield opened
    for desk in opened:
        desk.close()


@pytest.fixture
def clock() -> FixedClock:
    """Friday 2026-03-06 14:00 in Shanghai, until a test sets ``clock.moment``."""
    return FixedClock(FRIDAY)


@pytest.fixture
def folder(tmp_path: Path, made_folder: DataFolder) -> DataFolder:
    """A data folder that is ready for work and nobody has open."""
    shutil.copy(made_folder.database, tmp_path)
    return DataFolder(tmp_path)


def start_again(made: DataFolder, used: DataFolder) -> None:
    """Bring a used folder back to what it was after the first start, whoever has it open."""
    with closing(sqlite.connect(str(made.database))) as first, closing(sqlite.connect(str(used.database))) as now:
        now.execute("PRAGMA synchronous=OFF")
        first.backup(now)
    for inside in (used.files, used.backups):
        shutil.rmtree(inside, ignore_errors=True)


@pytest.fixture
def open_desk(made_folder: DataFolder, desks: list[Context], clock: FixedClock) -> OpenDesk:
    """Opens one more desk on the same data, with the role asked for."""
    start_again(made_folder, desks[0].folder)
    taken: list[Context] = []

    def open_one(role: Role = Role.MANAGER) -> Context:
        if len(taken) == len(desks):
            desks.append(open_context(desks[0].folder))
        desk = desks[len(taken)]
        taken.append(desk)
        desk.actor = SINGLE_PERSON if role is Role.MANAGER else Actor(role.value, role.value, frozenset({role}))
        desk.clock, desk.printer, desk.changes = clock, plain_printer, ChangeBus()
        return desk

    return open_one


@pytest.fixture
def context(open_desk: OpenDesk) -> Context:
    """The manager's desk."""
    return open_desk()
