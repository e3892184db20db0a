"""Trainings: their moves, and what can be entered of them (N5)."""

from decimal import Decimal

from app.errors import Invalid
from app.i18n import N_, _
from app.rules.arrow import Arrow
from app.rules.permissions import Permission
from models.enums import TrainingAudience, TrainingState

CLAUSE = "N5"
MOST_HOURS = Decimal(1000)
BEST_SCORE = 100
# Under which entry of the catalogue the register of a training is filed.
ENTRIES = {TrainingAudience.CUSTOMER: "A4-06", TrainingAudience.STAFF: "B2-05"}

TRAINING_ARROWS: tuple[Arrow, ...] = (
    Arrow(
        TrainingState.PLANNED,
        TrainingState.HELD,
        "hold",
        N_("Record that it was held"),
        Permission.EDIT_CARE,
        asks="training_holding",
    ),
    Arrow(
        TrainingState.PLANNED,
        TrainingState.CANCELLED,
        "cancel",
        N_("Cancel the training"),
        Permission.EDIT_CARE,
        asks="reason",
    ),
    Arrow(
        TrainingState.HELD,
        TrainingState.PLANNED,
        "reopen",
        N_("Open for correction"),
        Permission.CANCEL_RECORD,
        asks="reason",
    ),
    Arrow(
        TrainingState.HELD,
        TrainingState.CANCELLED,
        "cancel",
        N_("Cancel the training"),
        Permission.CANCEL_RECORD,
        asks="reason",
    ),
)


def score_problem(score: int | None) -> str:
    """Return what is wrong with the score of somebody who was taught, "" when it can be."""
    if score is None or 0 <= score <= BEST_SCORE:
        return ""
    return _("A score lies between 0 and {most}.").format(most=BEST_SCORE)


def check_hours(hours: Decimal | None) -> Decimal | None:
    """Return how long a training is; Invalid at "hours" for what cannot be."""
    if hours is not None and not 0 < hours <= MOST_HOURS:
        raise Invalid(_("A training lasts up to {most} hours.").format(most=MOST_HOURS), field="hours", clause=CLAUSE)
    return hours
