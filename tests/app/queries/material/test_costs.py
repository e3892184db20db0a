"""What parts cost a request, an order and a project: what left for them, less what came back (C8.3)."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.context import Context
from app.forms.material.returns import SettlementForm
from app.queries.material.costs import issued_parts, parts_cost
from app.services.material.loans import settle_loan
from models.enums import SlipKind
from models.material.loan import Loan
from tests.factories import FRIDAY, make_project, make_request
from tests.slip_factories import item, make_approved_slip, make_checked_slip, take_back
from tests.stock_factories import make_stocked_part, take_on

D = Decimal


def cost(context: Context, **of: int) -> Decimal:
    with context.read() as session:
        return parts_cost(session, **of)


def test_c8_3_a_project_bears_what_was_issued_for_it_at_the_value_it_left_with(context: Context) -> None:
    part, other = (
        make_stocked_part(context, unit_cost=D(600)),
        make_stocked_part(context, number="BJ-2", unit_cost=D(50)),
    )
    project = make_project(context)
    slip = make_checked_slip(context, item(part, 3), item(other, 2), project_id=project)
    take_on(context, part, 7, unit_cost=D(900))
    assert cost(context, project_id=project) == D(1900)
    take_back(context, slip, 1, 2)
    assert cost(context, project_id=project) == D(1200)
    with context.read() as session:
        (used,) = issued_parts(session, project_id=project)
    assert (used.number, used.quantity, used.cost) == ("BJ-0001", 2, D(1200))


def test_what_is_only_reserved_costs_nothing_yet(context: Context) -> None:
    project = make_project(context)
    make_approved_slip(context, item(make_stocked_part(context), 3), project_id=project)
    assert cost(context, project_id=project) == 0
    with context.read() as session:
        assert issued_parts(session, project_id=project) == ()


def test_n2_a_stand_in_machine_costs_only_once_it_is_kept(context: Context) -> None:
    project = make_project(context)
    line = item(make_stocked_part(context, unit_cost=D(5200)))
    make_checked_slip(
        context, line, project_id=project, slip_kind=SlipKind.LOAN, due_back_on=date(2026, 4, 3)
    )  # fmt: skip
    assert cost(context, project_id=project) == 0
    with context.read() as session:
        loan = session.scalars(select(Loan)).one()
    form = SettlementForm(settled_on=FRIDAY.date(), amount=D(6000), text="客户留用")
    settle_loan(context, record_id=loan.id, version=loan.version, form=form)
    assert cost(context, project_id=project) == D(5200)
    with context.read() as session:
        (kept,) = issued_parts(session, project_id=project)
    assert (kept.quantity, kept.cost) == (1, D(5200))


def test_a_cost_is_somebody_s(context: Context) -> None:
    assert cost(context, request_id=make_request(context)) == 0
    with pytest.raises(ValueError, match="whose"):
        cost(context)
