"""Reading purchase orders into forms: one that is changed, and new ones for what is missing (C6.1, C6.2)."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.formatting import quantity
from app.forms.material.purchases import PurchaseForm, PurchaseLineForm, PurchaseShareForm
from app.i18n import _
from app.queries.material.need_reading import NeedView, needs_by_id
from app.queries.records.lookup import existing
from app.rules.material.valuation import ZERO, Stock
from app.rules.permissions import Permission
from app.rules.visible import viewing
from models.enums import CostBearer, PartFamily, PurchaseType, RecordKind, ServiceClass, StockAnswer
from models.material.need import MaterialNeed
from models.material.part import Part
from models.material.purchase import Purchase, PurchaseLine
from models.record import Record
from models.requests.request import Request
from models.trade.order import ServiceOrder

_OWN = (
    "purchase_type", "urgency", "urgent_reason", "cost_bearer", "request_id", "order_id", "project_id", "requester",
    "purpose", "deliver_to", "budget_item", "own_purchase", "own_reason", "version",
)  # fmt: skip
_OWN_OF_LINE = (
    "line_no", "part_id", "quantity", "needed_on", "requirement", "answer", "answer_reason", "estimate"
)  # fmt: skip


def purchase_form(context: Context, record_id: int) -> PurchaseForm:
    """Read a purchase into the form that changes it; estimates are None for those who may not see costs."""
    context.require(Permission.EDIT_MATERIAL)
    with_costs = context.actor.may(Permission.VIEW_MARGINS)
    with context.read() as session:
        found = existing(session, Purchase, record_id)
        values = {name: getattr(found, name) for name in _OWN}
        return PurchaseForm(**values, lines=tuple(_line(line, with_costs=with_costs) for line in found.lines))


def _line(line: PurchaseLine, *, with_costs: bool) -> PurchaseLineForm:
    values = {name: getattr(line, name) for name in _OWN_OF_LINE}
    if not with_costs:
        values["estimate"] = None
    shares = tuple(PurchaseShareForm(need_id=share.need_id, quantity=share.quantity) for share in line.shares)
    return PurchaseLineForm(**values, shares=shares)


def new_purchase_form(
    context: Context,
    *,
    need_ids: Collection[int] = (),
    part_ids: Collection[int] = (),
    request_id: int | None = None,
    order_id: int | None = None,
) -> PurchaseForm:
    """Return the form of a new purchase of what these needs still lack, collected by part and need date, and of these
    parts, up to their minimum. Needs of one request or order name it; ``request_id`` and ``order_id`` do so too.

    Needs for which nothing has to be bought are left out. NotFound for a record that is gone.
    """
    context.require(Permission.EDIT_MATERIAL)
    with context.read() as session:
        needs = [need for need in needs_by_id(session, need_ids) if need.coverage.to_buy]
        lines = _for_needs(needs)
        known = _parts(session, {line.part_id or 0 for line in lines} | set(part_ids))
        lines += [_to_minimum(part) for part_id, part in known.items() if part_id in part_ids]
        costs = context.actor.may(Permission.VIEW_MARGINS)
        return PurchaseForm(
            **_sources(session, needs, request_id, order_id),
            purchase_type=_type_of([known[line.part_id or 0] for line in lines]),
            requester=context.actor.display_name,
            lines=tuple(_estimated(line, known[line.part_id or 0]) if costs else line for line in lines),
        )


def _for_needs(needs: Sequence[NeedView]) -> list[PurchaseLineForm]:
    """Return a line for each part and day, with what of it is for which need; the earliest day in front."""
    together: dict[tuple[int, date | None], list[NeedView]] = defaultdict(list)
    for need in needs:
        together[need.handed_out_part.id, need.needed_on].append(need)
    lines = []
    for (part_id, needed_on), group in sorted(together.items(), key=_by_day):
        shares = tuple(PurchaseShareForm(need_id=need.id, quantity=need.coverage.to_buy) for need in group)
        line = PurchaseLineForm(
            part_id=part_id,
            quantity=sum((need.coverage.to_buy for need in group), ZERO),
            needed_on=needed_on,
            answer=StockAnswer.BUY if all(need.answer for need in group) else None,
            answer_reason="\n".join(dict.fromkeys(reason for need in group if (reason := _why(need)))),
            shares=shares,
        )
        lines.append(line)
    return lines


def _by_day(one: tuple[tuple[int, date | None], object]) -> tuple[bool, date, int]:
    part_id, day = one[0]
    return day is None, day or date.max, part_id


def _why(need: NeedView) -> str:
    """Return why a need is bought although some is in stock: what looking said, or that the rest comes from there."""
    if need.reason:
        return need.reason
    taken = need.coverage.available
    unit = need.handed_out_part.unit
    return _("{quantity} {unit} come from stock").format(quantity=quantity(taken), unit=unit) if taken else ""


def _to_minimum(part: Part) -> PurchaseLineForm:
    """Return a line that fills the stock of a part up to its minimum, with what is on order; one at least."""
    missing = (part.minimum or ZERO) - part.free - part.on_order
    return PurchaseLineForm(part_id=part.id, quantity=max(missing, Decimal(1)), answer=StockAnswer.BUY)


def _estimated(line: PurchaseLineForm, part: Part) -> PurchaseLineForm:
    return replace(line, estimate=unit_cost_of(part))


def _parts(session: Session, part_ids: Collection[int]) -> dict[int, Part]:
    return {part.id: part for part in session.scalars(select(Part).where(Part.id.in_(part_ids)).order_by(Part.id))}


def _type_of(parts: Sequence[Part]) -> PurchaseType:
    chemicals = bool(parts) and all(part.family is PartFamily.CHEMICAL for part in parts)
    return PurchaseType.CONSUMABLES if chemicals else PurchaseType.SPARE_PARTS


def _sources(
    session: Session, needs: Sequence[NeedView], request_id: int | None, order_id: int | None
) -> dict[str, Any]:
    """Return what a purchase is for and who bears its cost: the one request or order of all its needs, or the one that
    is given.
    """
    owners = {(need.record_kind, need.record_id) for need in needs}
    kind, record_id = owners.pop() if len(owners) == 1 else (None, 0)
    order_id = order_id or (record_id if kind is RecordKind.ORDER else None)
    request_id = request_id or (record_id if kind is RecordKind.REQUEST else None)
    order = existing(session, ServiceOrder, order_id) if order_id is not None else None
    if order is not None:
        request_id = order.request_id
    request = existing(session, Request, request_id) if request_id is not None else None
    source: Record | None = order or request
    return {
        "request_id": request_id,
        "order_id": order_id,
        "project_id": source.project_id if source is not None else None,
        "cost_bearer": _bearer(order, request),
    }


def _bearer(order: ServiceOrder | None, request: Request | None) -> CostBearer:
    if order is not None:
        return CostBearer.CUSTOMER
    if request is None:
        return CostBearer.DEPARTMENT
    confirmed = request.confirmed_class or request.proposed_class
    return CostBearer.WARRANTY if confirmed is ServiceClass.FREE else CostBearer.CUSTOMER


@dataclass(frozen=True, slots=True)
class PartStock:
    """What there is of a part at this moment, as a line that buys it shows it; ``unit_cost`` is what one costs without
    tax, None where nobody knows or may see it.
    """

    part_id: int
    code: str
    name: str
    spec: str
    unit: str
    on_hand: Decimal
    free: Decimal
    on_order: Decimal
    minimum: Decimal | None
    unit_cost: Decimal | None


def part_stock(context: Context, part_ids: Collection[int]) -> dict[int, PartStock]:
    """Read what there is of these parts, by id; those that are gone are left out."""
    context.require(Permission.VIEW_RECORDS)
    with_costs = context.actor.may(Permission.VIEW_MARGINS)
    with context.read() as session:
        return {
            part.id: PartStock(
                part_id=part.id,
                code=part.number or "",
                name=part.title,
                unit_cost=unit_cost_of(part) if with_costs else None,
                **{name: getattr(part, name) for name in ("spec", "unit", "on_hand", "free", "on_order", "minimum")},
            )
            for part in _parts(session, part_ids).values()
        }


def unit_cost_of(part: Part) -> Decimal | None:
    """Return what a unit of a part costs without tax: the average of what is on hand, else as it was typed."""
    return Stock(part.on_hand, part.stock_value).average or part.cost


def waiting_for(context: Context, need_ids: Collection[int]) -> dict[int, str]:
    """Read who needs something, by the need: the number of the request or order, as far as one may see it."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        wanted = select(MaterialNeed.id, Record.kind, Record.number, Record.title).join(
            Record, Record.id == MaterialNeed.record_id
        )
        rows = session.execute(wanted.where(MaterialNeed.id.in_(need_ids)))
        return {row.id: row.number or row.title for row in rows if context.actor.may(viewing(row.kind))}
