"""The clocks of a shipment: goods on their way are looked up until the customer confirms them, then the signed return
slip comes back (C6.6).
"""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from app.queries.promises.record_log import RecordLog
from app.rules.promises.commitments import Clock, PromiseFacts, promise_kind
from models.enums import CommitmentKind, ShipmentState
from models.material.shipment import Shipment
from models.record import Event

LOOKED_UP = promise_kind(CommitmentKind.TRACKING).met_by


def shipment_facts(_session: Session, shipments: Sequence[Shipment], log: RecordLog) -> Mapping[Shipment, PromiseFacts]:
    """Return the facts of these shipments, from their rows and logs alone."""
    return {
        one: PromiseFacts(
            clocks={
                CommitmentKind.TRACKING: _tracking(one, log.events_of(one)),
                CommitmentKind.RETURN_STUB: _return_stub(one, log.events_of(one)),
            },
            holds=log.holds_of(one),
            agreed=log.agreed_of(one),
            finished=one.state == ShipmentState.CANCELLED,
        )
        for one in shipments
    }


def _tracking(shipment: Shipment, log: Sequence[Event]) -> Sequence[Clock]:
    """Each look-up meets the clock that runs and starts the next one, under its own id; the confirmation ends it."""
    if shipment.shipped_at is None:
        return ()
    anchor, slot, clocks = shipment.shipped_at, 0, []
    for event in (one for one in log if one.kind in LOOKED_UP and one.at >= shipment.shipped_at):
        clocks.append(Clock(anchor, slot, met_at=event.at, met_event_id=event.id))
        anchor, slot = event.at, event.id
        if event.at == shipment.confirmed_at:
            return clocks
    return [*clocks, Clock(anchor, slot)] if shipment.confirmed_at is None else clocks


def _return_stub(shipment: Shipment, log: Sequence[Event]) -> Sequence[Clock]:
    """Met by the filing of the signed slip; one that came in before anybody confirmed is there in time."""
    if shipment.confirmed_at is None:
        return ()
    filed = next((one for one in log if _is_return_slip(shipment, one)), None)
    if filed is None:
        return (Clock(shipment.confirmed_at),)
    return (Clock(shipment.confirmed_at, met_at=filed.at, met_event_id=filed.id),)


def _is_return_slip(shipment: Shipment, event: Event) -> bool:
    return shipment.receipt_id is not None and event.data.get("document") == shipment.receipt_id
