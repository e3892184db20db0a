"""Reading hazards: the register, one hazard in full, and what its forms begin with (C12)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from app.context import Context
from app.formatting import local, quantity
from app.forms.safety import HazardForm, ReviewForm, TemplatesForm
from app.queries.lists.record_list import RecordList
from app.queries.lists.table_list import Looking
from app.queries.parties import LinkLine, links
from app.queries.records.keeping import Keeping, keeping_of
from app.queries.records.lookup import existing
from app.queries.records.record_parts import (
    CommitmentLine,
    EventLine,
    commitments_of,
    counted_events_of,
)
from app.queries.safety.hazard_facts import going_to, hazard_fact
from app.rules.permissions import Permission
from app.rules.safety.hazards import is_outdated, oldest_good, review_due
from app.rules.safety.lec import band, level_of
from models.enums import (
    AccidentKind,
    BasicState,
    CertificateKind,
    DispatchState,
    HazardOrigin,
    ProtectiveGear,
    RecordKind,
    RiskLevel,
    WorkType,
)
from models.parties.site import Site
from models.record import Record
from models.safety.hazard import Hazard
from models.safety.incident import Incident

hazard = Hazard.__table__


@dataclass(frozen=True, slots=True)
class HazardRow:
    """A line of the register; ``danger`` is D, ``outdated`` tells that it asks for a new look (C12.2)."""

    id: int
    number: str
    name: str
    customer: str
    project: str
    site: str
    place: str
    work_type: WorkType
    accident: AccidentKind
    danger: Decimal
    level: RiskLevel
    min_persons: int
    reviewed_on: date
    review_reason: str
    outdated: bool
    state: BasicState


def _of_level(level: RiskLevel) -> ColumnElement[bool]:
    least, below = band(level)
    condition: ColumnElement[bool] = hazard.c.danger >= least
    return condition if below is None else condition & (hazard.c.danger < below)


def asking(looking: Looking) -> ColumnElement[bool]:
    """Return the condition that a hazard asks for a new look: older than a year, or reopened (C12.2)."""
    return or_(hazard.c.review_reason != "", hazard.c.reviewed_on < oldest_good(looking.today))


HAZARDS = RecordList(
    kind=RecordKind.HAZARD,
    row=HazardRow,
    own=hazard,
    derived={
        "level": lambda found, _looking: level_of(found.danger),
        "outdated": lambda found, looking: is_outdated(found.reviewed_on, found.review_reason, looking.today),
    },
    orders={"danger": hazard.c.danger, "reviewed_on": hazard.c.reviewed_on},
    views={
        "to_review": asking,
        "reopened": hazard.c.review_reason != "",
        **{level.value: _of_level(level) for level in RiskLevel},
    },
    keeping=True,
)


@dataclass(frozen=True, slots=True)
class HazardDetails:
    """One hazard in full. ``review_due`` is the last day of its year, ``review_reason`` why an incident asks for a look
    before; ``customer_words`` is what the customer says of the site. ``incidents`` came from it, ``dispatches`` are
    those that it concerns and that are not over.
    """

    id: int
    version: int
    number: str
    title: str
    state: BasicState
    customer_id: int | None
    customer: str
    project_id: int | None
    project: str
    project_number: str
    site_id: int | None
    site: str
    customer_words: str
    place: str
    activity: str
    work_type: WorkType
    accident: AccidentKind
    result: str
    origin: HazardOrigin
    likelihood: Decimal
    exposure: Decimal
    consequence: Decimal
    danger: Decimal
    level: RiskLevel
    prevention: str
    gear: tuple[ProtectiveGear, ...]
    certificates: tuple[CertificateKind, ...]
    min_persons: int
    emergency: str
    reviewed_on: date
    reviewed_by: str
    review_due: date
    review_reason: str
    outdated: bool
    incidents: tuple[LinkLine, ...]
    dispatches: tuple[LinkLine, ...]
    commitments: tuple[CommitmentLine, ...]
    keeping: Keeping
    events: tuple[EventLine, ...]
    event_count: int


_OWN = (
    "id", "version", "title", "customer_id", "project_id", "site_id", "place", "activity", "work_type", "accident",
    "result", "origin", "likelihood", "exposure", "consequence", "danger", "prevention", "min_persons", "emergency",
    "reviewed_on", "reviewed_by", "review_reason",
)  # fmt: skip
_OVER = (DispatchState.FINISHED, DispatchState.RETURNED, DispatchState.CLOSED, DispatchState.CANCELLED)


def hazard_details(context: Context, record_id: int) -> HazardDetails:
    """Read one hazard; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    now = context.clock.now()
    with context.read() as session:
        found = existing(session, Hazard, record_id)
        told = hazard_fact(found)
        events, event_count = counted_events_of(session, (found.id,))
        goes = going_to(found.project_id, found.site_id)
        return HazardDetails(
            **{name: getattr(found, name) for name in _OWN},
            **_surroundings(session, found),
            number=told.number,
            state=BasicState(found.state),
            level=told.level,
            gear=told.gear,
            certificates=told.certificates,
            review_due=review_due(found.reviewed_on),
            outdated=is_outdated(found.reviewed_on, found.review_reason, local(now, context.zone).date()),
            incidents=links(session, RecordKind.INCIDENT, Record.id.in_(_incidents_of(found.id))),
            dispatches=links(session, RecordKind.DISPATCH, goes & Record.state.not_in(_OVER)),
            commitments=commitments_of(session, found.id, now),
            keeping=keeping_of(session, found, context.actor),
            events=events,
            event_count=event_count,
        )


