"""What one does with a request about a manufacturer or goods of the customer: asking, and taking in for repair (N7)."""

from collections.abc import Callable, Mapping

from app.queries.requests.requests import RequestDetails
from models.enums import RecordKind
from ui.dialogs.forms.opening import shows
from ui.dialogs.material.claim_dialog import ClaimSource, ask_new_claim
from ui.dialogs.material.goods_dialog import ask_new_goods
from ui.runtime.desk import Desk
from ui.tabs.inventory.returns.of_record import ASK_MAKER, TAKE_IN
from ui.tabs.record_steps import Page


class ReturnActions:
    """The steps by their codes; what was saved is shown where it lives."""

    def __init__(self, desk: Desk, page: Page) -> None:
        self._desk = desk
        self._page = page
        self.steps: Mapping[str, Callable[[RequestDetails], object]] = {
            ASK_MAKER: self.ask_maker,
            TAKE_IN: self.take_in,
        }

    def ask_maker(self, details: RequestDetails) -> None:
        """Ask the manufacturer for what is theirs."""
        source = ClaimSource(request_id=details.id)
        ask_new_claim(self._desk, self._page, source, shows(self._desk, RecordKind.SUPPLIER_CLAIM))

    def take_in(self, details: RequestDetails) -> None:
        """Take in what the customer brings for repair."""
        ask_new_goods(self._desk, self._page, details.id, shows(self._desk, RecordKind.CUSTOMER_GOODS))
