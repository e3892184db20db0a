"""What the detail pane shows of a receipt."""

from collections.abc import Iterable

from app.formatting import date_text, money
from app.i18n import _
from app.labels import label
from app.queries.money.receipts import AllocationLine, ReceiptDetails
from app.rules.permissions import Permission
from models.enums import ReceiptState, RecordKind
from ui.runtime.desk import Desk
from ui.tabs.links import LINK_ROOM, clipped, link_code
from ui.tabs.receivables.columns import receipt_badge
from ui.tabs.views import step_views, timeline_entry
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact
from ui.widgets.detail.next_step import StepView

ALLOCATIONS = "allocations"
ALLOCATE = "allocate"
UNDO = "undo"


def receipt_view(details: ReceiptDetails, desk: Desk) -> DetailView:
    """Return one receipt as the pane shows it."""
    actor = desk.context.actor
    may_allocate = bool(details.left) and actor.may(Permission.RECORD_RECEIPT)
    return DetailView(
        title=details.number,
        state=receipt_badge(details.state, has_left=bool(details.left)),
        subtitle=money(details.amount),
        line=" · ".join((details.customer, date_text(details.received_on))),
        steps=(
            *((_allocate_step(),) if may_allocate else ()),
            *step_views([step for step in details.steps if step.allowed]),
        ),
        groups=(
            _allocation_group(details, may_undo=actor.may(Permission.UNDO_RECEIPT)),
            FactGroup("facts", _("Receipt"), tuple(_facts(details))),
        ),
        timeline=tuple(timeline_entry(event, desk.zone, desk.today()) for event in details.events),
        events=details.event_count,
    )


def _allocate_step() -> StepView:
    return StepView(code=ALLOCATE, text=_("Allocate the rest"), primary=True, enabled=True, tooltip="")


def _allocation_group(details: ReceiptDetails, *, may_undo: bool) -> FactGroup:
    facts = [fact for line in details.allocations for fact in _allocation_facts(line, may_undo=may_undo)]
    if details.state is ReceiptState.BOOKED:
        facts.append(Fact(_("Not allocated"), money(details.left)))
    nothing = (Fact(_("Nothing"), _("The receipt is cancelled.")),)
    return FactGroup(ALLOCATIONS, _("What it pays"), tuple(facts) or nothing)


def _allocation_facts(line: AllocationLine, *, may_undo: bool) -> Iterable[Fact]:
    yield Fact(line.number, f"{line.source} · {label(line.kind)}", link_code(RecordKind.RECEIVABLE, line.instalment_id))
    yield Fact("", f"{money(line.amount)} · {line.allocated_by}")
    if may_undo:
        yield Fact("", _("Undo"), f"{UNDO}:{line.instalment_id}")


def _facts(details: ReceiptDetails) -> Iterable[Fact]:
    yield Fact(_("Customer"), clipped(details.customer, LINK_ROOM), link_code(RecordKind.CUSTOMER, details.customer_id))
    rows = (
        (_("Received on"), date_text(details.received_on)),
        (_("Amount"), money(details.amount)),
        (_("Method"), label(details.method)),
        (_("Payer"), details.payer if details.payer != details.customer else ""),
        (_("Voucher no."), details.voucher_no),
        (_("Bank reference"), details.bank_reference),
        (_("Note"), details.note),
        (_("Entered by"), details.created_by),
    )
    yield from (Fact(title, words) for title, words in rows if words)
