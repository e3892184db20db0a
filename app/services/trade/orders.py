"""Service orders and agreements: writing one, and the way to its approval (C8.1, C8.2)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.formatting import money
from app.forms.money import InstalmentForm
from app.forms.trade import OrderForm
from app.i18n import _
from app.queries.approvals.facts import approval_facts
from app.queries.approvals.limits import read_limits
from app.queries.approvals.summary import approved_roles
from app.queries.records.lookup import existing
from app.queries.trade.order_facts import former_approval, order_facts
from app.queries.trade.priced import content_hash
from app.rules.approvals.steps import steps_for, steps_left
from app.rules.inputs import clean_line, clean_text, plausible_day
from app.rules.money.instalments import sum_of, with_amounts
from app.rules.permissions import Permission
from app.rules.trade.gates import OrderFacts
from app.rules.trade.orders import CLAUSE, TAKEN_EFFECT, check_period, checked_visits
from app.rules.trade.terms import advance_of
from app.services.approvals.asking import ask, drop_open
from app.services.money.instalments import write_instalments
from app.services.moves import move
from app.services.past_days import today_of
from app.services.promises import keeping
from app.services.trade.priced import write_priced
from app.services.use_case import fresh, load, log, next_number, required, use_case
from models.approval import Approval
from models.enums import (
    ApprovalSubject,
    EventKind,
    InstalmentKind,
    OrderKind,
    OrderState,
    QuotationState,
    RecordKind,
)
from models.projects.contract import Contract
from models.record import Record
from models.requests.request import Request
from models.trade.order import OrderVisit, ServiceOrder
from models.trade.quotation import Quotation

TEXT_LIMIT = 4000
_LINES = ("sign_place", "response_time", "late_rate")


@use_case(Permission.EDIT_ORDER)
def save_order(context: Context, *, form: OrderForm, record_id: int | None = None) -> int:
    """Write a draft of an order, with its lines, visits and instalments; returns its id. A draft has no number yet.

    Invalid at the field of the form that is wrong; for one that is no draft any more, for a quotation that was not
    accepted or has its order already, for an agreement that cannot be renewed or is being renewed already.
    """
    with context.write() as session:
        order = load(session, ServiceOrder, record_id, form.version) if record_id else _new(session)
        if order.state != OrderState.DRAFT:
            raise Invalid(_("Take the order back to draft before changing it."), clause="C8.2")
        known = order.quotation_id, order.request_id
        write_priced(session, order, form)
        _write_own(session, order, form)
        session.add(order)
        session.flush()
        _check_advance(order, form.instalments)
        write_instalments(session, order, form.instalments)
        log(session, order, EventKind.EDITED if record_id else EventKind.REGISTERED)
        if known != (order.quotation_id, order.request_id):
            _tell_sources(session, order)
        return order.id


def _new(session: Session) -> ServiceOrder:
    return ServiceOrder(state=OrderState.DRAFT, sort_at=session.info["now"], **fresh(session))


def _write_own(session: Session, order: ServiceOrder, form: OrderForm) -> None:
    for day, name in ((form.starts_on, "starts_on"), (form.ends_on, "ends_on")):
        plausible_day(day, field=name)
    check_period(form)
    order.order_kind, order.dispute_way = form.order_kind, form.dispute_way
    order.starts_on, order.ends_on = form.starts_on, form.ends_on
    for name in _LINES:
        setattr(order, name, clean_line(getattr(form, name), field=name, limit=200))
    _write_sources(session, order, form)
    _write_visits(order, form)


def _write_sources(session: Session, order: ServiceOrder, form: OrderForm) -> None:
    """Check quotation, contract and renewed agreement: the same customer's, and each followed by one order only."""
    if form.quotation_id is not None:
        _check_quotation(session, order, form.quotation_id)
    if form.contract_id is not None:
        contract = existing(session, Contract, form.contract_id)
        _check_owner(order, contract, "contract_id")
    if form.renews_id is not None:
        _check_renewed(session, order, form.renews_id)
    order.quotation_id, order.contract_id, order.renews_id = form.quotation_id, form.contract_id, form.renews_id


def _check_owner(order: ServiceOrder, other: Record, field: str) -> None:
    if other.customer_id != order.customer_id:
        raise Invalid(_("This belongs to another customer."), field=field, clause=CLAUSE)


def _check_quotation(session: Session, order: ServiceOrder, quotation_id: int) -> None:
    quotation = existing(session, Quotation, quotation_id)
    _check_owner(order, quotation, "quotation_id")
    if quotation_id == order.quotation_id:
        return
    if quotation.state != QuotationState.ACCEPTED:
        raise Invalid(_("Only an accepted quotation becomes an order."), field="quotation_id", clause=CLAUSE)
    _refuse_second(session, order, ServiceOrder.quotation_id == quotation_id, "quotation_id")


def _check_renewed(session: Session, order: ServiceOrder, renews_id: int) -> None:
    former = existing(session, ServiceOrder, renews_id)
    _check_owner(order, former, "renews_id")
    if former.order_kind is not OrderKind.MAINTENANCE or former.state not in TAKEN_EFFECT:
        raise Invalid(_("Only a maintenance agreement that took effect is renewed."), field="renews_id", clause=CLAUSE)
    if order.order_kind is not OrderKind.MAINTENANCE:
        raise Invalid(_("A maintenance agreement renews this one."), field="order_kind", clause=CLAUSE)
    _refuse_second(session, order, ServiceOrder.renews_id == renews_id, "renews_id")


