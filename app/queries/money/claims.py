"""The instalments that a dispute or a proposal names, with what they are of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.rules.money.amounts import open_of
from app.rules.money.chasing import is_chased
from models.enums import InstalmentKind, RecordKind
from models.money.receivable import Instalment
from models.projects.project import Project
from models.record import Record

_instalment, _project = Instalment.__table__, Project.__table__
_owed, _source = Record.__table__.alias("claimed"), Record.__table__.alias("claimed_of")


@dataclass(frozen=True, slots=True)
class ClaimedInstalment:
    """An instalment with the contract or order that it is of; ``open`` is what has not come in by now, in yuan.
    ``chased`` tells that it is late and may be asked for (``app.rules.money.chasing``).
    """

    id: int
    number: str
    kind: InstalmentKind
    source_id: int
    source_kind: RecordKind
    source: str
    project_id: int | None
    due_on: date | None
    open: Decimal
    chased: bool


def claimed_instalments(session: Session, ids: Iterable[int], today: date) -> dict[int, ClaimedInstalment]:
    """Return these instalments by id as they stand today, read by one statement."""
    columns = (
        _instalment.c.id, _owed.c.number, _instalment.c.instalment_kind, _instalment.c.amount, _instalment.c.paid,
        _instalment.c.deducted, _instalment.c.due_on, _source.c.id.label("source_id"),
        _source.c.kind.label("source_kind"), _source.c.number.label("source"), _owed.c.project_id,
        _project.c.handed_over_on,
    )  # fmt: skip
    tables = (
        _instalment.join(_owed, _owed.c.id == _instalment.c.id)
        .join(_source, _source.c.id == _instalment.c.source_id)
        .outerjoin(_project, _project.c.id == _source.c.project_id)
    )
    wanted = select(*columns).select_from(tables).where(_instalment.c.id.in_(tuple(ids)))
    return {row.id: _claimed(row, today) for row in session.execute(wanted)}


def _claimed(row: Any, today: date) -> ClaimedInstalment:
    return ClaimedInstalment(
        id=row.id,
        number=row.number or "",
        kind=row.instalment_kind,
        source_id=row.source_id,
        source_kind=row.source_kind,
        source=row.source or "",
        project_id=row.project_id,
        due_on=row.due_on,
        open=open_of(row.amount, row.paid, row.deducted),
        chased=is_chased(row.source_kind, row.instalment_kind, row.due_on, row.handed_over_on, today),
    )
