"""The steps of a complaint: first word, answer, what was done, verification, judgement, opening it again (N6, N8)."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.forms.complaints import AnswerForm, FirstWordForm, HandlingForm, JudgementForm, VerificationForm
from app.i18n import N_, _
from app.labels import label
from app.queries.care.complaint_facts import complaint_facts_of
from app.rules.care.complaints import CLAUSE, ComplaintFacts
from app.rules.inputs import clean_line, clean_text
from app.rules.permissions import Permission
from app.rules.trade.pricing import ZERO
from app.services.care.complaints import NAME_LIMIT, REASON_LIMIT, TEXT_LIMIT, tell_request
from app.services.moves import move
from app.services.promises import keeping
from app.services.use_case import check_past, load, log, required, use_case
from models.care.complaint import Complaint
from models.enums import ComplaintState, CustomerWord, EventKind
from models.record import Event
from models.requests.request import Request
from models.types import Money

OPEN = (ComplaintState.REGISTERED, ComplaintState.HANDLING)


@use_case(Permission.EDIT_CARE)
def record_first_word(context: Context, *, record_id: int, version: int, form: FirstWordForm) -> None:
    """Record the first word to who complained; that meets its clock. Invalid at ``at``, or where there was one."""
    to = clean_line(form.to, field="to", limit=NAME_LIMIT)
    text = clean_text(form.text, field="text", limit=TEXT_LIMIT)
    with context.write() as session:
        complaint = load(session, Complaint, record_id, version)
        if complaint.responded_at is not None:
            raise Invalid(_("The first word is on record already."), clause=CLAUSE)
        complaint.responded_at = _moment(session, form.at, complaint.received_at)
        to = to or complaint.complainant
        log(session, complaint, EventKind.COMPLAINT_RESPONDED, text, at=complaint.responded_at, counterpart=to)
        keeping.settle(session, complaint)


@use_case(Permission.EDIT_CARE)
def answer_complaint(context: Context, *, record_id: int, version: int, form: AnswerForm) -> None:
    """Record what the customer was told will be done, by which department and person.

    The first answer meets its clock, and that of the first word where nobody spoke before; a further one is given
    where the customer was dissatisfied or the complaint was opened again. Invalid at the form's field.
    """
    answer = required(form.answer, _("Write down what will be done."), field="answer", limit=TEXT_LIMIT)
    names = _("Enter the department that answers for it.")
    department = required(form.department, names, field="department", limit=NAME_LIMIT)
    owner = required(form.owner, _("Enter who sees to it."), field="owner", limit=NAME_LIMIT)
    with context.write() as session:
        complaint = load(session, Complaint, record_id, version)
        at = _moment(session, form.at, complaint.responded_at or complaint.received_at)
        _answered(context, session, complaint, at)
        complaint.answer, complaint.department, complaint.owner = answer, department, owner
        complaint.interim = clean_text(form.interim, field="interim", limit=TEXT_LIMIT)
        log(session, complaint, EventKind.COMPLAINT_ANSWERED, answer, at=at, counterpart=complaint.complainant)
        keeping.settle(session, complaint)


def _answered(context: Context, session: Session, complaint: Complaint, at: datetime) -> None:
    """Take the step, or note one more answer to a complaint that is being handled; what came after the last falls."""
    if complaint.state == ComplaintState.HANDLING:
        complaint.done_at = complaint.customer_word = None
    else:
        move(context, session, complaint, "answer", complaint_facts_of(complaint))
    if complaint.responded_at is None:
        complaint.responded_at = at
        log(session, complaint, EventKind.COMPLAINT_RESPONDED, at=at, counterpart=complaint.complainant)
    if complaint.answered_at is None:
        complaint.answered_at = at


@use_case(Permission.EDIT_CARE)
def handle_complaint(context: Context, *, record_id: int, version: int, form: HandlingForm) -> None:
    """Record what was done: root cause, corrective and preventive measures, cost, when. Invalid at the form's field,
    or while the answer does not stand.
    """
    cause = required(form.root_cause, _("Write down the root cause."), field="root_cause", limit=TEXT_LIMIT)
    measures = _("Write down what was done about it.")
    corrective = required(form.corrective, measures, field="corrective", limit=TEXT_LIMIT)
    if form.cost is not None and form.cost < ZERO:
        raise Invalid(_("A cost is not negative."), field="cost")
    with context.write() as session:
        complaint = load(session, Complaint, record_id, version)
        if complaint.state != ComplaintState.HANDLING:
            raise Invalid(_("What is done about a complaint follows its answer."), clause=CLAUSE)
        if not complaint_facts_of(complaint).answer_stands:
            raise Invalid(_("The customer is dissatisfied: a new answer comes first"), clause=CLAUSE)
        complaint.done_at = _moment(session, form.at, _last_answer(session, complaint))
        complaint.root_cause, complaint.corrective = cause, corrective
        complaint.preventive = clean_text(form.preventive, field="preventive", limit=TEXT_LIMIT)
        complaint.cost = Money.to_fen(form.cost) if form.cost is not None else None
        log(session, complaint, EventKind.COMPLAINT_HANDLED, corrective, at=complaint.done_at)


@use_case(Permission.EDIT_CARE)
def verify_complaint(context: Context, *, record_id: int, version: int, form: VerificationForm) -> None:
    """Record how the effect was verified and what the customer says.

    Where the customer is dissatisfied the complaint stays in hand and asks for a new answer. Blocked before what was
    done is on record.
    """
    how = required(form.verification, _("Write down how it was verified."), field="verification", limit=TEXT_LIMIT)
    word = form.customer_word
    if word is None:
        raise Invalid(_("Choose what the customer says of it."), field="customer_word", clause=CLAUSE)
    with context.write() as session:
        complaint = load(session, Complaint, record_id, version)
        facts, told = complaint_facts_of(complaint), f"{label(word)}\n{how}"
        if word is not CustomerWord.DISSATISFIED:
            move(context, session, complaint, "verify", facts, text=told)
        elif complaint.state != ComplaintState.HANDLING or not facts.handled:
            raise Invalid(_("What was done about it is not on record"), clause=CLAUSE)
        at = _moment(session, form.at, complaint.done_at or complaint.received_at)
        complaint.verification, complaint.customer_word = how, word
        log(session, complaint, EventKind.COMPLAINT_VERIFIED, told, at=at, counterpart=complaint.complainant)


@use_case(Permission.JUDGE_COMPLAINT)
def close_complaint(context: Context, *, record_id: int, version: int, form: JudgementForm) -> None:
    """Close a complaint with its judgement: justified or not, whose fault, in words. Blocked where one is missing;
    Invalid at ``at`` in the future or before it was verified.
    """
    judgement = clean_text(form.judgement, field="judgement", limit=TEXT_LIMIT)
    with context.write() as session:
        complaint = load(session, Complaint, record_id, version)
        move(context, session, complaint, "close", _judged(form, judgement), text=judgement)
        complaint.closed_at = _moment(session, form.at, _verified_at(session, complaint))
        complaint.justification, complaint.fault, complaint.judgement = form.justification, form.fault, judgement
        complaint.closed_by = session.info["user_name"]
        verdict = _(", ").join(label(one) for one in (form.justification, form.fault) if one is not None)
        text = f"{verdict}\n{judgement}"
        log(session, complaint, EventKind.COMPLAINT_CLOSED, text, at=complaint.closed_at)
        keeping.settle(session, complaint)


def _judged(form: JudgementForm, judgement: str) -> ComplaintFacts:
    parts = (
        (form.justification, N_("whether it is justified")),
        (form.fault, N_("whose fault it was")),
        (judgement, N_("the judgement in words")),
    )
    return ComplaintFacts(unjudged=tuple(_(name) for given, name in parts if not given))


@use_case(Permission.JUDGE_COMPLAINT)
def reopen_complaint(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Take a verified or closed complaint in hand again, for a reason: it is handled, verified and judged anew.

    What was said before stays in its log.
    """
    why = required(reason, _("Give the reason."), field="reason", limit=REASON_LIMIT)
    with context.write(why) as session:
        complaint = load(session, Complaint, record_id, version)
        move(context, session, complaint, "reopen", ComplaintFacts(), text=why)
        complaint.done_at = complaint.customer_word = complaint.closed_at = None
        complaint.justification = complaint.fault = None
        complaint.verification = complaint.judgement = complaint.closed_by = ""
        log(session, complaint, EventKind.COMPLAINT_REOPENED, why)
        keeping.settle(session, complaint)


