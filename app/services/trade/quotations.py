"""Quotations (C5.2, C8): written as drafts, submitted, sent, talked about, accepted or declined, revised, cancelled.

A draft has no number; it gets one when it is first submitted and keeps it. What was submitted cannot be edited: taken
back, or revised, it is a draft again and needs another approval.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.archive.scans import Scan
from app.context import Context, settings_of
from app.errors import Invalid
from app.formatting import date_time_text, local
from app.forms.trade import AcceptanceForm, QuotationForm, RefusalForm, SendingForm, TalkForm
from app.i18n import _
from app.labels import label
from app.queries.approvals.facts import approval_facts
from app.queries.approvals.limits import read_limits
from app.queries.approvals.summary import latest_approval
from app.queries.promises.facts import FINISHED
from app.queries.promises.quotation_clocks import NEXT_ON, VALID_UNTIL
from app.queries.trade.priced import content_hash, said_in_full
from app.queries.trade.quotation_facts import quotation_facts
from app.rules.approvals.steps import steps_for
from app.rules.gates import check_gates
from app.rules.inputs import clean_text
from app.rules.permissions import Permission
from app.rules.trade.revisions import printed_number
from app.services.approvals.asking import ask, drop_open
from app.services.moves import blocked, move
from app.services.promises import keeping
from app.services.scans import ScannedPaper, file_scan, stored_scan
from app.services.trade.priced import refuse_finished, refuse_free, write_priced
from app.services.use_case import YEARS, check_past, fresh, load, log, next_number, required, use_case
from models.approval import Approval
from models.enums import ApprovalSubject, DeclineReason, EventKind, QuotationState, RecordKind
from models.requests.request import Request
from models.trade.quotation import Quotation, QuotationRevision

REASON_LIMIT = 4000
NAME_LIMIT = 60
ENTRY = "A6-02"  # where the customer's signed acceptance is filed
LONGEST_VALIDITY = timedelta(days=366)
TALKED_ABOUT = (QuotationState.DRAFT, QuotationState.SUBMITTED, QuotationState.APPROVED, QuotationState.SENT)


@use_case(Permission.EDIT_QUOTATION)
def save_quotation(context: Context, *, form: QuotationForm, record_id: int | None = None) -> int:
    """Write a draft, or change one; returns its id. Without days it is dated today and valid as long as usual.

    Invalid at the form's field, see ``write_priced``; Invalid for what is no draft any more (C8.2).
    """
    with context.write() as session:
        quotation = load(session, Quotation, record_id, form.version) if record_id else None
        if quotation is None:
            quotation = Quotation(state=QuotationState.DRAFT, **fresh(session))
        elif quotation.state != QuotationState.DRAFT:
            message = _("Only a draft can be changed. Take the quotation back to draft, or make a new revision.")
            raise Invalid(message, clause="C8.2")
        write_priced(session, quotation, form)
        _write_days(context, session, quotation, form.quoted_on, form.valid_until)
        session.add(quotation)
        session.flush()
        log(session, quotation, EventKind.EDITED if record_id else EventKind.REGISTERED)
        if not record_id:
            _tell_request(session, quotation, EventKind.QUOTATION_MADE, session.info["now"])
        return quotation.id


def _write_days(
    context: Context, session: Session, quotation: Quotation, quoted_on: date | None, valid_until: date | None
) -> None:
    first = quoted_on or _today(context, session)
    if first.year not in YEARS:
        raise Invalid(_("Check the year of this date."), field="quoted_on")
    last = valid_until or first + timedelta(days=read_limits(session, first).validity_days)
    if not first <= last <= first + LONGEST_VALIDITY:
        message = _("A quotation is valid from its date on, for a year at most. Check the dates.")
        raise Invalid(message, field="valid_until", clause="C5.2")
    quotation.quoted_on, quotation.valid_until = first, last
    quotation.sort_at = datetime.combine(first, datetime.min.time(), _zone(session))


@use_case(Permission.EDIT_QUOTATION)
def submit_quotation(context: Context, *, record_id: int, version: int, note: str = "") -> int:
    """Submit a draft for approval (C8.2, C8.3), with a ``note`` for who decides; returns the approval's id.

    It gets its number now. Blocked while a gate is closed (class, lines, costs, terms, validity).
    """
    told = clean_text(note, field="note", limit=REASON_LIMIT)
    with context.write() as session:
        quotation = load(session, Quotation, record_id, version)
        _check_request(session, quotation)
        today = _today(context, session)
        move(context, session, quotation, "submit", quotation_facts(session, quotation, today), text=told)
        quotation.number = quotation.number or next_number(session, RecordKind.QUOTATION)
        quotation.submitted_at = session.info["now"]
        session.flush()
        needs = steps_for(approval_facts(session, quotation), read_limits(session, today))
        digest = content_hash(quotation)
        subject = ApprovalSubject.QUOTATION
        return ask(context, session, quotation, subject=subject, content_hash=digest, needs=needs, note=told).id


def quotation_approved(context: Context, session: Session, quotation: Quotation, approval: Approval) -> None:
    """Let a submitted quotation be approved; called with the last yes, in the transaction that decides."""
    _move(context, session, quotation, "approve", approval.number or "")


def quotation_returned(
    context: Context, session: Session, quotation: Quotation, _approval: Approval, reason: str
) -> None:
    """Give a submitted quotation back as a draft with the ``reason`` of the no, in the transaction that decides."""
    _move(context, session, quotation, "return", reason)


@use_case(Permission.EDIT_QUOTATION)
def withdraw_quotation(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Take a submitted quotation back to draft; its approval is dropped."""
    with _stepping(context, record_id, version, "withdraw", reason) as (session, quotation, why):
        drop_open(session, quotation, why)


