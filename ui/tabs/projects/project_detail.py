"""What the detail pane shows of a project."""

from dataclasses import replace
from datetime import date

from app.formatting import date_text, quantity
from app.i18n import _
from app.labels import label, label_of
from app.queries.parties import LinkLine
from app.queries.projects.projects import EquipmentLine, FreePartLine, ProjectDetails
from app.rules.permissions import Permission
from app.rules.promises.profile_words import profile_name
from models.enums import HandoverState, ProjectState, RecordKind, ServiceClass
from ui.runtime.desk import Desk
from ui.tabs.inventory.returns.swap_card import old_parts_group
from ui.tabs.inventory.used_parts import used_parts_group
from ui.tabs.links import LINK_ROOM, NARROW_LABEL, clipped, link_code, record_facts
from ui.tabs.projects.columns import project_badge
from ui.tabs.projects.contract_facts import contract_lines
from ui.tabs.projects.party_facts import known_facts
from ui.tabs.views import reason_views, step_views, timeline_entry
from ui.tabs.work_cost import work_cost_group
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact
from ui.widgets.detail.next_step import StepView
from ui.widgets.fields.warranty_end import warranty_badge


def project_view(details: ProjectDetails, desk: Desk, *, may_edit: bool) -> DetailView:
    """Return one project as the pane shows it; what may not be edited has no links for it."""
    today = desk.today()
    place = (details.customer, details.site, details.manager_name)
    groups = [_project_group(details, may_edit), _warranty_group(details), *_parts_group(details)]
    groups += [*_contract_group(details, desk, may_edit), _equipment_group(details, may_edit)]
    return DetailView(
        title=details.number,
        badges=(warranty_badge(details.warranty_end_on, today),) if details.warranty_end_on else (),
        state=project_badge(details.state),
        subtitle=details.name,
        line=" · ".join(part for part in place if part),
        steps=_steps(details),
        reasons=reason_views(details.steps) if may_edit else (),
        groups=(
            *groups,
            *_handover_group(details, may_edit),
            _hazard_group(details),
            *_material(details),
            *_request_group(details),
        ),
        timeline=tuple(timeline_entry(event, desk.zone, today) for event in details.events),
        events=details.event_count,
    )


def _old_parts(details: ProjectDetails) -> tuple[FactGroup, ...]:
    return (old_parts_group(details.old_parts),) if details.old_parts else ()


def _material(details: ProjectDetails) -> tuple[FactGroup, ...]:
    """Old parts due back, what was used, and what the free work cost us."""
    used = (used_parts_group(details.used_parts),) if details.used_parts else ()
    return (*_old_parts(details), *used, *work_cost_group(details.work_cost))


def _steps(details: ProjectDetails) -> tuple[StepView, ...]:
    """The lawful moves; closing does not stand out while the warranty runs, for there is no hurry."""
    steps = step_views([step for step in details.steps if step.allowed])
    return steps if details.out_of_warranty else tuple(replace(step, primary=False) for step in steps)


def _project_group(details: ProjectDetails, may_edit: bool) -> FactGroup:
    customer = clipped(details.customer, LINK_ROOM)
    facts = known_facts(
        (_("Site"), " ".join(part for part in (details.site, details.address) if part)),
        (_("Project manager"), details.manager_name),
        (_("Archive code"), details.archive_code),
        (_("Order date"), _day(details.order_issued_on)),
        (_("Acceptance date"), _day(details.accepted_on)),
        (_("Handover date"), _day(details.handed_over_on)),
        (_("Set of deadlines"), profile_name(details.profile)),
    )
    owner = Fact(_("Customer"), customer, link_code(RecordKind.CUSTOMER, details.customer_id))
    return FactGroup("facts", _("Project"), (owner, *facts), _("Edit") if may_edit else "")


def _warranty_group(details: ProjectDetails) -> FactGroup:
    runs = _("{start}, {months} months").format(start=label(details.warranty_start), months=details.warranty_months)
    facts = [Fact(_("Warranty runs"), runs if details.warranty_months else _("No warranty"))]
    if details.warranty_end_on is not None:
        facts.insert(0, Fact(_("Warranty until"), date_text(details.warranty_end_on)))
    if details.warranty_extended_to is not None:
        facts.append(Fact(_("Extended"), details.warranty_extension_reason))
    if details.exception_class is not None:
        facts.append(Fact(_("Exception"), "", badge=_exception_badge(details.exception_class)))
    if details.exception_text:
        facts.append(Fact(_("Contract's words"), details.exception_text))
    return FactGroup("warranty", _("Warranty"), tuple(facts))


