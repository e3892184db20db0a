"""The papers of an inspection, and the quarterly report of a customer (N3, N4)."""

from datetime import date

import pytest
from sqlalchemy import select

from app.context import Context
from app.errors import Invalid
from app.i18n import using_language
from app.papers.definitions import paper
from app.papers.filling import Filled
from app.queries.archive.reports import reportable
from app.queries.care.customer_quarter import customer_quarter
from app.services.care.inspections import take_up_fault
from app.services.papers import issue_paper, preview_paper
from app.services.reports import open_report, report_named
from models.archive.document import Document
from models.care.inspection import Inspection
from models.enums import RecordKind
from models.parties.customer import Customer
from models.record import Record
from models.report import Report
from reports.build import build_paper
from tests.app.services.refusing import refused_at
from tests.factories import make_customer, make_dispatch, make_request, stored, version_of
from tests.inspection_factories import conclude, make_inspection, make_recorded

Q1 = (date(2026, 1, 1), date(2026, 3, 31))
FORM = "customer_report"


def filled(context: Context, form_id: str, record_id: int, language: str = "zh_CN") -> Filled:
    with context.read() as session, using_language(language):
        return paper(form_id).fill(session, session.get_one(Record, record_id), language)


def test_n4_the_record_is_a_sheet_to_write_on_before_the_inspection(context: Context) -> None:
    inspection = make_inspection(context)
    sheet = filled(context, "inspection_record", inspection)
    assert {row["finding"] for row in sheet.rows["items"]} == {""}
    assert sheet.values["inspected_at"] == sheet.values["inspectors"] == ""
    printed = issue_paper(context, form_id="inspection_record", record_id=inspection)
    assert printed.number == "XJ-2026-0001"


def test_n4_the_record_tells_every_finding(context: Context) -> None:
    inspection = make_recorded(context, item_3="机封滴漏")
    rows = filled(context, "inspection_record", inspection).rows["items"]
    assert len(rows) == 6
    assert rows[2]["note"] == "机封滴漏"
    assert rows[2]["finding"] != rows[0]["finding"]
    assert filled(context, "inspection_record", inspection).values["met"] == "王工"


def test_n4_the_report_counts_and_names_what_needs_attention(context: Context) -> None:
    inspection = make_recorded(context, item_3="机封滴漏")
    conclude(context, inspection)
    request = make_request(context, customer_id=stored(context, Inspection, inspection).customer_id)
    version = version_of(context, inspection)
    take_up_fault(context, record_id=inspection, version=version, position=3, request_id=request)
    told = filled(context, "inspection_report", inspection)
    assert (told.values["count_all"], told.values["count_good"], told.values["count_fault"]) == ("6", "5", "1")
    [row] = told.rows["noted"]
    assert (row["note"], row["request"]) == ("机封滴漏", stored(context, Record, request).number)
    assert told.values["conclusion"] == "设备运行良好"


def test_n4_the_report_is_a_draft_until_the_conclusion_is_written(context: Context) -> None:
    inspection = make_recorded(context)
    [missing] = preview_paper(context, form_id="inspection_report", record_id=inspection).missing
    assert missing.startswith("N4")
    conclude(context, inspection)
    assert preview_paper(context, form_id="inspection_report", record_id=inspection).missing == ()


def test_both_papers_are_filed_with_the_inspections(context: Context) -> None:
    inspection = make_recorded(context)
    conclude(context, inspection)
    for form_id in ("inspection_record", "inspection_report"):
        issue_paper(context, form_id=form_id, record_id=inspection)
    with context.read() as session:
        entries = session.scalars(select(Document.entry).where(Document.subject_id == inspection)).all()
    assert entries == ["A6-07", "A6-07"]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("form_id", ["inspection_record", "inspection_report"])
def test_the_papers_are_laid_out_in_both_languages(context: Context, form_id: str, language: str) -> None:
    inspection = make_recorded(context, item_3="机封滴漏")
    conclude(context, inspection)
    context.printer = build_paper
    printed = preview_paper(context, form_id=form_id, record_id=inspection, language=language)
    assert printed.paper.pdf.startswith(b"%PDF")
    assert not printed.paper.warnings


