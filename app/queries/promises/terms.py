"""Reading the promises of records with the terms they were made on, for papers that put them into words."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, literal, or_, select
from sqlalchemy.orm import Session

from app.formatting import local
from app.queries.promises.deadlines import read_deadlines
from app.rules.promises.commitments import promise_kind
from app.rules.promises.conditions import parse_condition
from app.rules.promises.deadlines import PolicyBook
from app.rules.promises.policies import parse_cut_offs
from app.rules.promises.promise_words import PromiseTerms
from models.commitment import AgreedDate, Commitment, Hold
from models.enums import CommitmentKind, CommitmentState, RequestState
from models.policy import Policy
from models.record import Event, Record
from models.requests.request import RequestLine

_commitment, _policy, _event, _record = Commitment.__table__, Policy.__table__, Event.__table__, Record.__table__
_line, _agreed, _hold = RequestLine.__table__, AgreedDate.__table__, Hold.__table__
_c = _commitment.c

_GIVEN_UP = (RequestState.CANCELLED, RequestState.MERGED)


def promise_terms(session: Session, records: Select[Any]) -> Mapping[int, Sequence[PromiseTerms]]:
    """Return the promises of the records whose ids ``records`` selects, by record id, earliest first.

    What a change of facts took back before it was missed was never promised and is left out.
    """
    book = read_deadlines(session)
    found: dict[int, list[PromiseTerms]] = defaultdict(list)
    for row in session.execute(_promises().where(_c.record_id.in_(records), _was_promised())):
        found[row.record_id].append(_terms(row, book))
    return found


def _promises() -> Select[Any]:
    part = and_(
        _line.c.request_id == _c.record_id,
        _line.c.line_no == _c.slot,
        _c.kind == literal(CommitmentKind.PARTS, _c.kind.type),
    )
    return (
        select(
            _c.record_id, _c.kind, _c.slot, _c.clause, _c.state, _c.anchor_at, _c.due_at, _c.frozen_due_at, _c.met_at,
            _c.provisional, _policy.c.amount, _policy.c.target, _policy.c.unit, _policy.c.condition,
            _policy.c.cut_offs, _event.c.person, _line.c.text.label("thing"),
            _by_hand().label("agreed"), _on_hold().label("held"),
        )
        .select_from(_commitment)
        .join(_policy, _policy.c.id == _c.policy_id)
        .join(_record, _record.c.id == _c.record_id)
        .outerjoin(_event, _event.c.id == _c.met_event_id)
        .outerjoin(_line, part)
        .order_by(_c.record_id, _c.due_at.is_(None), _c.due_at, _c.id)
    )  # fmt: skip


def _was_promised() -> ColumnElement[bool]:
    dropped = _c.state == literal(CommitmentState.DROPPED, _c.state.type)
    given_up = and_(_record.c.state.in_(_GIVEN_UP), ~_c.provisional)
    return or_(~dropped, _c.frozen_due_at.is_not(None), given_up)


def _by_hand() -> ColumnElement[bool]:
    same = (_agreed.c.record_id == _c.record_id, _agreed.c.kind == _c.kind, _agreed.c.slot == _c.slot)
    return select(_agreed.c.id).where(*same).correlate(_commitment).exists()


def _on_hold() -> ColumnElement[bool]:
    counts = (_hold.c.record_id == _c.record_id, ~_hold.c.withdrawn)
    meanwhile = (_hold.c.starts_at < _c.due_at, _hold.c.ends_at > _c.anchor_at)
    return select(_hold.c.id).where(*counts, *meanwhile).correlate(_commitment).exists()


def _terms(row: Any, book: PolicyBook) -> PromiseTerms:
    """A promise whose due time was kept from before a fact changed is not what the present policy row makes."""
    due, start = row.frozen_due_at or row.due_at, local(row.anchor_at, book.zone)
    as_promised = row.frozen_due_at is None
    by_rule = as_promised and not row.agreed
    return PromiseTerms(
        kind=row.kind,
        clause=row.clause,
        due=local(due, book.zone) if due else None,
        state=row.state,
        amount=row.amount if by_rule else None,
        target=row.target if by_rule else None,
        unit=row.unit,
        cut_offs=parse_cut_offs(row.cut_offs or ()) if by_rule else (),
        start=start,
        day_off=not book.calendar.is_working_day(start.date()),
        conditions=parse_condition(row.condition) if as_promised else {},
        agreed=as_promised and row.agreed,
        held=by_rule and row.held and promise_kind(row.kind).holdable,
        provisional=row.provisional and row.state is CommitmentState.OPEN,
        number=row.slot if row.thing else 0,
        thing=row.thing or "",
        met=local(row.met_at, book.zone) if row.met_at else None,
        person=row.person or "",
    )
