"""The clocks of service requests: replies, visits, parts, quotations, and the calls afterwards (C4, C5.1, C5.2, N1)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session, selectinload

from app.context import settings_of
from app.queries.promises.record_log import RecordLog
from app.rules.places import place_facts
from app.rules.promises.commitments import Clock, PromiseFacts, earliest, promise_kind
from app.rules.promises.conditions import FactValue
from models.enums import CommitmentKind, EventKind, RequestState, ServiceGrade
from models.parties.site import Site
from models.projects.contract import Contract
from models.projects.project import Project
from models.record import Event
from models.requests.request import Request, RequestLine

FINISHED = (RequestState.CLOSED, RequestState.CANCELLED, RequestState.MERGED)


@dataclass(frozen=True, slots=True)
class _Terms:
    """What a project's main contract says of its service; without one it says nothing."""

    profile: str = ""
    grade: ServiceGrade | None = None


@dataclass(slots=True)
class _Ground:
    """What stands around several requests, each read by one statement whatever their number."""

    sites: dict[int, Site] = field(default_factory=dict)
    projects: dict[int, Project] = field(default_factory=dict)
    contracts: dict[int, _Terms] = field(default_factory=dict)
    home_province: str = ""


def request_facts(session: Session, requests: Sequence[Request], log: RecordLog) -> Mapping[Request, PromiseFacts]:
    """Return the facts of these requests."""
    ground = _read_ground(session, requests)
    return {request: _facts(request, ground, log) for request in requests}


def _read_ground(session: Session, requests: Sequence[Request]) -> _Ground:
    ground = _Ground(home_province=settings_of(session).text("home_province"))
    stored = [request.id for request in requests if inspect(request).persistent]
    if len(stored) > 1:  # the lines of all requests at once, instead of each one's when it is asked for them
        session.scalars(select(Request).where(Request.id.in_(stored)).options(selectinload(Request.lines))).all()
    ground.sites = _by_id(session, Site, (request.site_id for request in requests))
    ground.projects = _by_id(session, Project, (request.project_id for request in requests))
    if ground.projects:
        main = Contract.project_id.in_(ground.projects), Contract.main_id.is_(None)
        columns = select(Contract.project_id, Contract.profile, Contract.grade).where(*main)
        for project_id, profile, grade in session.execute(columns.order_by(Contract.id.desc())):
            ground.contracts[project_id or 0] = _Terms(profile, grade)
    return ground


def _by_id(session: Session, model: type[Any], ids: Iterable[int | None]) -> dict[int, Any]:
    """Return these records by id; those that the session knows already are not read again."""
    wanted = {record_id for record_id in ids if record_id}
    if len(wanted) == 1:
        (only,) = wanted
        return {only: session.get_one(model, only)}
    found = session.scalars(select(model).where(model.id.in_(wanted))) if wanted else ()
    return {record.id: record for record in found}


def _facts(request: Request, ground: _Ground, log: RecordLog) -> PromiseFacts:
    confirmed = request.confirmed_class
    project = ground.projects.get(request.project_id or 0)
    contract = ground.contracts.get(request.project_id or 0, _Terms())
    return PromiseFacts(
        facts={**_own_facts(request, contract), **_place_facts(request, ground)},
        uncertain={} if confirmed else {"class": request.proposed_class.value},
        clocks=_clocks(request, log.events_of(request)),
        holds=log.holds_of(request),
        agreed=log.agreed_of(request),
        profiles=tuple(p for p in (contract.profile, project and project.profile) if p),
        finished=request.state in FINISHED,
    )


def _own_facts(request: Request, contract: _Terms) -> dict[str, FactValue | None]:
    return {
        "severity": request.severity.value,
        "class": request.confirmed_class.value if request.confirmed_class else None,
        "urgent": request.urgent,
        "visit": request.needs_visit,
        "manufacturer": request.manufacturer_needed,
        "large": request.large,
        "level": request.fault_level,
        "grade": contract.grade.value if contract.grade else None,
    }


def _place_facts(request: Request, ground: _Ground) -> dict[str, FactValue | None]:
    site = ground.sites.get(request.site_id or 0)
    if site is None:
        return place_facts(None, None, "", ground.home_province)
    return place_facts(site.km, site.service_zone, site.province, ground.home_province)


def _clocks(request: Request, log: Sequence[Event]) -> dict[CommitmentKind, Sequence[Clock]]:
    received = (CommitmentKind.REPLY, CommitmentKind.VISIT_ANSWER, CommitmentKind.ARRIVAL, CommitmentKind.QUOTATION)
    clocks: dict[CommitmentKind, Sequence[Clock]] = {
        kind: (_met_by_log(kind, Clock(request.received_at), log),) for kind in received
    }
    clocks[CommitmentKind.ASSIGNMENT] = (Clock(request.received_at, met_at=request.owner_assigned_at),)
    clocks[CommitmentKind.SOLUTION] = (Clock(request.received_at, met_at=request.solved_at),)
    clocks[CommitmentKind.PARTS] = tuple(_part_clock(request, line) for line in request.lines if line.needed_at)
    clocks[CommitmentKind.FOLLOW_UP] = tuple(_follow_ups(request, log))
    return clocks


def _met_by_log(kind: CommitmentKind, clock: Clock, log: Sequence[Event]) -> Clock:
    """Return the clock as met by the first entry of the log that counts for its kind."""
    entries = ((event.at, event.id) for event in log if event.kind in promise_kind(kind).met_by)
    met_at, event_id = earliest(entries, clock.anchor)
    return Clock(clock.anchor, clock.slot, clock.facts, met_at, event_id)


def _part_clock(request: Request, line: RequestLine) -> Clock:
    """C4.2: from the need to the handing over; a line that differs in who pays has its own class."""
    part_class = line.part_class.value if line.part_class else None
    facts: dict[str, FactValue | None] = {"part_class": part_class}
    if line.service_class is not None:
        facts["class"] = line.service_class.value
    return Clock(line.needed_at or request.received_at, line.line_no, facts, line.handed_over_at)


def _follow_ups(request: Request, log: Sequence[Event]) -> Iterable[Clock]:
    """N1: a call after the service, and again after every call that found the customer not satisfied; and a call back
    after guidance by phone. Each is met by the next call with the customer's word.

    The service is over when people have done all the work on site; a request without such when it is solved.
    """
    starts = [(event.at, event.id, "guidance") for event in log if event.data.get("guidance")]
    calls = [event for event in log if event.kind is EventKind.FOLLOWED_UP]
    services = _services(request, log)
    if services:
        starts += [(at, slot, "service") for at, slot in services]
        unsatisfied = (call for call in calls if call.data.get("satisfied") is False)
        starts += [(call.at, call.id, "service") for call in unsatisfied if call.at >= services[0][0]]
    for at, slot, after in starts:
        later = [call for call in calls if (call.at, call.id) > (at, slot)]
        yield _met_by_log(CommitmentKind.FOLLOW_UP, Clock(at, slot, {"after": after}), later)


def _services(request: Request, log: Sequence[Event]) -> list[tuple[datetime, int]]:
    """Return when a service of the request was over, with the slot of its call, the earliest first."""
    done = [event for event in log if event.kind is EventKind.FINISHED_ON_SITE and not event.data.get("partly")]
    services = [(event.at, event.id) for event in done]
    solved = request.solved_at
    if solved is not None and not any(at <= solved for at, _slot in services):
        services.append((solved, 0))
    return sorted(services)
