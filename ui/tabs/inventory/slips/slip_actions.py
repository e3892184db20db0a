"""What one does with an issue slip: each step with the form it asks for, and the service that takes it."""

from functools import partial
from typing import Any

from app.i18n import _
from app.queries.material.slip_forms import CheckSheet, check_sheet
from app.queries.material.slips import SlipDetails
from app.services.material import slips
from models.enums import RecordKind
from ui.dialogs.material.purchase_dialog import PurchaseSource
from ui.dialogs.material.slip_check import CheckDialog
from ui.dialogs.material.slip_red import ask_new_red
from ui.dialogs.material.slip_words import PackingDialog, SlipApprovalDialog
from ui.runtime.desk import Desk
from ui.tabs.inventory.purchases.purchases_page import make_purchase
from ui.tabs.inventory.shipments.shipments_page import make_shipment
from ui.tabs.inventory.slips.slip_detail import BUY, RED, SHIP, short_lines
from ui.tabs.record_page import RecordPage
from ui.tabs.record_steps import RecordSteps


class SlipSteps(RecordSteps[SlipDetails]):
    """The steps by their codes."""

    def __init__(self, desk: Desk, page: RecordPage[Any, SlipDetails]) -> None:
        super().__init__(desk, page, RecordKind.SLIP)
        self.steps = {
            "approve": self.approve,
            "check": self.check,
            "pack": self.pack,
            "reopen": self.reopen,
            "cancel": self.cancel,
            RED: self.take_back,
            BUY: self.buy_rest,
            SHIP: lambda details: make_shipment(desk, page, details.id),
        }

    def approve(self, details: SlipDetails) -> None:
        """Record whose word it was; the items are reserved from then on."""
        dialog = SlipApprovalDialog(self.desk, details, self.page)
        self.ask_form(details, "approve", dialog, slips.approve_slip)

    def check(self, details: SlipDetails) -> None:
        """Open the keeper's check of the slip as it is now."""
        read = partial(check_sheet, self.desk.context, details.id)
        self.page.read_form(read, partial(self._ask_check, details))

    def _ask_check(self, details: SlipDetails, sheet: CheckSheet) -> None:
        dialog = CheckDialog(self.desk, sheet, self.page)
        self.ask_form(details, "check", dialog, slips.check_slip)

    def pack(self, details: SlipDetails) -> None:
        """Record who packed the goods."""
        dialog = PackingDialog(self.desk, details, self.page)
        self.ask_form(details, "pack", dialog, slips.pack_slip)

    def reopen(self, details: SlipDetails) -> None:
        """Take back to draft with the reason."""
        self.ask_reason(details, "reopen", _("Take back to draft"), slips.reopen_slip, name="inventory.slip_reason")

    def cancel(self, details: SlipDetails) -> None:
        """Cancel with the reason."""
        self.ask_reason(details, "cancel", _("Cancel the slip"), slips.cancel_slip, name="inventory.slip_reason")

    def take_back(self, details: SlipDetails) -> None:
        """Open the red slip by which goods come back, and go there once it is saved."""
        show = partial(self.desk.show_requested.emit, RecordKind.SLIP.value)
        ask_new_red(self.desk, self.page, details.id, show)

    def buy_rest(self, details: SlipDetails) -> None:
        """Ask purchasing for what is short: for its need, or where it serves none, for stock (C6.2)."""
        short = short_lines(details)
        needs = tuple(line.need_id for line in short if line.need_id is not None)
        parts = tuple(line.part_id for line in short if line.need_id is None)
        around = details.around
        source = PurchaseSource(
            need_ids=needs,
            part_ids=parts,
            request_id=around.request.id if around.request is not None else None,
            order_id=around.order.id if around.order is not None else None,
        )
        make_purchase(self.desk, self.page, source)
