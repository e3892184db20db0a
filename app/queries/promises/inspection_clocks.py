"""The clocks of an inspection: it is made by its day, and its report follows within days (N4)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.context import settings_of
from app.queries.promises.record_log import RecordLog
from app.rules.promises.clocks import END_OF_DAY
from app.rules.promises.commitments import Clock, PromiseFacts
from models.care.inspection import Inspection
from models.enums import CommitmentKind, InspectionState
from models.paper import IssuedPaper

REPORT = "inspection_report"  # the form whose first issue meets the clock of the report
_MADE, _REPORTED = CommitmentKind.INSPECTION, CommitmentKind.INSPECTION_REPORT


def inspection_facts(
    session: Session, inspections: Sequence[Inspection], log: RecordLog
) -> Mapping[Inspection, PromiseFacts]:
    """Return the facts of these inspections; the day agreed is their own."""
    zone = ZoneInfo(settings_of(session).text("zone"))
    reports = _reports(session, inspections)
    return {
        one: PromiseFacts(
            clocks={
                _MADE: (Clock(one.created_at, met_at=one.inspected_at, met_event_id=log.meeting_entry(one, _MADE)),),
                _REPORTED: (
                    (Clock(one.inspected_at, met_at=reports.get(one.id)),) if one.inspected_at is not None else ()
                ),
            },
            agreed={**log.agreed_of(one), (_MADE, 0): _end(one.due_on, zone)},
            finished=one.state == InspectionState.CANCELLED,
        )
        for one in inspections
    }


def _end(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, END_OF_DAY, zone)


def _reports(session: Session, inspections: Sequence[Inspection]) -> Mapping[int, datetime]:
    """Return by inspection when its report was first issued."""
    ids = [one.id for one in inspections if one.id is not None]
    issued = select(IssuedPaper.record_id, func.min(IssuedPaper.issued_at)).where(
        IssuedPaper.form == REPORT, IssuedPaper.record_id.in_(ids)
    )
    return {row[0]: row[1] for row in session.execute(issued.group_by(IssuedPaper.record_id))}
