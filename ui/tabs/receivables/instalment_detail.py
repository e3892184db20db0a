"""What the detail pane shows of an instalment."""

from collections.abc import Iterable

from app.formatting import date_text, money, quantity
from app.i18n import _
from app.labels import label
from app.queries.money.receivables import InstalmentDetails
from app.rules.permissions import Permission
from models.enums import ReceivableState, RecordKind
from ui.runtime.desk import Desk
from ui.tabs.links import LINK_ROOM, clipped, link_code
from ui.tabs.receivables.cause import cause_steps
from ui.tabs.receivables.columns import instalment_badge
from ui.tabs.receivables.deduction_facts import deduction_groups
from ui.tabs.receivables.invoice_facts import invoice_group
from ui.tabs.views import commitment_view, reason_views, step_views, timeline_entry
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact

PAYMENTS = "payments"


def instalment_view(details: InstalmentDetails, desk: Desk) -> DetailView:
    """Return one instalment as the pane shows it."""
    today, actor = desk.today(), desk.context.actor
    return DetailView(
        title=details.number or _("Not in force yet"),
        state=instalment_badge(details.state, overdue=details.overdue),
        subtitle=f"{label(details.kind)} {money(details.amount)}",
        line=" · ".join(part for part in (details.customer, details.title) if part),
        steps=(*step_views([step for step in details.steps if step.allowed]), *cause_steps(details, desk)),
        reasons=reason_views(details.steps),
        commitments=tuple(commitment_view(one, desk.now(), desk.zone, today) for one in details.commitments),
        groups=(
            FactGroup("facts", _("Instalment"), tuple(_facts(details))),
            _payment_group(details, may_add=actor.may(Permission.RECORD_RECEIPT)),
            *deduction_groups(details, desk),
            invoice_group(details.invoices, may_edit=actor.may(Permission.EDIT_RECEIVABLES)),
        ),
        timeline=tuple(timeline_entry(event, desk.zone, today) for event in details.events),
        events=details.event_count,
    )


def _facts(details: InstalmentDetails) -> Iterable[Fact]:
    source = _("Order") if details.source_kind is RecordKind.ORDER else _("Contract")
    yield Fact(source, details.source or details.title, link_code(details.source_kind, details.source_id))
    if details.customer_id is not None:
        customer = clipped(details.customer, LINK_ROOM)
        yield Fact(_("Customer"), customer, link_code(RecordKind.CUSTOMER, details.customer_id))
        if details.overdue and details.on_round:
            yield Fact("", _("Show in the collection round"), f"round:{details.customer_id}")
    if details.project_id is not None:
        yield Fact(_("Project"), clipped(details.project, LINK_ROOM), link_code(RecordKind.PROJECT, details.project_id))
    share = f" ({quantity(details.percent)} %)" if details.percent is not None else ""
    yield Fact(_("Amount"), f"{money(details.amount)}{share}")
    yield Fact(_("Received so far"), money(details.paid))
    if details.deducted:
        yield Fact(_("Agreed deduction"), money(details.deducted))
    yield Fact(_("Not yet received"), money(details.open))
    yield Fact(_("Invoiced"), money(details.invoiced))
    if details.condition:
        yield Fact(_("Condition"), details.condition)
    if details.clause:
        yield Fact(_("Payment clause"), details.clause)
    yield Fact(_("Due on"), date_text(details.due_on) if details.due_on else _waiting(details))
    if details.settled_on is not None:
        yield Fact(_("Paid in full on"), date_text(details.settled_on))
    if details.owner_name:
        yield Fact(_("Looked after by"), details.owner_name)


def _waiting(details: InstalmentDetails) -> str:
    if details.state is not ReceivableState.PLANNED:
        return date_text(None)
    if details.source_kind is RecordKind.ORDER and not details.condition:
        return _("when the service has ended")
    return _("waits for its condition")


def _payment_group(details: InstalmentDetails, *, may_add: bool) -> FactGroup:
    """The receipts that pay it, as links; what is still open can be entered from here."""
    facts = tuple(
        Fact(
            date_text(line.received_on),
            f"{line.number} · {money(line.amount)}",
            link_code(RecordKind.RECEIPT, line.receipt_id),
        )
        for line in details.payments
    )
    may_pay = may_add and details.state in (ReceivableState.OPEN, ReceivableState.PLANNED) and bool(details.number)
    nothing = (Fact(_("None yet"), _("No money has come in for it.")),)
    return FactGroup(PAYMENTS, _("Money received"), facts or nothing, _("Record receipt") if may_pay else "")
