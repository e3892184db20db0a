"""Reminders come from facts: whenever the program looks, it tells what fell due meanwhile, and each thing once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.context import Context
from tests.app.queries.promises.owing import owe
from tests.factories import FRIDAY, local_time
from ui.runtime.desk import Desk
from ui.runtime.reminders import LAST_SEEN, Meanwhile, Reminders
from ui.runtime.tray import Tray, notice_words

Look = Callable[[], None]


@pytest.fixture
def reminders(desk: Desk) -> Reminders:
    """The reminders of a window that has just opened for the first time."""
    return desk.reminders


@pytest.fixture
def look(desk: Desk, qtbot: QtBot) -> Look:
    """Looks, and waits for the answer."""

    def once() -> None:
        desk.reminders.look()
        qtbot.waitUntil(lambda: desk.jobs.is_idle)

    return once


def heard(signal: object) -> list[object]:
    """Return the list that everything a signal says is added to."""
    said: list[object] = []
    signal.connect(said.append)  # type: ignore[attr-defined]  # a signal of Qt has no type to name
    return said


def test_what_fell_due_while_the_program_was_off_is_told_at_the_next_start(
    reminders: Reminders, context: Context, clock: FixedClock, look: Look
) -> None:
    told = heard(reminders.fallen_due)
    owe(context, "2026-03-08 12:00")
    look()
    clock.moment = local_time("2026-03-11 08:31")
    look()
    (meanwhile,) = told
    assert isinstance(meanwhile, Meanwhile)
    assert (meanwhile.since, meanwhile.news.count) == (FRIDAY, 1)
    assert reminders.meanwhile == meanwhile


def test_nothing_is_told_of_a_first_start_nor_from_minute_to_minute(
    reminders: Reminders, context: Context, clock: FixedClock, look: Look
) -> None:
    told = heard(reminders.fallen_due)
    owe(context, "2026-03-05 12:00")
    owe(context, "2026-03-06 14:01")
    for minute in range(4):
        clock.moment = FRIDAY + timedelta(minutes=minute)
        look()
    assert told == []


@pytest.mark.parametrize("nonsense", ["yesterday", "2026-03-01T09:00:00", "2026-13-01T09:00:00+08:00"])
def test_a_file_that_somebody_edited_means_never_seen(
    reminders: Reminders, desk: Desk, look: Look, nonsense: str
) -> None:
    desk.state.set_text(LAST_SEEN, nonsense)
    look()
    assert reminders.meanwhile is None


def test_what_falls_due_soon_is_announced_once(
    reminders: Reminders, desk: Desk, context: Context, clock: FixedClock, look: Look
) -> None:
    told = heard(reminders.due_soon)
    promise = owe(context, "2026-03-06 14:45")
    for minute in (10, 16, 17, 30):
        clock.moment = FRIDAY + timedelta(minutes=minute)
        look()
    assert [[line.id for line in lines] for lines in told] == [[promise]]  # type: ignore[attr-defined]
    again = Reminders(context, desk.jobs, desk.changes, desk.state, desk)  # the program is started again
    heard_again = heard(again.due_soon)
    again.start()
    look()
    assert heard_again == []


def test_notices_can_be_switched_off_and_that_is_remembered(
    reminders: Reminders, desk: Desk, context: Context, look: Look
) -> None:
    told = heard(reminders.due_soon)
    owe(context, "2026-03-06 14:15")
    reminders.switch(on=False)
    look()
    assert (told, reminders.is_on) == ([], False)
    assert not Reminders(context, desk.jobs, desk.changes, desk.state, desk).is_on
    reminders.switch(on=True)
    look()
    assert len(told) == 1


def test_the_overdue_are_counted_after_every_change(reminders: Reminders, desk: Desk, qtbot: QtBot) -> None:
    counted = heard(reminders.overdue_counted)
    reminders.start()
    qtbot.waitUntil(lambda: counted == [0])
    owe(desk.context, "2026-03-06 12:00")
    qtbot.waitUntil(lambda: counted[-1] == 1)
    assert reminders.overdue == 1


def test_a_desktop_without_a_place_for_notices_breaks_nothing(desk: Desk, context: Context, look: Look) -> None:
    tray = Tray(desk, desk)
    owe(context, "2026-03-06 14:15")
    look()
    tray.switch(False)
    tray.close()


def test_a_notice_names_the_first_few(desk: Desk, context: Context, look: Look) -> None:
    told = heard(desk.reminders.due_soon)
    for _number in range(6):
        owe(context, "2026-03-06 14:20")
    look()
    title, text = notice_words(desk, told[0])  # type: ignore[arg-type]
    assert "6" in title
    assert text.splitlines()[0].startswith("剩 20 分  余款：用户")
    assert text.splitlines()[-1] == "…"
    assert len(text.splitlines()) == 5
