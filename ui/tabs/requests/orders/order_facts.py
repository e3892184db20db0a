"""The cards of an order: what it is and what it follows, and its instalments."""

from collections.abc import Iterable
from datetime import datetime

from app.formatting import date_text, money, quantity, short_date_time
from app.i18n import _
from app.labels import label, label_of
from app.queries.approvals.exceptions import GrantedException
from app.queries.money.instalments import InstalmentLine
from app.queries.trade.order_parts import Linked
from app.queries.trade.orders import OrderDetails
from app.rules.trade.pay_first import ADVANCE_IN
from models.enums import OrderKind, OrderState, RecordKind
from ui.runtime.desk import Desk
from ui.tabs.links import LINK_ROOM, clipped, link_code
from ui.tabs.receivables.columns import instalment_badge
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import FactGroup
from ui.widgets.detail.facts import Fact

FACTS, INSTALMENTS = "facts", "instalments"


def facts_group(details: OrderDetails, desk: Desk, *, may_edit: bool) -> FactGroup:
    """Return the card of what an order is, whose, what it follows, when it was signed and took effect."""
    facts = (*_own_facts(details, desk), *_linked_facts(details), *_exception_facts(details, desk))
    link = _("Edit") if may_edit and details.state is OrderState.DRAFT else ""
    return FactGroup(FACTS, _("Basic facts"), facts, link)


def _own_facts(details: OrderDetails, desk: Desk) -> Iterable[Fact]:
    contact = " ".join(part for part in (details.contact_name, details.contact_phone) if part)
    period = f"{date_text(details.starts_on)} – {date_text(details.ends_on)}" if details.ends_on else ""
    signed = " · ".join(part for part in (details.signed_by, details.sign_place) if part)
    rows = (
        (_("Kind"), label(details.order_kind)),
        (_("Period"), period),
        (_("Contact"), contact),
        (_("Site"), details.around.site),
        (_("Submitted at"), _moment(details.submitted_at, desk)),
        (_("Signed"), f"{date_text(details.signed_on)} {signed}".strip() if details.signed_on else ""),
        (_("In force from"), _moment(details.effective_at, desk)),
        (_("Service ended"), _moment(details.served_at, desk)),
        (_("Response time"), details.response_time),
        (_("If we are late"), details.late_rate),
        (_("Disputes"), label(details.dispute_way) if details.order_kind is OrderKind.MAINTENANCE else ""),
    )
    yield from (Fact(name, value) for name, value in rows if value)


def _linked_facts(details: OrderDetails) -> Iterable[Fact]:
    around = details.around
    for name, linked in (
        (_("Customer"), around.customer),
        (_("Project"), around.project),
        (_("Request"), around.request),
        (_("Quotation"), around.quotation),
        (_("Contract"), around.contract),
        (_("Renews"), around.renews),
        (_("Renewed by"), around.renewed_by),
    ):
        if linked is not None:
            yield Fact(name, clipped(_words(linked), LINK_ROOM), link_code(linked.kind, linked.id))


def slips_of(details: OrderDetails) -> tuple[Linked, ...]:
    """Return the issue slips of an order."""
    return tuple(one for one in details.around.material if one.kind is RecordKind.SLIP)


def shipments_of(details: OrderDetails) -> tuple[Linked, ...]:
    """Return the shipments of goods of an order."""
    return tuple(one for one in details.around.material if one.kind is RecordKind.SHIPMENT)


def _words(linked: Linked) -> str:
    number = linked.number or (_("Draft") if linked.kind in (RecordKind.ORDER, RecordKind.QUOTATION) else "")
    if linked.kind is RecordKind.ORDER:
        return f"{number} · {label_of(OrderState, linked.state)}"
    return linked.title if linked.kind is RecordKind.CUSTOMER else f"{number} {linked.title}"


def _exception_facts(details: OrderDetails, desk: Desk) -> Iterable[Fact]:
    """Yield the exceptions from pay first: what was excepted, by whom, when, why (C9.1)."""
    for one in details.exceptions:
        yield Fact(_("Exception"), "", badge=Badge(_gate_words(one), Tone.SOON))
        told = f"{one.number} · {one.granted_by} {_moment(one.granted_at, desk)}"
        yield Fact("", "\n".join(part for part in (told, one.reason) if part))


def _gate_words(one: GrantedException) -> str:
    return _("advance not in") if one.gate == ADVANCE_IN else _("no order in force")


def _moment(moment: datetime | None, desk: Desk) -> str:
    return short_date_time(moment, desk.zone, desk.today()) if moment is not None else ""


def instalments_group(details: OrderDetails) -> FactGroup:
    """Return the card of the instalments with what of each came in; its link leads to the first of them."""
    facts = tuple(fact for line in details.instalments for fact in _instalment_facts(line))
    owed = any(line.number for line in details.instalments)
    return FactGroup(INSTALMENTS, _("Instalments (C9)"), facts, _("Show") if owed else "")


def _instalment_facts(line: InstalmentLine) -> Iterable[Fact]:
    share = f" ({quantity(line.percent)} %)" if line.percent is not None else ""
    words = f"{money(line.amount)}{share}"
    yield Fact(label(line.kind), words, link_code(RecordKind.RECEIVABLE, line.id) if line.number else "")
    due = _("due {day}").format(day=date_text(line.due_on)) if line.due_on else line.condition
    paid = _("{paid} received").format(paid=money(line.paid)) if line.paid else ""
    if line.number is not None:
        yield Fact("", "", badge=instalment_badge(line.state, overdue=False))
    told = " · ".join(part for part in (due, paid) if part)
    if told:
        yield Fact("", told)
