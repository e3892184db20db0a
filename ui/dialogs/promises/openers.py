"""What opens the kept forms of promises, their holds and their deadlines again."""

from PySide6.QtWidgets import QWidget

from ui.dialogs.forms.opening import Openers, after_reading, take_step
from ui.dialogs.promises.agree_dialog import AgreeDialog
from ui.dialogs.promises.hold_dialogs import HoldDialog, HoldEndDialog
from ui.dialogs.promises.policy_dialog import PolicyDialog, ask_policy, read_policy
from ui.dialogs.promises.settling import settle_again
from ui.runtime.desk import Desk
from ui.runtime.drafts import Draft


def _open_policy(desk: Desk, parent: QWidget, draft: Draft) -> None:
    """Open the form of the row alone; the window of deadlines shows it once it is saved."""
    about = draft.subject.about
    after_reading(
        desk,
        parent,
        lambda: read_policy(desk, about["profile"], about["policy_id"]),
        lambda known: ask_policy(desk, parent, known, lambda _id: settle_again(desk, parent, lambda _changed: None)),
    )


OPENERS: Openers = {
    AgreeDialog: take_step,
    HoldDialog: take_step,
    HoldEndDialog: take_step,
    PolicyDialog: _open_policy,
}