def _refuse_second(session: Session, order: ServiceOrder, follows: object, field: str) -> None:
    live = ServiceOrder.state != OrderState.CANCELLED, ServiceOrder.id != (order.id or 0)
    other = session.scalars(select(ServiceOrder).where(follows, *live).limit(1)).first()  # type: ignore[arg-type]
    if other is not None:
        text = _("There is an order for it already: {name}.").format(name=other.number or other.title)
        raise Invalid(text, field=field, clause=CLAUSE)


def _write_visits(order: ServiceOrder, form: OrderForm) -> None:
    known = {row.visit_no: row for row in order.visits}
    next_no = max(known, default=0) + 1
    rows = []
    for visit in checked_visits(form):
        row = known.get(visit.visit_no)
        if row is None:
            row = OrderVisit(visit_no=next_no)
            next_no += 1
        if visit.planned_on is not None:
            row.planned_on = visit.planned_on
        row.note = clean_line(visit.note, field="visits", limit=200)
        rows.append(row)
    order.visits = rows


def _check_advance(order: ServiceOrder, forms: tuple[InstalmentForm, ...]) -> None:
    """Instalments of one's own ask for as much in advance as the terms of payment say (C9.1)."""
    planned = [one for one in with_amounts(forms, order.total) if one.kind is InstalmentKind.ADVANCE]
    advance = advance_of(order.total, order.advance_percent)
    if forms and sum_of(planned) < advance:
        text = _("By the terms {advance} is paid in advance, by the instalments only {given}.")
        told = text.format(advance=money(advance), given=money(sum_of(planned)))
        raise Invalid(told, field="instalments", clause="C9.1")


def _tell_sources(session: Session, order: ServiceOrder) -> None:
    """The logs of request and quotation say that an order was made of them."""
    for model, record_id in ((Request, order.request_id), (Quotation, order.quotation_id)):
        if record_id is not None:
            source = session.get_one(model, record_id)
            log(session, source, EventKind.ORDER_MADE, order.title, data={"order": order.id})


# the way to approval ---------------------------------------------------------------------------------------------


@use_case(Permission.EDIT_ORDER)
def submit_order(context: Context, *, record_id: int, version: int, note: str = "") -> int | None:
    """Submit a draft for approval; it gets its number now. Returns the id of the approval that was asked for.

    An order that repeats its accepted quotation needs only whose word that one did not have; with none left it is
    approved at once, and None is returned (C8.2). Blocked where lines, costs, terms, period or instalments are not in
    order.
    """
    told = clean_text(note, field="note", limit=TEXT_LIMIT)
    with context.write() as session:
        order = load(session, ServiceOrder, record_id, version)
        move(context, session, order, "submit", facts_of(session, order), text=told)
        order.number = order.number or next_number(session, RecordKind.ORDER)
        order.submitted_at = session.info["now"]
        approval = _ask(context, session, order, told)
        if order.renews_id is not None:
            keeping.settle(session, session.get_one(ServiceOrder, order.renews_id))
        return approval.id if approval is not None else None


def _ask(context: Context, session: Session, order: ServiceOrder, note: str) -> Approval | None:
    needs = steps_for(approval_facts(session, order), read_limits(session, today_of(session)))
    former = former_approval(session, order)
    left = steps_left(needs, approved_roles(former)) if former is not None else needs
    if former is not None and not left:
        order_approved(context, session, order, former)
        return None
    hashed = content_hash(order)
    return ask(context, session, order, subject=ApprovalSubject.ORDER, content_hash=hashed, needs=left, note=note)


def facts_of(session: Session, order: ServiceOrder) -> OrderFacts:
    """Read what the gates of an order look at, inside a transaction that writes."""
    return order_facts(session, order, today_of(session))


def order_approved(context: Context, session: Session, order: ServiceOrder, approval: Approval) -> None:
    """Take an order on as approved, inside the transaction that gave the last word; its log says by which approval."""
    text = _("By approval {number}").format(number=approval.number or "")
    move(context, session, order, "approve", facts_of(session, order), text=text)


def order_returned(context: Context, session: Session, order: ServiceOrder, approval: Approval, reason: str) -> None:
    """Return an order to draft because the ``approval`` was refused, with its reason; it keeps its number."""
    text = _("{number}: {reason}").format(number=approval.number or "", reason=reason)
    move(context, session, order, "return", facts_of(session, order), text=text)


@use_case(Permission.EDIT_ORDER)
def withdraw_order(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Take a submitted order back to draft; what is being decided about it is dropped."""
    _back_to_draft(context, record_id, version, "withdraw", reason)


@use_case(Permission.EDIT_ORDER)
def reopen_order(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Take an approved order that is not in force yet back to draft, to change it; it is submitted again.

    What the customer signed is what it said until now: it is signed again. The signed scan stays filed.
    """
    _back_to_draft(context, record_id, version, "reopen", reason)


def _back_to_draft(context: Context, record_id: int, version: int, action: str, reason: str) -> None:
    why = required(reason, _("Give the reason."), field="reason", limit=TEXT_LIMIT)
    with context.write(why) as session:
        order = load(session, ServiceOrder, record_id, version)
        move(context, session, order, action, facts_of(session, order), text=why)
        order.signed_on, order.signed_by, order.acceptance_id = None, "", None
        drop_open(session, order, why)
