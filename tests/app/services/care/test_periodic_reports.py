"""Periodic reports: opened for whole periods, drafted when one has ended, owed and kept, written in words (N6, N8)."""

from datetime import date, timedelta

import pytest

from app.clock import FixedClock
from app.context import Context
from app.errors import Conflict, Invalid, NotAllowed
from app.forms.periodic_reports import NewReportForm, ReportTextsForm
from app.papers.content import PaperMark
from app.queries.archive.reports import reportable
from app.queries.care.periodic_reports import PERIODIC_REPORTS, PeriodicReportDetails, periodic_report_details
from app.queries.care.report_texts import proposed_texts, texts_form
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.promises.facts import promise_facts
from app.rules.care.periods import PERIODIC, Period
from app.services.care.periodic_reports import draft_reports, open_periodic_report, open_report_of, write_report
from app.services.drafting import draft_what_is_due
from app.services.papers import issue_paper
from app.services.reports import open_report, report_named
from models.enums import CommitmentKind, CommitmentState, EventKind, Role
from models.report import Report
from tests.app.services.refusing import refused_at
from tests.app.services.requests.logs import entries
from tests.conftest import OpenDesk
from tests.factories import local_time, make_agreed_dispatch, make_request

FEBRUARY = (date(2026, 2, 1), date(2026, 2, 28))


def february(context: Context) -> int:
    return open_periodic_report(context, since=FEBRUARY[0], until=FEBRUARY[1])


def details(context: Context, report: int) -> PeriodicReportDetails:
    return periodic_report_details(context, report)


def spans(context: Context, *views: str) -> list[str]:
    page = PageRequest(ListFilter(views=frozenset(views)), Sort("until", descending=True))
    return [row.span for row in PERIODIC_REPORTS.read(context, page).rows]


def test_a_report_is_made_once_for_its_period(context: Context) -> None:
    report = february(context)
    assert february(context) == report == open_report_of(context, form=NewReportForm(span="2026-02"))
    found = details(context, report)
    assert (found.period, found.span, found.number) == (Period.MONTH, FEBRUARY, "")
    assert found.title == "售后服务月报 2026-02"


@pytest.mark.parametrize("span", ["", "soon", "2026-02-03", "2026-02-01..2026-03-15", "2026-04", "2027"])
def test_other_days_and_what_has_not_begun_are_refused_at_the_field(context: Context, span: str) -> None:
    assert refused_at(lambda: open_report_of(context, form=NewReportForm(span=span))) == "span"


def test_a_running_span_can_be_looked_at(context: Context) -> None:
    year = open_report_of(context, form=NewReportForm(span="2026"))
    assert details(context, year).period is Period.YEAR


def test_n6_a_report_is_owed_five_working_days_after_its_span_and_kept_by_its_issue(
    context: Context, clock: FixedClock
) -> None:
    report = february(context)
    [promise] = details(context, report).commitments
    assert (promise.kind, promise.clause) == (CommitmentKind.PERIODIC_REPORT, "N6")
    assert promise.due == local_time("2026-03-06 17:30")
    clock.moment += timedelta(hours=1)
    printed = issue_paper(context, form_id=PERIODIC, record_id=report)
    assert (printed.number, printed.mark) == ("YB-2026-0001", PaperMark.NONE)
    [promise] = details(context, report).commitments
    assert (promise.state, promise.met_at) == (CommitmentState.MET, clock.moment)


def test_n6_an_issue_before_the_span_is_over_does_not_keep_it(context: Context, clock: FixedClock) -> None:
    march = open_report_of(context, form=NewReportForm(span="2026-03"))
    issue_paper(context, form_id=PERIODIC, record_id=march)
    [promise] = details(context, march).commitments
    assert promise.state is CommitmentState.OPEN
    clock.moment = local_time("2026-04-02 10:00")
    make_request(context, received_at=local_time("2026-03-20 09:00"))  # another figure: another revision
    issue_paper(context, form_id=PERIODIC, record_id=march)
    [promise] = details(context, march).commitments
    assert promise.state is CommitmentState.MET


def test_a_report_looked_up_long_afterwards_is_owed_by_nobody(context: Context) -> None:
    old = open_report_of(context, form=NewReportForm(span="2025-11"))
    quarter = open_report_of(context, form=NewReportForm(span="2025-Q4"))
    assert details(context, old).commitments == ()
    assert len(details(context, quarter).commitments) == 1  # the last one that ended


