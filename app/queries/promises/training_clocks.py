"""The clock of a training: it is held on the day that was planned for it (N5)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.context import settings_of
from app.queries.promises.record_log import RecordLog
from app.rules.promises.clocks import END_OF_DAY
from app.rules.promises.commitments import Clock, PromiseFacts
from models.care.training import Training
from models.enums import CommitmentKind, TrainingState

_KIND = CommitmentKind.TRAINING_HELD


def training_facts(session: Session, trainings: Sequence[Training], log: RecordLog) -> Mapping[Training, PromiseFacts]:
    """Return the facts of these trainings: each has its own day, and is kept by having been held."""
    zone = ZoneInfo(settings_of(session).text("zone"))
    return {
        one: PromiseFacts(
            clocks={_KIND: (Clock(one.created_at, met_at=_held(one.held_on, zone)),)},
            agreed={**log.agreed_of(one), (_KIND, 0): datetime.combine(one.planned_on, END_OF_DAY, zone)},
            finished=one.state == TrainingState.CANCELLED,
        )
        for one in trainings
    }


def _held(day: date | None, zone: ZoneInfo) -> datetime | None:
    return datetime.combine(day, time.min, zone) if day is not None else None
