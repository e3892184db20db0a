"""What the detail pane shows of a contract."""

from app.formatting import date_text, money, quantity
from app.i18n import _
from app.labels import label
from app.queries.projects.contracts import ContractDetails
from app.rules.promises.profile_words import profile_name
from models.enums import RecordKind
from ui.runtime.desk import Desk
from ui.tabs.links import LINK_ROOM, clipped, link_code
from ui.tabs.projects.columns import supplement_badge
from ui.tabs.projects.contract_facts import contract_lines
from ui.tabs.projects.contract_money import money_groups
from ui.tabs.projects.party_facts import known_facts
from ui.tabs.views import paper_view, scan_view, timeline_entry
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact


def contract_view(details: ContractDetails, desk: Desk, *, may_edit: bool) -> DetailView:
    """Return one contract as the pane shows it; what may not be edited has no links for it."""
    groups = (_facts_group(details, may_edit), *_supplement_group(details, may_edit), *money_groups(details, desk))
    return DetailView(
        title=details.number,
        state=supplement_badge(details.main_id is not None),
        subtitle=details.name,
        line=" · ".join(part for part in (details.customer, details.project_number) if part),
        groups=groups,
        papers=(
            *(paper_view(line, desk.zone, desk.today()) for line in details.papers),
            *(scan_view(line) for line in details.scans),
        ),
        timeline=tuple(timeline_entry(event, desk.zone, desk.today()) for event in details.events),
        events=details.event_count,
    )


def _facts_group(details: ContractDetails, may_edit: bool) -> FactGroup:
    facts = [*_owners(details)]
    facts += known_facts(
        (_("Signing date"), date_text(details.signed_on) if details.signed_on else ""),
        (_("Amount"), money(details.amount) if details.amount is not None else ""),
        (_("About"), details.summary),
        (_("Set of deadlines"), profile_name(details.profile)),
        (_("Grade of service"), label(details.grade) if details.grade else ""),
        (_("Late payment interest"), _interest(details)),
    )
    return FactGroup("facts", _("Contract"), tuple(facts), _("Edit") if may_edit else "")


def _interest(details: ContractDetails) -> str:
    """Return what the contract says of late payment, "" where it leaves that to the department."""
    if details.interest_basis is None:
        return ""
    rate = _("{rate} % a day").format(rate=quantity(details.interest_rate)) if details.interest_rate else ""
    clause = _("clause {clause}").format(clause=details.interest_clause) if details.interest_clause else ""
    return " · ".join(part for part in (label(details.interest_basis), rate, clause) if part)


def _owners(details: ContractDetails) -> list[Fact]:
    """Whose contract it is and what it is for, as links."""
    facts = []
    if details.main_id is not None:
        facts.append(_link(_("Main contract"), details.main, RecordKind.CONTRACT, details.main_id))
    if details.customer_id is not None:
        facts.append(_link(_("Customer"), details.customer, RecordKind.CUSTOMER, details.customer_id))
    if details.project_id is None:
        return [*facts, Fact(_("Project"), _("None yet"))]
    return [*facts, _link(_("Project"), details.project, RecordKind.PROJECT, details.project_id)]


def _link(title: str, words: str, kind: RecordKind, record_id: int) -> Fact:
    return Fact(title, clipped(words, LINK_ROOM), link_code(kind, record_id))


def _supplement_group(details: ContractDetails, may_edit: bool) -> tuple[FactGroup, ...]:
    """The supplements of a main contract and what they make of it; a supplement has none."""
    if details.main_id is not None:
        return ()
    facts = contract_lines(details.supplements, details.total)
    nothing = (Fact(_("None yet"), _("Add what is agreed afterwards.")),)
    return (FactGroup("supplements", _("Supplements"), facts or nothing, _("Add") if may_edit else ""),)
