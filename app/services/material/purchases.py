"""Purchase orders to purchasing: writing one, submitting it, and giving it up (C6.2, C5.3)."""

from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.forms.material.purchases import PurchaseForm
from app.i18n import _
from app.queries.material.arrivals import GIVEN_UP
from app.queries.material.purchase_facts import estimated_total, parts_of, purchase_facts, purchase_hash
from app.queries.records.lookup import AnyRecord, existing
from app.rules.approvals.steps import own_purchase_steps
from app.rules.inputs import clean_line, clean_text
from app.rules.material.purchases import CLAUSE
from app.rules.permissions import Permission
from app.services.approvals.asking import ask, drop_open
from app.services.material.ledger import recount
from app.services.material.purchase_lines import write_lines
from app.services.material.purchase_news import note_material_requested, tell_served
from app.services.moves import move
from app.services.promises import keeping
from app.services.use_case import fresh, load, log, next_number, required, use_case
from models.approval import Approval
from models.enums import ApprovalSubject, EventKind, PurchaseState, PurchaseUrgency, RecordKind
from models.material.purchase import Purchase
from models.projects.project import Project
from models.record import Record
from models.requests.request import Request
from models.trade.order import ServiceOrder

TEXT_LIMIT = 4000
LONGEST = {"urgent_reason": 200, "requester": 60, "deliver_to": 200, "budget_item": 60}
_CODES = ("purchase_type", "urgency", "cost_bearer", "own_purchase")


@use_case(Permission.EDIT_MATERIAL)
def save_purchase(context: Context, *, form: PurchaseForm, record_id: int | None = None) -> int:
    """Write a draft of a purchase order with its lines; returns its id. A draft has no number yet.

    Invalid at the form's field; for one that was submitted: it is taken back to draft first. Shares of a line are for
    needs of its part, together at most what is bought, and never more of a need than is still missing (C6.1).
    """
    with context.write() as session:
        purchase = load(session, Purchase, record_id, form.version) if record_id else _new(session)
        if purchase.state != PurchaseState.DRAFT:
            raise Invalid(_("Take the purchase order back to draft before changing it."), clause=CLAUSE)
        _write_own(context, session, purchase, form)
        _write_sources(session, purchase, form)
        write_lines(session, purchase, form.lines, with_costs=context.actor.may(Permission.VIEW_MARGINS))
        purchase.title = _title(session, purchase)
        session.add(purchase)
        session.flush()
        log(session, purchase, EventKind.EDITED if record_id else EventKind.REGISTERED)
        return purchase.id


def _new(session: Session) -> Purchase:
    return Purchase(state=PurchaseState.DRAFT, sort_at=session.info["now"], **fresh(session))


def _write_own(context: Context, session: Session, purchase: Purchase, form: PurchaseForm) -> None:
    for name in _CODES:
        setattr(purchase, name, getattr(form, name))
    for name, limit in LONGEST.items():
        setattr(purchase, name, clean_line(getattr(form, name), field=name, limit=limit))
    purchase.requester = purchase.requester or context.actor.display_name
    purchase.purpose = clean_text(form.purpose, field="purpose", limit=TEXT_LIMIT)
    purchase.own_reason = clean_text(form.own_reason, field="own_reason", limit=TEXT_LIMIT) if form.own_purchase else ""
    if purchase.urgency is PurchaseUrgency.NORMAL:
        purchase.urgent_reason = ""
    elif not purchase.urgent_reason:
        raise Invalid(_("Say why it is urgent."), field="urgent_reason", clause=CLAUSE)


def _write_sources(session: Session, purchase: Purchase, form: PurchaseForm) -> None:
    """Check what it is bought for, and take customer, project and site from there: the order's, else the request's."""
    order = _live(session, ServiceOrder, form.order_id, purchase.order_id, "order_id")
    request_id = form.request_id or (order.request_id if order is not None else None)
    request = _live(session, Request, request_id, purchase.request_id, "request_id")
    project = existing(session, Project, form.project_id) if form.project_id is not None else None
    if order is not None and form.request_id is not None and order.request_id != form.request_id:
        raise Invalid(_("This order belongs to another request."), field="order_id", clause=CLAUSE)
    source: Record | None = order or request
    if source is not None and project is not None and source.project_id not in (None, project.id):
        raise Invalid(_("What it is bought for belongs to another project."), field="project_id", clause=CLAUSE)
    purchase.order_id, purchase.request_id = form.order_id, request_id
    owner: Record | None = source or project
    purchase.customer_id = owner.customer_id if owner is not None else None
    purchase.site_id = source.site_id if source is not None else None
    purchase.project_id = project.id if project is not None else (source.project_id if source is not None else None)


