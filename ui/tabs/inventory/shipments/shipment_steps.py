"""What one does with a shipment: each step with the form it asks for, and the service that takes it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from app.i18n import _
from app.queries.material.shipments import ShipmentDetails
from app.services.material import shipments, shipping
from models.enums import CommitmentState, RecordKind
from ui.dialogs.forms.saving import open_form
from ui.dialogs.material.shipping_dialog import ShippingDialog
from ui.dialogs.material.tracking_dialogs import ArrivalDialog, ConfirmationDialog, ReturnSlipDialog, TrackingDialog
from ui.dialogs.promises.agree_dialog import ask_waiver
from ui.runtime.desk import Desk
from ui.tabs.record_page import RecordPage
from ui.tabs.record_steps import RecordSteps


class ShipmentSteps(RecordSteps[ShipmentDetails]):
    """The steps by their codes; a promise can be let go."""

    def __init__(self, desk: Desk, page: RecordPage[Any, ShipmentDetails]) -> None:
        super().__init__(desk, page, RecordKind.SHIPMENT)
        self.steps = {
            "notify": self.notify,
            "reopen": partial(self._give_up, code="reopen"),
            "cancel": partial(self._give_up, code="cancel"),
            "ship": self.ship,
            "track": self.track,
            "arrive": self.arrive,
            "confirm": self.confirm,
            "file_slip": self.file_slip,
        }
        self.aimed = {"waive": self.waive}

    def notify(self, details: ShipmentDetails) -> None:
        """Give notice; nothing is asked."""
        self.do(details, shipments.notify_shipment, _("Give notice of consignment"))

    def ship(self, details: ShipmentDetails) -> None:
        """Record that the goods left."""
        dialog = ShippingDialog(self.desk, details, self.page)
        self.ask_form(details, "ship", dialog, shipping.ship)

    def track(self, details: ShipmentDetails) -> None:
        """Record a look-up."""
        dialog = TrackingDialog(self.desk, details, self.page)
        work = partial(shipping.track, self.desk.context, record_id=details.id)
        self.open(details, "track", dialog, lambda: partial(work, form=dialog.form()))

    def arrive(self, details: ShipmentDetails) -> None:
        """Record that the goods arrived."""
        dialog = ArrivalDialog(self.desk, details, self.page)
        self.ask_form(details, "arrive", dialog, shipping.arrive)

    def confirm(self, details: ShipmentDetails) -> None:
        """Record that the customer confirmed the receipt."""
        dialog = ConfirmationDialog(self.desk, details, self.page)
        self.ask_form(details, "confirm", dialog, shipping.confirm)

    def file_slip(self, details: ShipmentDetails) -> None:
        """File the signed return slip."""
        dialog = ReturnSlipDialog(self.desk, details, self.page)
        work = partial(shipping.file_return_slip, self.desk.context, record_id=details.id)
        reload = lambda _answer: self.page.reload_details()  # noqa: E731
        open_form(self.desk, dialog, lambda: partial(work, scan=dialog.form()), reload)

    def waive(self, details: ShipmentDetails, aim: str) -> None:
        """Let a promise go, with the manager's reason."""
        still = (line for line in details.commitments if line.state is CommitmentState.OPEN)
        promise = next((line for line in still if f"{line.kind.value}:{line.slot}" == aim), None)
        if promise is not None:
            ask_waiver(self.desk, self.page, details.id, promise, self.step(details, f"waive:{aim}"))

    def _give_up(self, details: ShipmentDetails, code: str) -> None:
        """Take back to draft, or cancel, with a reason."""
        asked: dict[str, tuple[str, Callable[..., None]]] = {
            "reopen": (_("Take back to draft"), shipments.reopen_shipment),
            "cancel": (_("Cancel the shipment"), shipments.cancel_shipment),
        }
        title, service = asked[code]
        headed = _("{title} · {number}").format(title=title, number=details.number or details.title)
        name = f"inventory.shipment_{code}"
        self.ask_reason(details, code, headed, service, name=name, save_text=title)
