"""A due time set by hand: the date agreed with the customer; and a promise that the manager lets go."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QWidget

from app.formatting import short_date_time
from app.i18n import _
from app.labels import label
from app.queries.records.record_parts import CommitmentLine
from app.services.promises.agreeing import agree_date
from app.services.promises.waiving import waive_promise
from ui.dialogs.forms.saving import Step, open_form
from ui.dialogs.reason_dialog import ReasonDialog, ask_text
from ui.runtime.desk import Desk
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.moment_edit import MomentEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME, WAIVE_NAME = "requests.agree", "requests.waive"
LONGEST = 4000


@dataclass(frozen=True, slots=True)
class AgreedForm:
    """What was agreed: by when, with whom, and why or in which letter."""

    due_at: datetime | None
    agreed_with: str
    reason: str


class AgreeDialog(FormDialog):
    """By when, with whom, in which letter or for what reason. Nothing moves such a date afterwards."""

    def __init__(self, desk: Desk, promise: CommitmentLine, contact: str = "", parent: QWidget | None = None) -> None:
        """``contact`` is the customer's person known from the request, offered for correction."""
        super().__init__(NAME, _("Agree a date: {promise}").format(promise=label(promise.kind)), _("&Save"), parent)
        self.due_at = MomentEdit(f"{NAME}.field.due_at", desk.now, desk.zone)
        self.agreed_with = LineEdit(f"{NAME}.field.agreed_with", 60)
        self.reason = TextArea(f"{NAME}.field.reason", LONGEST, 3)
        self.due_at.set_value(promise.due if promise.is_agreed else None)
        self.agreed_with.set_value(promise.agreed_with or contact)
        self.add_note("due", _due_words(promise, desk))
        self.add_row("due_at", _("&Due by"), self.due_at, required=True, half=True)
        self.add_row("agreed_with", _("Agreed &with"), self.agreed_with, required=True, half=True)
        self.add_row("reason", _("&Reason or letter"), self.reason, required=True)
        self.resize(600, 300)

    def form(self) -> AgreedForm:
        """Return what was entered."""
        return AgreedForm(self.due_at.value(), self.agreed_with.value(), self.reason.value())


def _due_words(promise: CommitmentLine, desk: Desk) -> str:
    if promise.due is None:
        return _("{clause}: the date is to be agreed with the customer.").format(clause=promise.clause)
    time = short_date_time(promise.due, desk.zone, desk.today())
    return _("{clause}: due {time} so far.").format(clause=promise.clause, time=time)


def ask_date(
    desk: Desk, parent: QWidget, record_id: int, promise: CommitmentLine, contact: str, step: Step
) -> AgreeDialog:
    """Open the form of an agreed date; ``step`` is how the page calls for it."""
    dialog = AgreeDialog(desk, promise, contact, parent)
    save = partial(agree_date, desk.context, record_id=record_id, kind=promise.kind, slot=promise.slot)

    def answer() -> partial[None]:
        form = dialog.form()
        return partial(save, due_at=form.due_at or desk.now(), agreed_with=form.agreed_with, reason=form.reason)

    return open_form(desk, dialog, answer, about=step.about())


def ask_waiver(desk: Desk, parent: QWidget, record_id: int, promise: CommitmentLine, step: Step) -> ReasonDialog:
    """Ask the manager why a promise is let go, and waive it."""
    title = _("Waive: {promise} ({clause})").format(promise=label(promise.kind), clause=promise.clause)
    waive = partial(waive_promise, desk.context, record_id=record_id, kind=promise.kind, slot=promise.slot)
    return ask_text(
        desk, parent, WAIVE_NAME, title, _("&Reason"), _("&Waive"), lambda reason: waive(reason=reason), step=step
    )
