"""What follows from a visit is taken up and settled: requests, complaints, leads, tasks; and its survey (C2.2, C13)."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid, NotFound
from app.forms.visits import SettlingForm
from app.i18n import _
from app.labels import label
from app.queries.records.lookup import existing
from app.rules.care.visit_gates import CLAUSE
from app.rules.permissions import Permission
from app.services.promises import keeping
from app.services.use_case import check_past, load, log, required, use_case
from models.care.visit import Visit, VisitFollowUp
from models.enums import EventKind, RecordKind, VisitState
from models.record import Record
from models.trips.survey import Survey

TEXT_LIMIT = 4000
BECOMES = (RecordKind.REQUEST, RecordKind.COMPLAINT)


@use_case(Permission.EDIT_CARE)
def take_up(context: Context, *, record_id: int, follow_up_id: int, outcome_id: int) -> None:
    """Note that something that follows from a visit has become a request or a complaint: that settles it (C2.2).

    Told in both logs. Invalid for a record of another kind or of another customer.
    """
    with context.write() as session:
        visit = load(session, Visit, record_id)
        line = _open_line(visit, follow_up_id)
        found = existing(session, Record, outcome_id)
        if found.kind not in BECOMES or found.customer_id != visit.customer_id:
            raise Invalid(_("This is not a request or a complaint of this customer."), clause=CLAUSE)
        visit.version += 1
        told = f"{found.number}: {found.title}"
        line.outcome_id, line.outcome, line.settled_at = found.id, told, session.info["now"]
        log(session, visit, EventKind.NEED_TAKEN_UP, told, data={"outcome": found.id})
        log(session, found, EventKind.NEED_TAKEN_UP, f"{visit.number}: {line.text}", data={"visit": visit.id})
        keeping.settle(session, visit)


@use_case(Permission.EDIT_CARE)
def settle_follow_up(context: Context, *, record_id: int, follow_up_id: int, form: SettlingForm) -> None:
    """Settle a lead or a task with its result; Invalid without one, or at a time to come or before the visit."""
    outcome = required(form.outcome, _("Enter what came of it."), field="outcome", limit=TEXT_LIMIT)
    with context.write() as session:
        visit = load(session, Visit, record_id)
        line = _open_line(visit, follow_up_id)
        visit.version += 1
        line.outcome, line.settled_at = outcome, _settled_at(session, visit, form.at)
        told = f"{label(line.kind)}: {outcome}"
        log(session, visit, EventKind.NEED_SETTLED, told, at=line.settled_at, counterpart=line.passed_to)
        keeping.settle(session, visit)


def _open_line(visit: Visit, follow_up_id: int) -> VisitFollowUp:
    line = next((one for one in visit.follow_ups if one.id == follow_up_id), None)
    if line is None:
        raise NotFound(_("This no longer follows from the visit."))
    if line.settled_at is not None:
        raise Invalid(_("This is settled already."), clause=CLAUSE)
    return line


def _settled_at(session: Session, visit: Visit, at: datetime | None) -> datetime:
    if at is None:
        raise Invalid(_("Enter when it was settled."), field="at", clause=CLAUSE)
    moment = check_past(at, session.info["now"], field="at")
    if visit.visited_at is not None and moment < visit.visited_at.replace(second=0, microsecond=0):
        raise Invalid(_("This lies before the visit."), field="at", clause=CLAUSE)
    return moment


@use_case(Permission.EDIT_CARE)
def give_survey(context: Context, *, record_id: int, survey_id: int) -> None:
    """Note which survey was given out on a visit; Invalid for another customer's, or for a cancelled visit."""
    with context.write() as session:
        visit = load(session, Visit, record_id)
        survey = existing(session, Survey, survey_id)
        if survey.customer_id != visit.customer_id:
            raise Invalid(_("This survey is another customer's."), clause=CLAUSE)
        if visit.state == VisitState.CANCELLED:
            raise Invalid(_("This visit is cancelled."), clause=CLAUSE)
        visit.version += 1
        visit.survey_id = survey.id
        log(session, visit, EventKind.EDITED, f"{survey.number}: {survey.title}", data={"survey": survey.id})
