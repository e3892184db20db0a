"""What the detail pane shows of a project."""

from datetime import date

from app.formatting import date_text, money
from app.i18n import _
from app.labels import label
from app.queries.projects import EquipmentLine, ProjectDetails
from app.rules.permissions import Permission
from models.enums import RecordKind, ServiceClass
from ui.runtime.desk import Desk
from ui.tabs.projects.columns import project_badge
from ui.tabs.projects.links import LINK_ROOM, clipped, link_code, record_facts
from ui.tabs.views import timeline_entry
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail_panel import DetailView, FactGroup
from ui.widgets.facts import Fact
from ui.widgets.warranty_end import warranty_badge


def project_view(details: ProjectDetails, desk: Desk, *, may_edit: bool) -> DetailView:
    """Return one project as the pane shows it; what may not be edited has no links for it."""
    today = desk.today()
    place = (details.customer, details.site, details.manager_name)
    groups = [_project_group(details, may_edit), _warranty_group(details, desk)]
    groups += [*_contract_group(details, desk), _equipment_group(details, may_edit), *_request_group(details)]
    return DetailView(
        title=details.number,
        badges=(warranty_badge(details.warranty_end_on, today),) if details.warranty_end_on else (),
        state=project_badge(details.state),
        subtitle=details.name,
        line=" · ".join(part for part in place if part),
        groups=tuple(groups),
        timeline=tuple(timeline_entry(event, desk.zone, today) for event in details.events),
    )


def _project_group(details: ProjectDetails, may_edit: bool) -> FactGroup:
    customer = clipped(details.customer, LINK_ROOM)
    rows = [
        (_("Site"), " ".join(part for part in (details.site, details.address) if part)),
        (_("Project manager"), details.manager_name),
        (_("Archive code"), details.archive_code),
        (_("Order date"), _day(details.order_issued_on)),
        (_("Acceptance date"), _day(details.accepted_on)),
        (_("Handover date"), _day(details.handed_over_on)),
    ]
    facts = [Fact(name, value) for name, value in rows if value]
    facts.insert(0, Fact(_("Customer"), customer, link_code(RecordKind.CUSTOMER, details.customer_id)))
    return FactGroup("facts", _("Project"), tuple(facts), _("Edit") if may_edit else "")


def _warranty_group(details: ProjectDetails, desk: Desk) -> FactGroup:
    runs = _("{start}, {months} months").format(start=label(details.warranty_start), months=details.warranty_months)
    facts = [Fact(_("Warranty runs"), runs if details.warranty_months else _("No warranty"))]
    if details.warranty_end_on is not None:
        facts.insert(0, Fact(_("Warranty until"), date_text(details.warranty_end_on)))
    if details.exception_class is not None:
        facts.append(Fact(_("Exception"), "", badge=_exception_badge(details.exception_class)))
    if details.exception_text:
        facts.append(Fact(_("Contract's words"), details.exception_text))
    if details.free_parts:
        facts.append(Fact(_("Free parts"), details.free_parts))
    return FactGroup("warranty", _("Warranty"), tuple(facts))


def _exception_badge(service_class: ServiceClass) -> Badge:
    return Badge(label(service_class), Tone.ACCENT if service_class is ServiceClass.PAID else Tone.NEUTRAL)


def _contract_group(details: ProjectDetails, desk: Desk) -> tuple[FactGroup, ...]:
    """The contract; nothing of it for those who may not see contracts, no amount for those who may not see money."""
    if not desk.context.actor.may(Permission.VIEW_CONTRACTS):
        return ()
    facts = [Fact(_("Contract no."), details.contract_no)]
    if details.contract_signed_on is not None:
        facts.append(Fact(_("Signing date"), date_text(details.contract_signed_on)))
    if details.contract_amount is not None:
        facts.append(Fact(_("Amount"), money(details.contract_amount)))
    return (FactGroup("contract", _("Contract"), tuple(facts)),)


def _equipment_group(details: ProjectDetails, may_edit: bool) -> FactGroup:
    facts = tuple(fact for line in details.equipment for fact in _equipment_facts(line, may_edit))
    nothing = (Fact(_("None yet"), _("Add what was delivered, so that requests can name it.")),)
    return FactGroup("equipment", _("Equipment"), facts or nothing, _("Add") if may_edit else "")


def _equipment_facts(line: EquipmentLine, may_edit: bool) -> list[Fact]:
    """The name as a link beside the number, what the name plate says below."""
    own_end = _("until {day}").format(day=date_text(line.warranty_end_on)) if line.warranty_end_on else ""
    words = " · ".join(part for part in (line.model, line.serial_no, line.maker, own_end) if part)
    if line.quantity > 1:
        words = f"{line.quantity} × {words}".rstrip()
    link = link_code(RecordKind.EQUIPMENT, line.id) if may_edit else ""
    facts = [Fact(line.number, clipped(line.name, LINK_ROOM), link)]
    return [*facts, Fact("", words)] if words else facts


def _request_group(details: ProjectDetails) -> tuple[FactGroup, ...]:
    if not details.requests:
        return ()
    return (FactGroup("requests", _("Latest requests"), record_facts(details.requests)),)


def _day(day: date | None) -> str:
    return date_text(day) if day is not None else ""
