"""What one does with a purchase order: each step with the form it asks for, and the service that takes it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from app.i18n import _
from app.queries.material.purchases import PurchaseDetails
from app.queries.records.record_parts import CommitmentLine
from app.services.material import ordering, purchases, receiving
from models.enums import CommitmentState, RecordKind
from ui.dialogs.material.purchase_step_dialogs import ExpectedDialog, OrderingDialog, TakingBackDialog
from ui.dialogs.material.receiving_dialog import ReceivingDialog
from ui.dialogs.promises.agree_dialog import ask_waiver
from ui.runtime.desk import Desk
from ui.tabs.record_page import RecordPage
from ui.tabs.record_steps import RecordSteps
from ui.tabs.views import step_views
from ui.widgets.detail.next_step import StepView

SELDOM = frozenset({"expect", "withdraw", "cancel", "take_back"})


def purchase_steps(details: PurchaseDetails) -> tuple[StepView, ...]:
    """Return the lawful moves and what is entered about goods on their way, last what is seldom done."""
    return tuple(sorted(step_views(details.steps, seldom=SELDOM), key=lambda step: step.minor))


class PurchaseSteps(RecordSteps[PurchaseDetails]):
    """The steps by their codes; a promise can be let go."""

    def __init__(self, desk: Desk, page: RecordPage[Any, PurchaseDetails]) -> None:
        super().__init__(desk, page, RecordKind.PURCHASE)
        self.steps = {
            "submit": self.submit,
            "withdraw": partial(self._give_up, code="withdraw"),
            "cancel": partial(self._give_up, code="cancel"),
            "order": self.order,
            "expect": self.expect,
            "receive": self.receive,
            "take_back": self.take_back,
        }
        self.aimed = {"waive": self.waive}

    def submit(self, details: PurchaseDetails) -> None:
        """Submit to purchasing; nothing is asked."""
        self.do(details, purchases.submit_purchase, _("Submit to purchasing"))

    def order(self, details: PurchaseDetails) -> None:
        """Record that purchasing ordered it."""
        dialog = OrderingDialog(self.desk, details, self.page)
        self.ask_form(details, "order", dialog, ordering.record_ordering)

    def expect(self, details: PurchaseDetails) -> None:
        """Record another day by which the goods are expected."""
        dialog = ExpectedDialog(self.desk, details, self.page)
        self.ask_form(details, "expect", dialog, ordering.record_expected)

    def receive(self, details: PurchaseDetails) -> None:
        """Take goods into stock."""
        dialog = ReceivingDialog(self.desk, details, self.page)
        self.ask_form(details, "receive", dialog, receiving.receive_goods)

    def take_back(self, details: PurchaseDetails) -> None:
        """Take back a receipt that was wrong."""
        dialog = TakingBackDialog(self.desk, details, self.page)
        self.ask_form(details, "take_back", dialog, receiving.take_back_receipt)

    def waive(self, details: PurchaseDetails, aim: str) -> None:
        """Let a promise go, with the manager's reason."""
        promise = open_promise(details, aim)
        if promise is not None:
            ask_waiver(self.desk, self.page, details.id, promise, self.step(details, f"waive:{aim}"))

    def _give_up(self, details: PurchaseDetails, code: str) -> None:
        """Take back to draft, or cancel, with a reason."""
        asked: dict[str, tuple[str, Callable[..., None]]] = {
            "withdraw": (_("Take back to draft"), purchases.withdraw_purchase),
            "cancel": (_("Cancel the purchase order"), purchases.cancel_purchase),
        }
        title, service = asked[code]
        headed = _("{title} · {number}").format(title=title, number=details.number or details.title)
        name = f"inventory.purchase_{code}"
        self.ask_reason(details, code, headed, service, name=name, save_text=title)


def open_promise(details: PurchaseDetails, aim: str) -> CommitmentLine | None:
    """Return an outstanding promise by ``<kind>:<slot>``, None for one that is settled by now."""
    still = (line for line in details.commitments if line.state is CommitmentState.OPEN)
    return next((line for line in still if f"{line.kind.value}:{line.slot}" == aim), None)
