"""Service orders from draft to approval (C8.1, C8.2)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.context import Context
from app.errors import Blocked, Conflict, Invalid, NotAllowed
from app.forms.money import InstalmentForm
from app.forms.trade import LimitForm, VisitForm
from app.queries.records.record_parts import events_of
from app.queries.trade.order_forms import new_order_form, order_form
from app.services.approvals.limits import save_limit
from app.services.requests.moving import cancel_request
from app.services.trade.order_steps import cancel_order
from app.services.trade.orders import reopen_order, save_order, withdraw_order
from models.enums import (
    ApprovalState,
    EventKind,
    InstalmentKind,
    LimitKind,
    OrderKind,
    OrderState,
    Role,
)
from models.trade.order import ServiceOrder
from tests.conftest import OpenDesk
from tests.factories import make_contract, make_customer, stored, version_of
from tests.order_factories import (
    UPKEEP,
    agreement_form_of,
    approved,
    details_of,
    make_agreement,
    make_approved_order,
    make_order,
    make_order_of_request,
    make_paid_request,
    order_form_of,
    submitted,
)
from tests.quotation_factories import LABOUR, SEAL, TODAY, make_accepted_quotation, make_quotation


def state_of(context: Context, order_id: int) -> str:
    return stored(context, ServiceOrder, order_id).state


def test_a_draft_has_no_number_but_its_lines_sums_and_the_instalments_of_its_terms(context: Context) -> None:
    order = details_of(context, make_order(context, advance_percent=Decimal(40), terms_reason="老客户"))
    assert order.number == ""
    assert order.sums.total == Decimal("3320.00")
    assert [(one.kind, one.amount) for one in order.instalments] == [
        (InstalmentKind.ADVANCE, Decimal("1328.00")),
        (InstalmentKind.BALANCE, Decimal("1992.00")),
    ]
    assert all(one.number is None for one in order.instalments)


def test_c8_2_submitting_gives_the_number_and_asks_the_manager(context: Context) -> None:
    order_id = make_order(context)
    assert submitted(context, order_id) is not None
    order = details_of(context, order_id)
    assert (order.number, order.state) == ("FW-2026-0001", OrderState.SUBMITTED)
    assert order.approval is not None
    assert [step.role for step in order.approval.decisions] == [Role.MANAGER]


def test_c8_2_a_large_order_goes_to_the_leader_after_the_manager(context: Context) -> None:
    order_id = make_order(context, large=True)
    submitted(context, order_id)
    approval = details_of(context, order_id).approval
    assert approval is not None
    assert [step.role for step in approval.decisions] == [Role.MANAGER, Role.LEADER]


def test_c8_2_the_managers_yes_approves_an_ordinary_order_and_its_log_says_by_which_approval(context: Context) -> None:
    order_id = make_approved_order(context)
    order = details_of(context, order_id)
    assert order.state is OrderState.APPROVED
    assert any("SP-2026-0001" in event.text for event in order.events)


def test_c8_2_an_order_that_repeats_its_accepted_quotation_is_approved_at_once(context: Context) -> None:
    quotation = make_accepted_quotation(context)
    order_id = save_order(context, form=new_order_form(context, quotation_id=quotation))
    assert submitted(context, order_id) is None
    order = details_of(context, order_id)
    assert order.state is OrderState.APPROVED
    assert order.approval is None
    assert any("SP-2026-0001" in event.text for event in order.events)


@pytest.mark.parametrize(
    "change", [{"discount": Decimal(100)}, {"lines": (SEAL,)}, {"advance_percent": Decimal(50), "terms_reason": "协商"}]
)
def test_c8_2_an_order_that_says_something_else_than_its_quotation_is_approved_anew(
    context: Context, change: dict[str, Any]
) -> None:
    form = new_order_form(context, quotation_id=make_accepted_quotation(context))
    assert submitted(context, save_order(context, form=replace(form, **change))) is not None


def test_an_order_does_not_take_its_quotation_along_to_another_customer(context: Context) -> None:
    quotation = make_accepted_quotation(context)
    order_id = save_order(context, form=new_order_form(context, quotation_id=quotation))
    form = replace(order_form(context, order_id), customer_id=make_customer(context))
    with pytest.raises(Invalid) as refusal:
        save_order(context, record_id=order_id, form=form)
    assert refusal.value.field == "quotation_id"


def test_c9_2_an_order_whose_balance_waits_longer_than_its_quotation_says_is_approved_anew(context: Context) -> None:
    terms: dict[str, Any] = {"advance_percent": Decimal(50), "balance_days": 15, "terms_reason": "老客户"}
    form = new_order_form(context, quotation_id=make_accepted_quotation(context, **terms))
    halves = (
        InstalmentForm(kind=InstalmentKind.ADVANCE, percent=Decimal(50)),
        InstalmentForm(kind=InstalmentKind.BALANCE, percent=Decimal(50), due_on=date(2027, 3, 1)),
    )
    assert submitted(context, save_order(context, form=replace(form, instalments=halves))) is not None


def test_c8_2_the_leader_is_still_asked_where_the_quotation_needed_only_the_manager(context: Context) -> None:
    order_id = save_order(context, form=new_order_form(context, quotation_id=make_accepted_quotation(context)))
    lower = LimitForm(kind=LimitKind.LEADER_AMOUNT, value=Decimal(3000), effective_from=TODAY, reason="年度调整")
    save_limit(context, form=lower)
    submitted(context, order_id)
    approval = details_of(context, order_id).approval
    assert approval is not None
    assert [step.role for step in approval.decisions] == [Role.LEADER]


def test_a_quotation_that_lost_a_line_still_gives_the_same_order(context: Context) -> None:
    quotation = make_accepted_quotation(context, lines=(SEAL, LABOUR))
    form = new_order_form(context, quotation_id=quotation)
    assert [line.line_no for line in form.lines] == [0, 0]
    assert submitted(context, save_order(context, form=form)) is None


def test_only_an_accepted_quotation_becomes_an_order_and_only_one(context: Context) -> None:
    with pytest.raises(Invalid) as early:
        save_order(context, form=new_order_form(context, quotation_id=make_quotation(context)))
    assert early.value.field == "quotation_id"
    quotation = make_accepted_quotation(context)
    save_order(context, form=new_order_form(context, quotation_id=quotation))
    with pytest.raises(Invalid) as refusal:
        save_order(context, form=new_order_form(context, quotation_id=quotation))
    assert refusal.value.field == "quotation_id"


@pytest.mark.parametrize("field", ["contract_id", "renews_id", "quotation_id"])
def test_what_an_order_follows_belongs_to_its_customer(context: Context, field: str) -> None:
    made = {"contract_id": make_contract, "renews_id": make_agreement, "quotation_id": make_accepted_quotation}
    form = agreement_form_of(context, **{field: made[field](context)})
    with pytest.raises(Invalid) as refusal:
        save_order(context, form=form)
    assert refusal.value.field == field


def test_submitted_orders_are_not_edited_and_two_desks_do_not_overwrite_each_other(context: Context) -> None:
    order_id = make_order(context)
    form = order_form(context, order_id)
    save_order(context, form=replace(form, title="更换两套密封"), record_id=order_id)
    with pytest.raises(Conflict):
        save_order(context, form=form, record_id=order_id)
    submitted(context, order_id)
    with pytest.raises(Invalid):
        save_order(context, form=order_form(context, order_id), record_id=order_id)


def test_c8_3_an_order_without_costs_is_not_submitted(context: Context) -> None:
    order_id = make_order(context, lines=(replace(SEAL, unit_cost=None),))
    with pytest.raises(Blocked) as refusal:
        submitted(context, order_id)
    assert [reason.clause for reason in refusal.value.reasons] == ["C8.3"]


def test_c8_1_a_maintenance_agreement_needs_its_period_before_it_is_submitted(context: Context) -> None:
    form = agreement_form_of(context, starts_on=None, ends_on=None, visits=())
    order_id = save_order(context, form=form)
    with pytest.raises(Blocked) as refusal:
        submitted(context, order_id)
    assert [reason.clause for reason in refusal.value.reasons] == ["C8.1"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ends_on": date(2026, 2, 1)}, "ends_on"),
        ({"ends_on": date(2099, 2, 1)}, "ends_on"),
        ({"starts_on": date(1026, 3, 1)}, "starts_on"),
        ({"starts_on": None}, "starts_on"),
        ({"visits": (VisitForm(planned_on=date(2028, 1, 1)),)}, "visits"),
        ({"visits": (VisitForm(),)}, "visits"),
        ({"visits": (VisitForm(planned_on=date(2026, 5, 1)),) * 2}, "visits"),
        ({"order_kind": OrderKind.REPAIR}, "visits"),
        ({"lines": ()}, ""),
        ({"title": " "}, "title"),
    ],
)
def test_an_agreement_that_contradicts_itself_is_refused_at_its_field(
    context: Context, change: dict[str, Any], field: str
) -> None:
    form = agreement_form_of(context, **change)
    if not field:
        assert save_order(context, form=form)
        return
    with pytest.raises(Invalid) as refusal:
        save_order(context, form=form)
    assert refusal.value.field == field


def test_c9_1_instalments_of_ones_own_ask_for_the_advance_of_the_terms(context: Context) -> None:
    halves = tuple(
        InstalmentForm(kind=kind, percent=Decimal(50)) for kind in (InstalmentKind.ADVANCE, InstalmentKind.TAIL)
    )
    with pytest.raises(Invalid) as refusal:
        make_order(context, instalments=halves)
    assert (refusal.value.field, refusal.value.clause) == ("instalments", "C9.1")
    order_id = make_order(context, instalments=halves, advance_percent=Decimal(50), terms_reason="老客户")
    assert [one.amount for one in details_of(context, order_id).instalments] == [Decimal(1660), Decimal(1660)]
    assert len(order_form(context, order_id).instalments) == 2


def test_an_order_taken_back_keeps_its_number_and_its_approval_is_dropped(context: Context) -> None:
    order_id = make_order(context)
    submitted(context, order_id)
    withdraw_order(context, record_id=order_id, version=version_of(context, order_id), reason="漏了一行")
    order = details_of(context, order_id)
    assert (order.number, order.state) == ("FW-2026-0001", OrderState.DRAFT)
    assert order.approval is not None
    assert order.approval.state is ApprovalState.DROPPED
    approved(context, order_id)
    assert details_of(context, order_id).number == "FW-2026-0001"


def test_an_approved_order_is_opened_again_with_a_reason_and_approved_anew(context: Context) -> None:
    order_id = make_approved_order(context)
    with pytest.raises(Invalid):
        reopen_order(context, record_id=order_id, version=version_of(context, order_id), reason=" ")
    reopen_order(context, record_id=order_id, version=version_of(context, order_id), reason="客户改数量")
    assert state_of(context, order_id) == OrderState.DRAFT
    assert submitted(context, order_id) is not None


def test_visits_keep_their_numbers_when_they_are_moved(context: Context) -> None:
    order_id = save_order(context, form=agreement_form_of(context))
    form = order_form(context, order_id)
    first, second = form.visits
    moved = replace(first, planned_on=date(2026, 12, 24))
    save_order(
        context, form=replace(form, visits=(second, moved, VisitForm(planned_on=date(2026, 4, 1)))), record_id=order_id
    )
    planned = {visit.visit_no: visit.planned_on for visit in details_of(context, order_id).parts.visits}
    assert planned == {1: date(2026, 12, 24), 2: date(2026, 11, 30), 3: date(2026, 4, 1)}


def test_a_renewal_takes_over_what_was_agreed_for_the_year_that_follows(context: Context) -> None:
    former = make_agreement(context)
    form = new_order_form(context, renews_id=former)
    assert (form.starts_on, form.ends_on) == (date(2027, 3, 1), date(2028, 2, 29))
    assert [line.name for line in form.lines] == [UPKEEP.name]
    assert [visit.planned_on for visit in form.visits] == [date(2027, 6, 30), date(2027, 11, 30)]
    renewal = details_of(context, save_order(context, form=form)).around.renews
    assert renewal is not None
    assert renewal.id == former


def test_making_an_order_is_told_in_the_log_of_its_quotation(context: Context) -> None:
    quotation = make_accepted_quotation(context)
    save_order(context, form=new_order_form(context, quotation_id=quotation))
    with context.read() as session:
        assert EventKind.ORDER_MADE in {event.kind for event in events_of(session, (quotation,))}


@pytest.mark.parametrize("role", [Role.LEADER, Role.WAREHOUSE, Role.VIEWER])
def test_orders_are_written_by_secretary_and_manager(context: Context, open_desk: OpenDesk, role: Role) -> None:
    form = order_form_of(context, customer_id=make_customer(context))
    with pytest.raises(NotAllowed):
        save_order(open_desk(role), form=form)


def test_c8_1_a_request_is_not_cancelled_while_an_order_of_it_lives(context: Context) -> None:
    request = make_paid_request(context)
    order_id = make_order_of_request(context, request)
    submitted(context, order_id)
    with pytest.raises(Blocked, match="FW-2026-0001") as refusal:
        cancel_request(context, record_id=request, version=version_of(context, request), reason="客户自行解决")
    assert [reason.clause for reason in refusal.value.reasons] == ["C8.1"]
    cancel_order(context, record_id=order_id, version=version_of(context, order_id), reason="客户自行解决")
    cancel_request(context, record_id=request, version=version_of(context, request), reason="客户自行解决")
