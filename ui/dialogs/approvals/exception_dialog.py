"""Asking that a gate of pay first be passed once, for urgent work (C8.1, C9.1)."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from app.forms.approvals import ExceptionForm
from app.i18n import _
from app.labels import label
from app.rules.approvals.steps import exception_reason
from app.rules.trade.pay_first import EXCEPTABLE
from app.services.approvals.exceptions import REASON_LIMIT, ask_exception
from ui.dialogs.forms.saving import OnSaved, Step, open_form
from ui.runtime.desk import Desk
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog
from ui.widgets.pages.page_pills import SegmentedChoice

NAME = "requests.exception"


class ExceptionDialog(FormDialog):
    """Which gate is to be passed, and why it is urgent."""

    def __init__(self, number: str, gates: Sequence[str] = EXCEPTABLE, parent: QWidget | None = None) -> None:
        """``number`` is that of the request, ``gates`` are the ones that are closed; a single one is chosen already."""
        super().__init__(NAME, _("Exception for {number}").format(number=number), _("&Ask for it"), parent)
        self.gate = SegmentedChoice(f"{NAME}.field.gate", [(code, _missing(code)) for code in gates])
        self.reason = TextArea(f"{NAME}.field.reason", REASON_LIMIT, 4)
        if len(gates) == 1:
            self.gate.set_value(gates[0])
        self.add_note(
            "who", _("For urgent work only. The manager decides; what the manager asks for, the leader does.")
        )
        self.add_row("gate", _("What is &missing"), self.gate, required=True)
        self.add_row("reason", _("&Why it is urgent"), self.reason, required=True)
        self.resize(600, 320)

    def form(self) -> ExceptionForm:
        """Return what is asked for."""
        return ExceptionForm(gate=self.gate.code(), reason=self.reason.value())


def _missing(gate: str) -> str:
    reason = exception_reason(gate)
    return f"{label(reason.reason)} ({reason.clause})"


def ask_for_exception(
    desk: Desk,
    parent: QWidget,
    record_id: int,
    number: str,
    step: Step,
    gates: Sequence[str] = EXCEPTABLE,
    on_saved: OnSaved = lambda _approval_id: None,
) -> ExceptionDialog:
    """Open the form of an exception for the request ``record_id``; ``step`` is how the page calls for it, ``on_saved``
    is given the approval's id.
    """
    dialog = ExceptionDialog(number, gates, parent)
    save = partial(ask_exception, desk.context, record_id=record_id)
    return open_form(desk, dialog, lambda: partial(save, form=dialog.form()), on_saved, about=step.about())
