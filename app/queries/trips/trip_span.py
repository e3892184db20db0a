"""The days and places of a dispatch, as what comes home from it may name them."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import local
from models.enums import DispatchState, SignOffState
from models.people.dispatch import Dispatch
from models.record import Record
from models.trips.service_receipt import WorkHours

NOT_SENT = (DispatchState.DRAFT, DispatchState.CANCELLED)
PersonDay = tuple[int, date]


def trip_days(session: Session, dispatch: Dispatch) -> tuple[date, date]:
    """Return the first and the last local day of a trip: as planned, or as it really was where that is longer."""
    zone = ZoneInfo(settings_of(session).text("zone"))
    first = min(moment for moment in (dispatch.starts_at, dispatch.departed_at, dispatch.arrived_at) if moment)
    last = max(moment for moment in (dispatch.ends_at, dispatch.finished_at, dispatch.returned_at) if moment)
    return local(first, zone).date(), local(last, zone).date()


def trip_sites(dispatch: Dispatch) -> tuple[int, ...]:
    """Return the sites of a dispatch in the order of the journey."""
    first = (dispatch.site_id,) if dispatch.site_id is not None else ()
    return tuple(dict.fromkeys((*first, *(stop.site_id for stop in dispatch.sites))))


def hours_elsewhere(
    session: Session, staff_ids: Collection[int], span: tuple[date, date], receipt_id: int | None
) -> Mapping[PersonDay, Decimal]:
    """Return by person and day how many hours other receipts have than ``receipt_id``; cancelled ones do not count."""
    total = func.sum(WorkHours.normal + WorkHours.overtime + WorkHours.holiday, type_=WorkHours.normal.type)
    rows = session.execute(
        select(WorkHours.staff_id, WorkHours.worked_on, total)
        .join(Record, Record.id == WorkHours.receipt_id)
        .where(
            WorkHours.staff_id.in_(staff_ids),
            WorkHours.worked_on.between(*span),
            WorkHours.receipt_id != (receipt_id or 0),
            Record.state != SignOffState.CANCELLED,
        )
        .group_by(WorkHours.staff_id, WorkHours.worked_on)
    )
    return {(row[0] or 0, row[1]): row[2] for row in rows}
