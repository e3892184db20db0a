"""The step that notes why an instalment is still open (C10.6)."""

from typing import Any

from app.i18n import _
from app.queries.money.receivables import InstalmentDetails
from app.rules.permissions import Permission
from app.services.money.causes import note_cause
from models.enums import ReceivableState, RecordKind
from ui.dialogs.forms.saving import Step
from ui.dialogs.reason_dialog import ReasonDialog, ask_text
from ui.runtime.desk import Desk
from ui.tabs.record_page import RecordPage
from ui.widgets.detail.next_step import StepView

NOTE_CAUSE = "note_cause"


def cause_steps(details: InstalmentDetails, desk: Desk) -> tuple[StepView, ...]:
    """Return the step, for an instalment of which something is open and for those who collect money."""
    is_open = details.state in (ReceivableState.OPEN, ReceivableState.PLANNED) and bool(details.number)
    if not is_open or not desk.context.actor.may(Permission.EDIT_COLLECTION):
        return ()
    return (StepView(NOTE_CAUSE, _("Note why it is open"), minor=True),)


def ask_cause(page: RecordPage[Any, InstalmentDetails], details: InstalmentDetails) -> ReasonDialog:
    """Ask why the instalment is still open."""
    desk = page.desk
    return ask_text(
        desk,
        page,
        "receivables.cause",
        _("Why {number} is still open").format(number=details.number),
        _("&Cause"),
        _("&Note"),
        lambda text: note_cause(desk.context, record_id=details.id, text=text),
        page.reload_details,
        step=Step(RecordKind.RECEIVABLE.value, details.id, NOTE_CAUSE),
    )
