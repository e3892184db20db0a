"""Today's work sheet: what is owed on a day with room to tick it off; numbered, counted, filed nowhere."""

from datetime import date

import pytest

from app.clock import FixedClock
from app.context import Context
from app.errors import Invalid
from app.integrity import check
from app.papers.content import PaperMark
from app.queries.archive.papers import paper_outlook
from app.queries.records.record_papers import record_papers
from app.services.papers import issue_paper
from app.services.reports import open_report, report_named
from models.archive.document import Document
from models.enums import CommitmentKind
from models.report import Report
from tests.app.papers.composing import composed, sheet_of_friday
from tests.app.queries.promises.owing import owe
from tests.app.queries.promises.test_waiting import hold
from tests.factories import local_time, make_customer, make_project, make_request, stored

FORM = "today_sheet"


def sheet(context: Context, day: date = date(2026, 3, 6)) -> dict[str, list[dict[str, str]]]:
    report = open_report(context, form_id=FORM, since=day, until=day)
    return {key: [dict(row) for row in rows] for key, rows in composed(context, FORM, report).rows.items()}


def test_a_line_has_a_box_clause_record_whose_and_by_when(context: Context) -> None:
    customer = make_customer(context, name="滨江热电有限责任公司", short_name="滨江热电")
    project = make_project(context, customer_id=customer, name="补给水站", number="XM-77")
    owe(context, "2026-03-08 16:00", project, act_by="2026-03-06 17:30", kind=CommitmentKind.QUOTATION, clause="C5.2")
    (line,) = sheet(context)["today"]
    assert line == {
        "done": "□",
        "clause": "C5.2",
        "what": "报价：补给水站",
        "record": "XM-77",
        "customer": "滨江热电",
        "person": "",
        "due": "03-08 16:00\n须在 03-06 17:30 前办理",
    }


def test_a_sheet_is_of_its_day_whenever_it_is_printed(context: Context, clock: FixedClock) -> None:
    customer = make_customer(context)
    for slot, due in enumerate(("2026-03-05 12:00", "2026-03-06 09:00", "2026-03-07 12:00", None)):
        owe(context, due, customer, slot=slot)
    morning = sheet(context)
    clock.moment = local_time("2026-03-06 20:00")
    assert sheet(context) == morning
    dues = {key: [row.get("due") for row in rows] for key, rows in morning.items()}
    assert dues["overdue"] == ["03-05 12:00"]
    assert dues["today"] == ["03-06 09:00"]
    assert dues["next_days"] == ["03-07 12:00"]
    assert dues["undated"] == ["时间待约定"]


def test_an_empty_section_says_so(context: Context) -> None:
    assert all(len(rows) == 1 and rows[0].keys() == {"what"} for rows in sheet(context).values())


def test_what_waits_for_a_word_stands_there_for_everybody(context: Context) -> None:
    hold(context, make_request(context, text="2# 泵泄漏"), 48)
    (line,) = sheet(context)["waiting"]
    assert "2# 泵泄漏" in line["what"]
    assert line["person"] == "周敏"


def test_it_is_numbered_and_counted_but_filed_nowhere(context: Context) -> None:
    report = sheet_of_friday(context)
    first, again = (issue_paper(context, form_id=FORM, record_id=report) for _turn in range(2))
    assert (first.number, first.mark, first.is_filed) == ("JR-2026-0001", PaperMark.NONE, False)
    assert (again.number, again.mark) == ("JR-2026-0001", PaperMark.REPRINT)
    assert stored(context, Report, report).number == "JR-2026-0001"
    with context.read() as session:
        assert session.query(Document).count() == 0
    (line,) = record_papers(context, report).issued
    assert (line.document_id, line.archive_code, line.print_count) == (None, "", 2)
    assert check(context) == ()
    assert not paper_outlook(context, form_id=FORM, record_id=report).is_filed


def test_what_changed_since_is_a_new_revision_of_the_same_number(context: Context) -> None:
    report = sheet_of_friday(context)
    issue_paper(context, form_id=FORM, record_id=report)
    owe(context, "2026-03-06 17:00")
    changed = issue_paper(context, form_id=FORM, record_id=report)
    assert (changed.number, changed.mark) == ("JR-2026-0001", PaperMark.NONE)
    assert [line.revision for line in record_papers(context, report).issued] == [2, 1]


def test_a_report_has_the_paper_it_was_made_for_and_no_other(context: Context) -> None:
    assert [offer.form_id for offer in record_papers(context, sheet_of_friday(context)).offers] == [FORM]


def test_a_day_names_its_sheet_and_a_month_has_none(context: Context) -> None:
    report = report_named(context, form_id=FORM, name="2026-03-06")
    assert report == sheet_of_friday(context)
    with pytest.raises(Invalid):
        report_named(context, form_id=FORM, name="2026-03")


def test_it_speaks_the_language_of_the_paper(context: Context) -> None:
    report = sheet_of_friday(context)
    english = composed(context, FORM, report, "en")
    assert english.values["day"] == "2026-03-06　Fri"
    assert english.rows["undated"][0]["what"] == "Every promise has its date."
