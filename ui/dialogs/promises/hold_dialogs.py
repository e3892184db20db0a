"""Letting the clocks of a record stand, and ending, moving or taking back a hold (domain.md)."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QWidget

from app.forms.requests import HoldForm
from app.i18n import _
from app.labels import label
from app.queries.promises.holds import HoldLine
from app.rules.promises.commitments import PROMISE_KINDS
from app.services.promises.holding import end_hold, put_on_hold, withdraw_hold
from models.enums import HoldReason, RecordKind
from ui.dialogs.forms.saving import Step, open_form
from ui.dialogs.reason_dialog import ReasonDialog, ask_text
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.moment_edit import MomentEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME, END_NAME, WITHDRAW_NAME = "requests.hold", "requests.hold_end", "requests.hold_withdraw"
LONGEST = 4000


class HoldDialog(FormDialog):
    """Why, from when, until when. The end may be moved later; nothing is held without one."""

    def __init__(self, desk: Desk, number: str, what_stands: str, parent: QWidget | None = None) -> None:
        """``what_stands`` (translated) says which clocks do."""
        super().__init__(NAME, _("Put {number} on hold").format(number=number), _("Put on &hold"), parent)
        self.reason = Combo(f"{NAME}.field.reason", [(reason.value, label(reason)) for reason in HoldReason])
        self.starts_at = DateTimeEdit(f"{NAME}.field.starts_at", desk.now, desk.zone)
        self.ends_at = MomentEdit(f"{NAME}.field.ends_at", desk.now, desk.zone)
        self.note = TextArea(f"{NAME}.field.note", LONGEST, 3)
        self.starts_at.set_value(desk.now())
        self.add_note("held", what_stands)
        self.add_row("reason", _("&Reason"), self.reason, required=True)
        self.add_row("starts_at", _("&From when"), self.starts_at, required=True)
        self.add_row("ends_at", _("&Until when"), self.ends_at, required=True)
        self.add_row("note", _("&Note"), self.note)
        self.resize(620, 340)

    def form(self) -> HoldForm:
        """Return what was entered."""
        reason = HoldReason(self.reason.code())
        return HoldForm(reason, self.starts_at.value(), self.ends_at.value(), self.note.value())


def _held_words(kind: str) -> str:
    if kind == RecordKind.CUSTOMER_GOODS:
        return _("The days on which the customer is waited for do not count. Beyond 24 h the manager confirms.")
    never = _(", ").join(label(row.kind) for row in PROMISE_KINDS if not row.holdable)
    return _("All clocks of this request stand, except: {promises}. Beyond 24 h the manager confirms.").format(
        promises=never
    )


def ask_hold(desk: Desk, parent: QWidget, record_id: int, number: str, step: Step) -> HoldDialog:
    """Open the form of a hold on a record; ``step`` is how the page calls for it."""
    dialog = HoldDialog(desk, number, _held_words(step.kind), parent)
    save = partial(put_on_hold, desk.context, record_id=record_id)
    return open_form(desk, dialog, lambda: partial(save, form=dialog.form()), about=step.about())


@dataclass(frozen=True, slots=True)
class HoldEnd:
    """When a hold ends, and why it ends then."""

    ends_at: datetime
    reason: str


class HoldEndDialog(FormDialog):
    """Until when the clocks stand, sooner or later than was expected."""

    def __init__(self, desk: Desk, hold: HoldLine, parent: QWidget | None = None) -> None:
        super().__init__(END_NAME, _("Move the end of the hold"), _("&Save"), parent)
        self._desk = desk
        self.ends_at = DateTimeEdit(f"{END_NAME}.field.ends_at", desk.now, desk.zone)
        self.reason = TextArea(f"{END_NAME}.field.reason", LONGEST, 3)
        self.ends_at.set_value(hold.ends_at)
        self.add_note("hold", label(hold.reason))
        self.add_row("ends_at", _("&Until when"), self.ends_at, required=True)
        self.add_row("reason", _("&Reason"), self.reason)
        self.resize(520, 260)

    def form(self) -> HoldEnd:
        """Return what was entered."""
        return HoldEnd(self.ends_at.value() or self._desk.now(), self.reason.value())


def ask_hold_end(desk: Desk, parent: QWidget, hold: HoldLine, step: Step) -> HoldEndDialog:
    """Open the form that moves the end of a hold."""
    dialog = HoldEndDialog(desk, hold, parent)

    def answer() -> partial[None]:
        end = dialog.form()
        return partial(end_hold, desk.context, hold_id=hold.id, ends_at=end.ends_at, reason=end.reason)

    return open_form(desk, dialog, answer, about=step.about())


def ask_hold_withdrawal(desk: Desk, parent: QWidget, hold: HoldLine, step: Step) -> ReasonDialog:
    """Ask why a hold was entered by mistake, and take it back."""
    return ask_text(
        desk,
        parent,
        WITHDRAW_NAME,
        _("Take back the hold: {reason}").format(reason=label(hold.reason)),
        _("&Reason"),
        _("Take &back"),
        lambda reason: withdraw_hold(desk.context, hold_id=hold.id, reason=reason),
        step=step,
    )