@use_case(Permission.EDIT_QUOTATION)
def send_quotation(context: Context, *, record_id: int, version: int, form: SendingForm) -> None:
    """Record that an approved quotation went out: when, to whom, by what channel, who sent it (C5.2).

    It meets the request's promise of a quotation and starts the follow-up. Blocked while a gate is closed: class
    confirmed, unchanged since approval, still valid on the day it was sent, printed. Invalid for a time before the
    request or the approval.
    """
    sent_to = required(form.sent_to, _("Enter to whom it was sent."), field="sent_to", limit=NAME_LIMIT)
    person = required(form.person, _("Enter who did it."), field="person", limit=NAME_LIMIT)
    at = _past(context, form.sent_at, "sent_at")
    with context.write() as session:
        quotation = load(session, Quotation, record_id, version)
        request = _check_request(session, quotation)
        _check_sending(session, quotation, request, at)
        day = _day(session, at)
        text = f"{label(form.sent_by)} → {sent_to}"
        move(context, session, quotation, "send", quotation_facts(session, quotation, day), text=text)
        quotation.sent_at, quotation.sent_to, quotation.sent_by = at, sent_to, form.sent_by
        said = {VALID_UNTIL: quotation.valid_until.isoformat(), "revision": quotation.revision}
        told = {"at": at, "person": person, "counterpart": sent_to}
        log(session, quotation, EventKind.QUOTATION_SENT, label(form.sent_by), data=said, **told)
        _tell_request(session, quotation, EventKind.QUOTATION_SENT, at, person=person, counterpart=sent_to)
        keeping.settle(session, quotation)


def _check_sending(session: Session, quotation: Quotation, request: Request | None, at: datetime) -> None:
    if request is not None and at < request.received_at:
        raise Invalid(_("This lies before the request was received."), field="sent_at", clause="C5.2")
    approval = latest_approval(session, quotation.id)
    decided = [step.decided_at for step in approval.steps if step.decided_at] if approval else []
    if decided and at < _minute(max(decided)):
        moment = date_time_text(max(decided), _zone(session))
        message = _("It was approved on {moment}. Nothing is sent before it is approved.")
        raise Invalid(message.format(moment=moment), field="sent_at", clause="C8.2")