# the quarter of a customer ----------------------------------------------------------------------------------------


def quarter_of(context: Context, customer: int) -> int:
    return open_report(context, form_id=FORM, since=Q1[0], until=Q1[1], customer_id=customer)


def test_n3_the_quarter_tells_requests_inspections_and_what_is_open(context: Context) -> None:
    inspection = make_recorded(context, item_3="机封滴漏")
    conclude(context, inspection)
    customer = stored(context, Inspection, inspection).customer_id or 0
    make_request(context, customer_id=customer, text="反渗透压差高")
    make_request(context)  # another customer's
    told = filled(context, FORM, quarter_of(context, customer))
    assert [row["about"] for row in told.rows["requests"]] == ["反渗透压差高"]
    [line] = told.rows["inspections"]
    assert "机封滴漏" in line["found"]
    assert line["result"] == "设备运行良好"
    assert [row["about"] for row in told.rows["open_items"]] == ["反渗透压差高"]
    assert "dispatches" not in told.rows
    assert told.values["quarter"] == "2026-Q1"


def test_n3_nothing_of_another_quarter_is_told(context: Context) -> None:
    inspection = make_recorded(context)
    customer = stored(context, Inspection, inspection).customer_id or 0
    with context.read() as session:
        assert customer_quarter(session, customer, *Q1).inspections
        assert not customer_quarter(session, customer, date(2025, 10, 1), date(2025, 12, 31)).inspections


def test_n3_a_dispatch_that_is_a_draft_is_not_told(context: Context) -> None:
    trip = stored(context, Record, make_dispatch(context))
    with context.read() as session:
        assert not customer_quarter(session, trip.customer_id or 0, *Q1).dispatches


def test_n3_there_is_one_report_for_a_customer_and_quarter(context: Context) -> None:
    first, second = make_customer(context), make_customer(context)
    assert quarter_of(context, first) == quarter_of(context, first) != quarter_of(context, second)
    report = stored(context, Report, quarter_of(context, first))
    assert (report.customer_key, report.customer_id) == (first, first)
    assert stored(context, Customer, first).title in report.title


@pytest.mark.parametrize(
    ("since", "until", "field"),
    [
        (date(2026, 1, 1), date(2026, 1, 31), "until"),
        (date(2026, 4, 1), date(2026, 6, 30), "since"),
    ],
)
def test_n3_only_quarters_that_have_begun_are_reported(context: Context, since: date, until: date, field: str) -> None:
    customer = make_customer(context)
    opening = lambda: open_report(context, form_id=FORM, since=since, until=until, customer_id=customer)  # noqa: E731
    assert refused_at(opening) == field


def test_n3_the_report_of_nobody_is_refused(context: Context) -> None:
    assert refused_at(lambda: open_report(context, form_id=FORM, since=Q1[0], until=Q1[1])) == "customer_id"
    with pytest.raises(Invalid):
        report_named(context, form_id=FORM, name="2026-Q1")


def test_n3_a_person_names_it_by_customer_and_quarter(context: Context) -> None:
    customer = make_customer(context)
    make_request(context, customer_id=customer)
    name = f"{stored(context, Record, customer).number} 2026-Q1"
    report = report_named(context, form_id=FORM, name=name)
    assert report == quarter_of(context, customer)
    assert [told for told, _title in reportable(context, FORM)] == [name]
    printed = issue_paper(context, form_id=FORM, record_id=report)
    assert printed.number == "KB-2026-0001"
    assert report_named(context, form_id=FORM, name="KB-2026-0001") == report
    assert stored(context, Record, report).kind is RecordKind.REPORT


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_report_of_a_customer_is_laid_out(context: Context, language: str) -> None:
    inspection = make_recorded(context, item_3="机封滴漏")
    context.printer = build_paper
    report = quarter_of(context, stored(context, Inspection, inspection).customer_id or 0)
    printed = preview_paper(context, form_id=FORM, record_id=report, language=language)
    assert printed.paper.pdf.startswith(b"%PDF")
    assert not printed.paper.warnings
