"""Quality feedback: a department is asked, answers with cause and measures, and their effect is noted (N6)."""

from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.forms.complaints import FeedbackAnswerForm, FeedbackForm
from app.i18n import _
from app.rules.care.complaints import CLAUSE, ComplaintFacts
from app.rules.inputs import clean_line, clean_text, plausible_day
from app.rules.permissions import Permission
from app.services.care.complaints import NAME_LIMIT, REASON_LIMIT, TEXT_LIMIT, TITLE_LIMIT
from app.services.keeping import in_use
from app.services.moves import move
from app.services.past_days import today_of
from app.services.promises import keeping
from app.services.use_case import check_past, fresh, load, log, next_number, required, use_case
from models.care.complaint import Complaint, Feedback
from models.enums import EventKind, FeedbackState, RecordKind
from models.parties.customer import Customer
from models.projects.equipment import Equipment
from models.projects.project import Project
from models.requests.request import Request

OPEN = (FeedbackState.DRAFT, FeedbackState.ASKED)
_ABOUT = (
    ("customer_id", Customer),
    ("project_id", Project),
    ("equipment_id", Equipment),
    ("complaint_id", Complaint),
    ("request_id", Request),
)


@use_case(Permission.EDIT_CARE)
def save_feedback(context: Context, *, form: FeedbackForm, record_id: int | None = None) -> int:
    """Draft quality feedback, or correct it until it is answered; returns its id. It has no number while a draft.

    What it comes from says whose it is: its customer and project where the form names none. Invalid at the form's
    field; at ``reason`` where the day of the answer was missed already.
    """
    why = clean_text(form.reason, field="reason", limit=REASON_LIMIT)
    with context.write(why) as session:
        feedback = load(session, Feedback, record_id, form.version) if record_id else _new(session)
        if feedback.state not in OPEN:
            raise Invalid(_("This feedback is answered and is not changed any more."), clause=CLAUSE)
        _write_about(session, feedback, form)
        _write_what(session, feedback, form)
        session.add(feedback)
        session.flush()
        log(session, feedback, EventKind.EDITED if record_id else EventKind.REGISTERED, why or feedback.title)
        keeping.settle_correction(session, feedback, context.actor, why)
        return feedback.id


def _new(session: Session) -> Feedback:
    return Feedback(state=FeedbackState.DRAFT, sort_at=session.info["now"], **fresh(session))


def _write_about(session: Session, feedback: Feedback, form: FeedbackForm) -> None:
    """Write what it comes from; where several name a customer, it is the same one."""
    named = {
        field: in_use(session, model, record_id, field=field, kept=getattr(feedback, field))
        for field, model in _ABOUT
        if (record_id := getattr(form, field)) is not None
    }
    owners = {field: found.id if field == "customer_id" else found.customer_id for field, found in named.items()}
    known = {owner for owner in owners.values() if owner is not None}
    if len(known) > 1:
        field = next(name for name, owner in reversed(owners.items()) if owner is not None)
        raise Invalid(_("This belongs to another customer."), field=field)
    projects = [found.project_id for found in named.values() if found.project_id is not None]
    feedback.customer_id = known.pop() if known else None
    feedback.project_id = form.project_id or next(iter(projects), None)
    feedback.equipment_id, feedback.complaint_id = form.equipment_id, form.complaint_id
    feedback.request_id = form.request_id


def _write_what(session: Session, feedback: Feedback, form: FeedbackForm) -> None:
    department = clean_line(form.department, field="department", limit=NAME_LIMIT)
    feedback.department = required(department, _("Enter which department is asked."), field="department")
    feedback.addressee = clean_line(form.addressee, field="addressee", limit=NAME_LIMIT)
    title = clean_line(form.title, field="title", limit=TITLE_LIMIT)
    feedback.title = required(title, _("Say in a few words what is wrong."), field="title")
    feedback.content = required(form.content, _("Write down what was seen."), field="content", limit=TEXT_LIMIT)
    feedback.demand = clean_text(form.demand, field="demand", limit=TEXT_LIMIT)
    feedback.model = clean_line(form.model, field="model", limit=TITLE_LIMIT)
    if form.fault_count is not None and form.fault_count < 1:
        raise Invalid(_("A number of faults is at least 1."), field="fault_count")
    feedback.fault_count = form.fault_count
    due = plausible_day(form.answer_due_on, field="answer_due_on")
    if due is None:
        raise Invalid(_("Enter by which day the answer is wanted."), field="answer_due_on", clause=CLAUSE)
    if due < today_of(session) and due != feedback.answer_due_on:
        raise Invalid(_("This day has passed already."), field="answer_due_on", clause=CLAUSE)
    feedback.answer_due_on = due


