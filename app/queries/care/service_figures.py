"""The lists that the indicators of service count: requests, dispatches, promises, the customers' word, complaints."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, case, func, literal, or_, select, true
from sqlalchemy.sql.selectable import ScalarSelect

from app.engines.moments import seconds_between
from app.queries.care.counted_lines import NOTHING, ONE, Count, Lines, both, counted
from app.queries.care.windows import Window
from app.queries.promises.figures import NOT_COUNTED
from app.rules.care.indicators import REPEAT_DAYS
from app.rules.care.satisfaction import SATISFIED
from app.rules.promises.missed import CLOSED
from app.rules.trips.surveys import BEST
from models.care.complaint import Complaint
from models.care.visit import Visit
from models.commitment import Commitment
from models.enums import (
    CommitmentKind,
    CommitmentState,
    DispatchState,
    Fault,
    Rating,
    RecordKind,
    RequestKind,
    RequestState,
    SignOffState,
    SurveyState,
    VisitState,
)
from models.people.dispatch import Dispatch
from models.record import Record
from models.requests.request import Request
from models.trips.service_receipt import ServiceReceipt
from models.trips.survey import Survey, SurveyScore

_record, _request, _dispatch = Record.__table__, Request.__table__, Dispatch.__table__
_promise, _complaint, _visit = Commitment.__table__, Complaint.__table__, Visit.__table__
_receipt, _survey, _score = ServiceReceipt.__table__, Survey.__table__, SurveyScore.__table__
_asked = _record.join(_request, _request.c.id == _record.c.id)

_SOLVED = (RequestState.SOLVED, RequestState.CLOSED)
_FOLLOWED = (CommitmentKind.FOLLOW_UP, CommitmentKind.VISIT)
_WORDS = (Rating.VERY_SATISFIED, Rating.SATISFIED)
_SEEN = (VisitState.DONE, VisitState.CLOSED)
_GOOD = 4  # of 5 points, what a visit that found the customer satisfied has at least
_HOUR = 3600


def _of_kind(kind: RecordKind) -> ColumnElement[bool]:
    return _record.c.kind == literal(kind, _record.c.kind.type)


def _received(within: Window) -> tuple[ColumnElement[bool], ...]:
    """Return that a record is a request of its own, received in the span."""
    return (
        _of_kind(RecordKind.REQUEST),
        _record.c.state.not_in(NOT_COUNTED),
        within.holds(_record.c.sort_at),
    )


def _if(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    return case((condition, ONE), else_=NOTHING)


def received(within: Window) -> Lines:
    """Select the requests received."""
    return counted(_record.c.id).where(*_received(within))


def dispatched(within: Window) -> Lines:
    """Select the dispatches that begin; one without a number is a draft."""
    live = (_record.c.number.is_not(None), _record.c.state != DispatchState.CANCELLED.value)
    return counted(_record.c.id).where(_of_kind(RecordKind.DISPATCH), *live, within.holds(_record.c.sort_at))


def _completed(within: Window, part: ColumnElement[Any] = ONE, whole: ColumnElement[Any] = ONE) -> Select[Any]:
    solved = (_record.c.state.in_(_SOLVED), within.holds(_request.c.solved_at))
    return counted(_request.c.id, part, whole).select_from(_asked).where(*solved)


def completed(within: Window) -> Lines:
    """Select the requests solved."""
    return _completed(within)


def completion(within: Window) -> Lines:
    """Select the requests received, with those solved by the end."""
    done = and_(_record.c.state.in_(_SOLVED), within.is_past(_request.c.solved_at))
    return counted(_request.c.id, _if(done)).select_from(_asked).where(*_received(within))


def response_hours(within: Window) -> Lines:
    """Select the requests received that were answered, with the seconds until then."""
    taken = seconds_between(_promise.c.anchor_at, _promise.c.met_at)
    asked = _record.join(_promise, _promise.c.record_id == _record.c.id)
    answered = (_promise.c.kind == CommitmentKind.REPLY, _promise.c.met_at.is_not(None))
    return counted(_record.c.id, taken, literal(_HOUR)).select_from(asked).where(*_received(within), *answered)


def _judged(within: Window, kept: Collection[CommitmentState], kinds: Collection[CommitmentKind] = ()) -> Lines:
    """Select the promises due in the span that can be judged, with those in the states that count as ``kept``.

    The due time that was missed first counts, else the present one: each is found by an index of its own.
    """
    moments = ((_promise.c.due_at, _promise.c.frozen_due_at.is_(None)), (_promise.c.frozen_due_at, true()))
    return both(*(_due(within, moment, condition, kept, kinds) for moment, condition in moments))


def _due(
    within: Window,
    moment: ColumnElement[Any],
    condition: ColumnElement[bool],
    kept: Collection[CommitmentState],
    kinds: Collection[CommitmentKind],
) -> Select[Any]:
    state = _promise.c.state
    judged = or_(
        state.in_((CommitmentState.MET, CommitmentState.MET_LATE)),
        and_(state == CommitmentState.OPEN, moment < literal(within.now, moment.type)),
        and_(state.in_(CLOSED), _promise.c.frozen_due_at.is_not(None)),
    )
    lines = counted(_promise.c.record_id, _if(state.in_(kept)), ONE, _promise.c.kind)
    found = lines.where(state.in_(CommitmentState), condition, within.holds(moment), judged)
    return found.where(_promise.c.kind.in_(kinds)) if kinds else found


def in_time(within: Window) -> Lines:
    """Select all promises due, with those kept in time."""
    return _judged(within, (CommitmentState.MET,))


def arrival(within: Window) -> Lines:
    """Select the arrivals due, with those in time."""
    return _judged(within, (CommitmentState.MET,), (CommitmentKind.ARRIVAL,))


def followed_up(within: Window) -> Lines:
    """Select the visits and follow-up calls due, with those made, late ones included."""
    return _judged(within, (CommitmentState.MET, CommitmentState.MET_LATE), _FOLLOWED)


def _trips() -> ScalarSelect[int]:
    """Return how many dispatches left for the request of the outer statement."""
    left = (_dispatch.c.request_id == _request.c.id, _dispatch.c.departed_at.is_not(None))
    return select(func.count()).select_from(_dispatch).where(*left).correlate(_request).scalar_subquery()


def first_fix(within: Window) -> Lines:
    """Select the requests solved with people on site, with those that took one dispatch."""
    return _completed(within, _if(_trips() == 1)).where(_trips() > 0)


def repeated(within: Window) -> Lines:
    """Select the repairs of equipment received, with those that follow on an earlier one of the same equipment."""
    former, asked = _request.alias("former"), _record.alias("asked")
    gap = seconds_between(former.c.received_at, _request.c.received_at)
    earlier = (
        select(former.c.id)
        .select_from(former.join(asked, asked.c.id == former.c.id))
        .where(former.c.equipment_id == _request.c.equipment_id, former.c.request_kind == RequestKind.REPAIR)
        .where(former.c.id != _request.c.id, asked.c.state.not_in(NOT_COUNTED))
        .where(gap >= 0, gap <= REPEAT_DAYS * 24 * _HOUR)
        .correlate(_request)
        .exists()
    )
    repairs = (_request.c.request_kind == RequestKind.REPAIR, _request.c.equipment_id.is_not(None))
    return counted(_request.c.id, _if(earlier)).select_from(_asked).where(*_received(within), *repairs)


def satisfied(within: Window) -> Lines:
    """Select the words of customers: on receipts, in surveys, on visits; with those that are satisfied."""
    return both(_receipts(within), _surveys(within), _visits(within))


def _joined(table: FromClause) -> FromClause:
    return _record.join(table, table.c.id == _record.c.id)


def _receipts(within: Window) -> Select[Any]:
    said = (_record.c.state == SignOffState.SIGNED.value, _receipt.c.rating.is_not(None))
    lines = counted(_receipt.c.id, _if(_receipt.c.rating.in_(_WORDS))).select_from(_joined(_receipt))
    return lines.where(*said, within.holds(_receipt.c.signed_at))


def _surveys(within: Window) -> Select[Any]:
    points, most = func.sum(_score.c.weight * _score.c.score), func.sum(_score.c.weight * BEST)
    given = (_score.c.survey_id == _survey.c.id, _score.c.score.is_not(None), _score.c.weight > 0)
    enough = select(points * 100 >= most * int(SATISFIED)).where(*given).correlate(_survey).scalar_subquery()
    answered = (_record.c.state == SurveyState.ANSWERED.value, within.holds_day(_survey.c.answered_on))
    any_points = select(_score.c.id).where(*given).correlate(_survey).exists()
    return counted(_survey.c.id, _if(enough)).select_from(_joined(_survey)).where(*answered, any_points)


def _visits(within: Window) -> Select[Any]:
    """Select the visits that asked; one with a survey is counted by that."""
    worst = func.coalesce(_visit.c.sat_service, BEST), func.coalesce(_visit.c.sat_quality, BEST)
    good = and_(*(points >= _GOOD for points in worst))
    asked = or_(_visit.c.sat_service.is_not(None), _visit.c.sat_quality.is_not(None))
    seen = (_record.c.state.in_(_SEEN), asked, _visit.c.survey_id.is_(None), within.holds(_visit.c.visited_at))
    return counted(_visit.c.id, _if(good)).select_from(_joined(_visit)).where(*seen)


def complaints(within: Window) -> Lines:
    """Select the complaints received."""
    return counted(_complaint.c.id).where(within.holds(_complaint.c.received_at))


def complaints_closed(within: Window) -> Lines:
    """Select the complaints received, with those closed by the end."""
    closed = and_(_complaint.c.closed_at.is_not(None), within.is_past(_complaint.c.closed_at))
    return counted(_complaint.c.id, _if(closed)).where(within.holds(_complaint.c.received_at))


def our_fault(within: Window) -> Lines:
    """Select the complaints closed as our fault, and the requests solved."""
    ours = (_complaint.c.fault == Fault.OURS, within.holds(_complaint.c.closed_at))
    return both(counted(_complaint.c.id, ONE, NOTHING).where(*ours), _completed(within, NOTHING, ONE))


def incidents(within: Window) -> Lines:
    """Select the accidents and near misses."""
    return counted(_record.c.id).where(_of_kind(RecordKind.INCIDENT), within.holds(_record.c.sort_at))


COUNTED: Mapping[str, Count] = {
    "received": received,
    "dispatched": dispatched,
    "completed": completed,
    "completion": completion,
    "response_hours": response_hours,
    "arrival": arrival,
    "first_fix": first_fix,
    "repeated": repeated,
    "followed_up": followed_up,
    "satisfied": satisfied,
    "in_time": in_time,
    "complaints": complaints,
    "complaints_closed": complaints_closed,
    "our_fault": our_fault,
    "incidents": incidents,
}
