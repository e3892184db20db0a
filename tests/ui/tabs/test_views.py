"""Words for promises, log entries and next steps."""

from datetime import timedelta

import pytest

from app.queries.records.record_parts import CommitmentLine, EventLine, NextStep
from app.rules.gates import BlockReason
from models.enums import CommitmentKind, CommitmentState, EventKind
from tests.factories import FRIDAY, ZONE
from ui.tabs.views import commitment_view, due_badge, reason_views, step_views, timeline_entry
from ui.theme.palette import Tone

TODAY = FRIDAY.date()
BLOCK = BlockReason("C3.1", "The customer has not been contacted back", (), "record_customer_contacted")


@pytest.mark.parametrize(
    ("hours", "tone"), [(-1, Tone.OVERDUE), (0, Tone.SOON), (4, Tone.SOON), (4.1, Tone.ACCENT), (48, Tone.ACCENT)]
)
def test_the_colour_of_time_left(hours: float, tone: Tone) -> None:
    badge = due_badge(FRIDAY + timedelta(hours=hours), FRIDAY)
    assert badge.tone is tone
    assert badge.text


def _line(state: CommitmentState, act_by_hours: int = 4) -> CommitmentLine:
    due, met = FRIDAY + timedelta(hours=4), None if state is CommitmentState.OPEN else FRIDAY
    act_by = FRIDAY + timedelta(hours=act_by_hours)
    return CommitmentLine(CommitmentKind.REPLY, "C4.1", state, due, act_by, met, False)


@pytest.mark.parametrize(
    ("state", "tone"),
    [
        (CommitmentState.OPEN, Tone.SOON),
        (CommitmentState.MET, Tone.KEPT),
        (CommitmentState.MET_LATE, Tone.OVERDUE),
        (CommitmentState.DROPPED, Tone.NEUTRAL),
    ],
)
def test_c4_1_a_promise_says_its_state_and_clause(state: CommitmentState, tone: Tone) -> None:
    view = commitment_view(_line(state), FRIDAY, ZONE, TODAY)
    assert view.badge.tone is tone
    assert "C4.1" in view.rule
    assert "03-06 18:00" in view.rule


def test_act_by_is_told_only_where_it_differs() -> None:
    same = commitment_view(_line(CommitmentState.OPEN), FRIDAY, ZONE, TODAY)
    earlier = commitment_view(_line(CommitmentState.OPEN, act_by_hours=3), FRIDAY, ZONE, TODAY)
    assert "17:00" not in same.tooltip
    assert "03-06 17:00" in earlier.tooltip


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [
        (EventKind.STATE_CHANGED, {"from": "registered", "to": "analysed"}, "已分析"),
        (EventKind.STATE_CHANGED, {"from": "draft", "to": "agreed"}, ""),
        (EventKind.CLASS_CONFIRMED, {"class": "free", "basis": "warranty"}, "无偿"),
        (EventKind.PAPER_ISSUED, {"number": "PG-2026-0001"}, "PG-2026-0001"),
        (EventKind.NOTE, {}, ""),
    ],
)
def test_an_entry_of_the_log_has_a_title(kind: EventKind, data: dict[str, str], words: str) -> None:
    entry = timeline_entry(EventLine(1, kind, FRIDAY, "周敏", "王工", "已停机", data), ZONE, TODAY)
    assert words in entry.title
    assert (entry.person, entry.moment) == ("周敏 → 王工", "03-06 14:00")


def test_a_step_that_cannot_be_taken_says_why() -> None:
    steps = (
        NextStep("analyse", "Finish analysis", None, True, (BLOCK,)),
        NextStep("solve", "Mark as solved", "result", False, ()),
        NextStep("close", "Close the request", None, True, ()),
    )
    blocked, forbidden, free = step_views(steps)
    assert not blocked.enabled
    assert blocked.tooltip.startswith("C3.1 ")
    assert not forbidden.enabled
    assert forbidden.tooltip
    assert free.enabled
    assert free.primary


def test_a_reason_is_shown_once_with_its_link_and_not_for_cancelling() -> None:
    steps = (
        NextStep("analyse", "Finish analysis", None, True, (BLOCK,)),
        NextStep("class", "Set the class", None, True, (BLOCK,)),
        NextStep("cancel", "Cancel the request", "reason", True, (BlockReason("C7.2", "Nobody has been named"),)),
    )
    (reason,) = reason_views(steps)
    assert (reason.clause, reason.fix) == ("C3.1", "record_customer_contacted")
    assert reason.fix_text
