"""Lines of the work list in words: time left, second lines, titles."""

from dataclasses import replace

import pytest

from app.context import Context
from app.queries.promises.agenda import DueLine, Section, agenda
from app.queries.promises.agenda_words import (
    line_detail,
    line_title,
    section_empty,
    section_name,
    time_left,
    waiting_detail,
    waiting_title,
)
from app.queries.promises.waiting import WaitingLine
from models.enums import CommitmentKind, HoldReason, RecordKind
from tests.app.queries.promises.owing import owe
from tests.factories import FRIDAY, ZONE, local_time, make_customer, make_project


@pytest.fixture
def line(context: Context) -> DueLine:
    """A quotation owed on a project, due today 17:30."""
    customer = make_customer(context, name="滨江热电有限责任公司", short_name="滨江热电")
    project = make_project(context, customer_id=customer, name="补给水站", number="XM-77")
    owe(context, "2026-03-06 17:30", project, kind=CommitmentKind.QUOTATION, clause="C5.2")
    return agenda(context).section(Section.TODAY).lines[0]


@pytest.mark.parametrize(
    ("due", "act_by", "section", "words"),
    [
        ("2026-03-06 11:50", None, Section.OVERDUE, "逾期 2 时 10 分"),
        ("2026-03-04 14:00", None, Section.OVERDUE, "逾期 2 天"),
        ("2026-03-06 17:40", None, Section.TODAY, "剩 3 时 40 分"),
        ("2026-03-06 18:01", None, Section.TODAY, "18:01"),
        ("2026-03-07 00:00", "2026-03-06 13:00", Section.TODAY, "立即办理"),
        ("2026-03-09 12:00", None, Section.NEXT_DAYS, "03-09"),
        (None, None, Section.UNDATED, "时间待约定"),
    ],
)
def test_time_left_is_said_as_short_as_it_can_be(
    line: DueLine, due: str | None, act_by: str | None, section: Section, words: str
) -> None:
    at = local_time(due) if due else None
    shown = replace(line, due=at, act_by=local_time(act_by) if act_by else at)
    assert time_left(shown, section, FRIDAY, ZONE) == words


def test_a_line_says_what_is_owed_to_whom(line: DueLine) -> None:
    assert line_title(line) == "报价：滨江热电 — 补给水站"
    assert line_title(replace(line, project="三期循环水")) == "报价：三期循环水 — 补给水站"
    assert line_title(replace(line, customer="", project="")) == "报价：补给水站"


def test_the_second_line_says_due_and_act_by(line: DueLine) -> None:
    assert line_detail(line, FRIDAY, ZONE) == "XM-77 · 应于 17:30"
    sunday = replace(line, due=local_time("2026-03-08 16:00"), act_by=local_time("2026-03-06 17:30"), provisional=True)
    assert line_detail(sunday, FRIDAY, ZONE) == "XM-77 · 应于 03-08 16:00 · 须在 17:30 前办理 · 性质未确认"


def test_every_section_has_a_name_and_says_when_it_is_empty() -> None:
    assert len({section_name(code) for code in Section} | {section_empty(code) for code in Section}) == 8


def test_a_long_hold_says_why_and_how_long() -> None:
    hold = WaitingLine(
        1, "C4", "hold", RecordKind.REQUEST, 7, "SR-2026-0007", "2# 泵泄漏", "滨江热电", "周敏", FRIDAY, "等停机窗口",
        HoldReason.WAITING_FOR_CUSTOMER, FRIDAY, local_time("2026-03-09 09:00"),
    )  # fmt: skip
    assert waiting_title(hold) == "长时间暂停：滨江热电 — 2# 泵泄漏"
    assert waiting_detail(hold, ZONE, FRIDAY) == "SR-2026-0007 · 03-06 14:00 至 03-09 09:00 · 等待用户 · 等停机窗口"
