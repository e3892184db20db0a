"""Repeat contacts (C2): one more call about the same thing joins the open request, and two requests that turn out to be
one are merged. Nothing is lost, and no promise gets a later start by it.
"""

from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.forms.requests import RequestForm
from app.i18n import _
from app.queries.requests.request_facts import giving_up_facts
from app.queries.requests.request_list import OPEN_STATES
from app.rules.permissions import Permission
from app.services.approvals.asking import drop_open
from app.services.material.ledger import recount_needs
from app.services.moves import move
from app.services.promises import keeping
from app.services.requests.incoming import file_incoming, number_incoming
from app.services.requests.lines import add_lines, take_over_lines
from app.services.requests.registering import TEXT_LIMIT, checked_contact
from app.services.scans import stored_scan
from app.services.use_case import load, log, required, use_case
from models.enums import EventKind
from models.requests.request import Request

CLAUSE = "C2"


@use_case(Permission.REGISTER_REQUEST)
def join_request(context: Context, *, record_id: int, form: RequestForm) -> int:
    """Add a contact to the open request it is about, instead of registering it anew; returns that request's id.

    When, by whom, through which channel, with whom, what was said: an entry of its log. What else is wanted becomes
    lines, a fax or letter gets its incoming number, and its scan is filed.
    """
    form = checked_contact(form, context.clock.now())
    scan = stored_scan(context.store, form.scan) if form.scan else None
    with context.write() as session:
        request = load(session, Request, record_id)
        _check_joinable(request, form)
        number = number_incoming(session, form.channel)
        _log_contact(session, request, form, number)
        if form.lines:
            request.version += 1
            add_lines(session, request, form.lines, context.actor)
        keeping.settle(session, request)
        if scan is not None:
            file_incoming(session, context.store, request, scan, number)
        return request.id


def _check_joinable(request: Request, form: RequestForm) -> None:
    if request.state not in OPEN_STATES:
        raise Invalid(_("This request is finished. Register the contact as a new one."), clause=CLAUSE)
    if request.customer_id != form.customer_id:
        raise Invalid(_("This request is another customer's."), field="customer_id", clause=CLAUSE)
    if form.received_at is not None and form.received_at < request.received_at:
        raise Invalid(_("This lies before the request was received."), field="received_at", clause=CLAUSE)


def _log_contact(session: Session, request: Request, form: RequestForm, number: str | None) -> None:
    data = {
        "channel": form.channel.value,
        "phone": form.contact_phone,
        "incoming_number": number or "",
        "severity": form.severity.value,
        "urgent": form.urgent,
    }
    log(
        session,
        request,
        EventKind.CONTACTED_AGAIN,
        form.text,
        at=form.received_at,
        person=form.received_by,
        counterpart=form.contact_name,
        data=data,
    )


@use_case(Permission.CANCEL_RECORD)
def merge_request(context: Context, *, record_id: int, version: int, into_id: int, reason: str) -> None:
    """Merge a request into another open one of the same customer, which was received first; it keeps its number.

    Its open promises and what is still being decided about it are dropped with the reason, what is still wanted goes
    over with the day it was asked for, and with what was found in stock, bought or issued for it. Invalid at
    ``into_id`` or ``reason``; Blocked while people are to be sent for it, or a quotation or an order of it is not over.
    """
    why = required(reason, _("Give the reason."), field="reason", limit=TEXT_LIMIT)
    with context.write(why) as session:
        request = load(session, Request, record_id, version)
        into = load(session, Request, into_id)
        _check_pair(request, into)
        move(context, session, request, "merge", giving_up_facts(session, request), text=why)
        request.merged_into_id = into.id
        recount_needs(session, request.id)
        _log_merge(session, request, into, why)
        keeping.drop_all(session, request, why)
        drop_open(session, request, why)
        into.version += 1
        take_over_lines(session, request, into)
        recount_needs(session, into.id)
        keeping.settle(session, into)


def _check_pair(request: Request, into: Request) -> None:
    if request.id == into.id:
        raise Invalid(_("A request cannot be merged into itself."), field="into_id", clause=CLAUSE)
    if request.customer_id != into.customer_id:
        raise Invalid(_("This request is another customer's."), field="into_id", clause=CLAUSE)
    if into.state not in OPEN_STATES:
        raise Invalid(_("That request is finished. Choose an open one."), field="into_id", clause=CLAUSE)
    if (into.received_at, into.id) > (request.received_at, request.id):
        message = _("{number} was received later. Merge the later request into the earlier one.")
        raise Invalid(message.format(number=into.number), field="into_id", clause=CLAUSE)


def _log_merge(session: Session, request: Request, into: Request, reason: str) -> None:
    """Tell it in both logs; what the customer said the second time stands in the log of the request that goes on."""
    away = _("Merged into {number}: {reason}").format(number=into.number, reason=reason)
    log(session, request, EventKind.JOINED, away, data={"into": into.id})
    taken = _("{number} was merged into this request: {reason}").format(number=request.number, reason=reason)
    text = f"{taken}\n{request.text}"
    log(session, into, EventKind.JOINED, text, counterpart=request.contact_name, data={"from": request.id})
