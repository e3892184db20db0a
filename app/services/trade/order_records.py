"""What happens under an order in force and is written down: material asked for, calls off, visits, costs (C5.3, C8)."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid, NotFound
from app.formatting import money, quantity
from app.forms.trade import CallOffForm, CostForm
from app.i18n import _
from app.labels import label
from app.queries.trade.order_facts import call_off_lines, is_in_force
from app.rules.inputs import clean_line, clean_text
from app.rules.permissions import Permission
from app.rules.trade.amounts import check_sum, is_quantity
from app.rules.trade.orders import CLAUSE, COSTED, MATERIAL_LINES, TAKEN_EFFECT, check_call_off
from app.services.past_days import past_day
from app.services.promises import keeping
from app.services.use_case import check_past, load, log, required, use_case
from models.enums import EventKind, OrderKind, OrderState
from models.trade.order import CallOff, OrderCost, OrderVisit, ServiceOrder

TEXT_LIMIT = 4000


def effective_order(session: Session, record_id: int) -> ServiceOrder:
    """Return an order that was put in force and whose service has not ended; Invalid for any other."""
    order = load(session, ServiceOrder, record_id)
    if order.state != OrderState.EFFECTIVE:
        raise Invalid(_("This order is not in force."), clause=CLAUSE)
    return order


@use_case(Permission.EDIT_ORDER)
def record_material_requested(context: Context, *, record_id: int, at: datetime, person: str, text: str) -> None:
    """Record that purchasing or the warehouse was asked for the material of an order: who, when, what (C5.3)."""
    who = required(person, _("Enter who did it."), field="person", limit=60)
    asked = required(text, _("Write down what was asked for, and of whom."), field="text", limit=TEXT_LIMIT)
    check_past(at, context.clock.now(), field="at")
    with context.write() as session:
        order = effective_order(session, record_id)
        if not any(line.kind in MATERIAL_LINES for line in order.lines):
            raise Invalid(_("This order has no line of material or chemicals."), clause="C5.3")
        log(session, order, EventKind.MATERIAL_REQUESTED, asked, at=at, person=who)
        keeping.settle(session, order)


@use_case(Permission.EDIT_ORDER)
def call_off(context: Context, *, record_id: int, form: CallOffForm) -> None:
    """Record what the customer calls off one line of an order in force; never more than is left of it.

    Invalid at the form's field, naming what is left.
    """
    if form.called_at is None:
        raise Invalid(_("Enter when it was called off."), field="called_at")
    check_past(form.called_at, context.clock.now(), field="called_at")
    who = required(form.called_by, _("Enter who called it off."), field="called_by", limit=60)
    note = clean_line(form.note, field="note", limit=200)
    with context.write() as session:
        order = effective_order(session, record_id)
        if not is_in_force(session, order, form.called_at):
            raise Invalid(_("The order was not in force then."), field="called_at", clause=CLAUSE)
        line = check_call_off(call_off_lines(order), form.line_no, form.quantity)
        _check_wanted(form)
        values = {"line_no": line.line_no, "quantity": form.quantity, "wanted_on": form.wanted_on, "note": note}
        order.call_offs.append(CallOff(called_at=form.called_at, called_by=who, **values))
        order.version += 1
        rest = replace(line, called=line.called + (form.quantity or 0))
        text = _("{name}: {quantity} called off, {left} left")
        told = text.format(name=line.name, quantity=quantity(form.quantity), left=rest.left_text)
        log(
            session,
            order,
            EventKind.CALLED_OFF,
            told,
            at=form.called_at,
            counterpart=who,
            data={"line_no": line.line_no},
        )


def _check_wanted(form: CallOffForm) -> None:
    if form.wanted_on is None or form.called_at is None:
        return
    if not 0 <= form.wanted_on.year - form.called_at.year <= 1:
        raise Invalid(_("Check the year of this date."), field="wanted_on")


@use_case(Permission.EDIT_ORDER)
def record_visit(context: Context, *, record_id: int, visit_no: int, at: datetime, person: str, text: str) -> None:
    """Record that a visit which an agreement promises was made: who, when, what was found; it is used up (C8.1)."""
    who = required(person, _("Enter who did it."), field="person", limit=60)
    found = required(text, _("Write down what was done and found."), field="text", limit=TEXT_LIMIT)
    check_past(at, context.clock.now(), field="at")
    with context.write() as session:
        order = effective_order(session, record_id)
        visit = _open_visit(order, visit_no)
        if order.effective_at is not None and at < order.effective_at:
            raise Invalid(_("This lies before the order took effect."), field="at", clause=CLAUSE)
        visit.done_at = at
        order.version += 1
        log(session, order, EventKind.VISIT_DONE, found, at=at, person=who, data={"visit_no": visit_no})
        keeping.settle(session, order)


def _open_visit(order: ServiceOrder, visit_no: int) -> OrderVisit:
    visit = next((one for one in order.visits if one.visit_no == visit_no), None)
    if visit is None:
        raise NotFound(_("The agreement promises no such visit."))
    if visit.done_at is not None:
        raise Invalid(_("This visit was made already."), field="visit_no", clause=CLAUSE)
    return visit


@use_case(Permission.EDIT_ORDER)
def decline_renewal(context: Context, *, record_id: int, at: datetime, reason: str) -> None:
    """Record that an agreement is not renewed, and why: nothing reminds of its end any more (C8.1)."""
    why = required(reason, _("Give the reason."), field="reason", limit=TEXT_LIMIT)
    check_past(at, context.clock.now(), field="at")
    with context.write(why) as session:
        order = load(session, ServiceOrder, record_id)
        if order.order_kind is not OrderKind.MAINTENANCE or order.state not in TAKEN_EFFECT:
            raise Invalid(_("Only a maintenance agreement that took effect is renewed."), clause=CLAUSE)
        log(session, order, EventKind.NOT_RENEWED, why, at=at)
        keeping.settle(session, order)


@use_case(Permission.EDIT_ORDER)
def record_cost(context: Context, *, record_id: int, form: CostForm) -> None:
    """Record what an order really cost, without tax, for the realised profit (C8.3). Invalid at the form's field."""
    text = required(form.text, _("Write down what it was."), field="text")
    if form.amount is None or form.amount <= 0:
        raise Invalid(_("Enter what it cost, without tax."), field="amount")
    amount = check_sum(form.amount, field="amount")
    if form.quantity is not None and not is_quantity(form.quantity):
        raise Invalid(_("A quantity is more than 0, with at most three places."), field="quantity")
    note = clean_text(form.note, field="note", limit=TEXT_LIMIT)
    with context.write() as session:
        order = load(session, ServiceOrder, record_id)
        if order.state not in COSTED:
            raise Invalid(_("Costs are recorded once the order is approved."), clause="C8.3")
        cost = OrderCost(
            kind=form.kind, text=text, quantity=form.quantity, amount=amount,
            incurred_on=past_day(session, form.incurred_on, field="incurred_on"),
            recorded_at=session.info["now"], recorded_by=session.info["user_name"], note=note,
        )  # fmt: skip
        order.costs.append(cost)
        order.version += 1
        log(session, order, EventKind.COST_RECORDED, _told(cost))


def _told(cost: OrderCost) -> str:
    return f"{label(cost.kind)}: {cost.text} {money(cost.amount)}"


@use_case(Permission.EDIT_ORDER)
def withdraw_cost(context: Context, *, cost_id: int, reason: str) -> None:
    """Take back a cost that was entered by mistake, with the reason; the log keeps both. NotFound when it is gone."""
    why = required(reason, _("Give the reason."), field="reason", limit=TEXT_LIMIT)
    with context.write(why) as session:
        cost = session.get(OrderCost, cost_id)
        if cost is None:
            raise NotFound(_("This cost is no longer there."))
        order = load(session, ServiceOrder, cost.order_id)
        text = _("Taken back: {cost} ({reason})").format(cost=_told(cost), reason=why)
        log(session, order, EventKind.COST_RECORDED, text, data={"withdrawn": True})
        order.costs.remove(cost)
        order.version += 1