def _incidents_of(hazard_id: int) -> Any:
    return select(Incident.id).where(Incident.hazard_id == hazard_id)


def _surroundings(session: Session, found: Hazard) -> dict[str, Any]:
    customer, project, site = Record.__table__.alias(), Record.__table__.alias(), Record.__table__.alias()
    places, me = Site.__table__, Record.__table__.alias()
    row = session.execute(
        select(customer.c.title, project.c.title, project.c.number, site.c.title, places.c.hazards)
        .select_from(me)
        .outerjoin(customer, customer.c.id == me.c.customer_id)
        .outerjoin(project, project.c.id == me.c.project_id)
        .outerjoin(site, site.c.id == me.c.site_id)
        .outerjoin(places, places.c.id == me.c.site_id)
        .where(me.c.id == found.id)
    ).one()
    names = ("customer", "project", "project_number", "site", "customer_words")
    return {name: value or "" for name, value in zip(names, row, strict=True)}


def lec_of(session: Session, hazard_ids: Iterable[int]) -> Mapping[int, tuple[str, str, str]]:
    """Return L, E and C of these hazards as figures to read, by the hazard's id."""
    columns = select(Hazard.id, Hazard.likelihood, Hazard.exposure, Hazard.consequence)
    rows = session.execute(columns.where(Hazard.id.in_(tuple(hazard_ids))))
    return {row[0]: (quantity(row[1]), quantity(row[2]), quantity(row[3])) for row in rows}


def hazard_form(context: Context, record_id: int) -> HazardForm:
    """Read a hazard into the form that edits it."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, Hazard, record_id)
        told = hazard_fact(found)
        own = {name: getattr(found, name) for name in HazardForm.__slots__ if name not in ("gear", "certificates")}
        return HazardForm(gear=told.gear, certificates=told.certificates, **own)


def new_hazard_form(context: Context, *, project_id: int | None = None, site_id: int | None = None) -> HazardForm:
    """Return what a new hazard begins with: whose it is, and that one looks at it today."""
    context.require(Permission.EDIT_SAFETY)
    return HazardForm(project_id=project_id, site_id=site_id, **_looked_at(context))


def templates_form(context: Context, *, project_id: int | None = None, site_id: int | None = None) -> TemplatesForm:
    """Return what adding hazards from templates begins with."""
    context.require(Permission.EDIT_SAFETY)
    return TemplatesForm(project_id=project_id, site_id=site_id, **_looked_at(context))


def listed_templates(context: Context, project_id: int | None, site_id: int | None) -> frozenset[str]:
    """Return the codes of the templates that stand on the list of a project or site already."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        return templates_used(session, project_id, site_id)


def templates_used(session: Session, project_id: int | None, site_id: int | None) -> frozenset[str]:
    """Return the codes of the templates of hazards in use that a project or site has for itself."""
    same = (Hazard.project_id == project_id, Hazard.site_id == site_id)  # None asks IS NULL
    used = select(Hazard.template).where(*same, Hazard.state == BasicState.ACTIVE, Hazard.template != "")
    return frozenset(session.scalars(used))


def review_form(context: Context, record_id: int) -> ReviewForm:
    """Return what a new look at a hazard begins with: today, by whom, and what was written last time."""
    context.require(Permission.EDIT_SAFETY)
    with context.read() as session:
        found = existing(session, Hazard, record_id)
        names = ("likelihood", "exposure", "consequence", "prevention", "emergency")
        return ReviewForm(**{name: getattr(found, name) for name in names}, **_looked_at(context))


def _looked_at(context: Context) -> dict[str, Any]:
    today = local(context.clock.now(), context.zone).date()
    return {"reviewed_on": today, "reviewed_by": context.actor.display_name}
