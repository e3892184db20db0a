"""The hazards of projects and sites: entered, looked at again, reopened by an incident (C12)."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.errors import Invalid
from app.formatting import local
from app.forms.safety import HazardForm, ReviewForm, TemplatesForm
from app.i18n import _, current_language
from app.queries.safety.hazard_facts import hazard_fact
from app.queries.safety.hazards import templates_used
from app.rules.inputs import clean_line, clean_text
from app.rules.permissions import Permission
from app.rules.promises.clocks import END_OF_DAY
from app.rules.safety.hazards import LISTED, check_persons, check_plan, check_reviewed, hazards_hash
from app.rules.safety.lec import checked_danger
from app.rules.safety.templates import hazard_template
from app.services.keeping import in_use
from app.services.projects.projects import site_of
from app.services.promises.keeping import settle
from app.services.safety.voiding import hazards_changed
from app.services.use_case import fresh, load, log, next_number, required, use_case
from models.enums import BasicState, CertificateKind, EventKind, ProtectiveGear, RecordKind
from models.parties.site import Site
from models.projects.project import Project
from models.record import Event
from models.safety.hazard import Hazard

LINE_LIMIT = 200
LONGEST_NAME = 60
TEXT_LIMIT = 4000
_LINES = ("place", "activity", "result")
_TEXTS = ("prevention", "emergency")
_CHOICES = ("work_type", "accident", "origin")
_FIGURES = ("likelihood", "exposure", "consequence")


@use_case(Permission.EDIT_SAFETY)
def save_hazard(context: Context, *, form: HazardForm, record_id: int | None = None) -> int:
    """Add or change a hazard of a project, a site, or one site of a project; returns its id.

    Invalid for figures that the LEC method does not have, and from level serious up without prevention and emergency
    plan (C12.1). Whoever signed for what it said before has to be told again (C12.2).
    """
    form = _checked(form)
    with context.write() as session:
        if record_id is None:
            return _add(session, form)
        hazard = load(session, Hazard, record_id, form.version)
        before, places = _told(hazard), [hazard.site_id]
        _write(session, hazard, form)
        session.flush()
        is_other = _told(hazard) != before or hazard.site_id not in places
        log(session, hazard, EventKind.HAZARD_CHANGED if is_other else EventKind.EDITED)
        hazards_changed(session, hazard.project_id, (*places, hazard.site_id))
        return hazard.id


@use_case(Permission.EDIT_SAFETY)
def add_from_templates(context: Context, *, form: TemplatesForm) -> tuple[int, ...]:
    """Add a hazard for each template chosen, to be made fit for the place afterwards; returns their ids.

    Their words are those of the language that is spoken. Invalid for a template that stands on the list already.
    """
    if not form.templates:
        raise Invalid(_("Choose at least one template."), field="templates")
    with context.write() as session:
        listed = templates_used(session, form.project_id, form.site_id)
        codes = tuple(dict.fromkeys(form.templates))
        again = [hazard_template(code).title(current_language()) for code in codes if code in listed]
        if again:
            text = _("On the list already: {names}")
            raise Invalid(text.format(names=_(", ").join(again)), field="templates", clause=LISTED)
        return tuple(_add(session, _checked(_of_template(code, form))) for code in codes)


def _of_template(code: str, chosen: TemplatesForm) -> HazardForm:
    return replace(
        hazard_template(code).form(current_language()),
        project_id=chosen.project_id,
        site_id=chosen.site_id,
        reviewed_on=chosen.reviewed_on,
        reviewed_by=chosen.reviewed_by,
    )


def _checked(form: HazardForm) -> HazardForm:
    """Return the form with its words cleaned; Invalid for what cannot be kept."""
    texts: dict[str, Any] = {
        **{name: clean_line(getattr(form, name), field=name, limit=LINE_LIMIT) for name in _LINES},
        **{name: clean_text(getattr(form, name), field=name, limit=TEXT_LIMIT) for name in _TEXTS},
    }
    clean = replace(
        form,
        title=required(form.title, _("Enter what and where the hazard is."), field="title"),
        gear=tuple(one for one in ProtectiveGear if one in form.gear),
        certificates=tuple(one for one in CertificateKind if one in form.certificates),
        min_persons=check_persons(form.min_persons),
        **texts,
    )
    danger = checked_danger(clean.likelihood, clean.exposure, clean.consequence)
    check_plan(danger, clean.prevention, clean.emergency)
    if clean.template:
        hazard_template(clean.template)
    return clean


def _add(session: Session, form: HazardForm) -> int:
    reviewed_on = check_reviewed(form.reviewed_on, today=_today(session))
    hazard = Hazard(
        number=next_number(session, RecordKind.HAZARD),
        state=BasicState.ACTIVE,
        sort_at=session.info["now"],
        reviewed_on=reviewed_on,
        reviewed_by=_reviewer(form.reviewed_by),
        template=form.template,
        **fresh(session),
    )
    _write(session, hazard, form)
    session.add(hazard)
    session.flush()
    log(session, hazard, EventKind.REGISTERED)
    moment = _moment(session, reviewed_on)
    log(session, hazard, EventKind.HAZARD_REVIEWED, at=moment, person=hazard.reviewed_by)  # its clock starts here
    settle(session, hazard)
    hazards_changed(session, hazard.project_id, (hazard.site_id,))
    return hazard.id


def _write(session: Session, hazard: Hazard, form: HazardForm) -> None:
    _write_owner(session, hazard, form)
    hazard.title, hazard.min_persons = form.title, form.min_persons
    hazard.gear, hazard.certificates = list(form.gear), list(form.certificates)
    for name in (*_LINES, *_TEXTS, *_CHOICES, *_FIGURES):
        setattr(hazard, name, getattr(form, name))
    hazard.danger = checked_danger(form.likelihood, form.exposure, form.consequence)


def _write_owner(session: Session, hazard: Hazard, form: HazardForm) -> None:
    """Write whose the hazard is: a project's, or one of its customer's sites (Invalid without either)."""
    if hazard.id is not None and form.project_id != hazard.project_id:
        raise Invalid(_("A hazard stays with its project. Enter it for the other one anew."), field="project_id")
    if form.project_id is not None:
        project = load(session, Project, form.project_id)
        hazard.project_id, hazard.customer_id = project.id, project.customer_id
        hazard.site_id = site_of(session, project.customer_id or 0, form.site_id, kept=hazard.site_id)
    elif form.site_id is not None:
        site = in_use(session, Site, form.site_id, field="site_id", kept=hazard.site_id)
        hazard.site_id, hazard.customer_id = site.id, site.customer_id
    else:
        raise Invalid(_("Choose the project or the site that has this hazard."), field="project_id", clause=LISTED)


@use_case(Permission.EDIT_SAFETY)
def review_hazard(context: Context, *, record_id: int, version: int, form: ReviewForm) -> None:
    """Record a new look at a hazard: it is good for another year, and an incident's question is answered (C12.2).

    Invalid for a day yet to come, or one before the last look or before the incident that asks for it. Only a look
    that changes what people are told asks for a new briefing.
    """
    danger = checked_danger(form.likelihood, form.exposure, form.consequence)
    texts = {name: clean_text(getattr(form, name), field=name, limit=TEXT_LIMIT) for name in (*_TEXTS, "note")}
    check_plan(danger, texts["prevention"], texts["emergency"])
    reviewer = _reviewer(form.reviewed_by)
    with context.write() as session:
        hazard = load(session, Hazard, record_id, version)
        _refuse_retired(hazard)
        day = check_reviewed(form.reviewed_on, today=_today(session), since=_looked_at(session, hazard))
        hazard.reviewed_on, hazard.reviewed_by, hazard.review_reason = day, reviewer, ""
        for name in _FIGURES:
            setattr(hazard, name, getattr(form, name))
        hazard.danger, hazard.prevention, hazard.emergency = danger, texts["prevention"], texts["emergency"]
        log(session, hazard, EventKind.HAZARD_REVIEWED, texts["note"], at=_moment(session, day), person=reviewer)
        settle(session, hazard)
        hazards_changed(session, hazard.project_id, (hazard.site_id,))


def reopen_review(session: Session, hazard: Hazard, reason: str) -> None:
    """Ask for a new look at a hazard after an incident, inside the transaction that registers it (C12.2)."""
    hazard.review_reason = clean_line(reason, field="reason", limit=LINE_LIMIT)
    if not hazard.review_reason:
        raise ValueError("a review is reopened for a reason")
    log(session, hazard, EventKind.REVIEW_REOPENED, hazard.review_reason)
    settle(session, hazard)


def _refuse_retired(hazard: Hazard) -> None:
    if hazard.state == BasicState.RETIRED:
        raise Invalid(_("This hazard is out of use. Take it back into use first."), field="reviewed_on")


def _reviewer(name: str) -> str:
    return required(name, _("Enter who looked at the hazard."), field="reviewed_by", limit=LONGEST_NAME)


def _looked_at(session: Session, hazard: Hazard) -> date:
    """Return the day before which no new look can be: that of the last one, or of the incident reopening it since."""
    if not hazard.review_reason:
        return hazard.reviewed_on
    reopened = (Event.record_id == hazard.id, Event.kind == EventKind.REVIEW_REOPENED)
    last = session.scalar(select(Event.at).where(*reopened).order_by(Event.at.desc()).limit(1))
    return max(hazard.reviewed_on, local(last, _zone(session)).date()) if last else hazard.reviewed_on


def _moment(session: Session, day: date) -> datetime:
    """Return when a look of that day was: now for one of today, the end of a day that is past."""
    if day == _today(session):
        now: datetime = session.info["now"]
        return now
    return datetime.combine(day, END_OF_DAY, _zone(session)).astimezone(UTC)


def _today(session: Session) -> date:
    return local(session.info["now"], _zone(session)).date()


def _zone(session: Session) -> ZoneInfo:
    return ZoneInfo(settings_of(session).text("zone"))


def _told(hazard: Hazard) -> str:
    return hazards_hash((hazard_fact(hazard),))
