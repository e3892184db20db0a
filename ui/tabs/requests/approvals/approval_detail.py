"""What the detail pane shows of an approval: what it is about in plain figures, whose word it needs and why."""

from collections.abc import Iterator
from dataclasses import replace

from app.formatting import money, short_date_time
from app.i18n import _
from app.labels import label
from app.queries.approvals.approvals import ApprovalDetails, PricedFigures
from app.queries.approvals.content import Change
from app.queries.material.purchase_facts import BoughtItem
from app.rules.trade.tax_rates import rate_text
from models.enums import ApprovalSubject, RecordKind
from ui.runtime.desk import Desk
from ui.tabs.links import LINK_ROOM, clipped, link_code
from ui.tabs.requests.approvals.approval_group import approval_badge, step_facts
from ui.tabs.views import paper_view, reason_views, scan_view, step_views, timeline_entry
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact
from ui.widgets.detail.next_step import StepView


def approval_view(details: ApprovalDetails, desk: Desk) -> DetailView:
    """Return one approval as the pane shows it."""
    zone, today = desk.zone, desk.today()
    return DetailView(
        title=details.summary.number,
        state=approval_badge(details.summary.state),
        subtitle=details.title,
        line=" · ".join(part for part in (label(details.subject), details.subject_number, details.customer) if part),
        steps=approval_steps(details),
        reasons=reason_views(details.steps),
        groups=tuple(_groups(details, desk)),
        timeline=tuple(timeline_entry(event, zone, today) for event in details.events),
        events=details.event_count,
        papers=(*(paper_view(line, zone, today) for line in details.papers), *map(scan_view, details.scans)),
    )


def approval_steps(details: ApprovalDetails) -> tuple[StepView, ...]:
    """Return what can be done with an approval; deciding comes first, entering from paper where one cannot decide."""
    possible = {step.action for step in details.steps if step.allowed and not step.blocked}
    primary = "approve" if "approve" in possible else "enter_paper"
    views = step_views(details.steps, primary=primary)
    return tuple(replace(view, icon=_ICONS.get(view.code, ""), minor=view.code == "withdraw") for view in views)


_ICONS = {"approve": "ok", "refuse": "cancel"}


def _groups(details: ApprovalDetails, desk: Desk) -> Iterator[FactGroup]:
    yield FactGroup("about", _("What it is about"), tuple(_about(details, desk)))
    facts = tuple(fact for step in details.summary.decisions for fact in step_facts(step, desk))
    clauses = dict.fromkeys(one.clause for step in details.summary.decisions for one in step.reasons)
    yield FactGroup("steps", _("Whose word ({clause})").format(clause=_(", ").join(clauses)), facts)
    if details.figures is not None:
        yield FactGroup("figures", _("Figures"), tuple(_figures(details.figures)))
        yield FactGroup("terms", _("Terms"), tuple(_terms(details.figures)))
    if details.proposed:
        facts = tuple(Fact(one.title, one.words) for one in details.proposed)
        yield FactGroup("proposed", _("What is proposed (C10.5)"), facts)
    if details.items:
        yield FactGroup("items", _("What is bought"), tuple(_item(one) for one in details.items))
    if details.changes:
        is_count = details.subject is ApprovalSubject.STOCK_COUNT
        title = _("Differs from the ledger") if is_count else _("Changed since the last approval")
        yield FactGroup("changes", title, tuple(fact for one in details.changes for fact in _change(one)))


def _about(details: ApprovalDetails, desk: Desk) -> Iterator[Fact]:
    yield _link(label(details.subject_kind), details.subject_number, details.subject_kind, details.subject_id)
    if details.customer_id is not None:
        yield _link(_("Customer"), details.customer, RecordKind.CUSTOMER, details.customer_id)
    if details.request_id is not None and details.request_id != details.subject_id:
        yield _link(_("Request"), details.request_number, RecordKind.REQUEST, details.request_id)
    asked = short_date_time(details.summary.asked_at, desk.zone, desk.today())
    yield Fact(_("Asked for"), f"{asked} · {details.summary.asked_by}")
    if details.summary.note:
        yield Fact(_("Note"), details.summary.note)
    if not details.unchanged:
        yield Fact("", "", badge=Badge(_("says something else today"), Tone.NEUTRAL))


def _link(title: str, words: str, kind: RecordKind, record_id: int) -> Fact:
    return Fact(title, clipped(words, LINK_ROOM), link_code(kind, record_id))


def _figures(figures: PricedFigures) -> Iterator[Fact]:
    yield Fact(_("Total with tax"), money(figures.total))
    if figures.discount:
        yield Fact(_("Discount"), money(figures.discount))
    yield Fact(_("Without tax"), money(figures.net))
    if figures.cost is not None:
        yield Fact(_("Cost"), money(figures.cost))
        yield Fact(_("Profit"), money(figures.profit))
    if figures.margin is not None:
        yield Fact(_("Margin"), rate_text(figures.margin))
    if figures.large:
        yield Fact("", "", badge=Badge(_("Large, special or batch supply"), Tone.SOON))


def _terms(figures: PricedFigures) -> Iterator[Fact]:
    terms = figures.terms
    yield Fact(_("Payment"), terms.payment)
    if not terms.are_usual:
        yield Fact("", "", badge=Badge(_("differs from the usual terms"), Tone.SOON))
    if terms.reason:
        yield Fact(_("Reason"), terms.reason)
    for title, words in ((_("Delivery time"), terms.lead_time), (_("Warranty"), terms.warranty)):
        if words:
            yield Fact(title, words)


def _item(one: BoughtItem) -> Fact:
    """Say how much of what, and what it is expected to cost without tax."""
    words = " · ".join(said for said in (one.quantity, money(one.cost) if one.cost is not None else "") if said)
    return Fact(one.name, words)


def _change(one: Change) -> Iterator[Fact]:
    """Yield of which line something differs, and below it what it said before and says now."""
    if one.line:
        yield Fact("", one.line)
    yield Fact(one.what, _("{old} → {new}").format(old=one.old, new=one.new))
