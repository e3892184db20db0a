"""The periodic report on paper: indicators against their targets, pictures, texts, key projects (N8)."""

from datetime import timedelta

import pytest

from app.clock import FixedClock
from app.context import Context
from app.forms.periodic_reports import NewReportForm, ReportTextsForm
from app.papers.care.periodic_report import MISSED_MARK
from app.papers.content import PaperContent, PaperMark, Ticks
from app.queries.care.report_texts import texts_form
from app.queries.records.records import record_parts
from app.rules.care.indicators import INDICATORS
from app.rules.care.periods import PERIODIC
from app.services.care.periodic_reports import open_report_of, write_report
from app.services.papers import issue_paper, preview_paper
from models.enums import CommitmentState, RequestKind, Role, Severity
from reports.build import build_paper
from tests.app.papers.composing import composed
from tests.app.queries.promises.owing import owe
from tests.complaint_factories import make_complaint
from tests.conftest import OpenDesk
from tests.factories import local_time, make_customer, make_project, make_request
from tests.money_factories import make_owed_contract


def report(context: Context, span: str = "2026-03") -> int:
    return open_report_of(context, form=NewReportForm(span=span))


def content(context: Context, span: str = "2026-03", language: str = "zh_CN") -> PaperContent:
    return composed(context, PERIODIC, report(context, span), language)


def test_every_indicator_stands_on_it_with_its_formula(context: Context) -> None:
    found = content(context)
    shown = [row["item"] for row in (*found.rows["kpi"], *found.rows["kpi_money"])]
    assert shown == [row["item"] for row in found.rows["formulas"]]
    assert len(shown) == len(INDICATORS)
    assert shown[0] == "接报服务单数"


def test_n8_what_missed_its_target_is_marked(context: Context) -> None:
    owe(context, "2026-03-02 12:00", state=CommitmentState.MET, met_at=local_time("2026-03-01 12:00"))
    owe(context, "2026-03-03 12:00")
    [row] = [one for one in content(context).rows["kpi"] if one["item"] == "服务及时率"]
    assert (row["target"], row["current"]) == ("≥ 90 %", f"{MISSED_MARK}50.0")


def test_it_tells_its_period_and_how_it_stands_to_the_year_before(context: Context) -> None:
    for when in ("2026-01-05 10:00", "2026-02-05 10:00", "2026-03-05 10:00", "2025-03-05 10:00", "2025-02-05 10:00"):
        make_request(context, received_at=local_time(when))
    quarter = content(context, "2026-Q1")
    assert quarter.values["period_type"] == Ticks(frozenset({"quarter"}))
    assert quarter.values["period"] == "2026-01-01～2026-03-31"
    assert quarter.rows["kpi"][0]["yoy"] == "+50.0 %"
    assert [(row["name"], row["unconfirmed"]) for row in quarter.rows["months"]] == [
        ("2026-01", "1"), ("2026-02", "1"), ("2026-03", "1"),
    ]  # fmt: skip
    assert len(content(context, "2026-03").rows["months"]) == 6


def test_texts_stand_under_their_headings(context: Context) -> None:
    record = report(context)
    written = ReportTextsForm(issues="缺机封 3 套", version=texts_form(context, record).version)
    write_report(context, record_id=record, form=written)
    assert composed(context, PERIODIC, record).values["issues"] == "缺机封 3 套"


def test_key_projects_are_those_with_something_open(context: Context) -> None:
    customer = make_customer(context)
    project = make_project(context, customer_id=customer, name="中水回用站", manager_name="孙工")
    make_project(context, customer_id=customer, name="无事的项目")
    about = {"customer_id": customer, "project_id": project}
    make_request(context, **about, severity=Severity.MAJOR, request_kind=RequestKind.REPAIR)
    make_complaint(context, **about)
    make_owed_contract(context, **about)
    assert content(context).rows["projects"] == (
        {
            "project": "中水回用站",
            "status": "重大服务请求 1 单未完成",
            "problem": "投诉 1 件未结案\n逾期款 1 笔",
            "owner": "孙工",
        },
    )
    assert content(context, "2025-06").rows["projects"] == ()


def test_decision_12_the_monthly_report_ends_with_the_audit_trail(context: Context) -> None:
    entries = str(content(context).values["audit_head"])
    assert entries.startswith("共 ")
    assert len(entries.rsplit(" ", 1)[1]) == 64
    assert content(context, "2026-Q1").values["audit_head"] == ""


def test_printing_it_again_is_a_reprint_though_the_trail_grew(context: Context) -> None:
    record = report(context)
    marks = [issue_paper(context, form_id=PERIODIC, record_id=record).mark for _number in range(2)]
    assert marks == [PaperMark.NONE, PaperMark.REPRINT]
    make_request(context)
    assert issue_paper(context, form_id=PERIODIC, record_id=record).mark is PaperMark.NONE  # a new revision


def test_an_ended_span_says_the_same_later(context: Context, clock: FixedClock) -> None:
    make_owed_contract(context)
    owe(context, "2026-02-03 12:00")
    record = report(context, "2026-02")
    issue_paper(context, form_id=PERIODIC, record_id=record)
    clock.moment += timedelta(days=60)
    assert issue_paper(context, form_id=PERIODIC, record_id=record).mark is PaperMark.REPRINT


def test_sums_are_only_on_copies_of_those_who_may_see_them(open_desk: OpenDesk) -> None:
    desk, keeper = open_desk(), open_desk(Role.WAREHOUSE)
    make_owed_contract(desk)
    record = report(desk)
    seen: list[PaperContent] = []
    for one in (desk, keeper):
        one.printer = lambda made: seen.append(made) or build_paper(made)  # type: ignore[func-returns-value]
        preview_paper(one, form_id=PERIODIC, record_id=record)
    with_sums, without = seen
    assert "current" in with_sums.rows["kpi_money"][0]
    assert set(without.rows["kpi_money"][0]) == {"seq", "item", "unit"}
    assert "money_text" not in without.values
    assert without.rows["kpi"] == with_sums.rows["kpi"]
    assert all(not row for row in without.rows["ages"])


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_it_can_be_laid_out(context: Context, language: str) -> None:
    make_request(context)
    make_owed_contract(context)
    printed = build_paper(content(context, language=language))
    assert printed.pages >= 3
    assert printed.warnings == ()


def test_it_is_filed_with_the_reports_of_the_department(context: Context) -> None:
    record = report(context)
    issue_paper(context, form_id=PERIODIC, record_id=record)
    [line] = record_parts(context, record).papers
    assert line.archive_code == "BM/B1-03-001"
