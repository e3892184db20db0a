"""What a dispatch opens of its briefings: brief, sign, tell by phone (C12.2)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.context import Context
from models.enums import DispatchState, RecordKind
from models.people.dispatch import Dispatch
from tests.briefing_factories import (
    all_signed,
    hold,
    make_briefing,
    make_danger,
    make_signed_briefing,
    make_trip,
    standing,
)
from tests.factories import stored
from tests.ui.by_hand import opened, press_save, problem, save, type_text
from ui.dialogs.safety.briefing_dialog import BriefingDialog
from ui.dialogs.safety.briefing_steps import BriefingSigningDialog, HoldingDialog, NewsDialog
from ui.dialogs.safety.of_dispatch import brief, sign, tell_by_phone
from ui.runtime.desk import Desk


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[QWidget]:
    """Where the forms open."""
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    yield made
    qtbot.waitUntil(lambda: desk.jobs.is_idle)


@pytest.fixture
def shown(desk: Desk) -> list[tuple[str, int]]:
    """The records that the program was asked to show."""
    asked: list[tuple[str, int]] = []
    desk.show_requested.connect(lambda kind, record_id: asked.append((kind, record_id)))
    return asked


def test_c12_2_people_are_briefed_from_their_dispatch(
    desk: Desk, window: QWidget, context: Context, qtbot: QtBot, shown: list[tuple[str, int]]
) -> None:
    trip = make_trip(context)
    brief(desk, window, trip)
    dialog = opened(qtbot, window, BriefingDialog)
    assert "停电、验电、挂牌上锁" in dialog.form().measures
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: len(shown) == 1)
    brief(desk, window, trip)  # what is prepared already is shown, not prepared again
    qtbot.waitUntil(lambda: len(shown) == 2)
    assert shown[0] == shown[1]
    assert shown[0][0] == RecordKind.BRIEFING


def test_c12_2_signing_leads_over_what_comes_before_it(
    desk: Desk, window: QWidget, context: Context, qtbot: QtBot
) -> None:
    trip = make_trip(context)
    saved: list[int] = []
    sign(desk, window, trip, saved.append)
    first = opened(qtbot, window, BriefingDialog)
    first.set_pristine()
    first.reject()
    briefing = make_briefing(context, trip)
    sign(desk, window, trip, saved.append)
    holding = opened(qtbot, window, HoldingDialog)
    type_text(holding.by, "陈安")
    save(qtbot, holding)
    sign(desk, window, trip, saved.append)
    save(qtbot, opened(qtbot, window, BriefingSigningDialog))
    qtbot.waitUntil(lambda: all_signed(context, trip))
    qtbot.waitUntil(lambda: saved == [trip, trip])
    assert briefing


def test_c12_2_a_changed_hazard_is_told_by_phone_to_those_away(
    desk: Desk, window: QWidget, context: Context, clock: FixedClock, qtbot: QtBot
) -> None:
    trip = make_trip(context, people=2)
    make_signed_briefing(context, trip)
    with context.write() as session:
        dispatch = session.get_one(Dispatch, trip)
        dispatch.state, dispatch.departed_at = DispatchState.DEPARTED, context.clock.now()
    clock.moment += timedelta(hours=1)
    make_danger(context, project_id=stored(context, Dispatch, trip).project_id, title="加氯间泄漏")
    saved: list[int] = []
    tell_by_phone(desk, window, trip, saved.append)
    dialog = opened(qtbot, window, NewsDialog)
    press_save(dialog)
    assert problem(dialog, "text")
    type_text(dialog.text, "绕行北门")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: saved == [trip])
    assert standing(context, trip).stale == ()


def test_an_addendum_is_prepared_for_who_joins_later(
    desk: Desk, window: QWidget, context: Context, qtbot: QtBot, shown: list[tuple[str, int]]
) -> None:
    trip = make_trip(context, people=2)
    hold(context, make_briefing(context, trip))
    joiner = standing(context, trip).people[1]
    brief(desk, window, trip, (joiner.person_id,))
    dialog = opened(qtbot, window, BriefingDialog)
    assert dialog.form().person_ids == (joiner.person_id,)
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: bool(shown))
