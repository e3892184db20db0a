"""What every test may ask for: a fixed moment, a data folder of its own, and a context on a real SQLite file."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from app.clock import FixedClock
from app.config import DataFolder
from app.context import Actor, Context
from app.services.setup import set_up
from app.start import SINGLE_PERSON, open_context
from models.enums import Role
from tests.factories import FRIDAY, plain_printer

OpenDesk = Callable[..., Context]


@pytest.fixture(scope="session")
def made_folder(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """A data folder after the first start, made once; tests work on copies of it."""
    folder = DataFolder(tmp_path_factory.mktemp("made"))
    context = open_context(folder, clock=FixedClock(FRIDAY))
    set_up(context, company_name="江南清源水务工程有限公司")
    context.close()
    return folder


@pytest.fixture
def clock() -> FixedClock:
    """Friday 2026-03-06 14:00 in Shanghai, until a test sets ``clock.moment``."""
    return FixedClock(FRIDAY)


@pytest.fixture
def folder(tmp_path: Path, made_folder: DataFolder) -> DataFolder:
    """A data folder that is ready for work and belongs to this test alone."""
    shutil.copy(made_folder.database, tmp_path)
    return DataFolder(tmp_path)


@pytest.fixture
def open_desk(folder: DataFolder, clock: FixedClock) -> Iterator[OpenDesk]:
    """Opens further desks on the same data, each with the role asked for; all are closed after the test."""
    desks: list[Context] = []

    def open_one(role: Role = Role.MANAGER, *, at: datetime | None = None) -> Context:
        actor = SINGLE_PERSON if role is Role.MANAGER else Actor(role.value, role.value, frozenset({role}))
        desk_clock = clock if at is None else FixedClock(at)
        desks.append(open_context(folder, clock=desk_clock, actor=actor, printer=plain_printer))
        return desks[-1]

    yield open_one
    for desk in desks:
        desk.close()


@pytest.fixture
def context(open_desk: OpenDesk) -> Context:
    """The manager's desk."""
    return open_desk()
