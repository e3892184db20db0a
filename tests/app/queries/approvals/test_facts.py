"""What an approval hangs on: the quotation itself, and what else its customer got within the days of the limit."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from app.clock import FixedClock
from app.context import Context
from app.queries.approvals.facts import approval_facts
from app.queries.trade.order_forms import new_order_form
from app.rules.approvals.steps import ApprovalFacts
from app.services.trade.orders import save_order
from app.services.trade.quotations import cancel_quotation, revise_quotation
from models.enums import ApprovalReason, Role
from models.trade.order import ServiceOrder
from models.trade.quotation import Quotation
from tests.approval_factories import ask_for_quotation, priced_at, roles_of_steps, steps_of
from tests.factories import make_customer, stored, version_of
from tests.order_factories import make_order, submitted
from tests.quotation_factories import SEAL, make_accepted_quotation, make_approved_quotation, make_quotation

LATE = date(2026, 12, 31)


def facts_of(context: Context, record_id: int) -> ApprovalFacts:
    with context.read() as session:
        return approval_facts(session, session.get_one(Quotation, record_id), context.clock.now())


def approved(context: Context, customer: int, total: str) -> int:
    return make_approved_quotation(context, **priced_at(total, customer_id=customer, valid_until=LATE))


def draft(context: Context, customer: int, total: str) -> int:
    return make_quotation(context, **priced_at(total, customer_id=customer))


def test_c8_2_the_amount_is_with_tax_after_discount(context: Context) -> None:
    facts = facts_of(context, make_quotation(context, discount=Decimal("120.00")))
    assert (facts.total, facts.together, facts.others) == (Decimal("3200.00"), Decimal(0), ())
    assert (facts.below_cost, facts.lines_below_cost) == (False, ())


def test_c8_3_a_single_line_below_cost_is_named(context: Context) -> None:
    cheap = replace(SEAL, name="法兰", unit_cost=Decimal(1001))
    facts = facts_of(context, make_quotation(context, lines=(SEAL, cheap)))
    assert (facts.below_cost, facts.lines_below_cost) == (False, ("法兰",))


@pytest.mark.parametrize(("days", "together"), [(0, 35_000), (30, 35_000), (31, 0)])
def test_c8_2_what_a_customer_got_within_thirty_days_is_added_up(
    context: Context, clock: FixedClock, days: int, together: int
) -> None:
    customer = make_customer(context)
    mine = [approved(context, customer, total) for total in ("20000", "15000")]
    approved(context, make_customer(context), "40000")
    clock.moment += timedelta(days=days)
    facts = facts_of(context, draft(context, customer, "15000"))
    numbers = tuple(stored(context, Quotation, one).number or "" for one in mine)
    assert (facts.together, facts.others) == (Decimal(together), numbers if together else ())


@pytest.mark.parametrize(("total", "roles"), [("14999.99", [Role.MANAGER]), ("15000.00", [Role.MANAGER, Role.LEADER])])
def test_c8_2_several_together_at_the_limit_go_to_the_leader(context: Context, total: str, roles: list[Role]) -> None:
    customer = make_customer(context)
    approved(context, customer, "20000")
    approved(context, customer, "15000")
    asked = ask_for_quotation(context, total, customer_id=customer)
    assert roles_of_steps(context, asked) == roles
    reasons = {one.reason for step in steps_of(context, asked) for one in step.reasons}
    assert (ApprovalReason.AMOUNT_TOGETHER in reasons) is (Role.LEADER in roles)


def test_what_is_no_offer_any_more_is_not_added(context: Context, clock: FixedClock) -> None:
    customer = make_customer(context)
    revised, cancelled = approved(context, customer, "20000"), approved(context, customer, "20000")
    make_approved_quotation(context, **priced_at("20000", customer_id=customer, valid_until=clock.moment.date()))
    ask_for_quotation(context, "20000", customer_id=customer)
    revise_quotation(context, record_id=revised, version=version_of(context, revised), reason="降价")
    cancel_quotation(context, record_id=cancelled, version=version_of(context, cancelled), reason="重复")
    clock.moment += timedelta(days=1)
    assert facts_of(context, draft(context, customer, "20000")).others == ()


def test_a_new_revision_is_not_added_to_itself(context: Context) -> None:
    mine = approved(context, make_customer(context), "20000")
    assert facts_of(context, mine).others == ()


def test_a_quotation_and_its_order_are_one_business(context: Context) -> None:
    customer = make_customer(context)
    quotation = make_accepted_quotation(context, **priced_at("20000", customer_id=customer))
    form = new_order_form(context, quotation_id=quotation)
    order = save_order(context, form=form)
    submitted(context, order)
    facts = facts_of(context, draft(context, customer, "15000"))
    assert (facts.together, facts.others) == (Decimal(20000), (stored(context, ServiceOrder, order).number,))
    assert facts_of(context, quotation).others == ()


def test_c8_2_orders_under_review_are_added_up_too(context: Context) -> None:
    customer = make_customer(context)
    orders = [make_order(context, **priced_at("30000", customer_id=customer)) for _ in range(2)]
    asked = [submitted(context, order) or 0 for order in orders]
    assert [roles_of_steps(context, one) for one in asked] == [[Role.MANAGER], [Role.MANAGER, Role.LEADER]]


def test_c8_2_an_order_under_review_counts_instead_of_its_quotation(context: Context) -> None:
    customer = make_customer(context)
    quotation = make_accepted_quotation(context, **priced_at("20000", customer_id=customer, valid_until=LATE))
    form = replace(new_order_form(context, quotation_id=quotation), discount=Decimal(100))
    order = save_order(context, form=form)
    assert submitted(context, order) is not None
    facts = facts_of(context, draft(context, customer, "1000"))
    assert (facts.together, facts.others) == (Decimal(19900), (stored(context, ServiceOrder, order).number,))