def test_other_reports_owe_nothing(context: Context) -> None:
    register = open_report(context, form_id="request_register", since=FEBRUARY[0], until=FEBRUARY[1])
    february(context)
    with context.read() as session:
        found = session.get_one(Report, register)
        assert promise_facts(session, found).clocks == {}
    assert spans(context) == ["2026-02"]


def test_n6_the_report_of_a_month_with_work_draws_itself_up_once(context: Context) -> None:
    assert draft_reports(context) == ()
    make_request(context, received_at=local_time("2026-02-28 23:30"))
    [report] = draft_reports(context)
    assert details(context, report).span == FEBRUARY
    assert draft_reports(context) == ()
    assert spans(context, "draft") == ["2026-02"]


def test_n6_longer_spans_are_drawn_up_where_they_end(context: Context, clock: FixedClock) -> None:
    make_agreed_dispatch(context)
    clock.moment = local_time("2026-04-01 08:00")
    draft_what_is_due(context)
    assert sorted(spans(context)) == ["2026-03", "2026-Q1"]
    clock.moment = local_time("2027-01-01 08:00")
    assert len(draft_reports(context)) == 1  # nothing happened in December, in the last quarter and half-year
    assert spans(context)[0] == "2026"


def test_texts_are_written_and_kept(context: Context) -> None:
    report = february(context)
    read = texts_form(context, report)
    written = ReportTextsForm(summary="二月平稳", issues="缺机封", version=read.version)
    write_report(context, record_id=report, form=written)
    assert entries(context, report, EventKind.EDITED)
    again = texts_form(context, report)
    assert (again.summary, again.issues, again.next_plan) == ("二月平稳", "缺机封", "")
    write_report(context, record_id=report, form=ReportTextsForm(next_plan="巡检三家", version=again.version))
    texts = details(context, report).texts
    assert {key: text for key, text in texts.items() if text} == {"next_plan": "巡检三家"}


def test_two_desks_do_not_overwrite_each_other(context: Context) -> None:
    report = february(context)
    read = texts_form(context, report)
    write_report(context, record_id=report, form=ReportTextsForm(summary="先", version=read.version))
    with pytest.raises(Conflict):
        write_report(context, record_id=report, form=ReportTextsForm(summary="后", version=read.version))


def test_only_a_periodic_report_has_texts(context: Context) -> None:
    register = open_report(context, form_id="request_register", since=FEBRUARY[0], until=FEBRUARY[1])
    with pytest.raises(Invalid):
        write_report(context, record_id=register, form=ReportTextsForm(version=texts_form(context, register).version))


def test_n8_a_first_draft_says_what_the_figures_say(context: Context) -> None:
    for _number in range(2):
        make_request(context, received_at=local_time("2026-02-10 09:00"))
    proposed = proposed_texts(context, february(context))
    assert proposed.summary.startswith("2026-02 接报 2 单，完成 0 单")
    assert "服务及时率 0.0 %，未达到目标（≥ 90 %）" in proposed.issues
    assert proposed.safety_text == "无事故、无险情。"
    assert proposed.next_plan == ""


def test_who_may_do_what(open_desk: OpenDesk) -> None:
    desk = open_desk()
    report = february(desk)
    written = ReportTextsForm(summary="平稳", money_text="回款 5 万元", version=texts_form(desk, report).version)
    write_report(desk, record_id=report, form=written)
    viewer = open_desk(Role.VIEWER)
    seen = details(viewer, report)
    assert (seen.texts["summary"], seen.texts["money_text"]) == ("平稳", "")
    for denied in (
        lambda: open_periodic_report(viewer, since=FEBRUARY[0], until=FEBRUARY[1]),
        lambda: write_report(viewer, record_id=report, form=ReportTextsForm()),
        lambda: open_report_of(open_desk(Role.LEADER), form=NewReportForm(span="2026-02")),
        lambda: proposed_texts(viewer, report),
    ):
        with pytest.raises(NotAllowed):
            denied()


def test_the_command_line_names_a_report_by_its_span(context: Context) -> None:
    for name, title in (("2026-02", "售后服务月报 2026-02"), ("2026-Q1", "售后服务季报 2026-Q1")):
        assert details(context, report_named(context, form_id=PERIODIC, name=name)).title == title
    make_request(context)
    assert [name for name, _title in reportable(context, PERIODIC)] == ["2026-03", "2026-Q1", "2026-H1", "2026"]
