"""The days of an inspection plan, its checklists, and what a record needs (N3, N4)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Invalid
from app.forms.inspections import FindingForm
from app.rules.care.checklists import Piece, checklist, checklists, items_for
from app.rules.care.inspections import check_findings, due_days, next_day
from models.enums import Finding

DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))
CYCLES = st.integers(1, 60)


@given(DAYS, CYCLES)
def test_n4_a_day_of_a_plan_is_that_of_its_start_or_the_end_of_a_shorter_month(starts_on: date, cycle: int) -> None:
    days = due_days(starts_on, cycle, None, starts_on, starts_on + timedelta(days=3660))
    assert days[0] == starts_on
    for turn, day in enumerate(days):
        assert (day.year * 12 + day.month) - (starts_on.year * 12 + starts_on.month) == turn * cycle
        ends_a_month = (day + timedelta(days=1)).day == 1
        assert day.day == starts_on.day or (day.day < starts_on.day and ends_a_month)


def test_n4_the_last_of_january_comes_back_in_march() -> None:
    days = due_days(date(2026, 1, 31), 1, None, date(2026, 1, 1), date(2026, 4, 30))
    assert days == (date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30))


def test_n4_nothing_is_due_after_the_end_of_a_plan() -> None:
    assert due_days(date(2026, 3, 6), 3, date(2026, 6, 6), date(2026, 1, 1), date(2027, 1, 1)) == (
        date(2026, 3, 6),
        date(2026, 6, 6),
    )


@given(DAYS, CYCLES, st.integers(0, 5))
def test_the_next_day_is_the_first_that_is_not_taken(starts_on: date, cycle: int, made: int) -> None:
    days = due_days(starts_on, cycle, None, starts_on, date(2500, 1, 1))
    assert next_day(starts_on, cycle, None, starts_on, days[:made]) == days[made]


def test_there_is_no_next_day_once_a_plan_is_over() -> None:
    assert next_day(date(2026, 3, 6), 1, date(2026, 3, 31), date(2026, 3, 6), {date(2026, 3, 6)}) is None


def test_n4_a_plant_list_looks_at_each_machine_by_its_kind() -> None:
    pieces = (
        Piece(1, "反渗透给水泵 CR32"),
        Piece(2, "反渗透装置 RO-2"),
        Piece(3, "阻垢剂加药装置"),
        Piece(4, "起重机"),
    )
    placed = items_for(checklist("plant_monthly"), pieces)
    lists = {piece.id: tuple(one.item for one in placed if one.equipment_id == piece.id) for piece in pieces}
    known = checklists()
    assert lists == {
        1: known["pumps"].items,
        2: known["membranes"].items,
        3: known["dosing"].items,
        4: known["general"].items,
    }
    assert [one.item for one in placed if one.equipment_id is None] == list(checklist("plant_monthly").items)


def test_a_latin_family_is_a_word_of_its_own() -> None:
    assert checklist("membranes").fits("RO-2×80")
    assert not checklist("membranes").fits("rotor")


def test_a_list_of_equipment_is_gone_through_once_where_none_is_named() -> None:
    placed = items_for(checklist("tanks"), ())
    assert {one.equipment_id for one in placed} == {None}
    assert len(placed) == len(checklist("tanks").items)


def test_every_list_is_complete_in_both_languages() -> None:
    assert len(checklists()) >= 9
    for one in checklists().values():
        texts = (one.title, *(words for item in one.items for words in (item.area, item.item, item.standard)))
        assert one.items
        assert all(words.keys() == {"zh_CN", "en"} and all(words.values()) for words in texts)
        assert all(len(text) <= 200 for words in texts for text in words.values())


def test_an_unknown_list_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        checklist("cooling")
    assert refused.value.field == "checklist"


@pytest.mark.parametrize(
    "findings",
    [
        (),
        (FindingForm(position=1, finding=Finding.GOOD),),
        (FindingForm(position=1, finding=Finding.GOOD), FindingForm(position=2)),
        (FindingForm(position=1, finding=Finding.GOOD), FindingForm(position=2, finding=Finding.FAULT, note=" ")),
    ],
)
def test_n4_every_item_needs_its_finding_and_a_fault_a_word(findings: tuple[FindingForm, ...]) -> None:
    with pytest.raises(Invalid) as refused:
        check_findings(findings, {1, 2})
    assert refused.value.field == "findings"


def test_n4_what_was_not_looked_at_is_a_finding_too() -> None:
    check_findings((FindingForm(position=1, finding=Finding.NOT_DONE),), {1})
