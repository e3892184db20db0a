"""The clocks of a month's assessment, confirmed within days of its end, and of what a spot check demands (N6)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.context import settings_of
from app.queries.promises.record_log import RecordLog
from app.rules.promises.clocks import END_OF_DAY
from app.rules.promises.commitments import Clock, PromiseFacts
from app.rules.spans import month_of
from models.care.assessment import Assessment, SpotCheck
from models.enums import CommitmentKind, EventKind

_CONFIRMED, _PUT_RIGHT = CommitmentKind.ASSESSMENT, CommitmentKind.SPOT_CHECK


def assessment_facts(
    session: Session, assessments: Sequence[Assessment], log: RecordLog
) -> Mapping[Assessment, PromiseFacts]:
    """Return the facts of these assessments: the first confirmation meets the clock, and opening one again does not
    undo that.
    """
    zone = _zone(session)
    return {
        one: PromiseFacts(clocks={_CONFIRMED: (_confirmed(one, log, zone),)}, agreed=log.agreed_of(one))
        for one in assessments
    }


def _confirmed(one: Assessment, log: RecordLog, zone: ZoneInfo) -> Clock:
    entries = (event for event in log.events_of(one) if event.kind is EventKind.ASSESSED)
    first = next(entries, None)
    ended = datetime.combine(month_of(one.month)[1], END_OF_DAY, zone)
    return Clock(ended, met_at=first.at, met_event_id=first.id) if first is not None else Clock(ended)


def spot_check_facts(session: Session, checks: Sequence[SpotCheck], log: RecordLog) -> Mapping[SpotCheck, PromiseFacts]:
    """Return the facts of these checks: what one demands is put right by its day; a good one demands nothing."""
    zone = _zone(session)
    return {one: _demand(one, log, zone) for one in checks}


def _demand(one: SpotCheck, log: RecordLog, zone: ZoneInfo) -> PromiseFacts:
    if one.is_good or one.due_on is None:
        return PromiseFacts()
    met_at = datetime.combine(one.put_right_on, time.min, zone) if one.put_right_on is not None else None
    met_by = log.meeting_entry(one, _PUT_RIGHT) if met_at is not None else None
    anchor = datetime.combine(one.checked_on, time.min, zone)
    return PromiseFacts(
        clocks={_PUT_RIGHT: (Clock(anchor, met_at=met_at, met_event_id=met_by),)},
        agreed={**log.agreed_of(one), (_PUT_RIGHT, 0): _end(one.due_on, zone)},
    )


def _end(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, END_OF_DAY, zone)


def _zone(session: Session) -> ZoneInfo:
    return ZoneInfo(settings_of(session).text("zone"))
