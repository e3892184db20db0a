"""What the detail pane shows of a quotation."""

from collections.abc import Iterable

from app.i18n import _
from app.queries.trade.quotations import QuotationDetails
from app.rules.permissions import Permission
from app.rules.trade.verdicts import Verdict, verdict, verdict_words
from models.enums import QuotationState
from ui.runtime.desk import Desk
from ui.tabs.requests.approvals.approval_group import approval_facts_view
from ui.tabs.requests.priced_facts import lines_group, terms_group
from ui.tabs.requests.quotations.columns import expired_badge, quotation_badge
from ui.tabs.requests.quotations.quotation_facts import facts_group, orders_group, revisions_group, talks_group
from ui.tabs.requests.quotations.quotation_steps import quotation_steps
from ui.tabs.views import commitment_view, paper_view, reason_views, scan_view, timeline_entry
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact


def quotation_view(details: QuotationDetails, desk: Desk) -> DetailView:
    """Return one quotation as the pane shows it."""
    now, today = desk.now(), desk.today()
    papers = tuple(paper_view(line, desk.zone, today) for line in details.papers)
    return DetailView(
        title=details.printed_number or _("Draft"),
        badges=tuple(_badges(details)),
        state=quotation_badge(details.state),
        subtitle=details.title,
        line=" · ".join(part for part in (details.customer, details.project or details.site) if part),
        steps=quotation_steps(details, desk),
        reasons=reason_views(details.steps),
        commitments=tuple(commitment_view(line, now, desk.zone, today) for line in details.commitments),
        groups=tuple(group for group in _groups(details, desk) if group.facts),
        timeline=tuple(timeline_entry(event, desk.zone, today) for event in details.events),
        events=details.event_count,
        papers=papers + tuple(scan_view(line) for line in details.scans),
    )


def _badges(details: QuotationDetails) -> Iterable[Badge]:
    if details.is_expired:
        yield expired_badge()
    if details.large:
        yield Badge(_("Large"), Tone.SOON)
    found = verdict(details.sums, details.margin_floor)
    if found in (Verdict.BELOW_COST, Verdict.BELOW_FLOOR):
        yield Badge(verdict_words(found, details.margin_floor), Tone.OVERDUE)
    elif details.below_cost:
        yield Badge(_("a line below cost"), Tone.OVERDUE)


def _groups(details: QuotationDetails, desk: Desk) -> Iterable[FactGroup]:
    actor = desk.context.actor
    may_edit = actor.may(Permission.EDIT_QUOTATION)
    edits = may_edit and details.state is QuotationState.DRAFT
    yield lines_group(details.lines, details.sums, details.margin_floor, _("Edit") if edits else "")
    yield terms_group(details.terms, _deviations(details))
    yield from approval_facts_view(details.approval, desk)
    yield orders_group(details, may_make=actor.may(Permission.EDIT_ORDER))
    yield talks_group(details, desk, may_talk=may_edit and details.state is not QuotationState.CANCELLED)
    yield facts_group(details, desk, may_edit=edits)
    yield revisions_group(details, desk)


def _deviations(details: QuotationDetails) -> Iterable[Fact]:
    """Yield a mark where payment is not as usual (C9)."""
    if not details.terms.are_usual:
        yield Fact("", "", badge=Badge(_("differs from the usual terms (C9)"), Tone.SOON))
