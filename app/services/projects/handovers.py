"""Handover of a project: its notice starts a review, the collection notice and the warranty card (C10.1, N5)."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context, actor_of
from app.errors import Invalid
from app.formatting import date_text
from app.forms.handovers import HandoverForm, ReviewForm
from app.i18n import _
from app.queries.money.letters_sent import SENT
from app.rules.inputs import clean_line, clean_text
from app.rules.permissions import Permission
from app.rules.projects.handover import HandoverFacts, is_news
from app.rules.projects.warranty import WarrantyFacts, check_warranty
from app.services.care.visit_drafts import follow_project
from app.services.moves import move
from app.services.past_days import past_day, today_of
from app.services.promises.keeping import drop_all, settle, settle_correction
from app.services.promises.recomputing import resettle
from app.services.use_case import fresh, load, log, next_number, required, use_case
from models.enums import EventKind, HandoverState, ProjectState, RecordKind
from models.money.letter import Letter
from models.money.receivable import Instalment
from models.projects.handover import Handover
from models.projects.project import Project
from models.requests.request import Request

LONGEST_TEXT = 4000
CLAUSE = "C10.1"


@use_case(Permission.EDIT_PROJECTS)
def register_handover(context: Context, *, form: HandoverForm) -> int:
    """Register the handover notice of a project; returns the id of the handover whose review it opens.

    A project without a handover date gets it, and with it the start of its warranty. Invalid at the field for days in
    the future, another date than the project has, or a second notice.
    """
    notice_no = clean_line(form.notice_no, field="notice_no", limit=60)
    if form.project_id is None:
        raise Invalid(_("Choose the project."), field="project_id")
    with context.write() as session:
        project = load(session, Project, form.project_id)
        noticed_on = _noticed_on(session, form.noticed_on)
        missing = _("Enter on which day the project was handed over.")
        handed_over_on = past_day(session, form.handed_over_on, field="handed_over_on", missing=missing, clause=CLAUSE)
        _hand_over(session, project, handed_over_on)
        return open_handover(session, project, noticed_on, handed_over_on, notice_no).id


@use_case(Permission.EDIT_PROJECTS)
def correct_handover(context: Context, *, record_id: int, form: HandoverForm) -> int:
    """Correct when the notice came and its number while the handover is not reviewed; returns its id.

    The day of the handover is corrected in the project. Invalid at the field; at ``reason`` where the clock of the
    collection notice was missed already.
    """
    notice_no = clean_line(form.notice_no, field="notice_no", limit=60)
    why = clean_text(form.reason, field="reason", limit=LONGEST_TEXT)
    with context.write(why) as session:
        handover = load(session, Handover, record_id, form.version)
        if handover.state != HandoverState.OPEN:
            raise Invalid(_("This handover is reviewed and is not changed any more."), clause=CLAUSE)
        handover.noticed_on, handover.notice_no = _noticed_on(session, form.noticed_on), notice_no
        log(session, handover, EventKind.EDITED, why)
        settle_correction(session, handover, context.actor, why)
        return handover.id


def _noticed_on(session: Session, day: date | None) -> date:
    return past_day(session, day, field="noticed_on", missing=_("Enter when the notice came."), clause=CLAUSE)


def _hand_over(session: Session, project: Project, day: date) -> None:
    """Write the day into a project that has none yet, by the same rules as its form."""
    if project.handed_over_on == day:
        return
    if project.handed_over_on is not None:
        message = _("The project says it was handed over on {day}. Correct it there first.")
        raise Invalid(message.format(day=date_text(project.handed_over_on)), field="handed_over_on", clause=CLAUSE)
    facts = WarrantyFacts(
        project.warranty_start,
        project.warranty_months,
        project.accepted_on,
        day,
        project.warranty_extended_to,
        project.warranty_extension_reason,
        project.order_issued_on,
    )
    check_warranty(facts)
    project.handed_over_on, project.warranty_end_on = day, facts.end
    project.state = ProjectState.HANDED_OVER
    project.version += 1
    project_days_changed(session, project)


def open_handover(
    session: Session, project: Project, noticed_on: date, handed_over_on: date, notice_no: str = ""
) -> Handover:
    """Open the review of a project's handover (C10.1); Invalid at ``project_id`` where one was opened before."""
    former = _handover_of(session, project)
    if former is not None:
        message = _("The handover of this project was registered already: {number}")
        raise Invalid(message.format(number=former.number), field="project_id", clause=CLAUSE)
    handover = Handover(state=HandoverState.OPEN, **fresh(session))
    handover.number = next_number(session, RecordKind.HANDOVER)
    handover.title, handover.notice_no = project.title, notice_no
    handover.project_id, handover.customer_id, handover.site_id = project.id, project.customer_id, project.site_id
    handover.noticed_on, handover.handed_over_on = noticed_on, handed_over_on
    handover.sort_at = session.info["now"]
    session.add(handover)
    session.flush()
    log(session, handover, EventKind.HANDED_OVER, notice_no)
    log(session, project, EventKind.HANDED_OVER, f"{handover.number} {date_text(handed_over_on)}")
    settle(session, handover)
    return handover


