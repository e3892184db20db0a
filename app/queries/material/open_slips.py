"""The issue slips of a request, an order or a dispatch from which nothing has left yet."""

from collections.abc import Iterable
from typing import Protocol

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from app.queries.trade.of_request import offer_name
from app.rules.material.slips import OPEN_STATES
from models.material.slip import Slip


def open_slips(session: Session, record_id: int) -> tuple[str, ...]:
    """Return what the slips of a request, an order or a dispatch are called from which nothing has left yet."""
    rows = session.execute(
        select(Slip.number, Slip.title).where(of_record(record_id), Slip.state.in_(OPEN_STATES)).order_by(Slip.id)
    )
    return tuple(offer_name(row[0], row[1]) for row in rows)


def of_record(record_id: int) -> ColumnElement[bool]:
    """Return the condition that a slip is for a request, an order or a dispatch."""
    return or_(Slip.request_id == record_id, Slip.order_id == record_id, Slip.dispatch_id == record_id)


class NamedSlip(Protocol):
    """A slip as other records show it."""

    @property
    def number(self) -> str:
        """Its number, "" for a draft."""

    @property
    def title(self) -> str:
        """What it is for."""

    @property
    def state(self) -> str:
        """As it is stored."""


def open_names(slips: Iterable[NamedSlip]) -> tuple[str, ...]:
    """Return what those of these slips are called from which nothing has left yet."""
    return tuple(offer_name(one.number, one.title) for one in slips if one.state in OPEN_STATES)
