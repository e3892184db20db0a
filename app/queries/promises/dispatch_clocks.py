"""The clocks of a dispatch: papers that an exception let wait, and what a trip brings home (C7.3, C7.4)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session

from app.context import settings_of
from app.queries.promises.record_log import RecordLog
from app.queries.trips.parts_taken import parts_taken
from app.rules.people.dispatch_gates import PAPERS_WITHOUT, TRIP_PAPERS
from app.rules.promises.clocks import END_OF_DAY
from app.rules.promises.commitments import Clock, PromiseFacts, Slot
from app.rules.trips.parts import PartFact
from models.enums import CommitmentKind, DispatchState, EventKind, ExpenseState
from models.paper import IssuedPaper
from models.people.dispatch import Dispatch, OpenItem
from models.record import Event
from models.trips.expense import Expense


@dataclass(slots=True)
class _Ground:
    """What the clocks of several dispatches are read from, each by one statement whatever their number."""

    zone: ZoneInfo
    issued: dict[int, dict[str, datetime]] = field(default_factory=lambda: defaultdict(dict))
    claims: dict[int, list[tuple[datetime, int]]] = field(default_factory=lambda: defaultdict(list))
    parts: Mapping[int, Sequence[PartFact]] = field(default_factory=dict)
    items: dict[int, list[OpenItem]] = field(default_factory=lambda: defaultdict(list))


def dispatch_facts(session: Session, dispatches: Sequence[Dispatch], log: RecordLog) -> Mapping[Dispatch, PromiseFacts]:
    """Return the facts of these dispatches. An open item is done by the end of the day set for it."""
    ground = _read_ground(session, dispatches)
    return {
        one: PromiseFacts(
            clocks=_clocks(one, log.events_of(one), ground),
            holds=log.holds_of(one),
            agreed={**_set_days(one, ground), **log.agreed_of(one)},
            finished=one.state == DispatchState.CANCELLED,
        )
        for one in dispatches
    }


def _read_ground(session: Session, dispatches: Sequence[Dispatch]) -> _Ground:
    ground = _Ground(ZoneInfo(settings_of(session).text("zone")))
    ids = [one.id for one in dispatches if inspect(one).persistent and one.departed_at is not None]
    if not ids:
        return ground
    first = func.min(IssuedPaper.issued_at, type_=IssuedPaper.issued_at.type)
    papers = select(IssuedPaper.record_id, IssuedPaper.form, first).where(
        IssuedPaper.record_id.in_(ids), IssuedPaper.form.in_(TRIP_PAPERS)
    )
    for record_id, form, issued_at in session.execute(papers.group_by(IssuedPaper.record_id, IssuedPaper.form)):
        ground.issued[record_id][form] = issued_at
    _read_home(session, [one.id for one in dispatches if one.id in ids and one.returned_at is not None], ground)
    for item in session.scalars(select(OpenItem).where(OpenItem.dispatch_id.in_(ids)).order_by(OpenItem.id)):
        ground.items[item.dispatch_id].append(item)
    return ground


def _read_home(session: Session, ids: Sequence[int], ground: _Ground) -> None:
    """Read what starts to be owed with the return."""
    if not ids:
        return
    claims = select(Expense.dispatch_id, Expense.created_at, Expense.persons).where(
        Expense.dispatch_id.in_(ids), Expense.state != ExpenseState.CANCELLED
    )
    for dispatch_id, entered_at, persons in session.execute(claims.order_by(Expense.created_at, Expense.id)):
        ground.claims[dispatch_id].append((entered_at, persons))
    ground.parts = parts_taken(session, ids)


def _clocks(dispatch: Dispatch, log: Sequence[Event], ground: _Ground) -> Mapping[CommitmentKind, Sequence[Clock]]:
    clocks: dict[CommitmentKind, Sequence[Clock]] = {
        CommitmentKind.TRIP_PAPERS: tuple(_papers(dispatch, log, ground)),
        CommitmentKind.OPEN_ITEM: tuple(_item(one) for one in ground.items[dispatch.id]) if dispatch.id else (),
    }
    if dispatch.returned_at is not None:
        clocks[CommitmentKind.TRIP_REPORT] = (_report(dispatch.returned_at, log),)
        clocks[CommitmentKind.EXPENSE_CLAIM] = tuple(_claim(dispatch, dispatch.returned_at, ground))
        clocks[CommitmentKind.UNUSED_PARTS] = tuple(_unused(dispatch.returned_at, ground.parts.get(dispatch.id, ())))
    return clocks


def _papers(dispatch: Dispatch, log: Sequence[Event], ground: _Ground) -> Iterable[Clock]:
    """C7.3: whoever left without the papers by the manager's exception has them made up; met by the last of them."""
    excepted = [one for one in log if one.kind is EventKind.GATE_EXCEPTED and one.data.get("gate") == PAPERS_WITHOUT]
    if not excepted or dispatch.departed_at is None:
        return
    issued = ground.issued[dispatch.id]
    met_at = max(issued.values()) if all(form in issued for form in TRIP_PAPERS) else None
    yield Clock(excepted[0].at, met_at=met_at)


def _report(returned_at: datetime, log: Sequence[Event]) -> Clock:
    """A report that was written before the return, on the last day on site, is there in time."""
    written = next((one for one in log if one.kind is EventKind.REPORT_WRITTEN), None)
    if written is None:
        return Clock(returned_at)
    return Clock(returned_at, met_at=written.at, met_event_id=written.id)


def _claim(dispatch: Dispatch, returned_at: datetime, ground: _Ground) -> Iterable[Clock]:
    """Met as soon as the claims cover every one of our own people; nothing is owed for a manufacturer's alone."""
    awaited = sum(one.staff_id is not None for one in dispatch.people)
    if not awaited:
        return
    met_at = None
    for entered_at, persons in ground.claims[dispatch.id]:
        awaited -= persons
        if awaited <= 0:
            met_at = entered_at
            break
    yield Clock(returned_at, met_at=met_at)


def _unused(returned_at: datetime, parts: Sequence[PartFact]) -> Iterable[Clock]:
    """Owed where something was left over; met when the last of it is back, or was put in after all."""
    left = any(one.unused for one in parts)
    back = [one.back_at for one in parts if one.back_at is not None]
    if left or back:
        yield Clock(returned_at, met_at=None if left else max(back))


def _item(item: OpenItem) -> Clock:
    return Clock(item.noted_at, item.id, met_at=item.settled_at)


def _set_days(dispatch: Dispatch, ground: _Ground) -> Mapping[Slot, datetime]:
    return {
        (CommitmentKind.OPEN_ITEM, item.id): datetime.combine(item.due_on, END_OF_DAY, ground.zone)
        for item in ground.items.get(dispatch.id, ())
        if item.due_on is not None
    }