@use_case(Permission.EDIT_CARE)
def link_request(context: Context, *, record_id: int, version: int, request_id: int) -> None:
    """Name the request that a complaint became. Invalid for another customer's, or where it names one already."""
    with context.write() as session:
        complaint = load(session, Complaint, record_id, version)
        if complaint.state == ComplaintState.CLOSED:
            raise Invalid(_("This complaint is closed and is not changed any more."), clause=CLAUSE)
        if complaint.request_id is not None:
            raise Invalid(_("This complaint names its request already."), field="request_id")
        request = load(session, Request, request_id)
        if request.customer_id != complaint.customer_id:
            raise Invalid(_("This belongs to another customer."), field="request_id")
        complaint.request_id = request.id
        log(session, complaint, EventKind.EDITED, f"{request.number} {request.title}")
        tell_request(session, complaint)


def _moment(session: Session, at: datetime | None, since: datetime) -> datetime:
    """Return when a step was taken; Invalid at ``at`` in the future, or before ``since``, what came before it."""
    if at is None:
        raise Invalid(_("Enter when it was."), field="at", clause=CLAUSE)
    moment = check_past(at, session.info["now"], field="at")
    if moment < since.replace(second=0, microsecond=0):  # forms know minutes
        raise Invalid(_("This lies before the step that came before it."), field="at", clause=CLAUSE)
    return max(moment, since)


def _last(session: Session, complaint: Complaint, kind: EventKind) -> datetime:
    """Return the moment of the last entry of a kind; when the complaint was received where there is none."""
    last = select(func.max(Event.at)).where(Event.record_id == complaint.id, Event.kind == kind)
    return session.scalar(last) or complaint.received_at


def _last_answer(session: Session, complaint: Complaint) -> datetime:
    return _last(session, complaint, EventKind.COMPLAINT_ANSWERED)


def _verified_at(session: Session, complaint: Complaint) -> datetime:
    return _last(session, complaint, EventKind.COMPLAINT_VERIFIED)