def _live(
    session: Session, model: type[AnyRecord], record_id: int | None, known: int | None, field: str
) -> AnyRecord | None:
    """Return what something is bought for; Invalid for what is newly chosen and was given up."""
    if record_id is None:
        return None
    source = existing(session, model, record_id)
    if record_id != known and source.state in GIVEN_UP:
        raise Invalid(_("This was cancelled: nothing is bought for it any more."), field=field, clause=CLAUSE)
    return source


def _title(session: Session, purchase: Purchase) -> str:
    """Name a purchase by what is bought, as far as it fits."""
    parts = parts_of(session, purchase)
    return " / ".join(dict.fromkeys(parts[line.part_id].title for line in purchase.lines))[:200]


# to purchasing ---------------------------------------------------------------------------------------------------


@use_case(Permission.EDIT_MATERIAL)
def submit_purchase(context: Context, *, record_id: int, version: int, note: str = "") -> int | None:
    """Submit a draft to purchasing: it gets its number, what it brings counts as on order, who waits for it is told.

    A purchase of our own asks the manager (the leader, when the manager asks); returns that approval's id, None for any
    other. What was free in stock is kept on each line (C6.1). Blocked while lines, answers, days or reason are missing.
    """
    told = clean_text(note, field="note", limit=TEXT_LIMIT)
    with context.write() as session:
        purchase = load(session, Purchase, record_id, version)
        parts = parts_of(session, purchase)
        move(context, session, purchase, "submit", purchase_facts(session, purchase, parts), text=told)
        for line in purchase.lines:
            line.stock_then = parts[line.part_id].free
        purchase.number = purchase.number or next_number(session, RecordKind.PURCHASE)
        purchase.submitted_at = session.info["now"]
        recount(session, parts.keys())
        approval = _ask(context, session, purchase, told) if purchase.own_purchase else None
        keeping.settle(session, purchase)
        tell_served(session, purchase, EventKind.PURCHASE_MADE, purchase.title)
        note_material_requested(session, purchase)
        return approval.id if approval is not None else None


def _ask(context: Context, session: Session, purchase: Purchase, note: str) -> Approval:
    total = estimated_total(purchase)
    values = {"total": str(total)} if total is not None else {}
    return ask(
        context,
        session,
        purchase,
        subject=ApprovalSubject.OWN_PURCHASE,
        content_hash=purchase_hash(purchase),
        needs=own_purchase_steps(own=context.actor.may(Permission.APPROVE), values=values),
        note="\n".join(said for said in (purchase.own_reason, note) if said),
    )


def own_purchase_granted(_context: Context, session: Session, purchase: Purchase, approval: Approval) -> None:
    """Note that a purchase of our own was granted; called with the last yes, in the transaction that decides."""
    log(session, purchase, EventKind.APPROVED, approval.note, data=_data(approval))


def own_purchase_returned(
    context: Context, session: Session, purchase: Purchase, approval: Approval, reason: str
) -> None:
    """Return a purchase of our own to draft because the ``approval`` was refused, with its reason."""
    text = _("{number}: {reason}").format(number=approval.number or "", reason=reason)
    _give_back(context, session, purchase, "return", text)


def _data(approval: Approval) -> dict[str, object]:
    return {"approval": approval.number, "approval_id": approval.id}


@use_case(Permission.EDIT_MATERIAL)
def withdraw_purchase(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Take a submitted purchase order that nobody has ordered yet back to draft; it keeps its number."""
    why = required(reason, _("Give the reason."), field="reason", limit=TEXT_LIMIT)
    with context.write(why) as session:
        purchase = load(session, Purchase, record_id, version)
        _give_back(context, session, purchase, "withdraw", why)
        drop_open(session, purchase, why)


def _give_back(context: Context, session: Session, purchase: Purchase, action: str, text: str) -> None:
    """Take a purchase back to draft: nothing of it is on order any more."""
    move(context, session, purchase, action, purchase_facts(session, purchase), text=text)
    purchase.submitted_at = None
    recount(session, {line.part_id for line in purchase.lines})
    keeping.settle(session, purchase)


@use_case(Permission.EDIT_MATERIAL)
def cancel_purchase(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Give a purchase order up of which nothing has come in, for a reason; who waits for it is told.

    Blocked once goods have come in: then the rest is closed in the course of receiving.
    """
    why = required(reason, _("Give the reason."), field="reason", limit=TEXT_LIMIT)
    with context.write(why) as session:
        purchase = load(session, Purchase, record_id, version)
        was_submitted = purchase.state != PurchaseState.DRAFT
        move(context, session, purchase, "cancel", purchase_facts(session, purchase), text=why)
        drop_open(session, purchase, why)
        recount(session, {line.part_id for line in purchase.lines})
        keeping.drop_all(session, purchase, why)
        if was_submitted:
            tell_served(session, purchase, EventKind.NOTE, _("Purchase order cancelled. {reason}").format(reason=why))
