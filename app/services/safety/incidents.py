"""Accidents and near misses: registered, reported upward, closed with cause and measures; each reopens the review of
its hazard (C12.2).
"""

from datetime import datetime

from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.forms.incidents import IncidentClosingForm, IncidentForm, ReportUpForm
from app.i18n import _
from app.queries.trips.trip_span import trip_sites
from app.rules.inputs import clean_line, clean_text, plausible_day
from app.rules.permissions import Permission
from app.rules.safety.briefing_gates import CLAUSE, SafetyFacts
from app.services.keeping import in_use
from app.services.moves import move
from app.services.projects.projects import site_of
from app.services.promises import keeping
from app.services.safety.hazards import reopen_review
from app.services.use_case import check_past, fresh, load, log, next_number, required, use_case
from models.enums import EventKind, IncidentKind, IncidentState, Injury, RecordKind
from models.parties.site import Site
from models.people.dispatch import Dispatch
from models.projects.project import Project
from models.safety.hazard import Hazard
from models.safety.incident import Incident

NAME_LIMIT, LINE_LIMIT, TITLE_LIMIT = 60, 200, 120
TEXT_LIMIT = 10_000
REASON_LIMIT = 4000
_TEXTS = ("course", "damage", "first_aid")


@use_case(Permission.EDIT_SAFETY)
def save_incident(context: Context, *, form: IncidentForm, record_id: int | None = None) -> int:
    """Register an accident or a near miss, or correct it while it is open; returns its id.

    It has its number at once; the report upward is due 24 hours after it happened. The hazard it came from asks for a
    new look. Invalid at the form's field; at ``reason`` where the clock of the report was missed already.
    """
    why = clean_text(form.reason, field="reason", limit=REASON_LIMIT)
    with context.write(why) as session:
        incident = load(session, Incident, record_id, form.version) if record_id else _new(session)
        if incident.state == IncidentState.CLOSED:
            raise Invalid(_("This incident is closed and is not changed any more."), clause=CLAUSE)
        former = incident.hazard_id
        _write_place(session, incident, form)
        _write_what(session, incident, form)
        session.add(incident)
        session.flush()
        _tell(session, incident, is_new=record_id is None, why=why)
        if incident.hazard_id is not None and incident.hazard_id != former:
            _reopen(session, incident, incident.hazard_id)
        keeping.settle_correction(session, incident, context.actor, why)
        return incident.id


def _new(session: Session) -> Incident:
    number = next_number(session, RecordKind.INCIDENT)
    return Incident(number=number, state=IncidentState.REGISTERED, **fresh(session))


def _tell(session: Session, incident: Incident, *, is_new: bool, why: str) -> None:
    """Write the incident into its own log, and a new one into that of its dispatch."""
    if not is_new:
        log(session, incident, EventKind.EDITED, why)
        return
    log(session, incident, EventKind.INCIDENT_REGISTERED, incident.title, at=incident.happened_at)
    if incident.dispatch_id is not None:
        dispatch = session.get_one(Dispatch, incident.dispatch_id)
        text = f"{incident.number}: {incident.title}"
        at = incident.happened_at
        log(session, dispatch, EventKind.INCIDENT_REGISTERED, text, at=at, data={"incident": incident.id})


def _write_place(session: Session, incident: Incident, form: IncidentForm) -> None:
    """Write where it happened: on a dispatch, in a project, or at a site, and whose that is."""
    if form.dispatch_id is not None:
        dispatch = load(session, Dispatch, form.dispatch_id)
        if form.site_id is not None and form.site_id not in trip_sites(dispatch):
            raise Invalid(_("The dispatch does not go to this site."), field="site_id")
        incident.customer_id, incident.project_id = dispatch.customer_id, dispatch.project_id
        incident.site_id = form.site_id or dispatch.site_id
    elif form.project_id is not None:
        project = load(session, Project, form.project_id)
        incident.customer_id, incident.project_id = project.customer_id, project.id
        kept = incident.site_id
        incident.site_id = site_of(session, project.customer_id or 0, form.site_id, kept=kept) or project.site_id
    elif form.site_id is not None:
        site = in_use(session, Site, form.site_id, field="site_id", kept=incident.site_id)
        incident.customer_id, incident.project_id, incident.site_id = site.customer_id, None, site.id
    else:
        incident.customer_id = incident.project_id = incident.site_id = None
    incident.dispatch_id = form.dispatch_id
    place = clean_line(form.place, field="place", limit=LINE_LIMIT)
    incident.place = required(place, _("Enter where exactly it happened."), field="place")
    incident.hazard_id = _hazard_of(session, incident, form.hazard_id)


