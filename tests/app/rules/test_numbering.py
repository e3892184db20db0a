"""Numbers of records."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.numbering import PREFIXES, format_number, number_year, parse_number
from models.enums import RecordKind


@pytest.mark.parametrize(("serial", "number"), [(1, "SR-2026-0001"), (9999, "SR-2026-9999"), (10000, "SR-2026-10000")])
def test_numbers_grow_from_four_digits_to_five(serial: int, number: str) -> None:
    assert format_number("SR", 2026, serial) == number
    assert parse_number(number) == ("SR", 2026, serial)


@pytest.mark.parametrize("serial", [0, -1, 100_000])
def test_impossible_serials_are_refused(serial: int) -> None:
    with pytest.raises(ValueError, match="no number"):
        format_number("SR", 2026, serial)


@pytest.mark.parametrize("text", ["sr-2026-0148", " SR-2026-0148\n", "ＳＲ－２０２６－０１４８"])
def test_a_number_is_read_as_typed(text: str) -> None:
    assert parse_number(text) == ("SR", 2026, 148)


@pytest.mark.parametrize("text", ["", "SR-2026-148", "SR-2026-00148", "SR-2026-0000", "SR20260148", "项目-2026-0001"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert parse_number(text) is None


def test_every_kind_has_a_prefix_of_its_own_but_those_people_or_papers_number() -> None:
    assert len(set(PREFIXES.values())) == len(PREFIXES)
    without = {kind for kind in RecordKind if kind not in PREFIXES}
    assert without == {RecordKind.PROJECT, RecordKind.CONTRACT, RecordKind.REPORT, RecordKind.PART, RecordKind.LETTER}


def test_the_year_of_a_number_is_the_local_one() -> None:
    new_years_eve = datetime(2025, 12, 31, 16, 30, tzinfo=UTC)
    assert number_year(new_years_eve, ZoneInfo("Asia/Shanghai")) == 2026


@given(st.sampled_from(sorted(PREFIXES.values())), st.integers(1, 9999), st.integers(1, 99_999))
def test_numbers_can_be_read_back(prefix: str, year: int, serial: int) -> None:
    assert parse_number(format_number(prefix, year, serial)) == (prefix, year, serial)
