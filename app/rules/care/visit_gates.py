"""The steps of visits and of their rounds, and what has to be there before them (C13)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.errors import Invalid
from app.i18n import N_, _
from app.rules.arrow import Arrow
from app.rules.gate import Gate, by_code
from app.rules.permissions import Permission
from models.enums import FollowUpKind, RoundState, VisitState

CLAUSE = "C13"
SCORES = range(1, 6)
LOW_SCORE = 2  # from here down a complaint is asked for
NEEDS = (FollowUpKind.NEED_NEAR, FollowUpKind.NEED_MIDDLE, FollowUpKind.NEED_LONG)


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """What the gates look at: of a visit how many things that follow from it are open, of a round how many visits it
    has that were not cancelled, and the customers of those that are not paid yet.
    """

    open_follow_ups: int = 0
    listed: int = 0
    unpaid: tuple[str, ...] = ()


VISIT_GATES: Mapping[str, Gate[VisitFacts]] = by_code(
    Gate(
        "follow_ups_settled",
        CLAUSE,
        N_("What follows from the visit is not settled yet"),
        "",
        lambda facts: facts.open_follow_ups == 0,
    ),
    Gate("round_has_visits", CLAUSE, N_("The list of the round is empty"), "edit", lambda facts: facts.listed > 0),
    Gate(
        "round_visited",
        CLAUSE,
        N_("Visits are neither paid nor cancelled yet: {names}"),
        "",
        lambda facts: not facts.unpaid,
        lambda facts: facts.unpaid,
    ),
)

ROUND_ARROWS: tuple[Arrow, ...] = (
    Arrow(
        RoundState.DRAFT,
        RoundState.PLANNED,
        "plan",
        N_("Settle the list"),
        Permission.EDIT_CARE,
        ("round_has_visits",),
    ),
    Arrow(
        RoundState.PLANNED,
        RoundState.CLOSED,
        "close",
        N_("Close the round"),
        Permission.EDIT_CARE,
        ("round_visited",),
        "closing",
    ),
    *(
        Arrow(state, RoundState.CANCELLED, "cancel", N_("Cancel the round"), Permission.CANCEL_RECORD, asks="reason")
        for state in (RoundState.DRAFT, RoundState.PLANNED)
    ),
)

VISIT_ARROWS: tuple[Arrow, ...] = (
    Arrow(
        VisitState.PLANNED,
        VisitState.DONE,
        "record",
        N_("Record the customer visit"),
        Permission.EDIT_CARE,
        asks="visit_record",
    ),
    Arrow(
        VisitState.PLANNED,
        VisitState.CANCELLED,
        "cancel",
        N_("Cancel the visit"),
        Permission.CANCEL_RECORD,
        asks="reason",
    ),
    Arrow(
        VisitState.PLANNED,
        VisitState.CANCELLED,
        "take_off",
        N_("Take off the list"),
        Permission.EDIT_CARE,
        offered=False,
    ),
    Arrow(
        VisitState.DONE,
        VisitState.CLOSED,
        "close",
        N_("Close the visit"),
        Permission.EDIT_CARE,
        ("follow_ups_settled",),
    ),
    Arrow(
        VisitState.CLOSED,
        VisitState.DONE,
        "reopen",
        N_("Open it again"),
        Permission.CHANGE_MISSED_FACT,
        asks="reason",
    ),
)


def score_problem(score: int | None) -> str:
    """Return what is wrong with a degree of satisfaction, "" when nothing is; None was not asked."""
    return "" if score is None or score in SCORES else _("Satisfaction is 1 to 5.")


def check_score(score: int | None, *, field: str) -> int | None:
    """Return a degree of satisfaction; Invalid at ``field`` outside 1 to 5."""
    problem = score_problem(score)
    if problem:
        raise Invalid(problem, field=field, clause=CLAUSE)
    return score


def asks_for_complaint(scores: Iterable[int | None], kinds: Iterable[FollowUpKind]) -> bool:
    """Tell whether a complaint is to be registered that nobody has written down: somebody is dissatisfied."""
    is_low = any(score is not None and score <= LOW_SCORE for score in scores)
    return is_low and FollowUpKind.COMPLAINT not in kinds
