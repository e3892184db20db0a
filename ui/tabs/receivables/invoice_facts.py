"""Invoices as lines of a card, each with the link that makes it void."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from app.formatting import date_text, money
from app.i18n import _
from app.labels import label
from app.queries.money.invoices import InvoiceLine
from app.services.money.invoices import void_invoice
from models.enums import RecordKind
from ui.dialogs.forms.saving import Step
from ui.dialogs.reason_dialog import ask_text
from ui.runtime.desk import Desk
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import FactGroup
from ui.widgets.detail.facts import Fact

GROUP = "invoices"
VOID = "void"


def invoice_group(lines: Sequence[InvoiceLine], *, may_edit: bool) -> FactGroup:
    """Return the card of invoices given; ``may_edit`` adds the link that records one."""
    facts = tuple(fact for line in lines for fact in _line_facts(line, may_edit=may_edit))
    nothing = (Fact(_("None yet"), _("No invoice has been given.")),)
    return FactGroup(GROUP, _("Invoices"), facts or nothing, _("Record") if may_edit else "")


def _line_facts(line: InvoiceLine, *, may_edit: bool) -> Iterable[Fact]:
    yield Fact(date_text(line.issued_on), f"{line.number} · {label(line.invoice_type)}")
    covers = _("covers {share}").format(share=money(line.share)) if line.share != line.amount else ""
    yield Fact("", " · ".join(part for part in (money(line.amount), covers, line.recorded_by) if part))
    if line.is_void:
        yield Fact("", "", badge=Badge(_("Void"), Tone.NEUTRAL))
    elif may_edit:
        yield Fact("", _("Make void"), f"{VOID}:{line.id}")


def void_id(code: str) -> int | None:
    """Return which invoice the code of a link makes void, None for the code of something else."""
    kind, _colon, invoice_id = code.partition(":")
    return int(invoice_id) if kind == VOID else None


def ask_void(
    desk: Desk, parent: QWidget, record: tuple[RecordKind, int], invoice_id: int, on_done: Callable[[], None]
) -> None:
    """Ask for the reason and make an invoice void; ``record`` shows it."""
    kind, record_id = record
    ask_text(
        desk,
        parent,
        "receivables.void",
        _("Make the invoice void"),
        _("&Reason"),
        _("Make &void"),
        lambda reason: partial(void_invoice, desk.context, invoice_id=invoice_id)(reason=reason),
        on_done,
        step=Step(kind.value, record_id, f"{VOID}:{invoice_id}"),
    )
