"""The facts of a dispatch that its gates ask for, and what exactly a department agrees to."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import local
from app.queries.material.open_slips import open_slips
from app.queries.people.gate_exceptions import ExceptionLine, excepted_gates, exceptions_on
from app.queries.people.home import home_facts, open_advances
from app.queries.people.leaving import Standings, leaving_facts, standings
from app.queries.people.lenders import HomeDepartment, departments_of
from app.rules.people.checklist import HomeFacts
from app.rules.people.dispatch_arrows import SETTLED
from app.rules.people.dispatch_gates import DispatchFacts, LeavingFacts, PersonFact
from app.rules.trade.pay_first import PayFirstFacts
from models.enums import DispatchState
from models.parties.site import Site
from models.people.dispatch import Dispatch
from models.requests.request import Request


def terms_hash(session: Session, dispatch: Dispatch, department_id: int) -> str:
    """Return the SHA-256 of what a department agrees to: its people, the dates, sites and content (C7.2).

    Times of single people and further sites count where there are any: a word given before there were such still holds.
    """
    departments = departments_of(session, dispatch)
    lent = [
        person
        for person in dispatch.people
        if person.staff_id is not None and departments[person.staff_id].id == department_id
    ]
    times = [_iso(moment) for moment in (dispatch.starts_at, dispatch.ends_at)]
    terms: list[object] = [sorted(one.staff_id or 0 for one in lent), times, dispatch.site_id, dispatch.content]
    apart = sorted((one.staff_id or 0, _iso(one.joins_at), _iso(one.leaves_at)) for one in lent)
    if any(joins or leaves for _person, joins, leaves in apart):
        terms.append(apart)
    if dispatch.sites:
        terms.append([row.site_id for row in dispatch.sites])
    return hashlib.sha256(json.dumps(terms).encode()).hexdigest()


def _iso(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat() if moment is not None else ""


@dataclass(frozen=True, slots=True)
class Known:
    """What has been read already of that which the gates look at; None is read when it is needed.

    ``departments`` of the travellers, the open ``slips``, the ``exceptions``, how the people stand (``standing``),
    which papers are ``issued``, the facts of ``pay_first``, the open ``advances`` and what has to come ``home``.
    """

    departments: Mapping[int, HomeDepartment] | None = None
    slips: tuple[str, ...] | None = None
    exceptions: Sequence[ExceptionLine] | None = None
    standing: Standings | None = None
    issued: frozenset[str] | None = None
    pay_first: PayFirstFacts | None = None
    advances: tuple[str, ...] | None = None
    home: HomeFacts | None = None


def dispatch_facts(session: Session, dispatch: Dispatch, known: Known | None = None) -> DispatchFacts:
    """Read what the gates look at through which a dispatch can go in its present state."""
    known = known or Known()
    request = session.get_one(Request, dispatch.request_id)
    site = session.get(Site, dispatch.site_id) if dispatch.site_id else None
    exceptions = exceptions_on(session, dispatch.id) if known.exceptions is None else known.exceptions
    departments = departments_of(session, dispatch) if known.departments is None else known.departments
    zone = zone_of(session)
    return DispatchFacts(
        request_class_confirmed=request.confirmed_class is not None,
        people=_people(dispatch, departments),
        lead_named=any(person.is_lead for person in dispatch.people),
        site_address=site.address if site else "",
        site_name=site.title if site else "",
        starts_on=local(dispatch.starts_at, zone).date(),
        ends_on=local(dispatch.ends_at, zone).date(),
        content=dispatch.content,
        open_slips=open_slips(session, dispatch.id) if known.slips is None else known.slips,
        open_advances=open_advances(session, dispatch.id) if known.advances is None else known.advances,
        excepted=excepted_gates(exceptions),
        leaving=_leaving(session, dispatch, known, exceptions),
        home=_home(session, dispatch, known),
    )


def _leaving(session: Session, dispatch: Dispatch, known: Known, exceptions: Sequence[ExceptionLine]) -> LeavingFacts:
    if dispatch.state not in SETTLED:
        return LeavingFacts()
    standing = known.standing or standings(session, dispatch, session.info["now"])
    return leaving_facts(session, dispatch, standing, exceptions, issued=known.issued, pay_first=known.pay_first)


def _home(session: Session, dispatch: Dispatch, known: Known) -> HomeFacts:
    if dispatch.state != DispatchState.RETURNED:
        return HomeFacts()
    return known.home or home_facts(session, dispatch)


def zone_of(session: Session) -> ZoneInfo:
    """Return the zone of the department's local time."""
    return ZoneInfo(settings_of(session).text("zone"))


def _people(dispatch: Dispatch, departments: Mapping[int, HomeDepartment]) -> tuple[PersonFact, ...]:
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
