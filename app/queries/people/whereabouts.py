"""Reading who is where: dispatches from agreed to finished, and absences (invariant 4)."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import CompoundSelect, func, select, union_all
from sqlalchemy.orm import Session

from app.labels import label
from app.rules.people.whereabouts import Stay
from models.enums import DispatchState
from models.people.dispatch import Dispatch, DispatchPerson
from models.people.qualification import Absence
from models.people.staff import StaffMember

AWAY = (
    DispatchState.AGREED,
    DispatchState.BRIEFED,
    DispatchState.DEPARTED,
    DispatchState.ARRIVED,
    DispatchState.FINISHED,
)
JOINS = func.coalesce(DispatchPerson.joins_at, Dispatch.starts_at, type_=Dispatch.starts_at.type)
LEAVES = func.coalesce(DispatchPerson.leaves_at, Dispatch.ends_at, type_=Dispatch.ends_at.type)


def stays_of(dispatch: Dispatch) -> tuple[Stay, ...]:
    """Return when our own people are on a dispatch: from joining to leaving, else from its start to its end."""
    return tuple(
        Stay(
            person.staff_id,
            person.name,
            person.joins_at or dispatch.starts_at,
            person.leaves_at or dispatch.ends_at,
            dispatch.number or dispatch.title,
        )
        for person in dispatch.people
        if person.staff_id is not None
    )


def taken_stays(
    session: Session,
    staff_ids: Collection[int],
    since: datetime,
    until: datetime,
    *,
    beside: int = 0,
    beside_absence: int = 0,
) -> tuple[Stay, ...]:
    """Return what takes these people up between two moments: dispatches that were agreed, and absences.

    ``beside`` is a dispatch that does not count, ``beside_absence`` an absence.
    """
    if not staff_ids:
        return ()
    return (
        *_dispatched(session, staff_ids, since, until, beside),
        *_absent(session, staff_ids, since, until, beside_absence),
    )


def away_ids(since: datetime, until: datetime) -> CompoundSelect[int]:
    """Return the statement that finds who is on a dispatch that was agreed, or absent, between two moments."""
    sent = (
        select(DispatchPerson.staff_id)
        .join(Dispatch, Dispatch.id == DispatchPerson.dispatch_id)
        .where(DispatchPerson.staff_id.is_not(None), Dispatch.state.in_(AWAY), until >= JOINS, since <= LEAVES)
    )
    absent = select(Absence.staff_id).where(Absence.starts_at <= until, Absence.ends_at >= since)
    return union_all(sent.correlate(None), absent.correlate(None))


def _dispatched(
    session: Session, staff_ids: Collection[int], since: datetime, until: datetime, beside: int
) -> tuple[Stay, ...]:
    rows = session.execute(
        select(DispatchPerson.staff_id, DispatchPerson.name, JOINS, LEAVES, Dispatch.number)
        .join(Dispatch, Dispatch.id == DispatchPerson.dispatch_id)
        .where(
            DispatchPerson.staff_id.in_(staff_ids),
            Dispatch.id != beside,
            Dispatch.state.in_(AWAY),
            until >= JOINS,
            since <= LEAVES,
        )
        .order_by(JOINS, Dispatch.id)
    )
    return tuple(Stay(row[0] or 0, row[1], row[2], row[3], row[4] or "") for row in rows)


def _absent(
    session: Session, staff_ids: Collection[int], since: datetime, until: datetime, beside: int
) -> tuple[Stay, ...]:
    rows = session.execute(
        select(Absence, StaffMember.title)
        .join(StaffMember, StaffMember.id == Absence.staff_id)
        .where(
            Absence.staff_id.in_(staff_ids),
            Absence.id != beside,
            Absence.starts_at <= until,
            Absence.ends_at >= since,
        )
        .order_by(Absence.starts_at, Absence.id)
    )
    return tuple(
        Stay(row.staff_id, name, row.starts_at, row.ends_at, label(row.absence), is_absence=True) for row, name in rows
    )
