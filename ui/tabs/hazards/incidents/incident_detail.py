"""What the detail pane shows of an accident or a near miss (C12.2)."""

from collections.abc import Iterable

from app.formatting import date_text
from app.i18n import _
from app.labels import label
from app.queries.records.record_parts import CommitmentLine
from app.queries.safety.incidents import IncidentDetails
from app.rules.permissions import Permission
from models.enums import CommitmentKind, CommitmentState, IncidentState
from ui.runtime.desk import Desk
from ui.tabs.editing_page import FACTS
from ui.tabs.hazards.incidents.columns import incident_badge, injury_badge, kind_badge
from ui.tabs.owed import owed_choices
from ui.tabs.record_facts import around_facts, happened, plain_facts
from ui.tabs.record_view import record_view
from ui.tabs.views import step_views
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.choice_menu import Choice
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact
from ui.widgets.detail.next_step import StepView


def incident_view(details: IncidentDetails, desk: Desk) -> DetailView:
    """Return one incident as the pane shows it."""
    return record_view(
        details,
        desk,
        state=incident_badge(details.state),
        badges=_badges(details),
        steps=_steps(details),
        groups=_groups(details, desk),
        choices=lambda line: _choices(line, desk),
    )


def _badges(details: IncidentDetails) -> Iterable[Badge]:
    yield kind_badge(details.incident_kind)
    hurt = injury_badge(details.injury)
    if hurt is not None:
        yield hurt
    if details.hazard is None:
        yield Badge(_("Hazard not on the list"), Tone.SOON)


def _steps(details: IncidentDetails) -> tuple[StepView, ...]:
    return step_views(details.steps, seldom={"list_hazard"})


def _choices(line: CommitmentLine, desk: Desk) -> Iterable[Choice]:
    if line.state is not CommitmentState.OPEN:
        return ()
    meeting = {CommitmentKind.INCIDENT_REPORT: ("report", _("Record the report upward"))}
    return owed_choices(line, desk, meeting, Permission.EDIT_SAFETY)


def _groups(details: IncidentDetails, desk: Desk) -> Iterable[FactGroup]:
    may_edit = desk.context.actor.may(Permission.EDIT_SAFETY) and details.state is not IncidentState.CLOSED
    link = _("Edit") if may_edit else ""
    yield FactGroup(FACTS, _("Basic facts"), tuple(_own_facts(details, desk)), link)
    yield FactGroup("outcome", _("Report and measures"), tuple(_outcome(details, desk)))
    around = {name: getattr(details, name) for name in ("hazard", "dispatch", "customer", "project", "site")}
    yield FactGroup("around", _("Belongs to"), tuple(around_facts(around)))


def _own_facts(details: IncidentDetails, desk: Desk) -> Iterable[Fact]:
    yield from plain_facts(
        (_("Happened at"), happened(details.happened_at, "", desk)),
        (_("Where"), details.place),
        (_("Persons concerned"), details.persons),
        (_("Injury"), label(details.injury)),
        (_("How it happened"), details.course),
        (_("Damage"), details.damage),
        (_("First steps"), details.first_aid),
    )


def _outcome(details: IncidentDetails, desk: Desk) -> Iterable[Fact]:
    until = date_text(details.measures_until) if details.measures_until else ""
    yield from plain_facts(
        (_("Reported upward"), happened(details.reported_at, details.reported_to, desk)),
        (_("Cause"), details.cause),
        (_("Corrective measures"), details.measures),
        (_("Seen to by"), " · ".join(part for part in (details.responsible, until) if part)),
        (_("Closed"), happened(details.closed_at, "", desk)),
    )
