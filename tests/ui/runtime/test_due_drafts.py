"""What appears by itself: when the program starts, when the day changes, by the command ``due`` (C10.2, C13, N4)."""

from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.context import Actor, Context
from models.enums import Role
from tests.factories import local_time
from tests.letter_factories import listed_letters
from tests.letter_paper_factories import make_debtor
from ui.runtime.desk import Desk


def test_c10_2_the_start_and_each_new_day_draft_what_is_due(
    desk: Desk, context: Context, clock: FixedClock, qtbot: QtBot
) -> None:
    told: list[int] = []
    desk.due_drafts.drafted.connect(told.append)
    clock.moment = local_time("2026-06-14 16:00")
    make_debtor(context)
    desk.due_drafts.start()
    qtbot.waitUntil(lambda: desk.jobs.is_idle)
    assert listed_letters(context) == []
    first = list(told)
    clock.moment = local_time("2026-06-15 00:01")
    desk.changes.minute_passed.emit()
    qtbot.waitUntil(lambda: len(told) > len(first))
    assert len(listed_letters(context, "draft")) == 1
    desk.changes.minute_passed.emit()
    qtbot.waitUntil(lambda: desk.jobs.is_idle)
    assert len(told) == len(first) + 1, "once a day is enough"


def test_who_may_not_write_letters_drafts_none(desk: Desk, context: Context, clock: FixedClock, qtbot: QtBot) -> None:
    make_debtor(context)
    clock.moment = local_time("2026-06-20 09:00")
    context.actor = Actor("viewer", "viewer", frozenset({Role.VIEWER}))
    desk.due_drafts.start()
    qtbot.waitUntil(lambda: desk.jobs.is_idle)
    context.actor = Actor("zhou", "周敏", frozenset({Role.SECRETARY}))
    assert listed_letters(context) == []
