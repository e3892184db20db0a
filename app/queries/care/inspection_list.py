"""The list of inspections and of the plans that make them (N3, N4)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, select

from app.queries.lists.kinds_list import KindsList
from app.queries.lists.record_list import of_kind, over, overdue, record
from models.care.inspection import Inspection, InspectionItem, InspectionPlan
from models.enums import CommitmentKind, Finding, InspectionState, PlanState, RecordKind

KINDS = (RecordKind.INSPECTION, RecordKind.INSPECTION_PLAN)
_inspection, _item, _plan = Inspection.__table__, InspectionItem.__table__, InspectionPlan.__table__


@dataclass(frozen=True, slots=True)
class InspectionRow:
    """A line of the list; ``state`` is a code of the kind's own vocabulary.

    ``day`` is when an inspection is due; of a plan when its next one is, None where none is planned. ``faults`` counts
    what an inspection found wrong, None before it is on record.
    """

    id: int
    number: str
    kind: RecordKind
    name: str
    customer: str
    project: str
    day: date | None
    faults: int | None
    responsible: str
    state: str
    created_at: datetime
    due_at: datetime | None
    due_kind: CommitmentKind | None


def _day() -> ColumnElement[Any]:
    own: Any = select(_inspection.c.due_on).where(_inspection.c.id == record.c.id).correlate(record).scalar_subquery()
    ahead = Inspection.__table__.alias("ahead")
    state = Inspection.metadata.tables["record"].alias("ahead_record")
    planned = and_(
        ahead.c.plan_id == record.c.id, state.c.id == ahead.c.id, state.c.state == InspectionState.PLANNED.value
    )
    following: Any = select(func.min(ahead.c.due_on)).where(planned).correlate(record).scalar_subquery()
    return func.coalesce(own, following)


def _faults() -> Any:
    """Count the faults of an inspection that is on record."""
    found = select(func.count(_item.c.id)).where(_item.c.inspection_id == _inspection.c.id, _is_fault)
    counted = found.correlate(_inspection).scalar_subquery()
    done = select(counted).where(_inspection.c.id == record.c.id, _inspection.c.inspected_at.is_not(None))
    return done.correlate(record).scalar_subquery()


def _responsible() -> Any:
    """Return who inspected; of a plan who sees to it."""
    inspected = select(_inspection.c.inspectors).where(_inspection.c.id == record.c.id).correlate(record)
    return func.coalesce(inspected.scalar_subquery(), over(_plan.c.responsible, _plan.c.id))


_is_fault = _item.c.finding == Finding.FAULT
_of_inspections = of_kind(record, RecordKind.INSPECTION)
_open_fault = exists().where(_item.c.inspection_id == record.c.id, _is_fault, _item.c.request_id.is_(None))


def _in(state: InspectionState) -> ColumnElement[bool]:
    return and_(_of_inspections, record.c.state == state.value)


INSPECTIONS = KindsList(
    kind=RecordKind.INSPECTION,
    others=KINDS[1:],
    row=InspectionRow,
    columns={"created_at": record.c.sort_at, "day": _day(), "faults": _faults(), "responsible": _responsible()},
    orders={"due_at": record.c.due_at, "day": record.c.sort_at},
    views={
        **{kind.value: of_kind(record, kind) for kind in KINDS},
        "due": _in(InspectionState.PLANNED),
        "overdue": overdue,
        "report_open": _in(InspectionState.RECORDED),
        "faults": and_(_of_inspections, _open_fault),
        "done": _in(InspectionState.REPORTED),
        "running": and_(of_kind(record, RecordKind.INSPECTION_PLAN), record.c.state == PlanState.ACTIVE.value),
    },
    uncounted=frozenset({"done"}),
)
