"""A customer who should have paid by now is flagged on every new request (C9.2)."""

from datetime import date
from decimal import Decimal

import pytest

from app.clock import FixedClock
from app.context import Context
from app.forms.requests import RequestForm
from app.queries.money.overdue import OverdueBalance, overdue_of
from app.queries.parties import customer_details
from app.queries.requests.registration import preview_registration
from app.queries.requests.requests import request_details
from app.rules.money.overdue_words import overdue_note
from models.enums import Role
from models.projects.contract import Contract
from tests.conftest import OpenDesk
from tests.factories import local_time, make_customer, make_request, stored
from tests.money_factories import lines_of, make_owed_contract, make_receipt, share
from tests.order_factories import make_order_in_force


def debtor(context: Context) -> int:
    """Return a customer that owes 300 yuan since 10 January."""
    return stored(context, Contract, make_owed_contract(context)).customer_id or 0


def overdue(context: Context, customer: int, day: date = date(2026, 3, 6)) -> OverdueBalance:
    with context.read() as session:
        return overdue_of(session, customer, day)


def test_what_is_open_past_its_day_is_added_up(context: Context) -> None:
    customer = debtor(context)
    assert overdue(context, customer) == OverdueBalance(Decimal(300), 1, date(2026, 1, 10))
    assert overdue(context, customer, date(2026, 3, 11)) == OverdueBalance(Decimal(900), 2, date(2026, 1, 10))
    assert not overdue(context, customer, date(2026, 1, 10))
    assert not overdue(context, make_customer(context))


def test_money_that_came_in_is_taken_off(context: Context) -> None:
    contract = make_owed_contract(context)
    customer = stored(context, Contract, contract).customer_id or 0
    first = lines_of(context, contract)[0].id
    make_receipt(context, customer, 120, share(first, 120))
    assert overdue(context, customer).amount == Decimal(180)
    make_receipt(context, customer, 180, share(first, 180))
    assert not overdue(context, customer)


def test_c9_1_an_advance_that_is_not_in_is_no_overdue_balance(context: Context, clock: FixedClock) -> None:
    customer = make_customer(context)
    make_order_in_force(context, customer_id=customer)
    clock.moment = local_time("2026-04-10 09:00")
    assert not overdue(context, customer, date(2026, 4, 10))


@pytest.mark.parametrize(("role", "sees"), [(Role.MANAGER, True), (Role.SECRETARY, True), (Role.VIEWER, False)])
def test_it_is_shown_wherever_a_request_begins(open_desk: OpenDesk, role: Role, sees: bool) -> None:
    customer = debtor(open_desk())
    request = make_request(open_desk(), customer_id=customer)
    desk = open_desk(role)
    told = OverdueBalance(Decimal(300) if sees else None, 1, date(2026, 1, 10))
    assert preview_registration(desk, RequestForm(customer_id=customer)).overdue == told
    assert request_details(desk, request).overdue == told
    assert customer_details(desk, customer).overdue == told
    assert ("¥300.00" in overdue_note(told.amount, told.oldest_due_on)) is sees


def test_nothing_is_said_of_who_has_paid() -> None:
    assert overdue_note(None, None) == ""
