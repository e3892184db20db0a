"""When a customer was last spoken to: a visit, a call, word after a service, whichever was latest (N6)."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from models.care.correspondence import Correspondence
from models.care.visit import Visit
from models.enums import EventKind, Medium, RecordKind
from models.record import Event, Record


def last_contacts(session: Session, customer_ids: Collection[int] | None = None) -> Mapping[int, datetime]:
    """Return by customer when they were last spoken to; of all customers where none are named."""
    wanted = () if customer_ids is None else (Record.customer_id.in_(customer_ids),)
    known = Record.customer_id.is_not(None)
    visits = select(Record.customer_id, Visit.visited_at.label("at")).select_from(Visit.__table__)
    visits = visits.join(Record.__table__, Record.id == Visit.__table__.c.id)
    calls = select(Record.customer_id, Correspondence.at.label("at")).select_from(Correspondence.__table__)
    calls = calls.join(Record.__table__, Record.id == Correspondence.__table__.c.id)
    words = select(Record.customer_id, Event.at.label("at")).join(Event, Event.record_id == Record.id)
    followed = (Record.kind == RecordKind.REQUEST, Event.kind == EventKind.FOLLOWED_UP)
    spoken = union_all(
        visits.where(Visit.visited_at.is_not(None), known, *wanted),
        calls.where(Correspondence.medium == Medium.CALL, known, *wanted),
        words.where(*followed, known, *wanted),
    ).subquery()
    latest = select(spoken.c.customer_id, func.max(spoken.c.at, type_=Visit.visited_at.type))
    return dict(session.execute(latest.group_by(spoken.c.customer_id)).all())
