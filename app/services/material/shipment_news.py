"""Telling requests and orders what becomes of their goods on the way (C6.6)."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.i18n import _
from app.queries.material.shipment_facts import slips_of
from app.services.use_case import log
from models.enums import EventKind
from models.material.shipment import Shipment
from models.record import Record


def tell_sources(session: Session, shipment: Shipment, kind: EventKind, text: str = "", **fields: Any) -> None:
    """Write into the logs of the requests and orders whose goods a shipment carries what became of it:
    “TY-2026-0001: text”; ``fields`` as for ``log``.
    """
    number = shipment.number or ""
    told = _("{number}: {reason}").format(number=number, reason=text) if text else number
    for record in sources_of(session, shipment):
        log(session, record, kind, told, **{**fields, "data": {"shipment": shipment.id, "number": number}})


def sources_of(session: Session, shipment: Shipment) -> Sequence[Record]:
    """Return the requests and orders whose goods a shipment carries, in their order."""
    named = [(slip.request_id, slip.order_id) for slip in slips_of(session, shipment.id)]
    ids = {one for pair in (*named, (shipment.request_id, shipment.order_id)) for one in pair if one is not None}
    return session.scalars(select(Record).where(Record.id.in_(ids)).order_by(Record.id)).all()
