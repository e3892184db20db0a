"""The list of visits and of their rounds (C13)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, func, or_, select

from app.queries.lists.kinds_list import KindsList
from app.queries.lists.record_list import of_kind, overdue, record
from app.rules.care.visit_gates import LOW_SCORE
from models.care.visit import Visit, VisitRound
from models.enums import CommitmentKind, RecordKind, RoundState, VisitMode, VisitOccasion, VisitState

KINDS = (RecordKind.VISIT, RecordKind.VISIT_ROUND)
_visit, _round = Visit.__table__, VisitRound.__table__
_is_visit = of_kind(record, RecordKind.VISIT)


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A line of the list; ``state`` is a code of the kind's own vocabulary. A round has neither occasion nor mode, and
    is planned for its first day.
    """

    id: int
    number: str
    kind: RecordKind
    name: str
    customer: str
    project: str
    occasion: VisitOccasion | None
    mode: VisitMode | None
    planned_on: date | None
    visitor: str
    focus: str
    state: str
    created_at: datetime
    due_at: datetime | None
    due_kind: CommitmentKind | None


def _in(*states: VisitState) -> Any:
    return and_(_is_visit, record.c.state.in_([state.value for state in states]))


_still = record.alias("still")
_live = (
    select(_still.c.id)
    .where(
        of_kind(_still, RecordKind.VISIT_ROUND),
        _still.c.state.in_([RoundState.DRAFT.value, RoundState.PLANNED.value]),
    )
    .correlate(None)
)
_low = or_(_visit.c.sat_quality <= LOW_SCORE, _visit.c.sat_service <= LOW_SCORE)

VISITS = KindsList(
    kind=RecordKind.VISIT,
    others=KINDS[1:],
    row=VisitRow,
    columns={
        "occasion": _visit.c.occasion,
        "mode": _visit.c.mode,
        "planned_on": func.coalesce(_visit.c.planned_on, _round.c.starts_on),
        "visitor": _visit.c.visitor,
        "focus": _visit.c.focus,
        "created_at": record.c.sort_at,
    },
    joins=((_visit, _visit.c.id == record.c.id), (_round, _round.c.id == record.c.id)),
    orders={"due_at": record.c.due_at, "planned_on": record.c.sort_at},
    views={
        **{kind.value: of_kind(record, kind) for kind in KINDS},
        "planned": _in(VisitState.PLANNED),
        "overdue": overdue,
        "follow_up": _in(VisitState.DONE),
        "done": _in(VisitState.DONE, VisitState.CLOSED),
        "low": and_(_is_visit, _low),
        "this_round": or_(_visit.c.round_id.in_(_live), record.c.id.in_(_live)),
    },
    uncounted=frozenset({"done"}),
)
