"""The shipments of a request or an order on its own page."""

from collections.abc import Iterable

from app.i18n import _
from app.labels import label
from app.rules.material.shipments import OVER
from models.enums import RecordKind, ShipmentState
from ui.runtime.desk import Desk
from ui.tabs.inventory.slips.of_record import LinkedSlip
from ui.tabs.links import link_code
from ui.widgets.detail.facts import Fact

SHIPMENTS = "shipments"


def shipment_facts(shipments: Iterable[LinkedSlip]) -> tuple[Fact, ...]:
    """Return shipments as links, each with its state."""
    return tuple(
        Fact(one.number or _("Draft"), label(ShipmentState(one.state)), link_code(RecordKind.SHIPMENT, one.id))
        for one in shipments
    )


def show_open_shipment(desk: Desk, shipments: Iterable[LinkedSlip]) -> None:
    """Go to the first of these shipments that the customer has not confirmed."""
    still = [one.id for one in shipments if one.state not in OVER]
    if still:
        desk.show_requested.emit(RecordKind.SHIPMENT.value, still[0])
