"""What the detail pane shows of a rate card: how long it is valid, and the rates by what they are for."""

from collections.abc import Iterable

from app.formatting import date_text, money
from app.i18n import _
from app.labels import label
from app.queries.trade.rate_cards import RateCardDetails, RateLine
from app.rules.trade.tax_rates import rate_text
from models.enums import LineKind
from ui.runtime.desk import Desk
from ui.tabs.keeping import keeping_steps, retired_badge
from ui.tabs.links import clipped
from ui.tabs.projects.party_facts import known_facts
from ui.tabs.record_facts import basic_facts
from ui.tabs.views import paper_view, timeline_entry
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact


def rate_card_view(details: RateCardDetails, desk: Desk, *, may_edit: bool) -> DetailView:
    """Return one rate card as the pane shows it; what may not be edited has no links for it."""
    current = (Badge(_("Quotations use it today"), Tone.KEPT),) if details.is_current else ()
    return DetailView(
        title=clipped(details.title, 28),
        badges=current,
        state=retired_badge(details.keeping.state),
        line=" · ".join((details.number, validity_text(details))),
        steps=keeping_steps(details.keeping),
        groups=(_facts_group(details, may_edit), *_rate_groups(details.lines)),
        papers=tuple(paper_view(line, desk.zone, desk.today()) for line in details.papers),
        timeline=tuple(timeline_entry(event, desk.zone, desk.today()) for event in details.events),
    )


def validity_text(details: RateCardDetails) -> str:
    """Return from which day to which a card is valid."""
    since = date_text(details.valid_from)
    if details.valid_to is None:
        return _("valid from {day}").format(day=since)
    return _("valid from {since} to {until}").format(since=since, until=date_text(details.valid_to))


def _facts_group(details: RateCardDetails, may_edit: bool) -> FactGroup:
    facts = known_facts(
        (_("Rate card"), details.title), (_("Validity"), validity_text(details)), (_("Note"), details.note)
    )
    return basic_facts(facts, may_edit=may_edit)


def _rate_groups(lines: Iterable[RateLine]) -> Iterable[FactGroup]:
    """A card for each kind of rate that there is, in the usual order."""
    known = tuple(lines)
    for kind in LineKind:
        rates = [line for line in known if line.kind is kind]
        if rates:
            yield FactGroup(kind.value, label(kind), tuple(fact for line in rates for fact in _rate_facts(line)))


def _rate_facts(line: RateLine) -> Iterable[Fact]:
    """The price beside what it is for, then its unit and tax, what it costs us, a note."""
    tax = _("tax {rate}").format(rate=rate_text(line.tax_rate))
    cost = "" if line.cost is None else _("cost {amount}").format(amount=money(line.cost))
    unit = _("per {unit}").format(unit=line.unit) if line.unit else ""
    yield Fact(money(line.price), line.name)
    yield Fact("", " · ".join(part for part in (unit, tax, cost, line.note) if part))
