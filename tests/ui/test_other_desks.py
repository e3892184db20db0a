"""Seeing what other windows on the same data wrote."""

import pytest
from pytestqt.qtbot import QtBot

from app.changes import Change
from app.context import Context
from tests.conftest import OpenDesk
from tests.factories import make_request
from ui.runtime.desk import Desk
from ui.runtime.jobs import JobRunner
from ui.runtime.other_desks import OtherDesks

pytestmark = pytest.mark.on_server


def test_what_another_desk_wrote_is_published_once(desk: Desk, open_desk: OpenDesk, qtbot: QtBot) -> None:
    others, heard = OtherDesks(desk.context, desk.jobs, desk), []
    desk.context.changes.subscribe(heard.append)
    request = make_request(open_desk())
    others.look()
    qtbot.waitUntil(lambda: bool(heard) and desk.jobs.is_idle)
    assert Change("request", frozenset({request}), by="经理") in heard
    heard.clear()
    others.look()
    qtbot.waitUntil(lambda: desk.jobs.is_idle)
    assert heard == []


def test_looking_after_the_lanes_have_ended_does_nothing(context: Context) -> None:
    jobs = JobRunner()
    others = OtherDesks(context, jobs)
    jobs.shutdown()
    others.look()
    assert jobs.is_idle
