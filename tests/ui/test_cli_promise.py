"""The command ``promise``: every worked case, its refusals, and that it leaves nothing behind (decision 29)."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from app.labels import label
from models.enums import ServiceZone
from tests.app.rules.promises.more_cases import EVERY
from tests.app.rules.promises.worked_cases import NOT_OWED, Worked, arguments, at
from tests.command_line import Ask, asking

pytestmark = pytest.mark.sqlite_only("no database is asked")

RECEIVED = ("promise", "--received", "2026-03-06 10:00")
FREE = (*RECEIVED, "--class", "free")
IDS = [f"{group}: {case.name}" for group, case in EVERY]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Iterator[Ask]:
    with asking(capsys) as function:
        yield function


@pytest.mark.parametrize("case", [case for _group, case in EVERY], ids=IDS)
def test_worked_case(ask: Ask, case: Worked) -> None:
    answer = ask("promise", *arguments(case.given), "--json")
    assert (answer.status, answer.err) == (0, "")
    found = {line["kind"]: line for line in answer.json}
    if case.due == NOT_OWED:
        assert case.kind.value not in found
        return
    line = found[case.kind.value]
    assert set(line) == {"kind", "clause", "target", "due", "act_by"}
    assert line["due"] == (case.due_at.isoformat() if case.due_at else None)
    if case.act_by:
        assert datetime.fromisoformat(line["act_by"]) == at(case.act_by)


def test_times_carry_their_offset_and_nothing_is_null_but_what_is_not_there(ask: Ask) -> None:
    (reply, arrival) = ask(*FREE, "--visit", "--json").json
    assert reply == {
        "kind": "reply",
        "clause": "C4.1",
        "target": None,
        "due": "2026-03-06T14:00:00+08:00",
        "act_by": "2026-03-06T14:00:00+08:00",
    }
    assert (arrival["due"], arrival["target"], arrival["act_by"]) == (None, None, None)


def test_people_read_a_table_in_their_language(ask: Ask) -> None:
    english = ask("--lang", "en", *FREE, "--visit")
    assert english.out.splitlines()[0].split() == ["Clause", "Promise", "Due", "Target", "Act", "by"]
    assert "date still to be agreed" in english.out
    chinese = ask(*FREE, "--visit")
    assert "条款" in chinese.out
    assert "首次答复" in chinese.out


def test_it_needs_no_data_folder_and_leaves_nothing_behind(ask: Ask, tmp_path: Path) -> None:
    answers = [ask("--data", tmp_path / "none", *FREE, *more).status for more in ((), ("--km", "-1"), ("--level", "9"))]
    assert answers == [0, 1, 2]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--hold", "2026-03-06 12:00..2026-03-06 11:00"), "hold"),
        (("--hold", "2026-03-06 12:00..2026-03-06 14:00", "--hold", "2026-03-06 13:00..2026-03-06 15:00"), "overlap"),
        (("--km", "-5"), "kilometres"),
        (("--km", "nan"), "kilometres"),
        (("--profile", "graded", "--level", "1"), "grade"),
        (("--agreed", "2026-03-05 10:00", "--visit"), "received"),
        (("--agreed", "2026-03-09 10:00"), "agreed"),
        (("--finished", "2026-03-05 10:00"), "received"),
    ],
)
def test_a_case_that_contradicts_itself_is_refused(ask: Ask, arguments: tuple[str, ...], words: str) -> None:
    answer = ask("--lang", "en", *FREE, *arguments, "--json")
    assert (answer.status, answer.out) == (1, "")
    assert words in answer.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (RECEIVED, "--class"),
        (("promise", "--class", "free"), "--received"),
        (("promise", "--received", "yesterday", "--class", "free"), "2026-03-06 11:59"),
        ((*FREE, "--km", "far"), "kilometres"),
        ((*FREE, "--zone", "moon"), "county"),
        ((*FREE, "--level", "4"), "--level"),
        ((*FREE, "--profile", "nothing"), "graded_hours"),
        ((*FREE, "--hold", "2026-03-06 12:00"), "2026-03-06 09:00..2026-03-06 11:00"),
        ((*FREE, "--hold", "12..14"), "not 12"),
        ((*FREE, "--warranty-end", "2026-02-30"), "2026-02-30"),
    ],
)
def test_what_cannot_be_read_is_a_matter_of_usage(ask: Ask, arguments: tuple[str, ...], words: str) -> None:
    answer = ask("--lang", "en", *arguments)
    assert (answer.status, answer.out) == (2, "")
    assert words in answer.err


@pytest.mark.parametrize("zone", ["town", "TOWN", "In town", label(ServiceZone.TOWN)])
def test_a_zone_goes_by_its_code_or_by_its_name(ask: Ask, zone: str) -> None:
    arrival = ask(*FREE, "--visit", "--profile", "hotline", "--zone", zone, "--json").json[-1]
    assert arrival["due"] == "2026-03-06T13:00:00+08:00"


@pytest.mark.parametrize(
    ("province", "home", "hour"),
    [("本省", "", 18), ("in", "", 18), ("江苏", "江苏省", 18), ("外省", "", 10), ("out", "", 10), ("山东", "江苏", 10)],
)
def test_a_province_is_compared_with_our_own(ask: Ask, province: str, home: str, hour: int) -> None:
    told = ("--visit", "--profile", "product_province", "--province", province, "--home-province", home)
    arrival = next(line for line in ask(*FREE, *told, "--json").json if line["kind"] == "arrival")
    assert datetime.fromisoformat(arrival["due"]).hour == hour


def test_what_makes_the_answer_uncertain_is_said_beside_it(ask: Ask) -> None:
    unknown = ask("--lang", "en", *FREE, "--visit", "--profile", "product", "--province", "江苏", "--json")
    assert "--home-province" in unknown.err
    assert unknown.json
    assert ask(*FREE, "--visit", "--province", "江苏").err == ""
    early = ask("--lang", "en", "promise", "--received", "2031-03-06 10:00", "--class", "paid", "--json")
    assert re.search(r"2031 .* provisional", early.err)
    assert early.json[-1]["due"] == "2031-03-06T17:30:00+08:00"
