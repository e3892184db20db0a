"""What one does with a quotation: each step with the form it asks for, and the service that takes it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from app.i18n import _
from app.queries.trade.quotations import QuotationDetails
from app.services.trade import quotations
from models.enums import RecordKind
from ui.dialogs.forms.saving import Step, open_form
from ui.dialogs.reason_dialog import ask_text
from ui.dialogs.trade.order_dialog import Source
from ui.dialogs.trade.quotation_compare import compare_revisions
from ui.dialogs.trade.quotation_step_dialogs import AcceptanceDialog, RefusalDialog, SendingDialog, TalkDialog
from ui.dialogs.trade.submit_dialog import SubmitDialog
from ui.runtime.desk import Desk
from ui.tabs.record_page import RecordPage
from ui.tabs.requests.orders.orders_page import make_order
from ui.widgets.forms.form import FormDialog

Work = Callable[[], object]


class QuotationActions:
    """The steps by their codes."""

    def __init__(self, desk: Desk, page: RecordPage[Any, QuotationDetails]) -> None:
        self._desk = desk
        self._page = page
        self._steps: dict[str, Callable[[QuotationDetails], object]] = {
            "submit": self.submit,
            "send": self.send,
            "accept": self.accept,
            "decline": self.decline,
            "talk": self.talk,
            "compare": self.compare,
            "order": self.make_order,
            "withdraw": partial(self._ask_reason, code="withdraw"),
            "revise": partial(self._ask_reason, code="revise"),
            "cancel": partial(self._ask_reason, code="cancel"),
        }

    def take(self, details: QuotationDetails, code: str) -> None:
        """Take a step; KeyError for a code that is none."""
        self._steps[code](details)

    # with a form -------------------------------------------------------------------------------------------------

    def submit(self, details: QuotationDetails) -> None:
        """Submit for approval, with a word to whoever decides (C8.2)."""
        dialog = SubmitDialog(_called(details), self._page)
        work = self._work(quotations.submit_quotation, details)
        self._open(details, "submit", dialog, lambda: partial(work, note=dialog.form()))

    def send(self, details: QuotationDetails) -> None:
        """Record how it went out (C5.2)."""
        dialog = SendingDialog(self._desk, details, self._page)
        work = self._work(quotations.send_quotation, details)
        self._open(details, "send", dialog, lambda: partial(work, form=dialog.form()))

    def talk(self, details: QuotationDetails) -> None:
        """Record a talk, and when to talk again (C5.2)."""
        dialog = TalkDialog(self._desk, details, self._page)
        work = partial(quotations.record_talk, self._desk.context, record_id=details.id)
        self._open(details, "talk", dialog, lambda: partial(work, form=dialog.form()))

    def accept(self, details: QuotationDetails) -> None:
        """Record the customer's yes, with the signed scan if it is there."""
        dialog = AcceptanceDialog(self._desk, details, self._page)
        work = self._work(quotations.accept_quotation, details)
        self._open(details, "accept", dialog, lambda: partial(work, form=dialog.form()))

    def decline(self, details: QuotationDetails) -> None:
        """Record the customer's no, with its reason."""
        dialog = RefusalDialog(self._desk, details, self._page)
        work = self._work(quotations.decline_quotation, details)
        self._open(details, "decline", dialog, lambda: partial(work, form=dialog.form()))

    # without one -------------------------------------------------------------------------------------------------

    def compare(self, details: QuotationDetails) -> None:
        """Show what differs between two revisions; nothing where there is but one."""
        if len(details.revisions) > 1:
            compare_revisions(self._desk, self._page, details)

    def make_order(self, details: QuotationDetails) -> None:
        """Open the form of an order that follows."""
        make_order(self._desk, self._page, Source(quotation_id=details.id))

    def _ask_reason(self, details: QuotationDetails, code: str) -> None:
        asked: dict[str, tuple[str, Callable[..., None]]] = {
            "withdraw": (_("Take back to draft"), quotations.withdraw_quotation),
            "revise": (_("Make a new revision"), quotations.revise_quotation),
            "cancel": (_("Cancel the quotation"), quotations.cancel_quotation),
        }
        title, service = asked[code]
        work = self._work(service, details)
        headed = _("{title} · {number}").format(title=title, number=_called(details))
        ask_text(
            self._desk,
            self._page,
            f"requests.quotation_{code}",
            headed,
            _("&Reason"),
            title,
            lambda reason: work(reason=reason),
            self._page.reload_details,
            step=_step(details, code),
        )

    def _work(self, service: Callable[..., object], details: QuotationDetails) -> Callable[..., object]:
        """Return a service that is still to be told what was entered."""
        return partial(service, self._desk.context, record_id=details.id, version=details.version)

    def _open(self, details: QuotationDetails, code: str, dialog: FormDialog, answer: Callable[[], Work]) -> None:
        reload = lambda _answer: self._page.reload_details()  # noqa: E731
        open_form(self._desk, dialog, answer, reload, about=_step(details, code).about())


def _called(details: QuotationDetails) -> str:
    return details.printed_number or details.title


def _step(details: QuotationDetails, code: str) -> Step:
    return Step(RecordKind.QUOTATION.value, details.id, code)
