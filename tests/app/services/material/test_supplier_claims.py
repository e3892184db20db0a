"""What manufacturers are asked to do: asked, answered in time, cost recovered, closed (N7)."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.clock import FixedClock
from app.context import Context
from app.errors import Blocked, Invalid, NotAllowed
from app.queries.material.supplier_claims import new_supplier_claim_form, supplier_claim_form
from app.services.material.supplier_claims import cancel_claim, save_supplier_claim
from models.enums import ClaimState, CommitmentKind, CommitmentState, EventKind, PartnerRole, Role
from tests.app.services.refusing import refused_at
from tests.app.services.requests.logs import entries, promises_of
from tests.conftest import OpenDesk
from tests.factories import (
    local_time,
    make_classed_request,
    make_equipment,
    make_partner,
    make_project,
    version_of,
)
from tests.return_goods_factories import answer, claim_form_of, claim_of, close, make_claim, recover

TODAY = date(2026, 3, 6)


def test_n7_what_is_theirs_is_asked_of_the_manufacturer_with_a_number(context: Context) -> None:
    claim = claim_of(context, make_claim(context))
    assert (claim.number, claim.state, claim.asked_by) == ("PT-2026-0001", ClaimState.ASKED, "经理")
    assert [event.kind for event in claim.events] == [EventKind.CLAIM_ASKED]


def test_n7_an_answer_is_due_in_three_working_days_or_on_the_day_wanted(context: Context) -> None:
    (usual,) = claim_of(context, make_claim(context)).commitments
    assert (usual.kind, usual.clause) == (CommitmentKind.SUPPLIER_CLAIM, "N7")
    assert usual.due == local_time("2026-03-11 17:30")
    (wanted,) = claim_of(context, make_claim(context, wanted_on=date(2026, 3, 20))).commitments
    assert wanted.due == local_time("2026-03-20 23:59:59")


def test_n7_an_answer_around_the_holidays_of_october_is_due_after_them(context: Context, clock: FixedClock) -> None:
    clock.moment = local_time("2026-09-30 16:00")
    (promise,) = claim_of(context, make_claim(context)).commitments
    assert promise.due == local_time("2026-10-10 17:30")


def test_n7_the_answer_meets_the_promise(context: Context, clock: FixedClock) -> None:
    claim = make_claim(context)
    clock.moment += timedelta(days=3)
    answer(context, claim)
    found = claim_of(context, claim)
    assert (found.state, found.answered_by, found.answer) == (ClaimState.ANSWERED, "孙工", "同意免费更换，3 天内发货")
    assert [one.state for one in promises_of(context, claim)] == [CommitmentState.MET]


def test_n7_a_task_is_not_closed_before_its_cost_is_recovered_or_given_up(context: Context) -> None:
    claim = make_claim(context)
    answer(context, claim)
    with pytest.raises(Blocked) as refusal:
        close(context, claim)
    assert [(one.clause, one.fix) for one in refusal.value.reasons] == [("N7", "record_recovery")]
    recover(context, claim, amount=Decimal("1280.00"), recovered_on=TODAY)
    close(context, claim)
    found = claim_of(context, claim)
    assert (found.state, found.result, found.recovered) == (ClaimState.CLOSED, "已更换，用户确认", Decimal("1280.00"))


def test_n7_nothing_is_asked_for_only_with_a_reason(context: Context) -> None:
    claim = make_claim(context, cost=None)
    answer(context, claim)
    assert not claim_of(context, claim).cost_settled
    assert refused_at(lambda: recover(context, claim)) == "reason"
    recover(context, claim, reason="质保期内厂家直接更换，无费用")
    found = claim_of(context, claim)
    assert (found.cost_settled, found.given_up, found.recovered) == (True, "质保期内厂家直接更换，无费用", Decimal(0))


def test_n7_what_cost_us_nothing_is_settled(context: Context) -> None:
    claim = make_claim(context, cost=Decimal(0))
    answer(context, claim)
    close(context, claim)
    assert claim_of(context, claim).state is ClaimState.CLOSED


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"amount": Decimal("1280.01"), "recovered_on": TODAY}, "amount"),
        ({"amount": Decimal("-1"), "recovered_on": TODAY}, "amount"),
        ({"amount": Decimal("800"), "recovered_on": TODAY}, "reason"),
        ({"amount": Decimal("1280")}, "recovered_on"),
        ({"amount": Decimal("1280"), "recovered_on": date(2026, 3, 7)}, "recovered_on"),
        ({"amount": Decimal("1280"), "recovered_on": date(2026, 3, 5)}, "recovered_on"),
        ({"amount": Decimal("800"), "recovered_on": TODAY, "reason": "余款放弃"}, ""),
        ({"amount": Decimal("800"), "recovered_on": TODAY, "cost": Decimal("800")}, ""),
        ({"cost": Decimal("12.345"), "reason": "无"}, "cost"),
    ],
)
def test_what_came_back_is_no_more_than_it_cost_and_has_its_day(
    context: Context, fields: dict[str, Any], field: str
) -> None:
    claim = make_claim(context)
    assert refused_at(lambda: recover(context, claim, **fields)) == field


def test_a_sum_that_came_back_says_what_it_is_of(context: Context) -> None:
    claim = make_claim(context, cost=None)
    assert refused_at(lambda: recover(context, claim, amount=Decimal(10), recovered_on=TODAY)) == "cost"
    recover(context, claim, amount=Decimal(10), cost=Decimal(10), recovered_on=TODAY)
    form = replace(supplier_claim_form(context, claim), cost=Decimal(20))
    assert refused_at(lambda: save_supplier_claim(context, form=form, record_id=claim)) == "cost"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"partner_id": None}, "partner_id"),
        ({"title": " "}, "title"),
        ({"task": ""}, "task"),
        ({"asked_at": None}, "asked_at"),
        ({"asked_at": local_time("2026-03-06 14:01")}, "asked_at"),
        ({"wanted_on": date(2026, 3, 5)}, "wanted_on"),
        ({"wanted_on": date(9999, 3, 5)}, "wanted_on"),
        ({"cost": Decimal("-5")}, "cost"),
    ],
)
def test_what_is_missing_or_cannot_be_is_refused_at_its_field(
    context: Context, fields: dict[str, Any], field: str
) -> None:
    assert refused_at(lambda: make_claim(context, **fields)) == field


def test_n7_only_manufacturers_and_suppliers_are_asked(context: Context) -> None:
    carrier = make_partner(context, roles=frozenset({PartnerRole.CARRIER}))
    supplier = make_partner(context, roles=frozenset({PartnerRole.SUPPLIER}))
    assert refused_at(lambda: make_claim(context, partner_id=carrier)) == "partner_id"
    assert refused_at(lambda: make_claim(context, partner_id=supplier)) == ""


def test_n7_the_request_starts_the_task_and_tells_what_became_of_it(context: Context) -> None:
    maker, project = make_partner(context), make_project(context)
    equipment = make_equipment(context, project_id=project, maker_id=maker)
    owner = claim_of(context, make_claim(context, equipment_id=equipment)).around["customer"]
    assert owner is not None
    request = make_classed_request(context, customer_id=owner.id, project_id=project, equipment_id=equipment)
    form = new_supplier_claim_form(context, request_id=request)
    assert (form.partner_id, form.project_id, form.title) == (maker, project, "2# 泵机械密封泄漏")
    claim = save_supplier_claim(context, form=form)
    answer(context, claim)
    told = [entries(context, request, kind)[0] for kind in (EventKind.CLAIM_ASKED, EventKind.CLAIM_ANSWERED)]
    assert [entry.text.partition(":")[0] for entry in told] == ["PT-2026-0002"] * 2


def test_an_answer_has_its_name_words_and_time(context: Context) -> None:
    claim = make_claim(context)
    before = context.clock.now() - timedelta(hours=1)
    assert refused_at(lambda: answer(context, claim, person="")) == "person"
    assert refused_at(lambda: answer(context, claim, text=" ")) == "text"
    assert refused_at(lambda: answer(context, claim, at=None)) == "at"
    assert refused_at(lambda: answer(context, claim, at=before)) == "at"


def test_a_closed_task_is_changed_no_more(context: Context) -> None:
    claim = make_claim(context, cost=Decimal(0))
    answer(context, claim)
    close(context, claim)
    with pytest.raises(Invalid):
        save_supplier_claim(context, form=supplier_claim_form(context, claim), record_id=claim)
    with pytest.raises(Invalid):
        recover(context, claim, reason="无")


def test_a_day_that_was_missed_stays_missed_when_another_one_is_wanted(context: Context, clock: FixedClock) -> None:
    claim = make_claim(context)
    clock.moment += timedelta(days=7)
    form = replace(supplier_claim_form(context, claim), wanted_on=date(2026, 3, 30))
    assert refused_at(lambda: save_supplier_claim(context, form=form, record_id=claim)) == "reason"
    save_supplier_claim(context, form=replace(form, reason="厂家停工"), record_id=claim)
    (promise,) = promises_of(context, claim)
    assert (promise.frozen_due_at, promise.due_at) == (
        local_time("2026-03-11 17:30"), local_time("2026-03-30 23:59:59"),
    )  # fmt: skip


def test_a_task_that_is_not_wanted_any_more_is_cancelled_with_its_reason(context: Context) -> None:
    claim = make_claim(context)
    cancel_claim(context, record_id=claim, version=version_of(context, claim), reason="用户自行解决")
    assert claim_of(context, claim).state is ClaimState.CANCELLED
    assert [one.state for one in promises_of(context, claim)] == [CommitmentState.DROPPED]


def test_the_keeper_handles_tasks_and_neither_sees_nor_changes_what_they_cost(open_desk: OpenDesk) -> None:
    manager, keeper = open_desk(), open_desk(Role.WAREHOUSE)
    claim = make_claim(manager)
    form = supplier_claim_form(keeper, claim)
    assert form.cost is None
    save_supplier_claim(keeper, form=replace(form, title="更换主板"), record_id=claim)
    assert (claim_of(manager, claim).title, claim_of(manager, claim).cost) == ("更换主板", Decimal("1280.00"))
    answer(keeper, claim)
    with pytest.raises(NotAllowed):
        recover(keeper, claim, reason="无")
    recover(manager, claim, amount=Decimal(900), recovered_on=TODAY, reason="厂家只认 900")
    seen = claim_of(keeper, claim)
    assert (seen.cost, seen.recovered, seen.recovered_on, seen.given_up, seen.cost_settled) == (
        None, None, None, "", True,
    )  # fmt: skip
    assert not any("900" in event.text or event.data.get("amount") for event in seen.events)


def test_a_new_task_of_the_keeper_has_no_cost_whatever_the_form_says(open_desk: OpenDesk) -> None:
    manager, keeper = open_desk(), open_desk(Role.WAREHOUSE)
    form = claim_form_of(manager, cost=Decimal(5))
    assert claim_of(manager, save_supplier_claim(keeper, form=form)).cost is None