@use_case(Permission.EDIT_CARE)
def ask_feedback(context: Context, *, record_id: int, version: int) -> None:
    """Send feedback to its department: it has its number, and the answer is owed by its day. Invalid for a day past."""
    with context.write() as session:
        feedback = load(session, Feedback, record_id, version)
        move(context, session, feedback, "ask", ComplaintFacts())
        if feedback.answer_due_on < today_of(session):
            raise Invalid(_("The day of the answer has passed. Enter another one first."), clause=CLAUSE)
        feedback.number = next_number(session, RecordKind.FEEDBACK)
        feedback.asked_at = session.info["now"]
        log(session, feedback, EventKind.FEEDBACK_ASKED, feedback.title, counterpart=_asked(feedback))
        _tell_sources(session, feedback)
        keeping.settle(session, feedback)


def _asked(feedback: Feedback) -> str:
    return " ".join(part for part in (feedback.department, feedback.addressee) if part)


def _tell_sources(session: Session, feedback: Feedback) -> None:
    """Write into the log of the complaint and of the request that a department was asked about it."""
    text = f"{feedback.number} {feedback.title}"
    for model, source in ((Complaint, feedback.complaint_id), (Request, feedback.request_id)):
        if source is not None:
            found = session.get_one(model, source)
            data = {"feedback": feedback.id}
            log(session, found, EventKind.FEEDBACK_ASKED, text, counterpart=_asked(feedback), data=data)


@use_case(Permission.EDIT_CARE)
def answer_feedback(context: Context, *, record_id: int, version: int, form: FeedbackAnswerForm) -> None:
    """Record what the department answered: cause and measures; that meets the clock. Invalid at the form's field."""
    cause = required(form.cause, _("Write down the cause that they found."), field="cause", limit=TEXT_LIMIT)
    measures = required(form.measures, _("Write down their measures."), field="measures", limit=TEXT_LIMIT)
    who = required(form.answered_by, _("Enter who answered."), field="answered_by", limit=NAME_LIMIT)
    with context.write() as session:
        feedback = load(session, Feedback, record_id, version)
        move(context, session, feedback, "reply", ComplaintFacts())
        if form.at is None:
            raise Invalid(_("Enter when it was."), field="at", clause=CLAUSE)
        at = check_past(form.at, session.info["now"], field="at")
        asked_at = feedback.asked_at or at
        if at < asked_at.replace(second=0, microsecond=0):  # forms know minutes
            raise Invalid(_("This lies before the department was asked."), field="at", clause=CLAUSE)
        feedback.answered_at, feedback.answered_by = max(at, asked_at), who
        feedback.cause, feedback.measures = cause, measures
        log(session, feedback, EventKind.FEEDBACK_ANSWERED, measures, at=feedback.answered_at, counterpart=who)
        keeping.settle(session, feedback)


@use_case(Permission.EDIT_CARE)
def close_feedback(context: Context, *, record_id: int, version: int, effect: str) -> None:
    """Close answered feedback with the effect that its measures had; Invalid without."""
    said = required(effect, _("Write down what the measures changed."), field="effect", limit=TEXT_LIMIT)
    with context.write() as session:
        feedback = load(session, Feedback, record_id, version)
        move(context, session, feedback, "close", ComplaintFacts(), text=said)
        feedback.effect_seen, feedback.closed_at = said, session.info["now"]
        log(session, feedback, EventKind.FEEDBACK_CLOSED, said)


@use_case(Permission.EDIT_CARE)
def cancel_feedback(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Give up feedback, with a reason: a draft by anybody who drafts, one that was asked by the manager."""
    why = required(reason, _("Give the reason."), field="reason", limit=REASON_LIMIT)
    with context.write(why) as session:
        feedback = load(session, Feedback, record_id, version)
        move(context, session, feedback, "cancel", ComplaintFacts(), text=why)
        keeping.drop_all(session, feedback, why)
