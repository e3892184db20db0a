"""Reports: one for each form and span, numbered with the first issue of their paper, revised when facts change."""

from datetime import date

import pytest

from app.context import Context
from app.errors import Invalid, NotFound
from app.papers.content import PaperMark
from app.queries.archive.reports import report_details
from app.queries.records.records import list_issuable, list_records, record_parts
from app.services.papers import PaperPrint, issue_paper, preview_paper
from app.services.reports import open_report, report_named
from models.enums import RecordKind
from models.report import Report
from tests.conftest import OpenDesk
from tests.factories import local_time, make_request, stored

FORM = "request_register"
MARCH = (date(2026, 3, 1), date(2026, 3, 31))


def march(context: Context) -> int:
    return open_report(context, form_id=FORM, since=MARCH[0], until=MARCH[1])


def issue(context: Context, report: int) -> PaperPrint:
    return issue_paper(context, form_id=FORM, record_id=report)


def test_a_report_is_made_once_for_its_span(open_desk: OpenDesk) -> None:
    first, second = open_desk(), open_desk()
    assert march(first) == march(second)
    assert open_report(first, form_id=FORM, since=MARCH[0], until=date(2026, 3, 15)) != march(first)
    details = report_details(first, march(first))
    assert (details.form, details.since, details.until) == (FORM, *MARCH)


def test_its_number_comes_with_the_first_issue_and_is_its_own(context: Context) -> None:
    report = march(context)
    assert preview_paper(context, form_id=FORM, record_id=report).number is None
    assert stored(context, Report, report).number is None
    assert issue(context, report).number == "QD-2026-0001"
    assert stored(context, Report, report).number == "QD-2026-0001"
    assert [line.number for line in list_records(context, RecordKind.REPORT)] == ["QD-2026-0001"]
    assert record_parts(context, report).papers[0].archive_code == "BM/B4-01-001"


def test_the_same_span_after_a_change_is_a_new_revision_of_the_same_document(context: Context) -> None:
    report = march(context)
    marks = [issue(context, report).mark, issue(context, report).mark]
    make_request(context)
    marks += [issue(context, march(context)).mark]
    assert marks == [PaperMark.NONE, PaperMark.REPRINT, PaperMark.NONE]
    papers = record_parts(context, report).papers
    assert {(paper.number, paper.document_id) for paper in papers} == {("QD-2026-0001", papers[0].document_id)}
    assert sorted(paper.revision for paper in papers) == [1, 2]


def test_a_report_is_named_by_its_month_its_days_or_its_number(context: Context) -> None:
    report = march(context)
    issue(context, report)
    for name in ("2026-03", "2026-03-01..2026-03-31", "QD-2026-0001"):
        assert report_named(context, form_id=FORM, name=name) == report
    for name in ("QD-2026-0002", "2026-3"):
        with pytest.raises(NotFound):
            report_named(context, form_id=FORM, name=name)


def test_the_months_with_requests_are_offered_in_order_of_time(context: Context) -> None:
    for when in ("2026-03-05 10:00", "2025-12-31 23:59", "2024-02-29 08:00", "2026-03-01 00:00"):
        make_request(context, received_at=local_time(when))
    assert [line.number for line in list_issuable(context, FORM)] == ["2024-02", "2025-12", "2026-03"]


def test_only_a_year_at_most_and_only_reports_are_opened(context: Context) -> None:
    for form, since, until in (
        (FORM, date(2026, 1, 1), date(2027, 1, 1)),
        (FORM, date(2026, 3, 2), date(2026, 3, 1)),
        ("request_slip", *MARCH),
    ):
        with pytest.raises(Invalid):
            open_report(context, form_id=form, since=since, until=until)
