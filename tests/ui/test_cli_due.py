"""The command ``due`` says what Today shows, and ``print today_sheet`` puts it on paper."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.clock import FixedClock
from app.config import DataFolder
from app.queries.promises.agenda import agenda
from app.start import open_context
from models.enums import CommitmentKind
from tests.app.queries.promises.owing import owe
from tests.app.queries.promises.test_waiting import hold
from tests.command_line import Ask, asking
from tests.factories import FRIDAY, make_customer, make_project, make_request
from tests.reports.reading import whole_text

AT = ("--at", "2026-03-06 14:00")


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Iterator[Ask]:
    with asking(capsys) as function:
        yield function


@pytest.fixture
def data(folder: DataFolder) -> Path:
    """A department that owes a quotation since noon, a balance on Monday, and an answer to a request."""
    with closing(open_context(folder, clock=FixedClock(FRIDAY))) as context:
        customer = make_customer(context, name="滨江热电有限责任公司", short_name="滨江热电")
        project = make_project(context, customer_id=customer, name="补给水站", number="XM-77")
        owe(context, "2026-03-06 12:00", project, kind=CommitmentKind.QUOTATION, clause="C5.2")
        owe(context, "2026-03-09 12:00", project)
        hold(context, make_request(context, customer_id=customer, owner_name="周敏", text="2# 泵泄漏"), 48)
    return folder.root


def test_what_is_owed_is_answered_section_by_section(ask: Ask, data: Path) -> None:
    answer = ask("--data", data, "due", *AT, "--json")
    assert answer.status == 0
    settled = [line for line in answer.json if not line.get("provisional")]
    assert [(line["section"], line["kind"], line["number"]) for line in settled] == [
        ("overdue", "quotation", "XM-77"),
        ("today", "reply", "SR-2026-0001"),
        ("next_days", "balance", "XM-77"),
        ("approval", "hold", "SR-2026-0001"),
    ]
    first, second, *_rest = settled
    told = {key: first[key] for key in ("clause", "record_kind", "title", "customer", "person", "due", "act_by")}
    assert told == {
        "clause": "C5.2",
        "record_kind": "project",
        "title": "补给水站",
        "customer": "滨江热电",
        "person": "",
        "due": "2026-03-06T12:00:00+08:00",
        "act_by": "2026-03-06T12:00:00+08:00",
    }
    assert second["person"] == "周敏"


def test_people_read_the_time_left_in_words(ask: Ask, data: Path) -> None:
    chinese, english = (ask("--data", data, "--lang", language, "due", *AT) for language in ("zh_CN", "en"))
    assert "逾期 2 时" in chinese.out
    assert "2 h late" in english.out
    assert "XM-77" in english.out


def test_another_moment_is_another_list(ask: Ask, data: Path) -> None:
    before = ask("--data", data, "due", "--at", "2026-03-06T11:00:00+08:00", "--json").json
    assert "overdue" not in {line["section"] for line in before}


def test_nothing_is_left_out_however_much_is_owed(ask: Ask, folder: DataFolder) -> None:
    with closing(open_context(folder, clock=FixedClock(FRIDAY))) as context:
        customer = make_customer(context)
        for slot in range(120):
            owe(context, "2026-03-05 12:00", customer, slot=slot)
        assert agenda(context).sections[0].count == 120
    assert len(ask("--data", folder.root, "due", *AT, "--json").json) == 120


def test_a_department_that_owes_nothing_is_told_so(ask: Ask, folder: DataFolder) -> None:
    answer = ask("--data", folder.root, "--lang", "en", "due", *AT)
    assert (answer.status, answer.out) == (0, "Nothing is owed.\n")


def test_a_time_that_is_none_is_a_wrong_usage(ask: Ask, data: Path) -> None:
    assert ask("--data", data, "due", "--at", "noon").status == 2


def test_the_sheet_of_a_day_is_printed_and_filed_nowhere(ask: Ask, data: Path, tmp_path: Path) -> None:
    target = tmp_path / "sheet.pdf"
    for expected in (r"JR-\d{4}-0001", "补打"):
        answer = ask("--data", data, "print", "today_sheet", "2026-03-06", "-o", target)
        assert (answer.status, answer.err) == (0, "")
        assert re.search(expected, whole_text(target.read_bytes()))
    assert ask("--data", data, "list", "document", "--json").json == []
    (listed,) = ask("--data", data, "list", "today_sheet", "--json").json
    assert listed["number"] == "2026-03-06"


def test_a_sheet_is_of_one_day(ask: Ask, data: Path, tmp_path: Path) -> None:
    answer = ask("--data", data, "print", "today_sheet", "2026-03", "-o", tmp_path / "sheet.pdf")
    assert answer.status == 1
    assert "一天" in answer.err
