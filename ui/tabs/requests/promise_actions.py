"""What one does with the promises and holds of a request from its pane."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.queries.promises.holds import HoldLine
from app.queries.records.record_parts import CommitmentLine
from app.queries.requests.requests import RequestDetails
from app.services.promises.holding import confirm_hold, end_hold
from models.enums import CommitmentState, RecordKind
from ui.dialogs.forms.saving import Step
from ui.dialogs.promises.agree_dialog import AgreeDialog, ask_date, ask_waiver
from ui.dialogs.promises.hold_dialogs import HoldDialog, HoldEndDialog, ask_hold, ask_hold_end, ask_hold_withdrawal
from ui.dialogs.reason_dialog import ReasonDialog
from ui.runtime.desk import Desk


def step_of(details: RequestDetails, code: str) -> Step:
    """Return a step of a request, for what is typed before it is taken."""
    return Step(RecordKind.REQUEST.value, details.id, code)


class PromiseActions:
    """Agreeing dates, waiving, holding. A promise or hold that is gone by now is left alone: the pane follows soon."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        self._desk = desk
        self._page = page
        self.steps: dict[str, Callable[[RequestDetails, str], object]] = {
            "agree_date": self.agree_date,
            "waive": self.waive,
            "confirm_hold": self.confirm_hold,
            "end_hold": self.end_hold,
            "move_hold": self.move_hold,
            "withdraw_hold": self.withdraw_hold,
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

    def hold(self, details: RequestDetails) -> HoldDialog:
        """Let the clocks stand."""
        return ask_hold(self._desk, self._page, details.id, details.number, step_of(details, "hold"))

    def confirm_hold(self, _details: RequestDetails, aim: str) -> None:
        """Confirm a hold of more than 24 h, as the manager."""
        self._desk.save(self._page, partial(confirm_hold, self._desk.context, hold_id=int(aim)))

    def end_hold(self, _details: RequestDetails, aim: str) -> None:
        """Let the clocks run again from now on."""
        work = partial(end_hold, self._desk.context, hold_id=int(aim), ends_at=self._desk.now())
        self._desk.save(self._page, work)

    def move_hold(self, details: RequestDetails, aim: str) -> HoldEndDialog | None:
        """Move the end of a hold, which may also need a reason."""
        hold = _hold(details, aim)
        return ask_hold_end(self._desk, self._page, hold, step_of(details, f"move_hold:{aim}")) if hold else None

    def withdraw_hold(self, details: RequestDetails, aim: str) -> ReasonDialog | None:
        """Take back a hold that was entered by mistake."""
        hold = _hold(details, aim)
        if hold is None:
            return None
        return ask_hold_withdrawal(self._desk, self._page, hold, step_of(details, f"withdraw_hold:{aim}"))


def _promise(details: RequestDetails, aim: str) -> CommitmentLine | None:
    """Return an outstanding promise by ``<kind>:<slot>``."""
    still = (line for line in details.commitments if line.state is CommitmentState.OPEN)
    return next((line for line in still if f"{line.kind.value}:{line.slot}" == aim), None)


def _hold(details: RequestDetails, aim: str) -> HoldLine | None:
    return next((hold for hold in details.holds if hold.id == int(aim)), None)
