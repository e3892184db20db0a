"""The open requests of a customer that one more contact may be about (C2: repeat contacts join the open request)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from app.queries.requests.request_list import OPEN_STATES
from models.enums import RecordKind, RequestState
from models.record import Record
from models.requests.request import Request

MOST_SHOWN = 5
_record, _request = Record.__table__, Request.__table__


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """One of them: ``same_equipment`` and ``same_project`` say what it has in common with what the form names."""

    id: int
    number: str
    title: str
    state: RequestState
    received_at: datetime
    same_equipment: bool
    same_project: bool


@dataclass(frozen=True, slots=True)
class OpenRequests:
    """The likeliest few first, and how many there are in all."""

    likeliest: tuple[OpenRequest, ...] = ()
    total: int = 0


def open_requests_of(
    session: Session, customer_id: int | None, project_id: int | None, equipment_id: int | None, without: int | None
) -> OpenRequests:
    """Return the customer's open requests but ``without``: the equipment's first, the project's, then the newest."""
    if customer_id is None:
        return OpenRequests()
    rows = session.execute(_statement(customer_id, project_id, equipment_id, without)).all()
    return OpenRequests(tuple(_open_request(row) for row in rows), rows[0].total if rows else 0)


def _statement(customer_id: int, project_id: int | None, equipment_id: int | None, without: int | None) -> Select[Any]:
    equipment = case((_request.c.equipment_id == (equipment_id or 0), 1), else_=0).label("same_equipment")
    project = case((_record.c.project_id == (project_id or 0), 1), else_=0).label("same_project")
    return (
        select(
            _record.c.id, _record.c.number, _record.c.title, _record.c.state, _request.c.received_at,
            equipment, project, func.count().over().label("total"),
        )
        .join_from(_record, _request, _request.c.id == _record.c.id)
        .where(
            _record.c.customer_id == customer_id,
            _record.c.kind == RecordKind.REQUEST,
            _record.c.state.in_(OPEN_STATES),
            _record.c.id != (without or 0),
        )
        .order_by(equipment.desc(), project.desc(), _request.c.received_at.desc(), _record.c.id.desc())
        .limit(MOST_SHOWN)
    )  # fmt: skip


def _open_request(row: Any) -> OpenRequest:
    return OpenRequest(
        id=row.id,
        number=row.number or "",
        title=row.title,
        state=RequestState(row.state),
        received_at=row.received_at,
        same_equipment=bool(row.same_equipment),
        same_project=bool(row.same_project),
    )
