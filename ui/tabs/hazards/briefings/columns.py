"""The columns of the list of briefings."""

from collections.abc import Mapping

from app.i18n import N_, _
from app.labels import label
from app.queries.safety.briefings import BriefingRow
from models.enums import BriefingState
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.table.column_kinds import badge_column, text_column
from ui.tabs.desk_columns import moment_column
from ui.theme.badge import Badge
from ui.theme.palette import Tone

_TONES: Mapping[BriefingState, Tone] = {BriefingState.DRAFT: Tone.SOON, BriefingState.HELD: Tone.ACCENT}


def briefing_badge(state: BriefingState) -> Badge:
    """Return the badge of a briefing's state."""
    return Badge(label(state), _TONES.get(state, Tone.NEUTRAL))


def signed_badge(state: BriefingState, signed: int, people: int) -> Badge | None:
    """Return how many have signed, None where nobody can; all is well once everybody has."""
    if state is not BriefingState.HELD:
        return None
    text = _("{signed} of {people} signed").format(signed=signed, people=people)
    return Badge(text, Tone.KEPT if signed == people else Tone.OVERDUE)


def briefing_columns(desk: Desk) -> tuple[Column[BriefingRow], ...]:
    """Return the columns of the briefings, in the order of the first showing."""

    def signed(row: BriefingRow) -> Badge | None:
        return signed_badge(row.state, row.signed, row.people)

    return (
        text_column("number", N_("No."), lambda row: row.number, width=116, sort_key="number"),
        text_column("name", N_("About"), lambda row: row.name, width=140, sort_key="name", stretch=True),
        text_column("dispatch", N_("Dispatch"), lambda row: row.dispatch or _("Draft"), width=112),
        badge_column("state", N_("State"), lambda row: briefing_badge(row.state), width=92),
        badge_column("signed", N_("Signed so far"), signed, width=124),
        moment_column("held", N_("Held at"), lambda row: row.briefed_at, desk, width=112, sort_key="created_at"),
        text_column("briefed_by", N_("Briefed by"), lambda row: row.briefed_by, width=92),
        text_column("customer", N_("Customer"), lambda row: row.customer, width=104, sort_key="customer"),
        text_column("project", N_("Project"), lambda row: row.project, width=150, sort_key="project", hidden=True),
        text_column("place", N_("Where held"), lambda row: row.place, width=120, hidden=True),
        badge_column("kind", N_("Kind"), _kind, width=104, hidden=True),
    )


def _kind(row: BriefingRow) -> Badge | None:
    return addendum_badge() if row.is_addendum else None


def addendum_badge() -> Badge:
    """Return the badge of a briefing for somebody who joins later."""
    return Badge(_("Addendum"), Tone.ACCENT)
