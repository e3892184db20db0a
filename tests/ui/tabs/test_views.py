"""Words for promises, log entries and next steps."""

from datetime import timedelta
from typing import Any

import pytest

from app.queries.records.record_parts import CommitmentLine, EventLine, NextStep
from app.rules.gate import BlockReason
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


def _line(state: CommitmentState, act_by_hours: int = 4, **fields: Any) -> CommitmentLine:
    due, met = FRIDAY + timedelta(hours=4), FRIDAY if state in (CommitmentState.MET, CommitmentState.MET_LATE) else None
    usual: dict[str, Any] = {
        "id": 1, "kind": CommitmentKind.REPLY, "slot": 0, "clause": "C4.1", "state": state, "due": due, "target": None,
        "act_by": FRIDAY + timedelta(hours=act_by_hours), "met_at": met, "missed": False, "provisional": False,
        "reason": "", "due_now": due,
    }  # fmt: skip
    return CommitmentLine(**{**usual, **fields})


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
    assert (view.rule, view.code) == ("C4.1", "reply:0")
    assert "03-06 18:00" in view.note


def _note(state: CommitmentState = CommitmentState.OPEN, **fields: Any) -> str:
    return commitment_view(_line(state, **fields), FRIDAY, ZONE, TODAY).note


def test_act_by_is_told_only_where_it_differs() -> None:
    assert _note() == "应于 03-06 18:00"
    assert "03-06 17:00" in _note(act_by_hours=3)
    assert "立即" in _note(act_by_hours=-1)
    assert "立即" not in _note(act_by_hours=-1, due=FRIDAY - timedelta(hours=1))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"target": FRIDAY + timedelta(hours=2)}, "03-06 16:00"),
        ({"provisional": True}, "尚未"),
        ({"is_agreed": True, "agreed_with": "王工"}, "王工"),
        ({"due_now": FRIDAY + timedelta(hours=9)}, "03-06 23:00"),
    ],
)
def test_what_is_to_be_known_of_a_promise_stands_below_it(fields: dict[str, Any], words: str) -> None:
    assert words in _note(**fields)


def test_a_waived_promise_says_why_and_whether_it_was_missed_before() -> None:
    note = _note(CommitmentState.WAIVED, reason="用户同意", missed=True)
    assert "用户同意" in note
    assert note != _note(CommitmentState.WAIVED, reason="用户同意")


@pytest.mark.parametrize(
    ("fields", "tone"),
    [
        ({}, None),
        ({"provisional": True}, Tone.NEUTRAL),
        ({"is_agreed": True}, Tone.ACCENT),
        ({"is_agreed": True, "due": None}, None),
    ],
)
def test_c5_2_a_provisional_promise_and_an_agreed_date_are_marked(fields: dict[str, Any], tone: Tone | None) -> None:
    mark = commitment_view(_line(CommitmentState.OPEN, **fields), FRIDAY, ZONE, TODAY).mark
    assert (mark and mark.tone) == tone


def test_a_date_still_to_be_agreed_is_asked_for() -> None:
    view = commitment_view(_line(CommitmentState.OPEN, due=None, act_by=None), FRIDAY, ZONE, TODAY)
    assert (view.badge.tone, view.code) == (Tone.SOON, "reply:0")


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [
        (EventKind.STATE_CHANGED, {"from": "registered", "to": "analysed"}, "已分析"),
        (EventKind.STATE_CHANGED, {"from": "draft", "to": "agreed"}, ""),
        (EventKind.CLASS_CONFIRMED, {"class": "free", "basis": "warranty"}, "无偿"),
        (EventKind.PAPER_ISSUED, {"number": "PG-2026-0001"}, "PG-2026-0001"),
        (EventKind.NOTE, {}, ""),
        (EventKind.REPLIED, {"guidance": True}, "电话"),
        (EventKind.VISIT_ANSWERED, {"arrival_at": "2026-03-07T08:00:00+08:00", "people": "张伟"}, "03-07 08:00"),
        (
            EventKind.HELD,
            {
                "reason": "force_majeure",
                "starts_at": "2026-03-06T14:00:00+08:00",
                "ends_at": "2026-03-07T14:00:00+08:00",
            },
            "03-06 14:00 – 03-07 14:00",
        ),
        (EventKind.HOLD_CHANGED, {"withdrawn": True}, "撤"),
        (EventKind.DATE_AGREED, {"kind": "arrival", "due_at": "2026-03-09T08:00:00+08:00"}, "03-09 08:00"),
        (EventKind.WAIVED, {"kind": "arrival"}, "到"),
        (EventKind.FOLLOWED_UP, {"satisfied": False}, "不满意"),
        (EventKind.CONTACTED_AGAIN, {"channel": "fax", "incoming_number": "LW-2026-0001"}, "LW-2026-0001"),
    ],
)
def test_an_entry_of_the_log_has_a_title(kind: EventKind, data: dict[str, Any], words: str) -> None:
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
