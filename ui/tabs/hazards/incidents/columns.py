"""The columns of the list of accidents and near misses."""

from collections.abc import Mapping

from app.i18n import N_, _
from app.labels import label
from app.queries.safety.incidents import IncidentRow
from models.enums import IncidentKind, IncidentState, Injury
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.table.column_kinds import badge_column, text_column
from ui.tabs.desk_columns import due_column, moment_column
from ui.theme.badge import Badge
from ui.theme.palette import Tone

_TONES: Mapping[IncidentState, Tone] = {
    IncidentState.REGISTERED: Tone.OVERDUE,
    IncidentState.REPORTED: Tone.SOON,
    IncidentState.CLOSED: Tone.KEPT,
}


def incident_badge(state: IncidentState) -> Badge:
    """Return the badge of an incident's state."""
    return Badge(label(state), _TONES[state])


def kind_badge(kind: IncidentKind) -> Badge:
    """Return whether it was an accident, or nearly one."""
    return Badge(label(kind), Tone.OVERDUE if kind is IncidentKind.ACCIDENT else Tone.SOON)


def injury_badge(injury: Injury) -> Badge | None:
    """Return how badly somebody was hurt, None where nobody was."""
    return Badge(label(injury), Tone.OVERDUE) if injury is not Injury.NONE else None


def incident_columns(desk: Desk) -> tuple[Column[IncidentRow], ...]:
    """Return the columns of the incidents, in the order of the first showing."""
    return (
        text_column("number", N_("No."), lambda row: row.number, width=106, sort_key="number"),
        text_column("name", N_("In short"), lambda row: row.name, width=140, sort_key="name", stretch=True),
        badge_column("kind", N_("Kind"), lambda row: kind_badge(row.incident_kind), width=96),
        badge_column("injury", N_("Injury"), lambda row: injury_badge(row.injury), width=120),
        badge_column("state", N_("State"), lambda row: incident_badge(row.state), width=142),
        due_column("due", N_("Owed"), lambda row: row.due_at, desk, none="", sort_key="due_at"),
        moment_column("happened", N_("Happened at"), lambda row: row.happened_at, desk, sort_key="happened_at"),
        text_column("hazard", N_("Hazard"), lambda row: row.hazard or _("not listed"), width=90),
        text_column("place", N_("Where"), lambda row: row.place, width=120, hidden=True),
        text_column("persons", N_("Persons concerned"), lambda row: row.persons, width=120, hidden=True),
        text_column("customer", N_("Customer"), lambda row: row.customer, width=110, sort_key="customer", hidden=True),
        text_column("project", N_("Project"), lambda row: row.project, width=150, sort_key="project", hidden=True),
    )
