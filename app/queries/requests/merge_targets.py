"""The requests that one may be merged into: the customer's open ones that came in before it (C2)."""

from dataclasses import dataclass

from sqlalchemy import select, tuple_
from sqlalchemy.orm import aliased

from app.context import Context
from app.queries.lists.paging import find_hits
from app.queries.records.lookup import existing
from app.queries.requests.request_list import OPEN_STATES
from app.rules.permissions import Permission
from models.enums import RecordKind
from models.record import Record
from models.requests.request import Request

OFFERED = 30
_record, _request = Record.__table__, Request.__table__


@dataclass(frozen=True, slots=True)
class MergeTarget:
    """One of them, with its project."""

    id: int
    number: str
    title: str
    project: str


def merge_targets(context: Context, record_id: int, words: str = "") -> tuple[MergeTarget, ...]:
    """Return up to 30 of them that ``words`` find, the newest first; NotFound when there is no such request."""
    context.require(Permission.VIEW_RECORDS)
    plant = aliased(_record, name="plant")
    with context.read() as session:
        own = existing(session, Request, record_id)
        hits = find_hits(session, words, RecordKind.REQUEST)
        rows = session.execute(
            select(_record.c.id, _record.c.number, _record.c.title, plant.c.title.label("project"))
            .join(_request, _request.c.id == _record.c.id)
            .outerjoin(plant, plant.c.id == _record.c.project_id)
            .where(
                _record.c.customer_id == own.customer_id,
                _record.c.kind == RecordKind.REQUEST,
                _record.c.state.in_(OPEN_STATES),
                tuple_(_request.c.received_at, _record.c.id) < tuple_(own.received_at, own.id),
                *([] if hits is None else [hits.condition]),
            )
            .order_by(_request.c.received_at.desc(), _record.c.id.desc())
            .limit(OFFERED)
        )
        return tuple(MergeTarget(row.id, row.number or "", row.title, row.project or "") for row in rows)
