"""Needs of material as they occur in the department: parts in stock, close models, lines that were looked up (C6.1)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from app.context import Context
from app.forms.material.needs import NeedForm, NeedsForm
from app.forms.material.parts import StockForm
from app.forms.requests import RequestLineForm
from app.queries.material.need_reading import NeedView
from app.queries.material.needs import needs_of
from app.services.material.needs import answer_needs
from app.services.material.stock_by_hand import move_by_hand
from models.enums import PartClass, PartFamily, StockAnswer
from tests.factories import make_classed_request, make_customer, make_project, version_of
from tests.purchase_factories import NEEDED, make_stock_part
from tests.remembered import remembered

PUMP: Mapping[str, str] = {
    "sort": "multistage", "flow": "50", "head": "30", "power": "7.5", "voltage": "380", "phase": "3", "frequency": "50",
    "material": "ss304", "connection": "flange_pn16", "diameter": "80",
}  # fmt: skip


@remembered
def make_pump(context: Context, *, stock: int = 0, attributes: Mapping[str, str] | None = None, **fields: Any) -> int:
    """Return the id of a pump with some in stock; ``attributes`` are those that are other than usual."""
    usual = {"name": "立式多级离心泵", "spec": "CDM42-3", "unit": "台", "family": PartFamily.PUMP}
    part_id = make_stock_part(context, **{**usual, "attributes": {**PUMP, **(attributes or {})}, **fields})
    if stock:
        put_in_stock(context, part_id, stock)
    return part_id


@remembered
def put_in_stock(context: Context, part_id: int, quantity: int) -> None:
    """Take some of a part on by hand, now."""
    form = StockForm(
        quantity=Decimal(quantity), unit_cost=Decimal(600), at=context.clock.now(), person="仓管吴工", reason="期初库存"
    )
    move_by_hand(context, part_id=part_id, form=form)


def wanted(text: str = "立式多级离心泵 CDM42-3", quantity: int | None = 1, unit: str = "台") -> RequestLineForm:
    """Return a line that asks for a part."""
    amount = None if quantity is None else Decimal(quantity)
    return RequestLineForm(text=text, quantity=amount, unit=unit, part_class=PartClass.DOMESTIC)


@remembered
def make_needing_request(context: Context, *lines: RequestLineForm, paid: bool = False, **fields: Any) -> int:
    """Return the id of a request that asks for these parts, for one pump without any; free under warranty."""
    customer = make_customer(context)
    own: dict[str, Any] = {"lines": lines or (wanted(),), "customer_id": customer}
    if not paid:
        own["project_id"] = make_project(context, customer_id=customer)
    return make_classed_request(context, **{**own, **fields})


def need_form(part_id: int, answer: StockAnswer = StockAnswer.FROM_STOCK, **fields: Any) -> NeedForm:
    """Return the answer for the first line: one of a part, needed on 20 March."""
    usual = {"line_no": 1, "quantity": Decimal(1), "needed_on": NEEDED}
    return NeedForm(part_id=part_id, answer=answer, **{**usual, **fields})


def answer(context: Context, record_id: int, *forms: NeedForm) -> tuple[NeedView, ...]:
    """Answer these lines of a request or an order; returns its needs as they stand then."""
    answer_needs(context, record_id=record_id, form=NeedsForm(needs=forms, version=version_of(context, record_id)))
    return needs_of(context, record_id).needs
