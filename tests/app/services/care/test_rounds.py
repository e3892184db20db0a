"""The half-yearly rounds: drawn up, settled, issued, worked off, closed (C13)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.context import Context
from app.errors import Blocked, Invalid
from app.forms.visits import RoundLineForm
from app.queries.care.rounds import new_round_sheet, round_details, round_sheet
from app.queries.care.visits import visit_details
from app.services.care.rounds import cancel_round, close_round, draft_next_round, plan_round, save_round
from app.services.care.visits import cancel_visit
from app.services.papers import issue_paper
from models.enums import CommitmentState, RoundState, VisitMode, VisitState
from tests.factories import local_time, make_customer, make_project, make_site, version_of
from tests.visit_factories import JUNE, do_visit, make_round, make_settled_round


def on(context: Context, day: str) -> None:
    context.clock.moment = local_time(f"{day} 09:00")  # type: ignore[attr-defined]


@pytest.mark.parametrize(("day", "count"), [("2026-04-24", 0), ("2026-04-25", 1), ("2026-05-25", 1), ("2026-05-26", 0)])
def test_c13_1_the_round_is_drawn_up_a_month_before_its_list_is_due(context: Context, day: str, count: int) -> None:
    on(context, day)
    assert len(draft_next_round(context)) == count
    assert draft_next_round(context) == ()


def test_c13_1_the_list_proposes_whom_something_presses(context: Context) -> None:
    customer = make_customer(context, is_key=True)
    site = make_site(context, customer_id=customer, province="浙江省", city="宁波市")
    make_project(context, customer_id=customer, site_id=site)  # warranty until 2026-07-31
    make_project(context, handed_over_on=date(2026, 4, 1))  # nothing presses
    on(context, "2026-05-01")
    [found] = draft_next_round(context)
    details = round_details(context, found)
    assert (details.starts_on, details.ends_on, details.list_by) == tuple(JUNE.values())
    [listed] = details.visits
    assert listed.planned_on == date(2026, 6, 1)
    sheet = round_sheet(context, found)
    assert [line.listed for line in sheet.form.lines] == [True, False]
    assert sheet.known[customer].standing.region == "浙江省宁波市"


def test_c13_1_a_round_is_walked_from_its_list_to_its_closing_words(context: Context) -> None:
    first, second, third = (make_customer(context) for _one in range(3))
    found = make_round(context, first, second, third)
    [promise] = round_details(context, found).commitments
    assert promise.due == local_time("2026-05-25 23:59").replace(second=59)
    plan_round(context, record_id=found, version=version_of(context, found))
    issue_paper(context, form_id="visit_plan", record_id=found)
    [promise] = round_details(context, found).commitments
    assert promise.state is CommitmentState.MET
    on(context, "2026-06-08")
    visits = round_details(context, found).visits
    with pytest.raises(Blocked):
        close_round(context, record_id=found, version=version_of(context, found), closing="完成")
    for one in visits[:2]:
        do_visit(context, one.id)
    cancel_visit(context, record_id=visits[2].id, version=version_of(context, visits[2].id), reason="客户停产")
    with pytest.raises(Invalid) as refused:
        close_round(context, record_id=found, version=version_of(context, found), closing=" ")
    assert refused.value.field == "closing"
    close_round(context, record_id=found, version=version_of(context, found), closing="三户，两户完成")
    details = round_details(context, found)
    assert (details.state, details.done, details.closing) == (RoundState.CLOSED, 2, "三户，两户完成")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"ends_on": date(2026, 5, 31)}, "ends_on"),
        ({"list_by": date(2026, 6, 2)}, "list_by"),
        ({"starts_on": None}, "starts_on"),
        ({"lines": ()}, "lines"),
        ({"lines": (RoundLineForm(customer_id=1, listed=False),)}, "lines"),
        ({"lines": (RoundLineForm(customer_id=1, planned_on=date(2026, 6, 11)),)}, "lines"),
    ],
)
def test_c13_1_a_round_that_cannot_be_is_refused_at_its_field(
    context: Context, fields: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        make_round(context, **fields)
    assert refused.value.field == field


def test_c13_1_rounds_do_not_overlap(context: Context) -> None:
    found = make_round(context)
    days = {"starts_on": date(2026, 6, 10), "ends_on": date(2026, 6, 20)}
    lines = (RoundLineForm(customer_id=make_customer(context), planned_on=date(2026, 6, 10)),)
    with pytest.raises(Invalid) as refused:
        make_round(context, **days, lines=lines)
    assert refused.value.field == "starts_on"
    cancel_round(context, record_id=found, version=version_of(context, found), reason="改期")
    make_round(context, **days, lines=lines)


def test_c13_1_a_customer_is_listed_once(context: Context) -> None:
    customer = make_customer(context)
    with pytest.raises(Invalid) as refused:
        make_round(context, customer, customer)
    assert refused.value.field == "lines"


def test_c13_1_the_list_is_changed_until_it_is_settled(context: Context) -> None:
    first, second = make_customer(context), make_customer(context)
    found = make_round(context, first)
    sheet = round_sheet(context, found)
    [known] = [line for line in sheet.form.lines if line.listed]
    lines = (
        replace(known, listed=False),
        RoundLineForm(customer_id=second, planned_on=date(2026, 6, 3), mode=VisitMode.PHONE),
    )
    save_round(context, record_id=found, form=replace(sheet.form, lines=lines))
    details = round_details(context, found)
    assert [(one.planned_on, one.mode) for one in details.visits] == [(date(2026, 6, 3), VisitMode.PHONE)]
    assert visit_details(context, known.visit_id or 0).state is VisitState.CANCELLED
    plan_round(context, record_id=found, version=version_of(context, found))
    with pytest.raises(Invalid):
        save_round(context, record_id=found, form=round_sheet(context, found).form)


def test_c13_1_a_list_whose_visits_were_all_cancelled_is_not_settled(context: Context) -> None:
    found = make_round(context)
    [one] = round_details(context, found).visits
    cancel_visit(context, record_id=one.id, version=version_of(context, one.id), reason="停产")
    with pytest.raises(Blocked):
        plan_round(context, record_id=found, version=version_of(context, found))


def test_c13_1_cancelling_a_round_cancels_what_is_planned(context: Context) -> None:
    found = make_settled_round(context)
    [one] = round_details(context, found).visits
    cancel_round(context, record_id=found, version=version_of(context, found), reason="改期")
    assert visit_details(context, one.id).state is VisitState.CANCELLED
    assert [line.state for line in round_details(context, found).commitments] == [CommitmentState.DROPPED]


def test_c13_1_the_next_round_is_the_one_not_drawn_up_yet(context: Context) -> None:
    make_project(context)
    assert new_round_sheet(context).form.starts_on == date(2026, 6, 1)
    make_round(context)
    sheet = new_round_sheet(context)
    assert (sheet.form.starts_on, sheet.form.list_by) == (date(2026, 12, 1), date(2026, 11, 25))
    assert [line.listed for line in sheet.form.lines] == [True]
