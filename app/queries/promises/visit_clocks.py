"""The clocks of visits, of what follows from them, and of the list of a round (C13, N6)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.context import settings_of
from app.queries.promises.record_log import RecordLog
from app.rules.promises.clocks import END_OF_DAY
from app.rules.promises.commitments import Clock, PromiseFacts, Slot
from app.rules.promises.conditions import FactValue
from models.care.visit import Visit, VisitRound
from models.enums import CommitmentKind, RoundState, VisitOccasion, VisitState
from models.paper import IssuedPaper
from models.parties.customer import Customer

PLAN_PAPER = "visit_plan"
BY_DAY = (VisitOccasion.ROUND, VisitOccasion.AD_HOC)  # owed on the day they are planned for
_VISIT, _FOLLOW_UP, _PLAN = CommitmentKind.VISIT, CommitmentKind.VISIT_FOLLOW_UP, CommitmentKind.VISIT_PLAN


def visit_facts(session: Session, visits: Sequence[Visit], log: RecordLog) -> Mapping[Visit, PromiseFacts]:
    """Return the facts of these visits: each is met by having been paid, what follows by having been settled."""
    zone = ZoneInfo(settings_of(session).text("zone"))
    keys = key_customers(session, visits)
    return {
        one: PromiseFacts(
            facts=visit_case(one.occasion, is_key=one.customer_id in keys),
            clocks={_VISIT: (_visit_clock(one, log, zone),), _FOLLOW_UP: tuple(_follow_ups(one))},
            agreed={**_own_days(one, zone), **log.agreed_of(one)},
            finished=one.state == VisitState.CANCELLED,
        )
        for one in visits
    }


def visit_case(occasion: VisitOccasion, *, is_key: bool) -> Mapping[str, FactValue | None]:
    """Return what the policies of visits ask for."""
    return {"occasion": occasion.value, "key_customer": is_key}


def key_customers(session: Session, visits: Sequence[Visit]) -> frozenset[int]:
    """Return which customers of these visits are key customers."""
    ids = {one.customer_id for one in visits if one.customer_id is not None}
    return frozenset(session.scalars(select(Customer.id).where(Customer.id.in_(ids), Customer.is_key)))


def end_of(day: date, zone: tzinfo) -> datetime:
    """Return the last moment of a day."""
    return datetime.combine(day, END_OF_DAY, zone)


def _visit_clock(one: Visit, log: RecordLog, zone: ZoneInfo) -> Clock:
    since = end_of(one.basis_on, zone) if one.basis_on is not None else one.created_at
    return Clock(since, met_at=one.visited_at, met_event_id=log.meeting_entry(one, _VISIT))


def _follow_ups(one: Visit) -> Iterator[Clock]:
    """Yield a clock for each thing that has a day; it starts with the visit."""
    for line in one.follow_ups:
        if line.due_on is not None and one.visited_at is not None:
            yield Clock(one.visited_at, line.id, met_at=line.settled_at)


def _own_days(one: Visit, zone: ZoneInfo) -> Mapping[Slot, datetime]:
    days = {(_FOLLOW_UP, line.id): end_of(line.due_on, zone) for line in one.follow_ups if line.due_on is not None}
    if one.occasion in BY_DAY:
        days[_VISIT, 0] = end_of(one.planned_on, zone)
    return days


def round_facts(session: Session, rounds: Sequence[VisitRound], log: RecordLog) -> Mapping[VisitRound, PromiseFacts]:
    """Return the facts of these rounds: the list is owed by its day, and met when its paper is first issued."""
    zone = ZoneInfo(settings_of(session).text("zone"))
    ids = [one.id for one in rounds if one.id is not None]
    issued = select(IssuedPaper.record_id, func.min(IssuedPaper.issued_at)).where(
        IssuedPaper.form == PLAN_PAPER, IssuedPaper.record_id.in_(ids)
    )
    met = {row[0]: row[1] for row in session.execute(issued.group_by(IssuedPaper.record_id))}
    return {
        one: PromiseFacts(
            clocks={_PLAN: (Clock(one.created_at, met_at=met.get(one.id)),)},
            agreed={(_PLAN, 0): end_of(one.list_by, zone), **log.agreed_of(one)},
            finished=one.state == RoundState.CANCELLED,
        )
        for one in rounds
    }
