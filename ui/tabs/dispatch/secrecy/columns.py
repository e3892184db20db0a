"""The columns of the list of agreements and lessons (C14)."""

from datetime import date

from app.formatting import date_text
from app.i18n import N_, _
from app.queries.people.agreements import is_expired
from app.queries.people.secrecy_list import EXPIRES_SOON, SecrecyRow
from models.enums import AgreementState, LessonState, RecordKind
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.table.column_kinds import badge_column, text_column
from ui.tabs.rooms_columns import since_column, state_badges
from ui.theme.badge import Badge
from ui.theme.palette import Tone

_badge = state_badges(
    {
        (RecordKind.CONFIDENTIALITY, AgreementState.DRAFT): Tone.SOON,
        (RecordKind.CONFIDENTIALITY, AgreementState.SIGNED): Tone.KEPT,
        (RecordKind.LESSON, LessonState.PLANNED): Tone.SOON,
        (RecordKind.LESSON, LessonState.HELD): Tone.KEPT,
    }
)


def secrecy_badge(kind: RecordKind, state: str, until: date | None, today: date) -> Badge:
    """Return the badge of the state of an agreement or a lesson; one whose last day is over, or near, says so."""
    if kind is RecordKind.CONFIDENTIALITY and state == AgreementState.SIGNED and until is not None:
        if is_expired(state, until, today):
            return Badge(_("Has run out"), Tone.OVERDUE)
        if until <= today + EXPIRES_SOON:
            return Badge(_("Ends soon"), Tone.SOON)
    return _badge(kind, state)


def secrecy_columns(desk: Desk) -> tuple[Column[SecrecyRow], ...]:
    """Return the columns, in the order of the first showing."""
    return (
        text_column("number", N_("No."), lambda row: row.number, width=116, sort_key="number"),
        text_column("kind", N_("Kind"), lambda row: _kind(row.kind), width=100),
        text_column("name", N_("Person or topic"), lambda row: row.name, width=200, sort_key="name", stretch=True),
        text_column("organisation", N_("Department or company"), lambda row: row.organisation, width=178),
        badge_column(
            "state", N_("State"), lambda row: secrecy_badge(row.kind, row.state, row.until, desk.today()), width=112
        ),
        text_column("until", N_("In force until"), _until, width=120),
        since_column(SecrecyRow, desk),
    )


def _kind(kind: RecordKind) -> str:
    return _("Agreement") if kind is RecordKind.CONFIDENTIALITY else _("Lesson")


def _until(row: SecrecyRow) -> str:
    if row.until is not None:
        return date_text(row.until)
    return _("without an end") if row.state == AgreementState.SIGNED else ""
