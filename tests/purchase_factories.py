"""Purchase orders as they occur in the department, taken through the services as far as a test needs them."""

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from app.context import Context
from app.forms.material.needs import NeedForm, NeedsForm
from app.forms.material.parts import PartForm, StockForm
from app.forms.material.purchases import (
    OrderingForm,
    PurchaseForm,
    PurchaseLineForm,
    PurchaseShareForm,
    ReceivedLineForm,
    ReceivingForm,
)
from app.forms.requests import RequestLineForm
from app.queries.material.needs import needs_of
from app.queries.material.purchases import PurchaseDetails, purchase_details
from app.services.material.needs import answer_needs
from app.services.material.ordering import record_ordering
from app.services.material.parts import save_part
from app.services.material.purchases import save_purchase, submit_purchase
from app.services.material.receiving import receive_goods
from app.services.material.stock_by_hand import move_by_hand
from models.enums import PartClass, PartFamily, StockAnswer
from models.material.need import MaterialNeed
from models.material.part import Part
from tests.factories import make_classed_request, stored, version_of
from tests.remembered import remembered

NEEDED = date(2026, 3, 20)
EXPECTED = date(2026, 3, 16)
_numbers = count(1)


@remembered
def make_stock_part(context: Context, **fields: Any) -> int:
    """Return the id of a part of which nothing is in stock, a seal unless ``fields`` say otherwise."""
    usual = {
        "number": f"WL-{next(_numbers):04}", "name": "机械密封", "spec": "MG1-45", "unit": "套",
        "part_class": PartClass.DOMESTIC, "cost": Decimal("600.00"), "tax_rate": Decimal(13),
    }  # fmt: skip
    return save_part(context, form=PartForm(**{**usual, **fields}))


@remembered
def make_chemical(context: Context, **fields: Any) -> int:
    """Return the id of a chemical that keeps for a year."""
    usual = {
        "name": "柠檬酸", "spec": "工业级", "unit": "kg", "family": PartFamily.CHEMICAL, "shelf_life_months": 12,
        "cost": Decimal("9.00"),
    }  # fmt: skip
    return make_stock_part(context, **{**usual, **fields})


@remembered
def put_in_stock(context: Context, part_id: int, quantity: str, unit_cost: str = "600.00") -> None:
    """Take so much of a part on as opening stock."""
    form = StockForm(
        quantity=Decimal(quantity), unit_cost=Decimal(unit_cost), at=context.clock.now(), person="仓管吴工",
        reason="期初",
    )  # fmt: skip
    move_by_hand(context, part_id=part_id, form=form)


def line_of(part_id: int, quantity: str = "4", **fields: Any) -> PurchaseLineForm:
    """Return a line that buys so much of a part by 20 March, looked for in stock in vain."""
    usual = {"needed_on": NEEDED, "answer": StockAnswer.BUY, "estimate": Decimal("580.00")}
    return PurchaseLineForm(part_id=part_id, quantity=Decimal(quantity), **{**usual, **fields})


def share_of(need_id: int, quantity: str) -> PurchaseShareForm:
    """Return that so much of a line is for a need."""
    return PurchaseShareForm(need_id=need_id, quantity=Decimal(quantity))


@remembered
def make_purchase(context: Context, *lines: PurchaseLineForm, **fields: Any) -> int:
    """Return the id of a draft of these lines, of four seals without any."""
    wanted = lines or (line_of(make_stock_part(context)),)
    return save_purchase(context, form=PurchaseForm(lines=wanted, **fields))


@remembered
def submit(context: Context, purchase_id: int) -> int | None:
    """Submit a draft; returns the approval's id, None where none is asked for."""
    return submit_purchase(context, record_id=purchase_id, version=version_of(context, purchase_id))


@remembered
def make_submitted(context: Context, *lines: PurchaseLineForm, **fields: Any) -> int:
    """Return the id of a purchase that purchasing has to order."""
    purchase_id = make_purchase(context, *lines, **fields)
    submit(context, purchase_id)
    return purchase_id


@remembered
def order_goods(context: Context, purchase_id: int, **fields: Any) -> None:
    """Let purchasing order it now, expected on 16 March."""
    usual = {"at": context.clock.now(), "person": "采购部钱工", "expected_on": EXPECTED, "order_ref": "CG-118"}
    form = OrderingForm(**{**usual, **fields})
    record_ordering(context, record_id=purchase_id, version=version_of(context, purchase_id), form=form)


@remembered
def make_ordered(context: Context, *lines: PurchaseLineForm, **fields: Any) -> int:
    """Return the id of a purchase whose goods are on their way."""
    purchase_id = make_submitted(context, *lines, **fields)
    order_goods(context, purchase_id)
    return purchase_id


def came(line_no: int = 1, quantity: str | None = None, **fields: Any) -> ReceivedLineForm:
    """Return that so much of a line came in."""
    return ReceivedLineForm(line_no=line_no, quantity=Decimal(quantity) if quantity else None, **fields)


@remembered
def receive(context: Context, purchase_id: int, *lines: ReceivedLineForm, **fields: Any) -> None:
    """Let the keeper receive these lines now."""
    usual = {"at": context.clock.now(), "person": "仓管吴工", "lines": lines}
    form = ReceivingForm(**{**usual, **fields})
    receive_goods(context, record_id=purchase_id, version=version_of(context, purchase_id), form=form)


@remembered
def make_need(context: Context, part_id: int, quantity: str = "4", **fields: Any) -> int:
    """Return the id of the need of one part for a new request, to be bought unless ``fields`` say otherwise.

    ``of`` are fields of the request.
    """
    part = stored(context, Part, part_id)
    line = RequestLineForm(text=part.title, quantity=Decimal(quantity), unit=part.unit, part_class=part.part_class)
    request_id = make_classed_request(context, lines=(line,), **fields.pop("of", {}))
    usual = {"line_no": 1, "needed_on": NEEDED, "answer": StockAnswer.BUY, "part_id": part_id}
    form = NeedForm(quantity=Decimal(quantity), **{**usual, **fields})
    answer_needs(
        context,
        record_id=request_id,
        form=NeedsForm(needs=(form,), version=version_of(context, request_id)),
    )
    (need,) = needs_of(context, request_id).needs
    return need.id


def record_of_need(context: Context, need_id: int) -> int:
    """Return the id of the request or order that a need is of."""
    with context.read() as session:
        return session.get_one(MaterialNeed, need_id).record_id


def details_of(context: Context, purchase_id: int) -> PurchaseDetails:
    """Read a purchase as it stands now."""
    return purchase_details(context, purchase_id)


def stock_of(context: Context, part_id: int) -> tuple[Decimal, Decimal, Decimal]:
    """Return what of a part is on hand, what its stock is worth, and what is on order."""
    part = stored(context, Part, part_id)
    return part.on_hand, part.stock_value, part.on_order