def _handover_of(session: Session, project: Project) -> Handover | None:
    known = select(Handover).where(Handover.project_id == project.id, Handover.state != HandoverState.CANCELLED)
    return session.scalars(known).first()


def handover_day_typed(session: Session, project: Project, former: date | None, reason: str = "") -> None:
    """Go by a handover date that was typed into the project's form, where ``former`` stood before.

    A young one opens the review by itself (C10.1), a corrected one moves the clocks of the handover that there is.
    Invalid at ``handed_over_on`` where it is taken out although a handover is registered; where one of those clocks was
    missed already it takes the manager, and is Invalid at ``reason`` without one.
    """
    day = project.handed_over_on
    if day == former:
        return
    handover, today = _handover_of(session, project) if former is not None else None, today_of(session)
    if handover is None:
        if day is not None and is_news(day, former, today):
            open_handover(session, project, today, day)
    elif day is None:
        message = _("The handover {number} is registered: cancel it first.").format(number=handover.number)
        raise Invalid(message, field="handed_over_on", clause=CLAUSE)
    else:
        handover.handed_over_on = day
        handover.version += 1
        log(session, handover, EventKind.EDITED, "\n".join(one for one in (date_text(day), reason) if one))
        settle_correction(session, handover, actor_of(session), reason)


def project_days_changed(session: Session, project: Project) -> None:
    """Settle again what hangs on a project's handover and warranty: its requests' classes, its instalments' clocks, its
    planned visits."""
    session.flush()
    resettle(session, select(Request).where(Request.project_id == project.id))
    for row in session.scalars(select(Instalment).where(Instalment.project_id == project.id)):
        if row.number is not None:
            settle(session, row)
    follow_project(session, project)


@use_case(Permission.EDIT_PROJECTS)
def review_handover(context: Context, *, record_id: int, version: int, form: ReviewForm) -> None:
    """Record what the review of a handover came to (C10.1)."""
    summary = required(form.summary, _("Enter what the review came to."), field="summary", limit=LONGEST_TEXT)
    who = clean_line(form.reviewed_by, field="reviewed_by", limit=60)
    with context.write() as session:
        handover = load(session, Handover, record_id, version)
        move(context, session, handover, "review", handover_gate_facts(session, handover), text=summary)
        handover.summary, handover.reviewed_by = summary, who or session.info["user_name"]
        handover.reviewed_at = session.info["now"]
        log(session, handover, EventKind.HANDOVER_REVIEWED, summary)


@use_case(Permission.CANCEL_RECORD)
def reopen_handover(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Open a review again that was recorded too early, with a reason; what it had come to stays in the log."""
    why = required(reason, _("Give the reason."), field="reason", limit=LONGEST_TEXT)
    with context.write(why) as session:
        handover = load(session, Handover, record_id, version)
        move(context, session, handover, "reopen", HandoverFacts(), text=why)
        handover.summary, handover.reviewed_by, handover.reviewed_at = "", "", None


@use_case(Permission.CANCEL_RECORD)
def cancel_handover(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Cancel a handover registered by mistake, with a reason; the project's date stays until it is corrected there."""
    why = required(reason, _("Give the reason."), field="reason", limit=LONGEST_TEXT)
    with context.write(why) as session:
        handover = load(session, Handover, record_id, version)
        move(context, session, handover, "cancel", handover_gate_facts(session, handover), text=why)
        drop_all(session, handover, why)


def handover_gate_facts(session: Session, handover: Handover) -> HandoverFacts:
    """Read what the gates of a handover look at."""
    numbers = select(Letter.number).where(Letter.handover_id == handover.id, Letter.state.in_(SENT))
    return HandoverFacts(tuple(number or "" for number in session.scalars(numbers)))
