"""What one does with the promises and holds of a request from its pane."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.queries.records.record_parts import CommitmentLine
from app.queries.requests.requests import RequestDetails
from models.enums import CommitmentState, RecordKind
from ui.dialogs.forms.saving import Step
from ui.dialogs.promises.agree_dialog import AgreeDialog, ask_date, ask_waiver
from ui.dialogs.reason_dialog import ReasonDialog
from ui.runtime.desk import Desk
from ui.tabs.holds import HoldActions


def step_of(details: RequestDetails, code: str) -> Step:
    """Return a step of a request, for what is typed before it is taken."""
    return Step(RecordKind.REQUEST.value, details.id, code)


class PromiseActions:
    """Agreeing dates, waiving, holding. A promise that is gone by now is left alone: the pane follows soon."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        self._desk = desk
        self._page = page
        self.holding = HoldActions[RequestDetails](desk, page, RecordKind.REQUEST)
        self.steps: dict[str, Callable[[RequestDetails, str], object]] = {
            "agree_date": self.agree_date,
            "waive": self.waive,
            **self.holding.steps,
        }

    def agree_date(self, details: RequestDetails, aim: str) -> AgreeDialog | None:
        """Enter the date agreed for a promise, named ``<kind>:<slot>``."""
        promise = _promise(details, aim)
        if promise is None:
            return None
        step = step_of(details, f"agree_date:{aim}")
        return ask_date(self._desk, self._page, details.id, promise, details.contact_name, step)

    def waive(self, details: RequestDetails, aim: str) -> ReasonDialog | None:
        """Let a promise go, with the manager's reason."""
        promise = _promise(details, aim)
        if promise is None:
            return None
        return ask_waiver(self._desk, self._page, details.id, promise, step_of(details, f"waive:{aim}"))


def _promise(details: RequestDetails, aim: str) -> CommitmentLine | None:
    """Return an outstanding promise by ``<kind>:<slot>``."""
    still = (line for line in details.commitments if line.state is CommitmentState.OPEN)
    return next((line for line in still if f"{line.kind.value}:{line.slot}" == aim), None)
