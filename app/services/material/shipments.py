"""Shipments before they leave: written, notified, taken back, cancelled (C6.3, C6.4)."""

from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.forms.material.shipments import ShipmentForm
from app.i18n import _
from app.queries.material.shipment_facts import shipment_facts, slips_of
from app.rules.material.shipments import CLAUSE
from app.rules.permissions import Permission
from app.services.material.shipment_news import tell_sources
from app.services.material.shipment_writing import write_packages, write_shipment, write_slips
from app.services.moves import move
from app.services.promises import keeping
from app.services.use_case import fresh, load, log, next_number, required, use_case
from models.enums import EventKind, RecordKind, ShipmentState
from models.material.shipment import Shipment

TEXT_LIMIT = 4000


@use_case(Permission.EDIT_SHIPMENT)
def save_shipment(context: Context, *, form: ShipmentForm, record_id: int | None = None) -> int:
    """Write a draft of a shipment with its slips and packages; returns its id. A draft has no number.

    Invalid at the field of the form that is wrong, and for a shipment that is no draft any more.
    """
    with context.write() as session:
        shipment = load(session, Shipment, record_id, form.version) if record_id else _new(session)
        if shipment.state != ShipmentState.DRAFT:
            raise Invalid(_("Take the shipment back to draft before changing it."), clause=CLAUSE)
        write_shipment(session, shipment, form, context.actor)
        session.add(shipment)
        session.flush()
        write_slips(session, shipment, form)
        write_packages(session, shipment, form.packages)
        log(session, shipment, EventKind.EDITED if record_id else EventKind.REGISTERED)
        return shipment.id


def _new(session: Session) -> Shipment:
    return Shipment(state=ShipmentState.DRAFT, title="", sort_at=session.info["now"], packages=[], **fresh(session))


@use_case(Permission.EDIT_SHIPMENT)
def notify_shipment(context: Context, *, record_id: int, version: int) -> str:
    """Give notice of a consignment: it has a number from now on, which is returned, and its papers may be printed.

    Blocked until the keeper has checked its slips (C6.3), both parties are complete, there are packages, and dangerous
    goods are declared (C6.4). Requests and orders whose goods leave are told.
    """
    with context.write() as session:
        shipment = load(session, Shipment, record_id, version)
        move(context, session, shipment, "notify", shipment_facts(session, shipment))
        shipment.number = shipment.number or next_number(session, RecordKind.SHIPMENT)
        shipment.notified_at = session.info["now"]
        tell_sources(session, shipment, EventKind.SHIPMENT_MADE)
        return shipment.number


@use_case(Permission.EDIT_SHIPMENT)
def reopen_shipment(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Take a shipment that has not left back to draft, to change it; its notice is printed again after that."""
    why = required(reason, _("Give the reason."), field="reason", limit=TEXT_LIMIT)
    with context.write(why) as session:
        shipment = load(session, Shipment, record_id, version)
        move(context, session, shipment, "reopen", shipment_facts(session, shipment), text=why)
        shipment.notified_at = None


@use_case(Permission.EDIT_SHIPMENT)
def cancel_shipment(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Cancel a shipment that has not left: its slips may leave with another one; a number once given stays (作废)."""
    why = required(reason, _("Give the reason."), field="reason", limit=TEXT_LIMIT)
    with context.write(why) as session:
        shipment = load(session, Shipment, record_id, version)
        move(context, session, shipment, "cancel", shipment_facts(session, shipment), text=why)
        for slip in slips_of(session, shipment.id):
            slip.shipment_id = None
        keeping.drop_all(session, shipment, why)
