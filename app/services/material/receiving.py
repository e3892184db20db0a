"""Goods on order that come in: whole, in parts, more than ordered; and a receipt that was wrong (C6.2)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.formatting import quantity
from app.forms.material.purchases import ReceivedLineForm, ReceivingForm, TakingBackForm
from app.i18n import _
from app.queries.material.arrivals import arrivals_of
from app.queries.material.purchase_facts import parts_of, purchase_facts
from app.queries.material.stock import local_day
from app.rules.inputs import clean_text
from app.rules.material.purchases import CLAUSE, FIELD, RECEIVABLE
from app.rules.material.receiving import Awaited, checked_receipt, too_much
from app.rules.material.valuation import ZERO, value_in
from app.rules.permissions import Permission
from app.rules.trade.amounts import is_quantity
from app.rules.trade.pricing import to_fen
from app.services.material.ledger import Origin, recount, take_in, take_out
from app.services.material.purchase_news import tell_closed, tell_received, tell_taken_back
from app.services.moves import move
from app.services.promises import keeping
from app.services.use_case import check_past, load, log, required, use_case
from models.enums import EventKind, MoveKind, PurchaseState
from models.material.ledger import StockMove
from models.material.part import Part
from models.material.purchase import Purchase, PurchaseLine

NAME_LIMIT = 60
REASON_LIMIT = 4000


@use_case(Permission.RECEIVE_GOODS)
def receive_goods(context: Context, *, record_id: int, version: int, form: ReceivingForm) -> None:
    """Take goods on order into stock, line by line; what is still to come stays on order.

    Stock rises by what came in at what it cost: as entered, else as estimated, else at the average. Requests and orders
    that wait are told what came for them, by need date, and what will not come. Invalid at the form's field; at
    ``accept_more``, naming every item, where more came in than is to come and nobody said that it is taken; at
    ``reason`` where nobody said why.
    """
    who = required(form.person, _("Enter who received it."), field="person", limit=NAME_LIMIT)
    if form.at is None:
        raise Invalid(_("Enter when it came in."), field="at")
    at = check_past(form.at, context.clock.now(), field="at")
    why = clean_text(form.reason, field="reason", limit=REASON_LIMIT)
    with context.write(why) as session:
        purchase = load(session, Purchase, record_id, version)
        _check_time(purchase, at)
        parts = parts_of(session, purchase)
        awaited = [_awaited(line, parts[line.part_id]) for line in purchase.lines]
        received = checked_receipt(form.lines, awaited, local_day(session, at))
        _check_more(form, too_much(received, awaited), why)
        had = _came(session, purchase)
        lines = {line.line_no: line for line in purchase.lines}
        origin = Origin(at=at, person=who, reason=why, source_id=purchase.id)
        for one in received:
            line = lines[one.line_no]
            cost = one.unit_cost if context.actor.may(Permission.VIEW_MARGINS) else None
            _receive(session, line, parts[line.part_id], replace(one, unit_cost=cost), origin)
        _follow(context, session, purchase, "receive")
        recount(session, parts.keys())
        log(session, purchase, EventKind.GOODS_RECEIVED, _told(received, lines, parts, why), at=at, person=who)
        _tell(session, purchase, had, parts)
        closed = {one.line_no: _wont_come(parts[lines[one.line_no].part_id], one) for one in received if one.close}
        tell_closed(session, purchase, closed)
        keeping.settle(session, purchase)


def _check_time(purchase: Purchase, at: datetime) -> None:
    if purchase.state not in RECEIVABLE or purchase.ordered_at is None:
        raise Invalid(_("Goods come in once purchasing has ordered them."), clause=CLAUSE)
    if at < purchase.ordered_at.replace(second=0, microsecond=0):  # a form says minutes
        raise Invalid(_("This lies before it was ordered."), field="at", clause=CLAUSE)


def _awaited(line: PurchaseLine, part: Part) -> Awaited:
    return Awaited(line.line_no, part.title, part.unit, line.to_come, part.family, part.shelf_life_months)


def _check_more(form: ReceivingForm, over: tuple[str, ...], why: str) -> None:
    if not over:
        return
    if not form.accept_more:
        text = _("More came in than was ordered: {names}. Accept it with a reason, or correct the quantity.")
        raise Invalid(text.format(names=_(", ").join(over)), field="accept_more", clause=CLAUSE)
    if not why:
        raise Invalid(_("Say why more is accepted than was ordered."), field="reason", clause=CLAUSE)


def _came(session: Session, purchase: Purchase) -> Mapping[int, Decimal]:
    """Return by need what has come in for it by this purchase so far."""
    gained: dict[int, Decimal] = {}
    for one in arrivals_of(session, purchase.id):
        gained[one.need_id] = gained.get(one.need_id, ZERO) + one.came
    return gained


def _receive(session: Session, line: PurchaseLine, part: Part, one: ReceivedLineForm, origin: Origin) -> None:
    if one.quantity:
        unit_cost = one.unit_cost if one.unit_cost is not None else line.estimate
        value = value_in(one.quantity, unit_cost) if unit_cost is not None else None
        of_line = replace(origin, line_no=line.line_no, batch=one.batch, expires_on=one.expires_on)
        take_in(session, part, one.quantity, of_line, kind=MoveKind.RECEIPT, value=value)
        line.received += one.quantity
    if one.close and line.to_come:
        line.closed, line.closed_reason = True, one.reason


def _follow(context: Context, session: Session, purchase: Purchase, action: str) -> None:
    """Let the state follow what has come in: all of it, a part, or nothing (after a receipt was taken back)."""
    came = any(line.received for line in purchase.lines)
    if any(line.to_come for line in purchase.lines):
        state = PurchaseState.PARTLY_RECEIVED if came else PurchaseState.ORDERED
    elif came:
        state = PurchaseState.RECEIVED
    else:
        raise Invalid(_("Nothing came in at all: cancel the purchase order instead."), field=FIELD, clause=CLAUSE)
    if state != purchase.state:
        whole = state is not PurchaseState.PARTLY_RECEIVED
        move(context, session, purchase, f"{action}_all" if whole else action, purchase_facts(session, purchase))


def _told(
    received: Sequence[ReceivedLineForm], lines: Mapping[int, PurchaseLine], parts: Mapping[int, Part], why: str
) -> str:
    """Say what came in and what will not come, line by line, and why more was taken."""
    said = []
    for one in received:
        part = parts[lines[one.line_no].part_id]
        if one.quantity:
            said.append(_amount(part, one.quantity))
        if one.close:
            said.append(_wont_come(part, one))
    return "\n".join([_(", ").join(said), *([why] if why else [])])


def _wont_come(part: Part, one: ReceivedLineForm) -> str:
    return _("{name}: the rest will not come ({reason})").format(name=part.title, reason=one.reason)


def _tell(session: Session, purchase: Purchase, had: Mapping[int, Decimal], parts: Mapping[int, Part]) -> None:
    """Tell those for whose needs something came in; "for" goes by need date (``app.rules.material.allotting``)."""
    session.flush()
    gained = {need_id: came - had.get(need_id, ZERO) for need_id, came in _came(session, purchase).items()}
    tell_received(session, purchase, {need_id: more for need_id, more in gained.items() if more > 0}, parts)


def _tell_back(session: Session, purchase: Purchase, had: Mapping[int, Decimal], why: str) -> None:
    """Tell those for whose needs less is there than they were told."""
    session.flush()
    came = _came(session, purchase)
    lost = {need_id: before - came.get(need_id, ZERO) for need_id, before in had.items()}
    some = {need_id: less for need_id, less in lost.items() if less > 0}
    tell_taken_back(session, purchase, some, parts_of(session, purchase), why)


# a receipt that was wrong ----------------------------------------------------------------------------------------


@use_case(Permission.RECEIVE_GOODS)
def take_back_receipt(context: Context, *, record_id: int, version: int, form: TakingBackForm) -> None:
    """Take back what was received by mistake, with the reason, while it is still on hand: a movement of its own.

    The stock falls by what it had come in with, the line is open again, the state follows, and whoever was told that
    the goods are here is told that they are not. Invalid at the form's field; at ``quantity`` for more than was
    received of the line (of that batch), or than is on hand.
    """
    who = required(form.person, _("Enter who did it."), field="person", limit=NAME_LIMIT)
    why = required(form.reason, _("Give the reason."), field="reason", limit=REASON_LIMIT)
    at = check_past(form.at or context.clock.now(), context.clock.now(), field="at")
    with context.write(why) as session:
        purchase = load(session, Purchase, record_id, version)
        line = next((one for one in purchase.lines if one.line_no == form.line_no), None)
        if line is None:
            raise Invalid(_("Choose what was received by mistake."), field="line_no", clause=CLAUSE)
        part = session.get_one(Part, line.part_id)
        amount, value, expires_on = _received_of(session, purchase, line, form)
        had = _came(session, purchase)
        origin = Origin(
            at=at, person=who, reason=why, source_id=purchase.id, line_no=line.line_no, batch=form.batch,
            expires_on=expires_on,
        )  # fmt: skip
        _check_on_hand(part, amount)
        take_out(session, part, amount, origin, kind=MoveKind.RECEIPT, value=value)
        line.received -= amount
        line.closed, line.closed_reason = False, ""
        _follow(context, session, purchase, "take_back")
        recount(session, [part.id])
        text = _("Taken back: {what} ({reason})").format(what=_amount(part, amount), reason=why)
        log(session, purchase, EventKind.GOODS_RECEIVED, text, at=at, person=who, data={"taken_back": True})
        _tell_back(session, purchase, had, why)
        keeping.settle(session, purchase)


def _received_of(
    session: Session, purchase: Purchase, line: PurchaseLine, form: TakingBackForm
) -> tuple[Decimal, Decimal, date | None]:
    """Return the quantity to take back with what it came in with, and until when it keeps; Invalid for too much."""
    of_line = StockMove.source_id == purchase.id, StockMove.line_no == line.line_no, StockMove.batch == form.batch
    sums = select(
        func.coalesce(func.sum(StockMove.quantity), 0, type_=StockMove.quantity.type),
        func.coalesce(func.sum(StockMove.value), 0, type_=StockMove.value.type),
        func.max(StockMove.expires_on),
    )
    received, value, expires_on = session.execute(sums.where(*of_line)).one()
    amount = form.quantity
    if amount is None or not is_quantity(amount):
        raise Invalid(_("Enter how much was received by mistake."), field="quantity", clause=CLAUSE)
    if amount > received:
        text = _("Only {quantity} was received of it.").format(quantity=quantity(received))
        raise Invalid(text, field="quantity", clause=CLAUSE)
    return amount, to_fen(value * amount / received), expires_on


def _check_on_hand(part: Part, amount: Decimal) -> None:
    if amount > part.on_hand:
        text = _("Of this only {on_hand} is still on hand: what was handed out comes back by a red slip first.")
        told = text.format(on_hand=_amount(part, part.on_hand))
        raise Invalid(told, field="quantity", clause=CLAUSE)


def _amount(part: Part, amount: Decimal) -> str:
    return f"{part.title} {quantity(amount)} {part.unit}".strip()