@use_case(Permission.EDIT_QUOTATION)
def record_talk(context: Context, *, record_id: int, form: TalkForm) -> None:
    """Log a talk about a quotation: who spoke to whom when, what was said, when to talk again (C5.2).

    It meets the follow-up; the day named makes the next one, as long as the customer has not decided.
    """
    at = _past(context, form.at, "at")
    person = required(form.person, _("Enter who did it."), field="person", limit=NAME_LIMIT)
    other = required(form.counterpart, _("Enter whom you spoke to."), field="counterpart", limit=NAME_LIMIT)
    text = required(form.text, _("Write down what was said."), field="text", limit=REASON_LIMIT)
    with context.write() as session:
        quotation = load(session, Quotation, record_id)
        if quotation.state == QuotationState.CANCELLED:
            raise Invalid(_("This quotation was cancelled."))
        data = _next_talk(quotation, form.next_on, _day(session, at))
        log(session, quotation, EventKind.TALKED, text, at=at, person=person, counterpart=other, data=data)
        keeping.settle(session, quotation)


def _next_talk(quotation: Quotation, next_on: date | None, day: date) -> dict[str, str]:
    if next_on is None:
        return {}
    if quotation.state not in TALKED_ABOUT:
        raise Invalid(_("The customer has decided: no further follow-up is planned."), field="next_on", clause="C5.2")
    if not day <= next_on <= day + LONGEST_VALIDITY:
        message = _("The next talk lies between this one and a year later.")
        raise Invalid(message, field="next_on", clause="C5.2")
    return {NEXT_ON: next_on.isoformat()}


@use_case(Permission.EDIT_QUOTATION)
def accept_quotation(context: Context, *, record_id: int, version: int, form: AcceptanceForm) -> None:
    """Record the customer's yes: who gave it when, with the signed scan if there is one, which is filed.

    Invalid for what was not sent, or for a time before it was; Blocked for a yes after the last day of validity (C5.2).
    """
    who = required(form.accepted_by, _("Enter who accepted it."), field="accepted_by", limit=NAME_LIMIT)
    at = _past(context, form.at, "at")
    scan = stored_scan(context.store, form.scan) if form.scan else None
    with context.write() as session:
        quotation = load(session, Quotation, record_id, version)
        outcome = _Outcome("accept", EventKind.ACCEPTED, at, who, form.text)
        _decide(context, session, quotation, outcome)
        quotation.accepted_by = who
        if scan is not None:
            quotation.acceptance_id = _file(context, session, quotation, scan, at)


def _file(context: Context, session: Session, quotation: Quotation, scan: Scan, at: datetime) -> int:
    title = _("Accepted quotation {number}: {title}").format(number=_printed(quotation), title=quotation.title)
    return file_scan(session, context.store, quotation, scan, ScannedPaper(ENTRY, title, _day(session, at))).id


@use_case(Permission.EDIT_QUOTATION)
def decline_quotation(context: Context, *, record_id: int, version: int, form: RefusalForm) -> None:
    """Record the customer's no, with its reason (C5.2); "other" needs a word of explanation."""
    who = required(form.counterpart, _("Enter who declined it."), field="counterpart", limit=NAME_LIMIT)
    at = _past(context, form.at, "at")
    if form.reason is None:
        raise Invalid(_("Choose the reason."), field="reason", clause="C5.2")
    if form.reason is DeclineReason.OTHER:
        required(form.text, _("Write down why."), field="text", limit=REASON_LIMIT)
    with context.write() as session:
        quotation = load(session, Quotation, record_id, version)
        _decide(context, session, quotation, _Outcome("decline", EventKind.DECLINED, at, who, form.text, form.reason))
        quotation.decline_reason = form.reason


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What the customer decided: by which step, when, who said it, in which words, and why not."""

    action: str
    event: EventKind
    at: datetime
    who: str
    text: str
    reason: DeclineReason | None = None


def _decide(context: Context, session: Session, quotation: Quotation, outcome: _Outcome) -> None:
    """Write down what the customer decided; what counts is the day on which it was said."""
    words = clean_text(outcome.text, field="text", limit=REASON_LIMIT)
    said = ": ".join(part for part in (label(outcome.reason) if outcome.reason else "", words) if part)
    facts = quotation_facts(session, quotation, _day(session, outcome.at))
    move(context, session, quotation, outcome.action, facts, text=said)
    if quotation.sent_at is not None and outcome.at < _minute(quotation.sent_at):
        raise Invalid(_("This lies before the quotation was sent."), field="at", clause="C5.2")
    if outcome.event is EventKind.ACCEPTED and (late := check_gates(("still_valid",), facts)):
        raise blocked(late)
    quotation.outcome_at, quotation.outcome_reason = outcome.at, words
    data = {"reason": outcome.reason.value} if outcome.reason else {}
    log(session, quotation, outcome.event, said, at=outcome.at, counterpart=outcome.who, data=data)
    _tell_request(session, quotation, outcome.event, outcome.at, counterpart=outcome.who)
    keeping.settle(session, quotation)


@use_case(Permission.EDIT_QUOTATION)
def revise_quotation(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Begin a new revision: what the former one said is kept, and a draft with the same content is dated today."""
    with _stepping(context, record_id, version, "revise", reason) as (session, quotation, why):
        _keep_revision(session, quotation, why)
        quotation.revision += 1
        quotation.sent_at = quotation.sent_by = quotation.outcome_at = quotation.decline_reason = None
        quotation.sent_to = quotation.outcome_reason = ""
        quotation.submitted_at = None
        _write_days(context, session, quotation, None, None)
        log(session, quotation, EventKind.REVISED, why, data={"revision": quotation.revision})
        keeping.settle(session, quotation)


