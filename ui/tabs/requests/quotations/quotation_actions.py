"""What one does with a quotation: each step with the form it asks for, and the service that takes it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from app.i18n import _
from app.queries.trade.quotations import QuotationDetails
from app.services.trade import quotations
from models.enums import RecordKind
from ui.dialogs.trade.order_dialog import Source
from ui.dialogs.trade.quotation_compare import compare_revisions
from ui.dialogs.trade.quotation_step_dialogs import AcceptanceDialog, RefusalDialog, SendingDialog, TalkDialog
from ui.dialogs.trade.submit_dialog import SubmitDialog
from ui.runtime.desk import Desk
from ui.tabs.record_page import RecordPage
from ui.tabs.record_steps import RecordSteps
from ui.tabs.requests.orders.orders_page import make_order


class QuotationSteps(RecordSteps[QuotationDetails]):
    """The steps by their codes."""

    def __init__(self, desk: Desk, page: RecordPage[Any, QuotationDetails]) -> None:
        super().__init__(desk, page, RecordKind.QUOTATION)
        self.steps = {
            "submit": self.submit,
            "send": self.send,
            "accept": self.accept,
            "decline": self.decline,
            "talk": self.talk,
            "compare": self.compare,
            "order": self.make_order,
            "withdraw": partial(self._give_up, code="withdraw"),
            "revise": partial(self._give_up, code="revise"),
            "cancel": partial(self._give_up, code="cancel"),
        }

    # with a form -------------------------------------------------------------------------------------------------

    def submit(self, details: QuotationDetails) -> None:
        """Submit for approval, with a word to whoever decides (C8.2)."""
        dialog = SubmitDialog(_called(details), self.page)
        work = self.work(quotations.submit_quotation, details)
        self.open(details, "submit", dialog, lambda: partial(work, note=dialog.form()))

    def send(self, details: QuotationDetails) -> None:
        """Record how it went out (C5.2)."""
        dialog = SendingDialog(self.desk, details, self.page)
        self.ask_form(details, "send", dialog, quotations.send_quotation)

    def talk(self, details: QuotationDetails) -> None:
        """Record a talk, and when to talk again (C5.2)."""
        dialog = TalkDialog(self.desk, details, self.page)
        work = partial(quotations.record_talk, self.desk.context, record_id=details.id)
        self.open(details, "talk", dialog, lambda: partial(work, form=dialog.form()))

    def accept(self, details: QuotationDetails) -> None:
        """Record the customer's yes, with the signed scan if it is there."""
        dialog = AcceptanceDialog(self.desk, details, self.page)
        self.ask_form(details, "accept", dialog, quotations.accept_quotation)

    def decline(self, details: QuotationDetails) -> None:
        """Record the customer's no, with its reason."""
        dialog = RefusalDialog(self.desk, details, self.page)
        self.ask_form(details, "decline", dialog, quotations.decline_quotation)

    # without one -------------------------------------------------------------------------------------------------

    def compare(self, details: QuotationDetails) -> None:
        """Show what differs between two revisions; nothing where there is but one."""
        if len(details.revisions) > 1:
            compare_revisions(self.desk, self.page, details)

    def make_order(self, details: QuotationDetails) -> None:
        """Open the form of an order that follows."""
        make_order(self.desk, self.page, Source(quotation_id=details.id))

    def _give_up(self, details: QuotationDetails, code: str) -> None:
        """Take back to draft, replace or cancel, with a reason."""
        asked: dict[str, tuple[str, Callable[..., None]]] = {
            "withdraw": (_("Take back to draft"), quotations.withdraw_quotation),
            "revise": (_("Make a new revision"), quotations.revise_quotation),
            "cancel": (_("Cancel the quotation"), quotations.cancel_quotation),
        }
        title, service = asked[code]
        headed = _("{title} · {number}").format(title=title, number=_called(details))
        self.ask_reason(details, code, headed, service, name=f"requests.quotation_{code}", save_text=title)


def _called(details: QuotationDetails) -> str:
    return details.printed_number or details.title