def _hazard_of(session: Session, incident: Incident, hazard_id: int | None) -> int | None:
    """Return the hazard it came from; Invalid for one of another place. None: it was not on the list."""
    if hazard_id is None:
        return None
    hazard = in_use(session, Hazard, hazard_id, field="hazard_id", kept=incident.hazard_id)
    there = hazard.site_id is not None and hazard.site_id == incident.site_id
    of_project = hazard.project_id is not None and hazard.project_id == incident.project_id
    if not there and not of_project and (incident.site_id or incident.project_id):
        raise Invalid(_("This hazard is on the list of another place."), field="hazard_id", clause=CLAUSE)
    return hazard.id


def _write_what(session: Session, incident: Incident, form: IncidentForm) -> None:
    if form.happened_at is None:
        raise Invalid(_("Enter when it happened."), field="happened_at", clause=CLAUSE)
    at = check_past(form.happened_at, session.info["now"], field="happened_at")
    if incident.reported_at is not None and at > incident.reported_at:
        raise Invalid(_("This lies after the report upward."), field="happened_at", clause=CLAUSE)
    incident.happened_at = incident.sort_at = at
    title = clean_line(form.title, field="title", limit=TITLE_LIMIT)
    incident.title = required(title, _("Say in a few words what happened."), field="title")
    incident.incident_kind, incident.injury = form.incident_kind, form.injury
    incident.persons = clean_line(form.persons, field="persons", limit=LINE_LIMIT)
    if form.injury is not Injury.NONE and form.incident_kind is IncidentKind.NEAR_MISS:
        raise Invalid(_("Where somebody was hurt, it was an accident."), field="incident_kind", clause=CLAUSE)
    if form.injury is not Injury.NONE and not incident.persons:
        raise Invalid(_("Enter who was hurt."), field="persons", clause=CLAUSE)
    for name in _TEXTS:
        setattr(incident, name, clean_text(getattr(form, name), field=name, limit=TEXT_LIMIT))
    required(incident.course, _("Write down how it happened."), field="course", limit=TEXT_LIMIT)


def _reopen(session: Session, incident: Incident, hazard_id: int) -> None:
    hazard = session.get_one(Hazard, hazard_id)
    reopen_review(session, hazard, f"{incident.number} {incident.title}")


@use_case(Permission.EDIT_SAFETY)
def report_incident(context: Context, *, record_id: int, version: int, form: ReportUpForm) -> None:
    """Record the report upward: to whom, when, what was said; that meets the clock. Invalid at the form's field."""
    to = required(form.to, _("Enter to whom it was reported."), field="to", limit=NAME_LIMIT)
    text = clean_text(form.text, field="text", limit=TEXT_LIMIT)
    with context.write() as session:
        incident = load(session, Incident, record_id, version)
        move(context, session, incident, "report", SafetyFacts())
        incident.reported_to, incident.reported_at = to, _reported_at(session, incident, form.at)
        log(session, incident, EventKind.REPORTED_UP, text, at=incident.reported_at, counterpart=to)
        keeping.settle(session, incident)


def _reported_at(session: Session, incident: Incident, at: datetime | None) -> datetime:
    if at is None:
        raise Invalid(_("Enter when it was reported."), field="at", clause=CLAUSE)
    moment = check_past(at, session.info["now"], field="at")
    if moment < incident.happened_at.replace(second=0, microsecond=0):  # forms know minutes
        raise Invalid(_("This lies before it happened."), field="at", clause=CLAUSE)
    return moment


@use_case(Permission.EDIT_SAFETY)
def close_incident(context: Context, *, record_id: int, version: int, form: IncidentClosingForm) -> None:
    """Close an incident that was reported, with its cause and the measures against another one; Invalid without."""
    cause = required(form.cause, _("Write down why it happened."), field="cause", limit=TEXT_LIMIT)
    measures = _("Write down what is done so that it does not happen again.")
    measures = required(form.measures, measures, field="measures", limit=TEXT_LIMIT)
    who = required(form.responsible, _("Enter who sees to the measures."), field="responsible", limit=NAME_LIMIT)
    with context.write() as session:
        incident = load(session, Incident, record_id, version)
        move(context, session, incident, "close", SafetyFacts(), text=measures)
        incident.cause, incident.measures, incident.responsible = cause, measures, who
        incident.measures_until = plausible_day(form.measures_until, field="measures_until")
        incident.closed_at = session.info["now"]


@use_case(Permission.EDIT_SAFETY)
def name_hazard(context: Context, *, record_id: int, version: int, hazard_id: int) -> None:
    """Name the hazard that an incident came from, which was not on the list when it was registered; the hazard asks for
    a new look. Invalid at ``hazard_id`` for one of another place.
    """
    with context.write() as session:
        incident = load(session, Incident, record_id, version)
        if incident.hazard_id is not None:
            raise Invalid(_("The hazard has been named already."), field="hazard_id", clause=CLAUSE)
        incident.hazard_id = _hazard_of(session, incident, hazard_id)
        log(session, incident, EventKind.EDITED, session.get_one(Hazard, hazard_id).title)
        if session.get_one(Hazard, hazard_id).created_at < incident.created_at:
            _reopen(session, incident, hazard_id)
