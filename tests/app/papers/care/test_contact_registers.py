"""The registers of calls and of letters on paper: every line of the days, in order of time (N6)."""

from datetime import date, timedelta

import pytest

from app.clock import FixedClock
from app.context import Context
from app.errors import NotAllowed
from app.papers.definitions import PAPERS, papers_of
from app.services.papers import issue_paper
from app.services.reports import open_report, report_named
from models.enums import Medium, RecordKind, Role
from models.report import Report
from tests.app.papers.composing import composed
from tests.app.queries.statements import count_statements
from tests.conftest import OpenDesk
from tests.contact_paper_factories import full_calls, full_letters, of_march
from tests.correspondence_factories import make_correspondence
from tests.factories import FRIDAY, local_time, stored

CALLS, LETTERS = "call_register", "letter_register"


def test_n6_calls_stand_in_their_book_with_who_and_what(context: Context) -> None:
    content = composed(context, CALLS, full_calls(context))
    rows = content.rows["calls"]
    assert content.form.title.zh == "来电登记簿"
    assert [row["way"] for row in rows] == ["发出\n电话", "收到\n电话", "发出\n电话"]
    assert {row["whose"] for row in rows} == {"金桥电子科技有限公司", "滨江热电有限责任公司", "市环保局"}
    assert (content.values["incoming"], content.values["outgoing"]) == ("1 条", "2 条")
    assert [row["at"] for row in rows] == sorted(row["at"] for row in rows)


def test_n6_letters_stand_with_our_number_and_theirs(context: Context) -> None:
    content = composed(context, LETTERS, full_letters(context))
    numbers = {row["number"]: row["their_no"] for row in content.rows["letters"]}
    assert numbers["LW-2026-0001"] == ""
    assert numbers["LX-2026-0001"] == "宁水〔2026〕8号"
    assert any("〔2026〕1号" in number for number in numbers)


def test_n6_a_call_is_no_letter(context: Context) -> None:
    full_calls(context)
    assert composed(context, LETTERS, of_march(context, LETTERS)).rows["letters"] == ()


def test_only_the_local_days_of_the_span_count(context: Context, clock: FixedClock) -> None:
    clock.moment = local_time("2026-04-02 09:00")
    for when in ("04-01 00:00", "03-31 23:59", "03-01 00:00", "02-28 23:59"):
        make_correspondence(context, at=local_time(f"2026-{when}"), medium=Medium.FAX)
    rows = composed(context, LETTERS, of_march(context, LETTERS)).rows["letters"]
    assert [row["at"] for row in rows] == ["03-01 00:00", "03-31 23:59"]


def test_it_is_issued_with_a_number_of_its_own(context: Context) -> None:
    report = report_named(context, form_id=CALLS, name="2026-03")
    issue_paper(context, form_id=CALLS, record_id=report)
    assert stored(context, Report, report).number == "LD-2026-0001"


def test_a_further_line_makes_a_new_revision_and_nothing_else_does(context: Context) -> None:
    report = full_calls(context)
    first = composed(context, CALLS, report).rows
    assert composed(context, CALLS, report).rows == first
    make_correspondence(context, at=FRIDAY - timedelta(minutes=1))
    assert len(composed(context, CALLS, report).rows["calls"]) == len(first["calls"]) + 1


def test_n6_the_books_are_for_those_who_may_see_money(context: Context, open_desk: OpenDesk) -> None:
    report = full_letters(context)
    keeper = open_desk(Role.WAREHOUSE)
    assert not {CALLS, LETTERS} & {one.form_id for one in papers_of(RecordKind.REPORT, keeper.actor)}
    with pytest.raises(NotAllowed):
        issue_paper(keeper, form_id=LETTERS, record_id=report)
    assert {PAPERS[CALLS].entry, PAPERS[LETTERS].entry} == {"B4-01", "B4-02"}


def test_many_lines_take_no_more_statements(context: Context) -> None:
    report = open_report(context, form_id=CALLS, since=date(2026, 3, 1), until=date(2026, 3, 31))
    make_correspondence(context)
    with count_statements(context) as few:
        composed(context, CALLS, report)
    for minutes in range(5):
        make_correspondence(context, at=FRIDAY - timedelta(minutes=minutes))
    with count_statements(context) as many:
        composed(context, CALLS, report)
    assert len(many) == len(few)
