"""Free spare parts of a contract: what slips hand out is used of them, what comes back is left again (C3.2)."""

from decimal import Decimal

import pytest

from app.context import Context
from app.forms.projects import FreePartForm
from app.i18n import using_language
from app.queries.projects.projects import project_details
from app.rules.projects.free_parts import is_same_part
from models.enums import EventKind, SlipKind
from tests.app.services.requests.logs import entries
from tests.factories import make_classed_request, make_customer, make_project
from tests.order_factories import make_order_in_force
from tests.purchase_factories import make_stock_part, put_in_stock
from tests.slip_factories import details_of, item, make_checked_slip, take_back
from tests.stock_factories import untied

D = Decimal
SEALS = FreePartForm("机械密封", "MG1-45", "套", D(2), D(0))


def seal_of(context: Context) -> int:
    seal = make_stock_part(context)
    put_in_stock(context, seal, "10")
    return seal


def promised(context: Context, *lines: FreePartForm) -> dict[str, int]:
    """Return customer and project of a contract that promises these free spare parts, two seals without any."""
    customer = make_customer(context)
    project = make_project(context, customer_id=customer, free_part_lines=lines or (SEALS,))
    return {"customer_id": customer, "project_id": project}


def hand_out(context: Context, of: dict[str, int], part: int, quantity: int) -> int:
    request = make_classed_request(context, **of)
    return make_checked_slip(context, item(part, quantity), request_id=request, slip_kind=SlipKind.WARRANTY)


def used(context: Context, of: dict[str, int]) -> list[Decimal]:
    return [line.used for line in project_details(context, of["project_id"]).free_part_lines]


def test_c3_2_what_is_handed_out_free_is_used_of_the_contracts_free_parts(context: Context) -> None:
    seal, of = seal_of(context), promised(context)
    with using_language("en"):
        slip = hand_out(context, of, seal, 1)
    assert used(context, of) == [1]
    number = details_of(context, slip).number
    (told,) = entries(context, of["project_id"], EventKind.NOTE)
    assert told.text == f"{number}: free spare parts used: 机械密封 MG1-45 1 套"


def test_c3_2_no_more_is_used_than_was_agreed(context: Context) -> None:
    seal, of = seal_of(context), promised(context)
    hand_out(context, of, seal, 3)
    assert used(context, of) == [2]


def test_c3_2_what_comes_back_is_left_again_once_all_that_was_free_is_back(context: Context) -> None:
    seal, of = seal_of(context), promised(context)
    slip = hand_out(context, of, seal, 3)
    take_back(context, slip, 1)
    assert used(context, of) == [2]  # two are out still
    take_back(context, slip, 1)
    assert used(context, of) == [1]
    take_back(context, slip, 1)
    assert (used(context, of), untied(context)) == ([0], [])


def test_c3_2_paid_goods_and_installation_use_nothing_of_it(context: Context) -> None:
    seal, of = seal_of(context), promised(context)
    make_checked_slip(context, item(seal), slip_kind=SlipKind.PROJECT, project_id=of["project_id"])
    order = make_order_in_force(context, **of)
    make_checked_slip(context, item(seal), slip_kind=SlipKind.PAID, order_id=order)
    assert used(context, of) == [0]


def test_c3_2_the_line_that_names_the_model_is_used_first(context: Context) -> None:
    seal = seal_of(context)
    of = promised(context, FreePartForm("机械密封", "", "套", D(5), D(1)), SEALS)
    slip = hand_out(context, of, seal, 3)
    assert used(context, of) == [2, 2]
    take_back(context, slip, 2)
    assert sum(used(context, of)) == 2


@pytest.mark.parametrize(
    ("name", "model", "unit", "same"),
    [
        ("机械密封", "MG1-45", "套", True),
        ("机械密封", "ｍｇ1-45", "", True),
        ("机械密封", "", "套", True),
        ("机械密封 MG1-45", "", "套", True),
        ("机械密封", "MG1-50", "套", False),
        ("密封", "MG1-45", "套", False),
        ("机械密封", "MG1-45", "只", False),
    ],
)
def test_c3_2_a_part_is_known_by_name_and_model(name: str, model: str, unit: str, *, same: bool) -> None:
    line = FreePartForm(name, model, unit, D(1), D(0))
    assert is_same_part(line, "机械密封", "MG1-45", "套") is same
