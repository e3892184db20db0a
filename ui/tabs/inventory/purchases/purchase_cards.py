"""The cards of a purchase order: what is bought for whom, what came in, and what purchasing is told (C6.2)."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from app.formatting import date_text, money, quantity, short_date_time
from app.i18n import _
from app.labels import label
from app.queries.material.arrivals import GIVEN_UP
from app.queries.material.purchases import PurchaseDetails, PurchaseLineView, ReceiptView, ShareView
from app.queries.trade.order_parts import Linked
from app.rules.material.purchases import COMING
from models.enums import PurchaseState, RecordKind
from ui.runtime.desk import Desk
from ui.tabs.links import LINK_ROOM, clipped, link_code
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import FactGroup
from ui.widgets.detail.facts import Fact

FACTS, LINES, RECEIPTS = "facts", "lines", "receipts"
OPEN = (PurchaseState.DRAFT, *COMING)  # of which something is still to come


def lines_group(details: PurchaseDetails, link: str = "") -> FactGroup:
    """Return the card of the items; ``link`` (translated) stands at its title."""
    facts = [fact for line in details.lines for fact in _line_facts(line, details)]
    if details.estimated is not None:
        facts.append(Fact(_("Estimated"), _("{total} without tax").format(total=money(details.estimated))))
    return FactGroup(LINES, _("Items (C6.2)"), tuple(facts), link)


def _line_facts(line: PurchaseLineView, details: PurchaseDetails) -> Iterable[Fact]:
    """Yield what it is; how many by when; how many came; what looking in stock said; for whom it is."""
    words = (line.code, line.title, line.brand, line.requirement)
    yield Fact(str(line.line_no), " ".join(word for word in words if word))
    yield Fact("", " · ".join(_many(line, details)))
    if details.ordered_at is not None and details.state is not PurchaseState.CANCELLED:
        yield from _came(line)
    yield Fact("", " · ".join(_stock(line)))
    for share in line.shares:
        yield from _share_facts(share, line.unit)


def _many(line: PurchaseLineView, details: PurchaseDetails) -> Iterable[str]:
    many = _amount(line, line.quantity)
    if line.estimate is not None:
        many = _("{quantity} × {price}").format(quantity=many, price=money(line.estimate))
    yield many
    if line.needed_on is not None:
        yield _("needed by {day}").format(day=date_text(line.needed_on))
    if line.expected_on is not None and line.to_come and details.state is not PurchaseState.CANCELLED:
        yield _("expected on {day}").format(day=date_text(line.expected_on))


def _came(line: PurchaseLineView) -> Iterable[Fact]:
    told = _("{received} came in, {to_come} to come")
    words = told.format(received=_amount(line, line.received), to_come=_amount(line, line.to_come))
    if not line.to_come:
        words = _("{received} came in").format(received=_amount(line, line.received))
    yield Fact("", words)
    if line.closed:
        yield Fact("", "", badge=Badge(_("the rest will not come"), Tone.NEUTRAL))
        yield Fact("", line.closed_reason)


def _stock(line: PurchaseLineView) -> Iterable[str]:
    """Yield what looking in stock said, and what is free in stock: then and now (C6.1)."""
    if line.answer is None:
        yield _("nobody has looked in stock yet")
    elif line.answer_reason:
        yield f"{label(line.answer)}: {line.answer_reason}"
    else:
        yield label(line.answer)
    now = _amount(line, line.free_now)
    if line.stock_then is not None and line.stock_then != line.free_now:
        yield _("free then {then}, now {now}").format(then=_amount(line, line.stock_then), now=now)
    else:
        yield _("free now {now}").format(now=now)


def _share_facts(share: ShareView, unit: str) -> Iterable[Fact]:
    """Yield for whom so much of it is, and how much of that came; one that is no longer needed says so."""
    linked = share.record
    name = _record_words(linked) if linked is not None else _("a request or an order")
    told = f"{name} · {quantity(share.quantity)} {unit}".strip()
    code = link_code(linked.kind, linked.id) if linked is not None else ""
    yield Fact(_("For whom"), clipped(told, LINK_ROOM), code)
    if not share.stands:
        yield Fact("", "", badge=Badge(_("no longer needed"), Tone.NEUTRAL))
        return
    when = _("by {day}").format(day=date_text(share.needed_on)) if share.needed_on is not None else ""
    came = _("{quantity} {unit} came").format(quantity=quantity(share.came), unit=unit) if share.came else ""
    words = " · ".join(said for said in (when, came) if said)
    if words:
        yield Fact("", words)


def _amount(line: PurchaseLineView, amount: Decimal) -> str:
    return f"{quantity(amount)} {line.unit}".strip()


def receipts_group(details: PurchaseDetails, desk: Desk) -> FactGroup:
    """Return the card of what came in, and of what was taken back, the newest first."""
    found = [(receipt, line) for line in details.lines for receipt in line.receipts]
    found.sort(key=lambda one: one[0].at, reverse=True)
    facts = tuple(fact for receipt, line in found for fact in _receipt_facts(receipt, line, desk))
    return FactGroup(RECEIPTS, _("Came into stock"), facts)


def _receipt_facts(receipt: ReceiptView, line: PurchaseLineView, desk: Desk) -> Iterable[Fact]:
    many = _amount(line, receipt.quantity)
    if receipt.unit_cost is not None:
        many = _("{quantity} × {price}").format(quantity=many, price=money(receipt.unit_cost))
    yield Fact(_moment(receipt.at, desk), f"{line.name} {many}")
    batch = _("batch {batch}").format(batch=receipt.batch) if receipt.batch else ""
    keeps = _("keeps until {day}").format(day=date_text(receipt.expires_on)) if receipt.expires_on else ""
    yield Fact("", " · ".join(said for said in (receipt.person, batch, keeps, receipt.reason) if said))
    if receipt.quantity < 0:
        yield Fact("", "", badge=Badge(_("taken back"), Tone.SOON))


def facts_group(details: PurchaseDetails, desk: Desk, link: str = "") -> FactGroup:
    """Return the card of what purchasing is told, and what a purchase has to do with."""
    return FactGroup(FACTS, _("Basic facts"), (*_own_facts(details, desk), *_linked_facts(details)), link)


def _own_facts(details: PurchaseDetails, desk: Desk) -> Iterable[Fact]:
    ordered = f"{_moment(details.ordered_at, desk)} · {details.ordered_by}" if details.ordered_at else ""
    rows = (
        (_("Kind"), label(details.purchase_type)),
        (_("Why urgent"), details.urgent_reason),
        (_("Cost borne by"), label(details.cost_bearer)),
        (_("Requester"), details.requester),
        (_("Purpose"), details.purpose),
        (_("Deliver to"), details.deliver_to),
        (_("Budget item"), details.budget_item),
        (_("Why by ourselves"), details.own_reason),
        (_("Submitted at"), _moment(details.submitted_at, desk)),
        (_("Ordering"), ordered),
        (_("Purchasing's no."), details.order_ref),
        (_("Expected on"), date_text(details.expected_on) if details.expected_on else ""),
    )
    yield from (Fact(name, value) for name, value in rows if value)


def _linked_facts(details: PurchaseDetails) -> Iterable[Fact]:
    for name, linked in (
        (_("Supplier"), details.supplier),
        (_("Customer"), details.customer),
        (_("Project"), details.project),
        (_("Request"), details.request),
        (_("Order"), details.order),
    ):
        if linked is not None:
            yield Fact(name, clipped(_record_words(linked), LINK_ROOM), link_code(linked.kind, linked.id))
            if linked.state in GIVEN_UP and details.state in OPEN:
                yield Fact("", "", badge=Badge(_("no longer needed"), Tone.NEUTRAL))


def _record_words(linked: Linked) -> str:
    if linked.kind in (RecordKind.CUSTOMER, RecordKind.PARTNER):
        return linked.title
    return f"{linked.number or _('Draft')} {linked.title}"


def _moment(moment: datetime | None, desk: Desk) -> str:
    return short_date_time(moment, desk.zone, desk.today()) if moment is not None else ""
