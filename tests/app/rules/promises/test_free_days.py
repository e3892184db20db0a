"""Cut-off tables with a line of their own for what starts on a free day (C5.3, C5.4)."""

from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from app.errors import Invalid
from app.forms.promises import CutOffForm
from app.i18n import using_language
from app.rules.promises.calendar import WorkingCalendar
from app.rules.promises.clocks import due_time
from app.rules.promises.policies import CutOff, PolicyRule, load_profile, parse_cut_offs, plain_cut_offs
from app.rules.promises.policy_forms import checked_cut_offs, form_of
from app.rules.promises.policy_words import deadline_words
from app.rules.promises.published_calendar import published_days
from models.enums import CommitmentKind

ZONE = ZoneInfo("Asia/Shanghai")
CALENDAR = WorkingCalendar(published_days(2026))
CLOSE = time(17, 30)
WORKED = (CutOffForm(time(17, 30), 0, None), CutOffForm(None, 1, time(12)))
FREE = CutOffForm(None, 1, time(12), free_day=True)


def shipped(kind: CommitmentKind) -> PolicyRule:
    return next(rule for rule in load_profile("engineering") if rule.kind is kind)


def due(rule: PolicyRule, effective: str) -> str:
    found = due_time(rule, datetime.fromisoformat(effective).replace(tzinfo=ZONE), CALENDAR, ZONE)
    return f"{found:%Y-%m-%d %H:%M}" if found else ""


@pytest.mark.parametrize("kind", [CommitmentKind.PURCHASE, CommitmentKind.COORDINATION])
@pytest.mark.parametrize(
    ("effective", "expected"),
    [
        ("2026-03-06 08:00", "2026-03-06 17:30"),
        ("2026-03-06 17:29", "2026-03-06 17:30"),
        ("2026-03-06 17:30", "2026-03-09 12:00"),
        ("2026-03-06 23:59", "2026-03-09 12:00"),
        ("2026-03-07 10:00", "2026-03-09 12:00"),
        ("2026-03-08 18:00", "2026-03-09 12:00"),
        ("2026-01-04 09:00", "2026-01-04 17:30"),
        ("2026-10-01 09:00", "2026-10-08 12:00"),
        ("2026-10-10 16:00", "2026-10-10 17:30"),
    ],
)
def test_c5_3_c5_4_same_day_after_closing_and_on_a_free_day_the_next_working_day_at_noon(
    kind: CommitmentKind, effective: str, expected: str
) -> None:
    assert due(shipped(kind), effective) == expected


def test_c5_2_a_table_without_a_line_for_free_days_starts_with_the_next_working_day() -> None:
    assert due(shipped(CommitmentKind.QUOTATION), "2026-03-07 10:00") == "2026-03-09 17:30"


def test_days_are_counted_from_the_free_day_on() -> None:
    lines = (CutOff(None, 0, None), CutOff(None, 2, None, free_day=True))
    assert due(replace(shipped(CommitmentKind.PURCHASE), cut_offs=lines), "2026-03-07 10:00") == "2026-03-10 17:30"


def test_a_line_for_free_days_is_stored_as_it_is_read() -> None:
    lines = shipped(CommitmentKind.PURCHASE).cut_offs
    assert parse_cut_offs(plain_cut_offs(lines)) == lines
    assert plain_cut_offs(lines)[-1] == {"free_day": True, "days": 1, "at": "12:00"}


@pytest.mark.parametrize(
    "lines",
    [
        (CutOff(None, 1, None, free_day=True),),
        (CutOff(None, 1, None, free_day=True), CutOff(None, 0, None)),
        (CutOff(None, 0, None), CutOff(None, 1, None, free_day=True), CutOff(None, 2, None, free_day=True)),
        (CutOff(None, 0, None), CutOff(None, 0, None, free_day=True)),
    ],
)
def test_no_row_has_a_table_that_cannot_be_read(lines: tuple[CutOff, ...]) -> None:
    with pytest.raises(ValueError, match=r"C5\.3"):
        replace(shipped(CommitmentKind.PURCHASE), cut_offs=lines)


@pytest.mark.parametrize(
    "lines",
    [
        (FREE,),
        (FREE, *WORKED),
        (*WORKED, FREE, FREE),
        (*WORKED, replace(FREE, days=0)),
        (*WORKED, replace(FREE, days=None)),
        (*WORKED, replace(FREE, before=time(9))),
    ],
)
def test_a_line_for_free_days_stands_once_at_the_end_and_is_due_later(lines: tuple[CutOffForm, ...]) -> None:
    with pytest.raises(Invalid) as refusal:
        checked_cut_offs(lines, CLOSE)
    assert refusal.value.field == "cut_offs"


def test_the_form_of_a_row_keeps_its_line_for_free_days() -> None:
    rule = shipped(CommitmentKind.COORDINATION)
    form = form_of(rule, "engineering")
    assert form.cut_offs == (*WORKED, FREE)
    assert checked_cut_offs(form.cut_offs, CLOSE) == rule.cut_offs


def test_a_line_for_free_days_is_told_in_words() -> None:
    with using_language("en"):
        assert deadline_words(shipped(CommitmentKind.PURCHASE), CLOSE) == (
            "same day by 17:30 if received before 17:30; next working day by 12:00 if later; "
            "next working day by 12:00 if received on a day off"
        )


def test_the_calendar_of_these_cases_is_the_published_one() -> None:
    assert not CALENDAR.is_working_day(date(2026, 10, 1))
    assert CALENDAR.is_working_day(date(2026, 10, 10))
