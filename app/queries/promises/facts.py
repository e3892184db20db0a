"""Reading the facts that the clocks of records hang on: for one record being saved, or for many that are checked."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session, selectinload

from app.context import settings_of
from app.rules.places import place_facts
from app.rules.promises.commitments import Clock, PromiseFacts, Slot, earliest, promise_kind
from app.rules.promises.conditions import FactValue
from app.rules.promises.holds import Held, counted_holds
from models.commitment import AgreedDate, Hold
from models.enums import CommitmentKind, EventKind, RecordKind, RequestState, ServiceGrade
from models.parties.site import Site
from models.projects.contract import Contract
from models.projects.project import Project
from models.record import Event, Record
from models.requests.request import Request, RequestLine

FINISHED = (RequestState.CLOSED, RequestState.CANCELLED, RequestState.MERGED)
MEETING = (
    EventKind.REPLIED,
    EventKind.VISIT_ANSWERED,
    EventKind.ARRIVED,
    EventKind.QUOTATION_SENT,
    EventKind.FOLLOWED_UP,
)


@dataclass(frozen=True, slots=True)
class _Terms:
    """What a project's main contract says of its service; without one it says nothing."""

    profile: str = ""
    grade: ServiceGrade | None = None


@dataclass(slots=True)
class _Ground:
    """What several records' facts are read from, each by one statement whatever their number."""

    events: dict[int, list[Event]] = field(default_factory=lambda: defaultdict(list))
    holds: dict[int, list[Held]] = field(default_factory=lambda: defaultdict(list))
    agreed: dict[int, dict[Slot, datetime]] = field(default_factory=lambda: defaultdict(dict))
    sites: dict[int, Site] = field(default_factory=dict)
    projects: dict[int, Project] = field(default_factory=dict)
    contracts: dict[int, _Terms] = field(default_factory=dict)
    home_province: str = ""


def promise_facts(session: Session, record: Record) -> PromiseFacts:
    """Return the facts of one record of any kind; none for kinds that owe nothing."""
    return many_promise_facts(session, [record])[record]


def many_promise_facts(session: Session, records: Sequence[Record]) -> Mapping[Record, PromiseFacts]:
    """Return the facts of records of one kind or several."""
    ground = _read_ground(session, [record for record in records if record.kind in READERS])
    return {
        record: READERS[record.kind](record, ground) if record.kind in READERS else PromiseFacts() for record in records
    }


def _read_ground(session: Session, records: Sequence[Record]) -> _Ground:
    ground = _Ground(home_province=settings_of(session).text("home_province"))
    stored = [record.id for record in records if inspect(record).persistent]
    if stored:
        _read_log(session, stored, ground)
    if len(stored) > 1:
        _read_lines(session, records)
    ground.sites = _by_id(session, Site, (record.site_id for record in records))
    ground.projects = _by_id(session, Project, (record.project_id for record in records))
    if ground.projects:
        main = Contract.project_id.in_(ground.projects), Contract.main_id.is_(None)
        columns = select(Contract.project_id, Contract.profile, Contract.grade).where(*main)
        for project_id, profile, grade in session.execute(columns.order_by(Contract.id.desc())):
            ground.contracts[project_id or 0] = _Terms(profile, grade)
    return ground


def _read_log(session: Session, ids: Sequence[int], ground: _Ground) -> None:
    told = select(Event).where(Event.record_id.in_(ids), Event.kind.in_(MEETING)).order_by(Event.at, Event.id)
    for event in session.scalars(told):
        ground.events[event.record_id].append(event)
    for hold in session.scalars(select(Hold).where(Hold.record_id.in_(ids), ~Hold.withdrawn)):
        ground.holds[hold.record_id].append(Held(hold.starts_at, hold.ends_at, hold.confirmed_until))
    for date in session.scalars(select(AgreedDate).where(AgreedDate.record_id.in_(ids)).order_by(AgreedDate.id)):
        ground.agreed[date.record_id][date.kind, date.slot] = date.due_at


def _read_lines(session: Session, records: Sequence[Record]) -> None:
    """Read the lines of all requests at once instead of each one's when it is asked for them."""
    requests = [record.id for record in records if isinstance(record, Request)]
    session.scalars(select(Request).where(Request.id.in_(requests)).options(selectinload(Request.lines))).all()


def _by_id(session: Session, model: type[Any], ids: Iterable[int | None]) -> dict[int, Any]:
    """Return these records by id; those that the session knows already are not read again."""
    wanted = {record_id for record_id in ids if record_id}
    if len(wanted) == 1:
        (only,) = wanted
        return {only: session.get_one(model, only)}
    found = session.scalars(select(model).where(model.id.in_(wanted))) if wanted else ()
    return {record.id: record for record in found}


def _request_facts(request: Request, ground: _Ground) -> PromiseFacts:
    confirmed = request.confirmed_class
    log = ground.events.get(request.id, [])
    project = ground.projects.get(request.project_id or 0)
    contract = ground.contracts.get(request.project_id or 0, _Terms())
    return PromiseFacts(
        facts={**_own_facts(request, contract), **_place_facts(request, ground)},
        uncertain={} if confirmed else {"class": request.proposed_class.value},
        clocks=_clocks(request, log),
        holds=counted_holds(ground.holds.get(request.id, ())),
        agreed=ground.agreed.get(request.id, {}),
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
    """
    starts = [(event.at, event.id, "guidance") for event in log if event.data.get("guidance")]
    calls = [event for event in log if event.kind is EventKind.FOLLOWED_UP]
    if request.solved_at is not None:
        starts.append((request.solved_at, 0, "service"))
        unsatisfied = (call for call in calls if call.data.get("satisfied") is False)
        starts += [(call.at, call.id, "service") for call in unsatisfied if call.at >= request.solved_at]
    for at, slot, after in starts:
        later = [call for call in calls if (call.at, call.id) > (at, slot)]
        yield _met_by_log(CommitmentKind.FOLLOW_UP, Clock(at, slot, {"after": after}), later)


READERS: Mapping[RecordKind, Callable[[Any, _Ground], PromiseFacts]] = {RecordKind.REQUEST: _request_facts}
