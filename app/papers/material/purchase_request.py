"""The purchase order to the purchasing department (采购订单、请购单, purchase_request): all there is to buy (C6.2).

Gate: submitted. What looking in stock said stands on every line (C6.1). Estimates are for those who may see costs.
"""

from decimal import Decimal

from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import MISSING, money, quantity, rmb_capitals
from app.i18n import N_, _
from app.labels import label
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import Row, dated, day_of, numbers_of, owner_values, zone_of
from app.papers.sources import TITLE_LIMIT, ticked, with_notes
from app.queries.material.purchase_facts import estimated_total, parts_of
from app.rules.gate import BlockReason
from app.rules.trade.pricing import to_fen
from models.enums import PurchaseState
from models.material.part import Part
from models.material.purchase import Purchase, PurchaseLine
from models.record import Record

ISSUED_FROM = frozenset(PurchaseState) - {PurchaseState.DRAFT, PurchaseState.CANCELLED}


def gate(_session: Session, record: Record) -> tuple[BlockReason, ...]:
    """Return that purchasing has not been asked yet (C6.2)."""
    if record.state != PurchaseState.DRAFT:
        return ()
    return (BlockReason("C6.2", N_("The purchase order has not been submitted yet"), fix="submit"),)


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the values of a purchase order; runs inside ``using_language`` of the paper's language."""
    purchase = session.get_one(Purchase, record.id)
    parts = parts_of(session, purchase)
    values: dict[str, FieldValue] = {**owner_values(session, purchase), **_head(session, purchase)}
    total = estimated_total(purchase)
    values["est_total"] = money(total)
    values["est_total_caps"] = MISSING if total is None else rmb_capitals(total, prefix="")
    rows = tuple(_row(line, parts[line.part_id]) for line in purchase.lines)
    title = _("Purchase order: {title}").format(title=purchase.title)
    return Filled(title[:TITLE_LIMIT], values, {"items": rows})


def _head(session: Session, purchase: Purchase) -> dict[str, FieldValue]:
    values: dict[str, FieldValue] = {
        "requester": purchase.requester or purchase.created_by,
        "department": settings_of(session).text("department_name"),
        "need_date": dated(purchase.needed_on),
        "purchase_type": ticked(purchase.purchase_type),
        "urgency": ticked(purchase.urgency),
        "urgent_reason": purchase.urgent_reason or MISSING,
        "cost_bearer": ticked(purchase.cost_bearer),
        "request_no": numbers_of(session, purchase.request_id, purchase.order_id),
        "purpose": purchase.purpose or purchase.title,
        "deliver_to": purchase.deliver_to,
        "budget_no": purchase.budget_item,
    }
    if purchase.submitted_at is not None:
        values["doc_date"] = day_of(purchase.submitted_at, zone_of(session))
    if purchase.own_purchase:
        values["own_reason"] = purchase.own_reason
    return values


def _row(line: PurchaseLine, part: Part) -> Row:
    amount = None if line.estimate is None else to_fen(line.estimate * line.quantity)
    return {
        "seq": str(line.line_no),
        "part_no": part.number or "",
        "part_name": part.title,
        "spec": "\n".join(text for text in (part.spec, part.brand, line.requirement) if text),
        "unit": part.unit,
        "qty": quantity(line.quantity),
        "stock": _stock(line, part),
        "need_date": dated(line.needed_on),
        "est_price": money(line.estimate),
        "est_amount": money(amount),
    }


def _stock(line: PurchaseLine, part: Part) -> str:
    """Return what was free when it was submitted, and what looking in stock said, with the reason (C6.1)."""
    free = max(part.free if line.stock_then is None else line.stock_then, Decimal(0))
    said = with_notes(label(line.answer), (line.answer_reason,)) if line.answer else _("not looked for yet")
    return _("{count} free; {answer}").format(count=quantity(free), answer=said)
