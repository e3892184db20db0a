"""Telling requests and orders what became of the goods they wait for (C6.2, C5.3)."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.formatting import quantity
from app.i18n import _
from app.queries.material.arrivals import arrivals_of
from app.services.material.needs import note_requested
from app.services.use_case import log
from models.enums import EventKind
from models.material.need import MaterialNeed
from models.material.part import Part
from models.material.purchase import Purchase
from models.record import Record
from models.trade.order import ServiceOrder


def served_ids(session: Session, purchase: Purchase) -> tuple[int, ...]:
    """Return the requests and orders that a purchase serves, in their order: those whose needs it has shares for, and
    what it was made for. What no longer needs it is left out.
    """
    needs = {one.need_id for one in arrivals_of(session, purchase.id) if one.stands}
    waiting = select(MaterialNeed.record_id).where(MaterialNeed.id.in_(needs))
    own = {one for one in (purchase.request_id, purchase.order_id) if one is not None}
    return tuple(sorted({*session.scalars(waiting), *own}))


def tell_served(session: Session, purchase: Purchase, kind: EventKind, text: str) -> None:
    """Write into the logs of all that a purchase serves what became of it: "QG-2026-0001: text"."""
    for record in _records(session, served_ids(session, purchase)):
        log(session, record, kind, _told(purchase, text), data=_data(purchase))


def tell_received(
    session: Session, purchase: Purchase, gained: Mapping[int, Decimal], parts: Mapping[int, Part]
) -> None:
    """Write into the logs of those whose needs gained something by a receipt what came in for them."""
    for record, what in _by_record(session, gained, parts):
        log(session, record, EventKind.GOODS_RECEIVED, _told(purchase, what), data=_data(purchase))


def tell_taken_back(
    session: Session, purchase: Purchase, lost: Mapping[int, Decimal], parts: Mapping[int, Part], why: str
) -> None:
    """Write into the logs of those who were told that goods are here that they are not: the receipt was wrong."""
    for record, what in _by_record(session, lost, parts):
        text = _("Taken back: {what} ({reason})").format(what=what, reason=why)
        data = {**_data(purchase), "taken_back": True}
        log(session, record, EventKind.GOODS_RECEIVED, _told(purchase, text), data=data)


def _by_record(
    session: Session, amounts: Mapping[int, Decimal], parts: Mapping[int, Part]
) -> Iterable[tuple[Record, str]]:
    """Yield each request or order with what of ``amounts``, by need, is for it, in words."""
    of_record: dict[int, list[str]] = {}
    for need in session.scalars(select(MaterialNeed).where(MaterialNeed.id.in_(amounts)).order_by(MaterialNeed.id)):
        part = parts[need.wanted_id]
        text = f"{part.title} {quantity(amounts[need.id])} {part.unit}".strip()
        of_record.setdefault(need.record_id, []).append(text)
    for record in _records(session, of_record):
        yield record, _(", ").join(of_record[record.id])


def tell_closed(session: Session, purchase: Purchase, closed: Mapping[int, str]) -> None:
    """Write into the logs of those who still wait for something of these lines, by their number, what is said of each:
    the rest of it will not come.
    """
    session.flush()
    waiting = [one for one in arrivals_of(session, purchase.id) if one.stands and one.came < one.quantity]
    of_record: dict[int, list[str]] = {}
    for one in waiting:
        if one.line_no in closed:
            of_record.setdefault(one.record_id, []).append(closed[one.line_no])
    for record in _records(session, of_record):
        told = "\n".join(dict.fromkeys(of_record[record.id]))
        log(session, record, EventKind.NOTE, _told(purchase, told), data=_data(purchase))


def note_material_requested(session: Session, purchase: Purchase) -> None:
    """Let the orders that a submitted purchase serves see whether all their material is asked for by now (C5.3)."""
    for record in _records(session, served_ids(session, purchase)):
        if isinstance(record, ServiceOrder):
            note_requested(session, record)


def _records(session: Session, ids: Iterable[int]) -> Iterable[Record]:
    return session.scalars(select(Record).where(Record.id.in_(tuple(ids))).order_by(Record.id)).all()


def _told(purchase: Purchase, text: str) -> str:
    return _("{number}: {reason}").format(number=purchase.number or "", reason=text)


def _data(purchase: Purchase) -> dict[str, object]:
    return {"purchase": purchase.id, "number": purchase.number or ""}
