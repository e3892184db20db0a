"""What the detail pane shows of a customer."""

from app.formatting import kilometres
from app.i18n import _
from app.labels import label
from app.queries.parties import CustomerDetails, SiteLine
from app.rules.money.overdue_words import broken_note, overdue_note
from models.enums import BasicState, RecordKind
from ui.runtime.desk import Desk
from ui.tabs.keeping import keeping_steps, retired_badge
from ui.tabs.links import LINK_ROOM, clipped, link_code, record_facts
from ui.tabs.projects.party_columns import key_badge
from ui.tabs.projects.party_facts import contact_group, in_fours, known_facts
from ui.tabs.record_facts import basic_facts
from ui.tabs.views import timeline_entry
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact


def customer_view(details: CustomerDetails, desk: Desk, *, may_edit: bool, may_add_projects: bool) -> DetailView:
    """Return one customer as the pane shows it; what may not be edited has no links for it."""
    in_use = not details.keeping.is_retired  # nothing new begins at a customer that is out of use
    round_link = f"round:{details.id}" if details.on_round else ""
    groups = [_facts_group(details, may_edit, round_link), contact_group(details.contacts, may_edit=may_edit)]
    groups += [_site_group(details, may_edit, may_add=may_edit and in_use), _invoice_group(details, may_edit)]
    groups += [_project_group(details, may_add_projects and in_use), *_request_group(details)]
    badge = key_badge(details.is_key)
    return DetailView(
        title=clipped(details.short_name, 28),
        badges=(badge,) if badge else (),
        state=retired_badge(details.keeping.state),
        subtitle=details.name if details.name != details.short_name else "",
        line=details.number,
        steps=keeping_steps(details.keeping),
        groups=tuple(groups),
        timeline=tuple(timeline_entry(event, desk.zone, desk.today()) for event in details.events),
    )


def _facts_group(details: CustomerDetails, may_edit: bool, round_link: str) -> FactGroup:
    facts = known_facts(
        (_("Full name"), details.name),
        (_("Short name"), details.short_name),
        (_("Nature"), label(details.nature) if details.nature else ""),
    )
    owed = _owed_facts(details, round_link)
    return basic_facts((*owed, *facts), may_edit=may_edit)


def _owed_facts(details: CustomerDetails, round_link: str) -> tuple[Fact, ...]:
    """What should have been paid by now and the promise that was broken, with the link to the round (C10)."""
    unpaid = overdue_note(details.overdue.amount, details.overdue.oldest_due_on)
    broken = broken_note(details.broken.amount, details.broken.promised_on) if details.broken is not None else ""
    titles = iter((_("Money owed"), ""))
    facts = [Fact(next(titles), "", badge=Badge(note, Tone.OVERDUE)) for note in (unpaid, broken) if note]
    if facts and round_link:
        facts.append(Fact("", _("Show in the collection round"), round_link))
    return tuple(facts)


def _invoice_group(details: CustomerDetails, may_edit: bool) -> FactGroup:
    facts = known_facts(
        (_("Invoice title"), details.invoice_title),
        (_("Tax no."), details.tax_no),
        (_("Address"), details.invoice_address),
        (_("Phone"), details.invoice_phone),
        (_("Bank"), details.bank_name),
        (_("Account"), in_fours(details.bank_account)),
    )
    nothing = (Fact(_("None yet"), _("An invoice needs title and tax number.")),)
    return FactGroup("invoice", _("Invoice"), facts or nothing, _("Edit") if may_edit else "")


def _site_group(details: CustomerDetails, may_edit: bool, *, may_add: bool) -> FactGroup:
    facts = tuple(fact for site in details.sites for fact in _site_facts(site, may_edit))
    nothing = (Fact(_("None yet"), _("Add the places where our equipment stands.")),)
    return FactGroup("sites", _("Service sites"), facts or nothing, _("Add") if may_add else "")


def _site_facts(site: SiteLine, may_edit: bool) -> list[Fact]:
    """The name as a link with the distance at its left, place and hazards below; what is not known is said."""
    far = kilometres(site.km) if site.km is not None else _("km unknown")
    link = link_code(RecordKind.SITE, site.id) if may_edit else ""
    if site.state is BasicState.RETIRED:
        return [Fact(_("Out of use"), clipped(site.name, LINK_ROOM), link)]
    where = " ".join(part for part in (site.place, site.address) if part)
    facts = [Fact(far, clipped(site.name, LINK_ROOM), link)]
    zone = label(site.service_zone) if site.service_zone else ""
    facts += known_facts(("", " · ".join(part for part in (where, site.zone, zone) if part)))
    if not site.address:
        facts.append(Fact("", "", badge=Badge(_("Address missing: a dispatch needs it"), Tone.SOON)))
    if site.hazards:
        facts.append(Fact("", _("Hazards: {text}").format(text=site.hazards)))
    return facts


def _project_group(details: CustomerDetails, may_add: bool) -> FactGroup:
    nothing = (Fact(_("None yet"), _("Add the first project of this customer.")),)
    return FactGroup("projects", _("Projects"), record_facts(details.projects) or nothing, _("Add") if may_add else "")


def _request_group(details: CustomerDetails) -> tuple[FactGroup, ...]:
    if not details.requests:
        return ()
    return (FactGroup("requests", _("Latest requests"), record_facts(details.requests)),)
