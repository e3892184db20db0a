"""The way of an approved order: signed, in force, service ended, settled; or cancelled (C8.1, C9)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.errors import Invalid
from app.formatting import local
from app.forms.trade import SigningForm
from app.i18n import _
from app.queries.trade.order_facts import quotation_of
from app.rules.inputs import clean_line, clean_text
from app.rules.permissions import Permission
from app.rules.trade.orders import CLAUSE
from app.services.approvals.asking import drop_open
from app.services.material.ledger import recount_needs
from app.services.material.needs import note_requested
from app.services.money.instalments import cancel_instalments, note_service_end, owe_instalments
from app.services.moves import move
from app.services.past_days import past_day, today_of
from app.services.promises import keeping
from app.services.promises.recomputing import resettle
from app.services.scans import ScannedPaper, file_scan, stored_scan
from app.services.trade.orders import facts_of
from app.services.use_case import check_past, check_year, load, log, required, use_case
from models.enums import EventKind, OrderKind, OrderState
from models.requests.request import Request
from models.trade.order import ServiceOrder

TEXT_LIMIT = 4000
SIGNED_PAPER = "A6-03"  # service agreements, in the catalogue of the archive
SIGNABLE = (OrderState.APPROVED, OrderState.EFFECTIVE)
FURTHEST = timedelta(days=366)  # how far ahead an order may be put in force


@use_case(Permission.EDIT_ORDER)
def record_signing(context: Context, *, record_id: int, version: int, form: SigningForm) -> None:
    """Record that the customer signed an approved order: when, who, where; the signed scan is filed, then or later.

    Invalid at the form's field for a day in the future or a missing name, at ``scan`` for a file that is none.
    """
    who = required(form.signed_by, _("Enter who signed."), field="signed_by", limit=60)
    place = clean_line(form.sign_place, field="sign_place", limit=200)
    scan = stored_scan(context.store, form.scan) if form.scan else None
    with context.write() as session:
        order = load(session, ServiceOrder, record_id, version)
        if order.state not in SIGNABLE:
            raise Invalid(_("Only an approved order is signed."), clause=CLAUSE)
        missing = _("Enter when it was signed.")
        order.signed_on = past_day(session, form.signed_on, field="signed_on", missing=missing)
        order.signed_by = who
        order.sign_place = place or order.sign_place
        log(session, order, EventKind.ACCEPTED, counterpart=who, data={"signed_on": order.signed_on.isoformat()})
        if scan is not None:
            title = _("Service agreement {number}: {title}").format(number=order.number, title=order.title)
            paper = ScannedPaper(SIGNED_PAPER, title, order.signed_on)
            order.acceptance_id = file_scan(session, context.store, order, scan, paper).id


@use_case(Permission.EDIT_ORDER)
def put_in_force(context: Context, *, record_id: int, version: int, effective_at: datetime) -> None:
    """Put an approved and accepted order in force from a moment on, which may lie ahead: its clocks start then.

    Its instalments are owed from now on, the advance at once (C9.1). Blocked unless the class is confirmed, the
    customer signed or accepted what was approved, and the instalments add up. Invalid for a moment before it was
    signed, past its end, or absurd.
    """
    check_year(effective_at, field="effective_at")
    with context.write() as session:
        order = load(session, ServiceOrder, record_id, version)
        move(context, session, order, "take_effect", facts_of(session, order))
        _check_effect(session, order, effective_at)
        order.effective_at = order.sort_at = effective_at
        log(session, order, EventKind.EFFECTIVE, data={"effective_at": effective_at.isoformat()})
        owe_instalments(session, order)
        keeping.settle(session, order)
        note_requested(session, order)
        _tell_project(session, order)


def _check_effect(session: Session, order: ServiceOrder, effective_at: datetime) -> None:
    zone = _zone(session)
    day, today = local(effective_at, zone).date(), today_of(session)
    agreed_on = order.signed_on or _accepted_on(session, order)
    if agreed_on is not None and day < agreed_on:
        text = _("This lies before the customer signed or accepted it.")
        raise Invalid(text, field="effective_at", clause=CLAUSE)
    if day > today + FURTHEST:
        raise Invalid(_("At most a year ahead. Check the date."), field="effective_at", clause=CLAUSE)
    if order.ends_on is not None and day > order.ends_on:
        raise Invalid(_("This lies past the end of the agreement."), field="effective_at", clause=CLAUSE)


def _accepted_on(session: Session, order: ServiceOrder) -> date | None:
    quotation = quotation_of(session, order)
    if quotation is None or quotation.outcome_at is None:
        return None
    return local(quotation.outcome_at, _zone(session)).date()


def _tell_project(session: Session, order: ServiceOrder) -> None:
    """A maintenance agreement decides for its project whether a request is free or paid (C3.2)."""
    if order.order_kind is OrderKind.MAINTENANCE and order.project_id is not None:
        resettle(session, select(Request).where(Request.project_id == order.project_id))


@use_case(Permission.EDIT_ORDER)
def end_service(context: Context, *, record_id: int, version: int, served_at: datetime, text: str = "") -> None:
    """Record that the service of an order has ended: what is to be paid after it is due from then on (C9.2).

    Blocked while visits of an agreement have not been made. Invalid for a moment ahead, or before it took effect.
    """
    told = clean_text(text, field="text", limit=TEXT_LIMIT)
    check_past(served_at, context.clock.now(), field="served_at")
    with context.write() as session:
        order = load(session, ServiceOrder, record_id, version)
        service_ended(context, session, order, served_at, told)


def service_ended(context: Context, session: Session, order: ServiceOrder, served_at: datetime, told: str) -> None:
    """End the service of an order inside the transaction that found out; see ``end_service``."""
    if order.effective_at is not None and served_at < order.effective_at:
        raise Invalid(_("This lies before the order took effect."), field="served_at", clause="C9.2")
    move(context, session, order, "serve", facts_of(session, order), text=told)
    order.served_at = served_at
    log(session, order, EventKind.SERVICE_ENDED, told, at=served_at)
    note_service_end(session, order)
    keeping.settle(session, order)
    _tell_project(session, order)


@use_case(Permission.EDIT_ORDER)
def settle_order(context: Context, *, record_id: int, version: int) -> None:
    """Settle an order whose service has ended; blocked while not all of it is paid (C9.2), or goods are set aside for
    it by a slip that the keeper has not checked (C6.3).
    """
    with context.write() as session:
        order = load(session, ServiceOrder, record_id, version)
        move(context, session, order, "settle", facts_of(session, order))
        recount_needs(session, order.id)


@use_case(Permission.CANCEL_RECORD)
def cancel_order(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Cancel an order with a reason; a number once given stays (作废), promises and instalments are dropped.

    Blocked once money has come in for it.
    """
    why = required(reason, _("Give the reason."), field="reason", limit=TEXT_LIMIT)
    with context.write(why) as session:
        order = load(session, ServiceOrder, record_id, version)
        move(context, session, order, "cancel", facts_of(session, order), text=why)
        drop_open(session, order, why)
        cancel_instalments(session, order)
        keeping.drop_all(session, order, why)
        recount_needs(session, order.id)
        if order.renews_id is not None:
            session.flush()
            keeping.settle(session, session.get_one(ServiceOrder, order.renews_id))
        _tell_project(session, order)


def _zone(session: Session) -> ZoneInfo:
    return ZoneInfo(settings_of(session).text("zone"))
