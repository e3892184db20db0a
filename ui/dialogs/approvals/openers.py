"""What opens the kept forms of approvals and limits again."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.queries.approvals.limits import limit_now
from models.enums import LimitKind
from ui.dialogs.approvals.decision_dialogs import DecisionDialog, PaperDecisionDialog
from ui.dialogs.approvals.exception_dialog import ExceptionDialog
from ui.dialogs.approvals.limit_dialog import LimitDialog, ask_limit
from ui.dialogs.forms.opening import Openers, after_reading, take_step
from ui.runtime.desk import Desk
from ui.runtime.drafts import Draft


def _open_limit(desk: Desk, parent: QWidget, draft: Draft) -> None:
    """Open the form of the limit alone."""
    kind = LimitKind(draft.subject.about["kind"])
    after_reading(
        desk, parent, partial(limit_now, desk.context, kind), lambda now: ask_limit(desk, parent, now, lambda _id: None)
    )


OPENERS: Openers = {
    DecisionDialog: take_step,
    ExceptionDialog: take_step,
    LimitDialog: _open_limit,
    PaperDecisionDialog: take_step,
}
