"""What the detail pane shows of a project's hazard list."""

from datetime import date

from app.i18n import _, ngettext
from app.labels import label
from app.queries.safety.coverage import CoverageDetails, HazardLine
from app.rules.safety.hazards import is_outdated
from models.enums import RecordKind
from ui.runtime.desk import Desk
from ui.tabs.hazards.coverage.columns import coverage_badge
from ui.tabs.links import LINK_ROOM, NARROW_LABEL, clipped, link_code, record_facts
from ui.tabs.projects.party_facts import known_facts
from ui.tabs.views import paper_view, scan_view
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact
from ui.widgets.detail.next_step import StepView

TEMPLATES, NEW = "templates", "new"
HAZARDS = "hazards"


def coverage_view(details: CoverageDetails, desk: Desk, *, may_edit: bool) -> DetailView:
    """Return a project's hazard list as the pane shows it."""
    today = desk.today()
    count = len(details.hazards)
    groups = (
        _hazards_group(details, today, may_edit=may_edit),
        _place_group(details),
        FactGroup("dispatches", _("Dispatches it concerns"), record_facts(details.dispatches)),
    )
    return DetailView(
        title=details.number,
        state=coverage_badge(details.coverage),
        subtitle=details.name,
        line=" · ".join(
            part
            for part in (details.customer, ngettext("{count} hazard", "{count} hazards", count).format(count=count))
            if part
        ),
        steps=_steps(may_edit, is_empty=not details.hazards),
        groups=tuple(group for group in groups if group.facts),
        papers=(
            *(paper_view(line, desk.zone, today) for line in details.papers),
            *(scan_view(line) for line in details.scans),
        ),
    )


def _steps(may_edit: bool, *, is_empty: bool) -> tuple[StepView, ...]:
    if not may_edit:
        return ()
    return (
        StepView(TEMPLATES, _("Start from templates"), primary=is_empty),
        StepView(NEW, _("New hazard"), minor=is_empty),
    )


def _hazards_group(details: CoverageDetails, today: date, *, may_edit: bool) -> FactGroup:
    """Each hazard with its level; below it where it is and that it asks for a new look."""
    facts = [fact for line in details.hazards for fact in _hazard_facts(line, today)]
    none = [Fact(_("None yet"), _("Nobody may be sent there without a list (C12.1)."))]
    return FactGroup(HAZARDS, _("Hazard list (C12.1)"), tuple(facts or none), _("Add") if may_edit else "")


def _hazard_facts(line: HazardLine, today: date) -> list[Fact]:
    fact = line.fact
    outdated = is_outdated(fact.reviewed_on, fact.review_reason, today)
    title = Fact(
        clipped(fact.number, NARROW_LABEL), clipped(fact.title, LINK_ROOM), link_code(RecordKind.HAZARD, fact.id)
    )
    said = (label(fact.level), line.site, fact.place, _("to look at again") if outdated else "")
    return [title, Fact("", " · ".join(part for part in said if part))]


def _place_group(details: CoverageDetails) -> FactGroup:
    project = Fact(_("Project"), clipped(details.name, LINK_ROOM), link_code(RecordKind.PROJECT, details.id))
    words = known_facts((_("Site"), details.site), (_("Customer's own word"), details.customer_words))
    return FactGroup("place", _("Where it is"), (project, *words))
