"""Opening an urgent paid request, or a dispatch for one, takes few statements, whatever they hold."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.context import Context
from app.forms.requests import RequestLineForm
from app.queries.money.pay_first import PayFirst
from app.queries.people.dispatches import dispatch_details
from app.queries.requests.requests import request_details
from app.rules.trade.pay_first import ADVANCE_IN
from app.services.papers import issue_paper
from tests.app.queries.statements import count_statements
from tests.approval_factories import enter, make_exception, make_urgent_request
from tests.factories import (
    make_customer,
    make_department,
    make_dispatch,
    make_equipment,
    make_project,
    make_site,
    make_staff,
)
from tests.money_factories import lines_of, make_receipt, share
from tests.order_factories import approved, enforced, make_order_of_request
from tests.quotation_factories import make_quotation

MOST = 12


@pytest.fixture
def urgent(context: Context, tmp_path: Path) -> tuple[int, int]:
    """An urgent paid request with lines, equipment, a quotation, an order whose advance came in half and the exception
    for the rest; and its dispatch of three lent people, both with papers.
    """
    customer = make_customer(context)
    project = make_project(context, customer_id=customer, handed_over_on=date(2020, 1, 1))
    request = make_urgent_request(
        context,
        customer_id=customer,
        project_id=project,
        site_id=make_site(context, customer_id=customer),
        equipment_id=make_equipment(context, project_id=project),
        lines=(RequestLineForm(text="机械密封"), RequestLineForm(text="进口膜")),
    )
    make_quotation(context, request_id=request)
    terms = {"advance_percent": Decimal(50), "terms_reason": "老用户"}
    order = enforced(context, approved(context, make_order_of_request(context, request, **terms)))
    make_receipt(context, customer, 100, share(lines_of(context, order)[0].id, 100))
    enter(context, make_exception(context, request, ADVANCE_IN), tmp_path)
    people = [make_staff(context, department_id=make_department(context)) for _ in range(3)]
    dispatch = make_dispatch(context, *people, request_id=request)
    issue_paper(context, form_id="request_slip", record_id=request)
    return request, dispatch


def check(pay_first: PayFirst | None) -> None:
    assert pay_first is not None
    ((line,), (exception,)) = pay_first.orders, pay_first.exceptions
    assert (line.paid, exception.gate, pay_first.may_depart) == (Decimal(100), ADVANCE_IN, True)


def test_opening_an_urgent_paid_request_takes_twelve_statements_at_most(
    context: Context, urgent: tuple[int, int]
) -> None:
    with count_statements(context) as statements:
        details = request_details(context, urgent[0])
    assert len(statements) <= MOST, "\n".join(one[:300] for one in statements)
    check(details.pay_first)
    assert (len(details.lines), len(details.offers), len(details.dispatches), len(details.papers)) == (2, 2, 1, 1)


def test_opening_a_dispatch_for_it_takes_twelve_statements_at_most(context: Context, urgent: tuple[int, int]) -> None:
    with count_statements(context) as statements:
        details = dispatch_details(context, urgent[1])
    assert len(statements) <= MOST, "\n".join(one[:300] for one in statements)
    check(details.pay_first)
    assert (len(details.people), len(details.departments)) == (3, 3)
