"""Reading the promises of records with the terms they were made on, for papers that put them into words."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.formatting import local
from app.rules.promises.promise_words import PromiseTerms
from models.commitment import Commitment
from models.parties.site import Site
from models.policy import Policy
from models.record import Event, Record

_commitment, _policy, _event = Commitment.__table__, Policy.__table__, Event.__table__
_record, _site = Record.__table__, Site.__table__


def promise_terms(session: Session, records: Select[Any], zone: ZoneInfo) -> Mapping[int, Sequence[PromiseTerms]]:
    """Return the promises of the records whose ids ``records`` selects, by record id, earliest first."""
    rows = session.execute(
        select(
            _commitment.c.record_id, _commitment.c.kind, _commitment.c.clause, _commitment.c.state,
            _commitment.c.due_at, _commitment.c.frozen_due_at, _commitment.c.met_at,
            _policy.c.amount, _policy.c.unit, _policy.c.condition, _event.c.person, _site.c.km,
        )
        .select_from(_commitment)
        .join(_policy, _policy.c.id == _commitment.c.policy_id)
        .join(_record, _record.c.id == _commitment.c.record_id)
        .outerjoin(_event, _event.c.id == _commitment.c.met_event_id)
        .outerjoin(_site, _site.c.id == _record.c.site_id)
        .where(_commitment.c.record_id.in_(records))
        .order_by(_commitment.c.record_id, _commitment.c.due_at, _commitment.c.id)
    )  # fmt: skip
    found: dict[int, list[PromiseTerms]] = defaultdict(list)
    for row in rows:
        found[row.record_id].append(_terms(row, zone))
    return found


def _terms(row: Any, zone: ZoneInfo) -> PromiseTerms:
    """A promise whose due time was kept from before a fact changed is not what the present policy row makes."""
    as_promised = row.frozen_due_at is None
    return PromiseTerms(
        kind=row.kind,
        clause=row.clause,
        due=local(row.frozen_due_at or row.due_at, zone),
        state=row.state,
        amount=row.amount if as_promised else None,
        unit=row.unit,
        conditions=row.condition if as_promised else {},
        km=row.km,
        met=local(row.met_at, zone) if row.met_at else None,
        person=row.person or "",
    )
