"""The columns of the list of surveys and trainings."""

from decimal import Decimal

from app.i18n import N_, _
from app.queries.care.voice import VoiceRow
from app.rules.care.satisfaction import SATISFIED
from models.enums import RecordKind, SurveyState, TrainingState
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.table.column_kinds import badge_column, day_column, text_column
from ui.tabs.desk_columns import due_column
from ui.tabs.rooms_columns import asked_columns, state_badges
from ui.theme.badge import Badge
from ui.theme.palette import Tone

voice_badge = state_badges(
    {
        (RecordKind.SURVEY, SurveyState.SENT): Tone.SOON,
        (RecordKind.SURVEY, SurveyState.ANSWERED): Tone.KEPT,
        (RecordKind.TRAINING, TrainingState.PLANNED): Tone.SOON,
        (RecordKind.TRAINING, TrainingState.HELD): Tone.KEPT,
    }
)
KINDS = {RecordKind.SURVEY: N_("Survey"), RecordKind.TRAINING: N_("Training")}
FAIR = Decimal(60)  # percent: three points of five throughout


def satisfaction_tone(percent: Decimal) -> Tone:
    """Return in which tone a satisfaction is shown: satisfied, fair, or neither."""
    return Tone.KEPT if percent >= SATISFIED else Tone.SOON if percent >= FAIR else Tone.OVERDUE


def satisfaction_badge(percent: Decimal | None) -> Badge | None:
    """Return how satisfied a customer is, None while nothing was answered."""
    return Badge(f"{percent} %", satisfaction_tone(percent)) if percent is not None else None


def voice_columns(desk: Desk) -> tuple[Column[VoiceRow], ...]:
    """Return the columns, in the order of the first showing."""
    return (
        text_column("number", N_("No."), lambda row: row.number, width=112, sort_key="number"),
        text_column("kind", N_("Kind"), lambda row: _(KINDS[row.kind]), width=104),
        text_column("name", N_("About"), lambda row: row.name, width=170, sort_key="name", stretch=True),
        text_column("customer", N_("Customer"), lambda row: row.customer, width=112, sort_key="customer"),
        day_column("day", N_("Day"), lambda row: row.day, width=102, sort_key="day"),
        badge_column("state", N_("State"), lambda row: voice_badge(row.kind, row.state), width=96),
        badge_column("percent", N_("Satisfaction"), lambda row: satisfaction_badge(row.percent), width=96),
        due_column("due", N_("Time left"), lambda row: row.due_at, desk, none="", sort_key="due_at"),
        *asked_columns(VoiceRow, desk),
    )
