"""Reading back what the services wrote down."""

from collections.abc import Sequence

from sqlalchemy import select

from app.context import Context
from models.commitment import Commitment
from models.enums import EventKind
from models.record import Event
from models.requests.request import RequestLine


def entries(context: Context, record_id: int, kind: EventKind) -> Sequence[Event]:
    """Return the entries of a kind in a record's log, in the order they were written."""
    wanted = select(Event).where(Event.record_id == record_id, Event.kind == kind).order_by(Event.id)
    with context.read() as session:
        return session.scalars(wanted).all()


def lines_of(context: Context, record_id: int) -> Sequence[RequestLine]:
    """Return the lines of a request in their order."""
    wanted = select(RequestLine).where(RequestLine.request_id == record_id).order_by(RequestLine.position)
    with context.read() as session:
        return session.scalars(wanted).all()


def promises_of(context: Context, record_id: int) -> Sequence[Commitment]:
    """Return the promises of a record by kind and slot."""
    wanted = select(Commitment).where(Commitment.record_id == record_id).order_by(Commitment.kind, Commitment.slot)
    with context.read() as session:
        return session.scalars(wanted).all()
