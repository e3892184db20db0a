"""The list of surveys and trainings (N3, N5)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from app.queries.lists.kinds_list import KindsList
from app.queries.lists.record_list import of_kind, overdue, record
from app.rules.trips.surveys import NEEDS_REASON, percent_of
from models.care.training import Training
from models.enums import AgainWilling, CommitmentKind, RecordKind, SurveyState, TrainingState
from models.trips.survey import Survey, SurveyScore

KINDS = (RecordKind.SURVEY, RecordKind.TRAINING)
_survey, _training, _score = Survey.__table__, Training.__table__, SurveyScore.__table__


def _of(table: Any, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a column that only one of the kinds has."""
    return select(column).where(table.c.id == record.c.id).correlate(record).scalar_subquery()


def _over_scores(figure: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a figure over the items of a survey that were given points."""
    own = (_score.c.survey_id == record.c.id, _score.c.score.is_not(None))
    return select(figure).where(*own).correlate(record).scalar_subquery()


_day = case(
    (of_kind(record, RecordKind.SURVEY), _of(_survey, func.coalesce(_survey.c.answered_on, _survey.c.sent_on))),
    else_=_of(_training, func.coalesce(_training.c.held_on, _training.c.planned_on)),
)
_low = select(_score.c.survey_id).where(_score.c.score <= NEEDS_REASON)
_unwilling = select(_survey.c.id).where(_survey.c.again == AgainWilling.UNWILLING.value)


def _in(kind: RecordKind, state: str) -> ColumnElement[bool]:
    return and_(of_kind(record, kind), record.c.state == str(state))


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """A line of the list: ``day`` is when it was answered or held, before that when it was given out or is planned.

    ``points`` is the sum of weight × points, ``weight`` that of the weights of a survey's items with points.
    """

    id: int
    number: str
    kind: RecordKind
    name: str
    customer: str
    project: str
    state: str
    day: date
    points: int | None
    weight: int | None
    due_at: datetime | None
    due_kind: CommitmentKind | None
    created_at: datetime

    @property
    def percent(self) -> Decimal | None:
        """How satisfied the customer is, weighted, in percent."""
        return percent_of(self.points, self.weight)


VOICE = KindsList(
    kind=RecordKind.SURVEY,
    others=KINDS[1:],
    row=VoiceRow,
    columns={
        "created_at": record.c.sort_at,
        "day": _day,
        "points": _over_scores(func.sum(_score.c.weight * _score.c.score)),
        "weight": _over_scores(func.sum(_score.c.weight)),
    },
    orders={"due_at": record.c.due_at, "day": _day},
    views={
        **{kind.value: of_kind(record, kind) for kind in KINDS},
        "open": or_(_in(RecordKind.SURVEY, SurveyState.SENT), _in(RecordKind.TRAINING, TrainingState.PLANNED)),
        "done": or_(_in(RecordKind.SURVEY, SurveyState.ANSWERED), _in(RecordKind.TRAINING, TrainingState.HELD)),
        "dissatisfied": and_(
            _in(RecordKind.SURVEY, SurveyState.ANSWERED), or_(record.c.id.in_(_low), record.c.id.in_(_unwilling))
        ),
        "overdue": overdue,
    },
    uncounted=frozenset({"done"}),
)
