"""Visits and their plan on paper (C13)."""

from datetime import date

from sqlalchemy import select

from app.context import Context
from app.forms.visits import FollowUpForm
from app.papers.content import Ticks
from app.papers.definitions import PAPERS
from models.care.visit import Visit
from models.enums import FollowUpKind, RecordKind, RoundState
from tests.app.papers.composing import composed
from tests.factories import local_time, make_customer, make_project, make_site
from tests.visit_factories import do_visit, make_settled_round, make_visit, task


def test_c13_the_plan_lists_what_the_visitor_has_to_know(context: Context) -> None:
    customer = make_customer(context, name="华东化工有限公司")
    site = make_site(context, customer_id=customer, province="浙江省", city="宁波市")
    make_project(context, customer_id=customer, site_id=site)
    found = make_settled_round(context, customer, make_customer(context))
    content = composed(context, "visit_plan", found)
    assert content.number == "HFJ-2026-0001"
    first, second = content.rows["rows"]
    assert (first["customer"], first["region"], first["warranty_end"]) == (
        "华东化工有限公司",
        "浙江省宁波市",
        "2026-07-31",
    )
    assert (first["method"], first["plan_date"], first["status"]) == ("上门", "2026-06-01", "")
    assert second["warranty_end"] == "—"
    assert (content.values["count_plan"], content.values["completion"]) == ("2 家客户", "0 %")


def test_c13_the_plan_marks_what_is_overdue_and_counts_what_is_done(context: Context) -> None:
    found = make_settled_round(context, make_customer(context), make_customer(context))
    context.clock.moment = local_time("2026-06-03 09:00")  # type: ignore[attr-defined]
    do_visit(context, _second(context))
    content = composed(context, "visit_plan", found)
    assert [row["status"] for row in content.rows["rows"]] == ["▲", "已关闭"]
    assert (content.values["count_done"], content.values["completion"]) == ("1 家客户", "50 %")


def _second(context: Context) -> int:
    with context.read() as session:
        return list(session.scalars(select(Visit.id).order_by(Visit.id)))[1]


def test_c13_a_record_leaves_room_for_the_pen_until_the_visit_is_paid(context: Context) -> None:
    values = composed(context, "visit_record", make_visit(context)).values
    assert (values["problems"], values["visited_at"], values["interviewee"]) == ("", "", "")
    assert values["warranty_state"] == Ticks(frozenset({"running"}))
    assert values["sat_quality"] == Ticks(frozenset())


def test_c13_a_record_tells_what_was_found_and_what_follows(context: Context) -> None:
    visit = make_visit(context)
    lead = FollowUpForm(kind=FollowUpKind.LEAD, text="扩建二期", passed_to="市场部 刘伟")
    later = FollowUpForm(kind=FollowUpKind.NEED_LONG, text="换膜")
    do_visit(context, visit, task(), lead, later, next_visit_on=date(2026, 9, 1))
    content = composed(context, "visit_record", visit)
    values = content.values
    assert content.number == "HF-2026-0001"
    assert values["sat_quality"] == Ticks(frozenset({"5"}))
    assert values["leads"] == "扩建二期（市场部 刘伟）"
    assert values["needs_long"] == "换膜（远期需求）"
    assert values["follow_up"] == "寄运行手册（2026-03-13）"
    assert values["next_visit"] == "2026-09-01"


def test_c13_the_papers_are_filed_under_visits() -> None:
    plan, record = PAPERS["visit_plan"], PAPERS["visit_record"]
    assert (plan.entry, plan.kind, RoundState.DRAFT in plan.states) == ("A8-04", RecordKind.VISIT_ROUND, False)
    assert (record.entry, record.kind) == ("A8-05", RecordKind.VISIT)
