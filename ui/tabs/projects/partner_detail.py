"""What the detail pane shows of a partner."""

from app.i18n import _, ngettext
from app.queries.partners import MadeLine, PartnerDetails
from models.enums import RecordKind
from ui.runtime.desk import Desk
from ui.tabs.inventory.returns.of_record import task_group
from ui.tabs.keeping import keeping_steps, retired_badge
from ui.tabs.links import LINK_ROOM, NARROW_LABEL, clipped, link_code
from ui.tabs.projects.party_columns import roles_text
from ui.tabs.projects.party_facts import contact_group, in_fours, known_facts
from ui.tabs.record_facts import basic_facts
from ui.tabs.views import timeline_entry
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact


def partner_view(details: PartnerDetails, desk: Desk, *, may_edit: bool) -> DetailView:
    """Return one partner as the pane shows it; what may not be edited has no links for it."""
    groups = (_facts_group(details, may_edit), contact_group(details.contacts, may_edit=may_edit))
    return DetailView(
        title=clipped(details.short_name, 28),
        state=retired_badge(details.keeping.state),
        subtitle=details.name if details.name != details.short_name else "",
        line=" · ".join((details.number, roles_text(details.roles))),
        steps=keeping_steps(details.keeping),
        groups=(*groups, *_task_group(details), *_equipment_group(details)),
        timeline=tuple(timeline_entry(event, desk.zone, desk.today()) for event in details.events),
    )


def _facts_group(details: PartnerDetails, may_edit: bool) -> FactGroup:
    facts = known_facts(
        (_("Full name"), details.name),
        (_("Role"), roles_text(details.roles)),
        (_("Goods"), details.business),
        (_("Address"), details.address),
        (_("Tax no."), details.tax_no),
        (_("Bank"), details.bank_name),
        (_("Account"), in_fours(details.bank_account)),
    )
    return basic_facts(facts, may_edit=may_edit)


def _task_group(details: PartnerDetails) -> tuple[FactGroup, ...]:
    """What it was asked for and has not done yet."""
    return (task_group(details.tasks),) if details.tasks else ()


def _equipment_group(details: PartnerDetails) -> tuple[FactGroup, ...]:
    """The newest of what it made; how much more there is stands below."""
    if not details.equipment:
        return ()
    facts = [fact for line in details.equipment for fact in _equipment_facts(line)]
    more = details.equipment_count - len(details.equipment)
    if more:
        facts.append(Fact("", ngettext("and {count} more", "and {count} more", more).format(count=more)))
    return (FactGroup("equipment", _("Equipment it made"), tuple(facts)),)


def _equipment_facts(line: MadeLine) -> list[Fact]:
    name = f"{line.name} × {line.quantity}" if line.quantity > 1 else line.name
    words = " · ".join(part for part in (line.model, line.project) if part)
    facts = [
        Fact(clipped(line.number, NARROW_LABEL), clipped(name, LINK_ROOM), link_code(RecordKind.EQUIPMENT, line.id))
    ]
    return [*facts, Fact("", words)] if words else facts
