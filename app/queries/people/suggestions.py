"""Whom to send: our people ranked for a request, a project or a site, with the reasons in words (C7.2, C12.2)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.i18n import _
from app.labels import label
from app.queries.people.qualifications import certificates_of
from app.queries.people.whereabouts import taken_stays
from app.queries.safety.hazard_facts import hazards_of
from app.rules.people.suggesting import Candidate, Job, days_of_job, ranked, reasons
from app.rules.people.whereabouts import Stay
from app.rules.permissions import Permission
from app.rules.safety.briefing import asked_certificates
from app.rules.spans import Span
from models.enums import BasicState
from models.people.department import Department
from models.people.staff import StaffMember
from models.projects.equipment import Equipment
from models.projects.project import Project
from models.requests.request import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody is wanted for; ``content`` is what the dispatch says, ``beside`` the dispatch that is planned."""

    starts_at: datetime
    ends_at: datetime
    request_id: int | None = None
    project_id: int | None = None
    site_ids: tuple[int, ...] = ()
    content: str = ""
    beside: int = 0


@dataclass(frozen=True, slots=True)
class SuggestedPerson:
    """One of our people for the job, the most suitable first; ``reasons`` in words, ``is_free`` in that time."""

    staff_id: int
    name: str
    department: str
    post: str
    mobile: str
    is_free: bool
    reasons: tuple[str, ...]


def suggest_people(context: Context, wanted: Wanted) -> tuple[SuggestedPerson, ...]:
    """Return all our people who are in use, ranked for a job; who is elsewhere in that time comes last.

    Invalid for an end before the start.
    """
    context.require(Permission.VIEW_RECORDS)
    if wanted.ends_at < wanted.starts_at:
        raise Invalid(_("The end lies before the start."), field="ends_at")
    zone = context.zone
    with context.read() as session:
        job = _job(session, wanted, days_of_job(wanted.starts_at, wanted.ends_at, zone))
        found = ranked(job, _candidates(session, wanted))
    return tuple(
        SuggestedPerson(
            one.staff_id, one.name, one.department, one.post, one.mobile, one.is_free, reasons(one, zone)
        )
        for one in found
    )  # fmt: skip


def _job(session: Session, wanted: Wanted, days: Span) -> Job:
    request = session.get(Request, wanted.request_id) if wanted.request_id else None
    project_id = wanted.project_id or (request.project_id if request else None)
    project = session.get(Project, project_id) if project_id else None
    sites = wanted.site_ids or ((request.site_id,) if request and request.site_id else ())
    texts = [wanted.content]
    if request is not None:
        texts += [label(request.request_kind), request.title, request.text, *_equipment(session, request)]
    return Job(
        texts=tuple(texts),
        asked=asked_certificates(hazards_of(session, project_id, sites)),
        manager=project.manager_name if project else "",
        first_day=days[0],
        last_day=days[1],
    )


def _equipment(session: Session, request: Request) -> tuple[str, ...]:
    machine = session.get(Equipment, request.equipment_id) if request.equipment_id else None
    return (machine.title, machine.model) if machine else ()


def _candidates(session: Session, wanted: Wanted) -> list[Candidate]:
    """Read people, certificates and where they are, each in one statement."""
    people = session.execute(
        select(
            StaffMember.id, StaffMember.title, Department.name, StaffMember.post, StaffMember.mobile, StaffMember.skills
        )
        .join(Department, Department.id == StaffMember.department_id)
        .where(StaffMember.state == BasicState.ACTIVE)
        .order_by(Department.is_own.desc(), StaffMember.sort_title, StaffMember.id)
    ).all()
    ids = [row[0] for row in people]
    held = certificates_of(session, ids)
    stays: dict[int, list[Stay]] = defaultdict(list)
    for stay in taken_stays(session, ids, wanted.starts_at, wanted.ends_at, beside=wanted.beside):
        stays[stay.staff_id].append(stay)
    return [Candidate(*row, held.get(row[0], ()), tuple(stays[row[0]])) for row in people]
