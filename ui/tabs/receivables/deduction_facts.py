"""Deductions as lines of a card, each with the link that takes it back (N5)."""

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QWidget

from app.formatting import date_text, money
from app.i18n import _
from app.queries.money.deductions import DeductionLine
from app.queries.money.receivables import InstalmentDetails
from app.rules.permissions import Permission
from app.services.money.deductions import undo_deduction
from models.enums import ReceivableState, RecordKind
from ui.dialogs.forms.saving import Step
from ui.dialogs.reason_dialog import ask_text
from ui.runtime.desk import Desk
from ui.tabs.links import link_code
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import FactGroup
from ui.widgets.detail.facts import Fact

GROUP = "deductions"
TAKE_BACK = "take_back"


def deduction_groups(details: InstalmentDetails, desk: Desk) -> tuple[FactGroup, ...]:
    """Return the card of what the customer keeps of an instalment of a contract; an order has no deductions.

    The link that records one is for those who may agree to it, while something is open.
    """
    if details.source_kind is not RecordKind.CONTRACT:
        return ()
    may_agree = desk.context.actor.may(Permission.AGREE_DEDUCTION)
    is_owed = bool(details.number and details.open) and details.state is not ReceivableState.CANCELLED
    facts = tuple(fact for line in details.deductions for fact in _line_facts(line, may_agree=may_agree))
    nothing = (Fact(_("None yet"), _("The customer keeps nothing of it.")),)
    return (FactGroup(GROUP, _("Deductions"), facts or nothing, _("Record") if may_agree and is_owed else ""),)


def _line_facts(line: DeductionLine, *, may_agree: bool) -> Iterable[Fact]:
    yield Fact(date_text(line.agreed_on), " · ".join((money(line.amount), line.agreed_with, line.recorded_by)))
    yield Fact("", line.reason)
    if line.request_id is not None:
        yield Fact("", line.request, link_code(RecordKind.REQUEST, line.request_id))
    if line.is_void:
        yield Fact("", "", badge=Badge(_("Taken back"), Tone.NEUTRAL))
    elif may_agree:
        yield Fact("", _("Take back"), f"{TAKE_BACK}:{line.id}")


def ask_take_back(
    desk: Desk, parent: QWidget, instalment_id: int, deduction_id: int, on_done: Callable[[], None]
) -> None:
    """Ask for the reason and take a deduction back."""
    ask_text(
        desk,
        parent,
        "receivables.instalments.take_back",
        _("Take the deduction back"),
        _("&Reason"),
        _("&Take back"),
        lambda reason: undo_deduction(desk.context, deduction_id=deduction_id, reason=reason),
        on_done,
        step=Step(RecordKind.RECEIVABLE.value, instalment_id, f"{TAKE_BACK}:{deduction_id}"),
    )
