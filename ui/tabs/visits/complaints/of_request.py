"""What one does with a request that has been served: registering a complaint, asking a department about it (N6)."""

from collections.abc import Callable, Mapping

from app.queries.requests.requests import RequestDetails
from models.enums import RecordKind
from ui.dialogs.care.complaint_dialog import ask_new_complaint
from ui.dialogs.care.feedback_dialog import ask_new_feedback
from ui.dialogs.forms.opening import shows
from ui.runtime.desk import Desk
from ui.tabs.record_steps import Page

COMPLAIN, FEED_BACK = "register_complaint", "feed_back"


class ComplaintActions:
    """The steps by their codes; what was saved is shown where it lives."""

    def __init__(self, desk: Desk, page: Page) -> None:
        self._desk = desk
        self._page = page
        self.steps: Mapping[str, Callable[[RequestDetails], object]] = {
            COMPLAIN: self.complain,
            FEED_BACK: self.feed_back,
        }

    def complain(self, details: RequestDetails) -> None:
        """Register what the customer complains of."""
        about = {"request_id": details.id}
        ask_new_complaint(self._desk, self._page, about, shows(self._desk, RecordKind.COMPLAINT))

    def feed_back(self, details: RequestDetails) -> None:
        """Ask a department about it."""
        about = {"request_id": details.id}
        ask_new_feedback(self._desk, self._page, about, shows(self._desk, RecordKind.FEEDBACK))