def _exception_badge(service_class: ServiceClass) -> Badge:
    return Badge(label(service_class), Tone.ACCENT if service_class is ServiceClass.PAID else Tone.NEUTRAL)


def _parts_group(details: ProjectDetails) -> tuple[FactGroup, ...]:
    """The free spare parts by contract, what is left of each first."""
    facts = [_part_fact(line) for line in details.free_part_lines]
    facts += known_facts((_("Contract's words"), details.free_parts))
    return (FactGroup("free_parts", _("Free spare parts"), tuple(facts)),) if facts else ()


def _part_fact(line: FreePartLine) -> Fact:
    name = " ".join(part for part in (line.name, line.model) if part)
    numbers = {"agreed": quantity(line.agreed), "used": quantity(line.used), "unit": line.unit}
    told = _("{part}: {agreed} {unit} agreed, {used} used").format(part=name, **numbers)
    left = _("{count} left").format(count=quantity(line.left)) if line.left else _("used up")
    return Fact(clipped(left, NARROW_LABEL), told)


def _contract_group(details: ProjectDetails, desk: Desk, may_edit: bool) -> tuple[FactGroup, ...]:
    """The contracts; nothing of them for those who may not see contracts, no amount for those who may not see money."""
    if not desk.context.actor.may(Permission.VIEW_CONTRACTS):
        return ()
    facts = contract_lines(details.contracts, details.contract_total)
    nothing = (Fact(_("None yet"), _("Add its number, date and amount.")),)
    link = _("Add a supplement") if facts else _("Add")
    return (FactGroup("contract", _("Contract"), facts or nothing, link if may_edit else ""),)


def _equipment_group(details: ProjectDetails, may_edit: bool) -> FactGroup:
    facts = tuple(fact for line in details.equipment for fact in _equipment_facts(line))
    nothing = (Fact(_("None yet"), _("Add what was delivered, so that requests can name it.")),)
    return FactGroup("equipment", _("Equipment"), facts or nothing, _("Add") if may_edit else "")


def _equipment_facts(line: EquipmentLine) -> list[Fact]:
    """The name as a link beside the number, what the name plate says below."""
    own_end = _("until {day}").format(day=date_text(line.warranty_end_on)) if line.warranty_end_on else ""
    retired = _("Out of use") if line.is_retired else ""
    words = " · ".join(part for part in (line.model, line.serial_no, line.maker, own_end, retired) if part)
    if line.quantity > 1:
        words = f"{line.quantity} × {words}".rstrip()
    facts = [Fact(line.number, clipped(line.name, LINK_ROOM), link_code(RecordKind.EQUIPMENT, line.id))]
    return [*facts, Fact("", words)] if words else facts


def _handover_group(details: ProjectDetails, may_edit: bool) -> tuple[FactGroup, ...]:
    """The handover, what is still left over, and the warranty card; what is not registered yet can be (C10.1)."""
    if not details.handovers and details.handed_over_on is None:
        return ()
    card = Fact(_("Warranty card"), details.warranty_card or _("Not issued yet"))
    facts = [*(_handover_fact(line) for line in details.handovers), *record_facts(details.items), card]
    register = may_edit and not details.handovers and details.state is not ProjectState.CLOSED
    return (FactGroup("handover", _("Handover"), tuple(facts), _("Register the notice") if register else ""),)


def _handover_fact(line: LinkLine) -> Fact:
    words = f"{line.number} · {label_of(HandoverState, line.state)}"
    return Fact(_("Handover"), words, link_code(line.kind, line.id))


def _hazard_group(details: ProjectDetails) -> FactGroup:
    """The hazards on its list; without one nobody may be sent there (C12.1)."""
    nothing = (Fact(_("None yet"), _("Start the list in the tab “Hazards”, page “Coverage”.")),)
    return FactGroup("hazards", _("Hazard list (C12.1)"), record_facts(details.hazards) or nothing)


def _request_group(details: ProjectDetails) -> tuple[FactGroup, ...]:
    if not details.requests:
        return ()
    return (FactGroup("requests", _("Latest requests"), record_facts(details.requests)),)


def _day(day: date | None) -> str:
    return date_text(day) if day is not None else ""
