"""What the detail pane shows of a customer."""

from app.formatting import kilometres
from app.forms import ContactForm
from app.i18n import _
from app.queries.parties import CustomerDetails, SiteLine
from models.enums import RecordKind
from ui.runtime.desk import Desk
from ui.tabs.projects.columns import key_badge
from ui.tabs.projects.links import LINK_ROOM, NARROW_LABEL, clipped, link_code, record_facts
from ui.tabs.views import timeline_entry
from ui.widgets.detail_panel import DetailView, FactGroup
from ui.widgets.facts import Fact


def customer_view(details: CustomerDetails, desk: Desk, *, may_edit: bool, may_add_projects: bool) -> DetailView:
    """Return one customer as the pane shows it; what may not be edited has no links for it."""
    badge = key_badge(details.is_key)
    groups = [_facts_group(details, may_edit), _contact_group(details, may_edit), _site_group(details, may_edit)]
    groups += [_project_group(details, may_add_projects), *_request_group(details)]
    return DetailView(
        title=clipped(details.short_name, 28),
        badges=(badge,) if badge else (),
        subtitle=details.name if details.name != details.short_name else "",
        line=details.number,
        groups=tuple(groups),
        timeline=tuple(timeline_entry(event, desk.zone, desk.today()) for event in details.events),
    )


def _facts_group(details: CustomerDetails, may_edit: bool) -> FactGroup:
    facts = [Fact(_("Full name"), details.name)]
    if details.tax_no:
        facts.append(Fact(_("Tax no."), details.tax_no))
    return FactGroup("facts", _("Basic facts"), tuple(facts), _("Edit") if may_edit else "")


def _contact_group(details: CustomerDetails, may_edit: bool) -> FactGroup:
    facts = tuple(Fact(clipped(contact.name, NARROW_LABEL), _ways(contact)) for contact in details.contacts)
    nothing = (Fact(_("None yet"), _("Add whom one talks to there.")),)
    return FactGroup("contacts", _("Contacts"), facts or nothing, _("Edit") if may_edit else "")


def _ways(contact: ContactForm) -> str:
    ways = (contact.post, contact.mobile, contact.phone, contact.email)
    return " · ".join(part for part in ways if part)


def _site_group(details: CustomerDetails, may_edit: bool) -> FactGroup:
    facts = tuple(fact for site in details.sites for fact in _site_facts(site, may_edit))
    nothing = (Fact(_("None yet"), _("Add the places where our equipment stands.")),)
    return FactGroup("sites", _("Service sites"), facts or nothing, _("Add") if may_edit else "")


def _site_facts(site: SiteLine, may_edit: bool) -> list[Fact]:
    """The name as a link with the distance at its left, address and hazards below; unknown distance is said."""
    far = kilometres(site.km) if site.km is not None else _("km unknown")
    link = link_code(RecordKind.SITE, site.id) if may_edit else ""
    facts = [Fact(far, clipped(site.name, LINK_ROOM), link)]
    if site.address:
        facts.append(Fact("", site.address))
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
