"""What the detail pane shows of a hazard: its assessment, what protects from it, whether it is looked at (C12)."""

from collections.abc import Iterable

from app.formatting import date_text
from app.i18n import _, ngettext
from app.labels import label
from app.papers.safety.listed import said_once
from app.queries.records.record_parts import CommitmentLine
from app.queries.safety.hazards import HazardDetails
from app.rules.safety.lec import FIGURES, figure_words
from models.enums import EventKind, RecordKind
from ui.dialogs.safety.level_badge import danger_words, level_badge
from ui.runtime.desk import Desk
from ui.tabs.hazards.register.columns import review_badge
from ui.tabs.keeping import keeping_steps, retired_badge
from ui.tabs.links import LINK_ROOM, clipped, link_code, record_facts
from ui.tabs.projects.party_facts import known_facts
from ui.tabs.views import commitment_view, timeline_entry
from ui.theme.badge import Badge
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact
from ui.widgets.detail.next_step import StepView

FACTS, REVIEW = "facts", "review"


def hazard_view(details: HazardDetails, desk: Desk, *, may_edit: bool) -> DetailView:
    """Return one hazard as the pane shows it; what may not be edited has no links for it."""
    now, today = desk.now(), desk.today()
    where = details.site or details.project or details.customer
    groups = (
        _assessment_group(details),
        _protection_group(details, may_edit),
        _place_group(details),
        FactGroup("incidents", _("Incidents"), record_facts(details.incidents)),
        FactGroup("dispatches", _("Dispatches it concerns"), record_facts(details.dispatches)),
    )
    return DetailView(
        title=clipped(details.title, 28),
        badges=tuple(_badges(details)),
        state=retired_badge(details.state) or level_badge(details.level),
        subtitle=danger_words(details.likelihood, details.exposure, details.consequence),
        line=" · ".join(part for part in (details.number, where, details.place) if part),
        steps=_steps(details, may_edit),
        commitments=tuple(
            commitment_view(line, now, desk.zone, today, about=_asked_by(line, details)) for line in details.commitments
        ),
        groups=tuple(group for group in groups if group.facts),
        timeline=tuple(timeline_entry(event, desk.zone, today) for event in details.events),
        events=details.event_count,
    )


def _asked_by(line: CommitmentLine, details: HazardDetails) -> str:
    """Tell the look that an incident asks for from the yearly one: its slot is the entry that reopened the review."""
    reopened = {event.id for event in details.events if event.kind is EventKind.REVIEW_REOPENED}
    return _("after an incident") if line.slot in reopened else ""


def _badges(details: HazardDetails) -> Iterable[Badge]:
    badge = review_badge(details.review_reason, outdated=details.outdated)
    if badge is not None and not details.keeping.is_retired:
        yield badge


def _steps(details: HazardDetails, may_edit: bool) -> tuple[StepView, ...]:
    """A new look first; it stands out where one is asked for."""
    look = StepView(REVIEW, _("Record a new look"), primary=details.outdated)
    may_look = may_edit and not details.keeping.is_retired
    return (*((look,) if may_look else ()), *keeping_steps(details.keeping))


def _assessment_group(details: HazardDetails) -> FactGroup:
    titles = (_("Likelihood (L)"), _("Exposure (E)"), _("Consequence (C)"))
    figures = (
        Fact(title, figure_words(name, getattr(details, name))) for title, name in zip(titles, FIGURES, strict=True)
    )
    look = _("{day} by {name}").format(day=date_text(details.reviewed_on), name=details.reviewed_by)
    facts = (
        *figures,
        Fact(_("Last look"), look),
        Fact(_("Good until"), date_text(details.review_due)),
        *known_facts((_("New look because of"), details.review_reason)),
    )
    return FactGroup("assessment", _("Assessment (C12.1)"), facts)


def _protection_group(details: HazardDetails, may_edit: bool) -> FactGroup:
    together = ngettext("{count} person at least", "{count} persons at least", details.min_persons)
    facts = known_facts(
        (_("Permit of work"), label(details.work_type)),
        (_("Activity"), details.activity),
        (_("May end in"), said_once(details.result, label(details.accident))),
        (_("Prevention"), details.prevention),
        (_("Gear"), _(", ").join(map(label, details.gear))),
        (_("Certificates"), _(", ").join(map(label, details.certificates))),
        (_("Go together"), together.format(count=details.min_persons)),
        (_("Emergency plan"), details.emergency),
        (_("Comes from"), label(details.origin)),
    )
    return FactGroup(FACTS, _("Hazard and protection"), facts, _("Edit") if may_edit else "")


def _place_group(details: HazardDetails) -> FactGroup:
    links = (
        (_("Project"), details.project, RecordKind.PROJECT, details.project_id),
        (_("Customer"), details.customer, RecordKind.CUSTOMER, details.customer_id),
    )
    facts = [
        Fact(name, clipped(words, LINK_ROOM), link_code(kind, there)) for name, words, kind, there in links if there
    ]
    facts += known_facts((_("Site"), details.site), (_("Customer's own word"), details.customer_words))
    return FactGroup("place", _("Where it is"), tuple(facts))
