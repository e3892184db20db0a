"""The steps of a month's assessment and of spot checks, and what has to be there before one is confirmed (N6)."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.i18n import N_
from app.rules.arrow import Arrow
from app.rules.gate import Gate, by_code
from app.rules.permissions import Permission
from models.enums import AssessmentState, SpotCheckState

CLAUSE = "N6"


@dataclass(frozen=True, slots=True)
class AssessmentFacts:
    """What the gates look at: how many lines nobody has judged yet."""

    unjudged: int = 0


ASSESSMENT_GATES: Mapping[str, Gate[AssessmentFacts]] = by_code(
    Gate(
        "all_judged",
        CLAUSE,
        N_("Lines that are not judged yet: {names}"),
        "judge",
        lambda facts: not facts.unjudged,
        lambda facts: (str(facts.unjudged),),
    ),
)

ASSESSMENT_ARROWS: tuple[Arrow, ...] = (
    Arrow(
        AssessmentState.DRAFT,
        AssessmentState.CONFIRMED,
        "confirm",
        N_("Confirm the assessment"),
        Permission.CONFIRM_ASSESSMENT,
        ("all_judged",),
    ),
    Arrow(
        AssessmentState.CONFIRMED,
        AssessmentState.DRAFT,
        "reopen",
        N_("Open it again"),
        Permission.CONFIRM_ASSESSMENT,
        asks="reason",
    ),
)

SPOT_CHECK_ARROWS: tuple[Arrow, ...] = (
    Arrow(
        SpotCheckState.OPEN,
        SpotCheckState.CLOSED,
        "put_right",
        N_("Record that it was put right"),
        Permission.CHECK_WORK,
        asks="putting_right",
    ),
)
