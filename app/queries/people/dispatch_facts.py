"""The facts of a dispatch that its gates ask for, and what exactly a department agrees to."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import local
from app.queries.material.open_slips import open_slips
from app.rules.gates import DispatchFacts, PersonFact
from models.parties.site import Site
from models.people.department import Department
from models.people.dispatch import Dispatch
from models.people.staff import StaffMember
from models.requests.request import Request


def departments_of(session: Session, dispatch: Dispatch) -> dict[int, Department]:
    """Return the department of each of our own travellers by staff id."""
    staff = [person.staff_id for person in dispatch.people if person.staff_id is not None]
    rows = session.execute(
        select(StaffMember.id, Department)
        .join(Department, Department.id == StaffMember.department_id)
        .where(StaffMember.id.in_(staff))
        .order_by(StaffMember.id)
    )
    return {row[0]: row[1] for row in rows}


def lending(departments: Mapping[int, Department]) -> dict[int, Department]:
    """Return by id those of the travellers' departments, other than our own, that lend people."""
    return {d.id: d for d in departments.values() if not d.is_own}


def terms_hash(session: Session, dispatch: Dispatch, department_id: int) -> str:
    """Return the SHA-256 of what a department agrees to: its people, the dates, place and content (C7.2)."""
    departments = departments_of(session, dispatch)
    lent = sorted(person for person, department in departments.items() if department.id == department_id)
    times = [moment.astimezone(UTC).isoformat() for moment in (dispatch.starts_at, dispatch.ends_at)]
    terms = [lent, times, dispatch.site_id, dispatch.content]
    return hashlib.sha256(json.dumps(terms).encode()).hexdigest()


def dispatch_facts(
    session: Session,
    dispatch: Dispatch,
    departments: Mapping[int, Department] | None = None,
    slips: tuple[str, ...] | None = None,
) -> DispatchFacts:
    """Read what the gates of a dispatch look at; ``departments`` of the travellers, and its open ``slips``, where they
    have been read already.
    """
    known = departments_of(session, dispatch) if departments is None else departments
    zone = ZoneInfo(settings_of(session).text("zone"))
    request = session.get_one(Request, dispatch.request_id)
    site = session.get(Site, dispatch.site_id) if dispatch.site_id else None
    return DispatchFacts(
        request_class_confirmed=request.confirmed_class is not None,
        people=_people(dispatch, known),
        lead_named=any(person.is_lead for person in dispatch.people),
        site_address=site.address if site else "",
        site_name=site.title if site else "",
        starts_on=local(dispatch.starts_at, zone).date(),
        ends_on=local(dispatch.ends_at, zone).date(),
        content=dispatch.content,
        open_slips=open_slips(session, dispatch.id) if slips is None else slips,
    )


def _people(dispatch: Dispatch, departments: Mapping[int, Department]) -> tuple[PersonFact, ...]:
    agreed = {row.department_id for row in dispatch.agreements}
    facts = []
    for person in dispatch.people:
        department = departments.get(person.staff_id or 0)
        lent = department is not None and not department.is_own
        facts.append(
            PersonFact(
                name=person.name,
                department=department.name if department and lent else "",
                agreed=department is not None and department.id in agreed,
            )
        )
    return tuple(facts)
