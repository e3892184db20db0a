"""Reading which models of equipment were repaired again and again, and which requests that counts (N1, N6)."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app.context import Context
from app.rules.care.complaints import months_before
from app.rules.care.repeated_faults import FAULT_MONTHS, FAULTS_FROM, Repair, RepeatedFault, repeated_faults
from app.rules.permissions import Permission
from models.enums import RecordKind, RequestKind, RequestState
from models.material.swap import PartSwap
from models.parties.customer import Customer
from models.projects.equipment import Equipment
from models.record import Record
from models.requests.request import Request

FINISHED = (RequestState.SOLVED, RequestState.CLOSED)  # what was cancelled or merged was no repair of its own


def read_repeated_faults(
    context: Context, *, months: int = FAULT_MONTHS, least: int = FAULTS_FROM
) -> tuple[RepeatedFault, ...]:
    """Return the models with at least ``least`` finished repairs received in the last ``months``, the most first."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        since = months_before(context.clock.now(), months)
        piece, owner = aliased(Equipment.__table__), aliased(Customer.__table__)
        asked, request = Record.__table__, Request.__table__
        rows = session.execute(
            select(asked.c.id, asked.c.number, asked.c.title, request.c.received_at, request.c.cause)
            .add_columns(piece.c.id.label("piece"), piece.c.model, piece.c.maker, owner.c.short_name)
            .join_from(asked, request, request.c.id == asked.c.id)
            .join(piece, piece.c.id == request.c.equipment_id)
            .outerjoin(owner, owner.c.id == asked.c.customer_id)
            .where(
                asked.c.kind == RecordKind.REQUEST,
                request.c.request_kind == RequestKind.REPAIR,
                asked.c.state.in_([state.value for state in FINISHED]),
                asked.c.sort_at >= since,
                piece.c.model != "",
            )
        ).all()
        parts = _parts(session, since)
    repairs = (
        Repair(
            request_id=row.id, number=row.number or "", title=row.title, received_at=row.received_at,
            equipment_id=row.piece, model=row.model, maker=row.maker, customer=row.short_name or "",
            cause=row.cause, parts=parts.get(row.id, ()),
        )
        for row in rows
    )  # fmt: skip
    return repeated_faults(repairs, least)


def _parts(session: Session, since: datetime) -> Mapping[int, tuple[str, ...]]:
    """Return by request the names of the parts that were replaced for it."""
    swap, request = PartSwap.__table__, Request.__table__
    rows = session.execute(
        select(swap.c.request_id, swap.c.name)
        .join_from(swap, request, request.c.id == swap.c.request_id)
        .where(request.c.request_kind == RequestKind.REPAIR, request.c.received_at >= since)
        .order_by(swap.c.id)
    )
    found: dict[int, tuple[str, ...]] = defaultdict(tuple)
    for request_id, name in rows:
        found[request_id] += (name,)
    return found