def _keep_revision(session: Session, quotation: Quotation, reason: str) -> None:
    quotation.revisions.append(
        QuotationRevision(
            revision=quotation.revision,
            content=said_in_full(session, quotation),
            sent_at=quotation.sent_at,
            reason=reason,
            replaced_at=session.info["now"],
            replaced_by=session.info["user_name"],
        )
    )


@use_case(Permission.CANCEL_RECORD)
def cancel_quotation(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Cancel a quotation; a number once given stays (作废), its approval and its promises are dropped."""
    with _stepping(context, record_id, version, "cancel", reason) as (session, quotation, why):
        drop_open(session, quotation, why)
        keeping.drop_all(session, quotation, why)


@contextmanager
def _stepping(
    context: Context, record_id: int, version: int, action: str, reason: str
) -> Iterator[tuple[Session, Quotation, str]]:
    """Take a step that needs a reason, in the transaction in which what follows from it is done."""
    why = required(reason, _("Give the reason."), field="reason", limit=REASON_LIMIT)
    with context.write(why) as session:
        quotation = load(session, Quotation, record_id, version)
        _move(context, session, quotation, action, why)
        yield session, quotation, why


def _move(context: Context, session: Session, quotation: Quotation, action: str, text: str) -> None:
    facts = quotation_facts(session, quotation, _today(context, session))
    move(context, session, quotation, action, facts, text=text)


def _check_request(session: Session, quotation: Quotation) -> Request | None:
    """Return the request that is quoted for; Invalid once it is finished, or free in all its lines (C3.2)."""
    if quotation.request_id is None:
        return None
    request = load(session, Request, quotation.request_id)
    refuse_finished(request)
    refuse_free(request)
    return request


def _tell_request(session: Session, quotation: Quotation, kind: EventKind, at: datetime, **told: str) -> None:
    """Write it into the log of the request as well, without a price: whoever may see the request reads that."""
    if quotation.request_id is None:
        return
    request = load(session, Request, quotation.request_id)
    text = " ".join(part for part in (_printed(quotation), quotation.title) if part)
    log(session, request, kind, text, at=at, data={"quotation": quotation.id}, **told)
    if request.state not in FINISHED:
        keeping.settle(session, request)


def _printed(quotation: Quotation) -> str:
    return printed_number(quotation.number, quotation.revision)


def _past(context: Context, moment: datetime | None, field: str) -> datetime:
    if moment is None:
        raise Invalid(_("Enter when it was."), field=field)
    return check_past(moment, context.clock.now(), field=field)


def _minute(moment: datetime) -> datetime:
    """People enter minutes: what was said in the minute in which the program noted something is not before it."""
    return moment.replace(second=0, microsecond=0)


def _zone(session: Session) -> ZoneInfo:
    return ZoneInfo(settings_of(session).text("zone"))


def _day(session: Session, moment: datetime) -> date:
    return local(moment, _zone(session)).date()


def _today(context: Context, session: Session) -> date:
    return _day(session, context.clock.now())
