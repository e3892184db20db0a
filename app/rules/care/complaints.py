"""The steps of complaints and of quality feedback, and what has to be there before one is taken (N6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.i18n import N_
from app.rules.arrow import Arrow
from app.rules.gate import Gate, by_code
from app.rules.permissions import Permission
from app.rules.promises.clocks import add_months
from models.enums import ComplaintState, FeedbackState

CLAUSE = "N6"
REPEAT_MONTHS = 12  # the same matter again within a year is a repeated complaint


@dataclass(frozen=True, slots=True)
class ComplaintFacts:
    """What the gates of complaints and quality feedback look at: whether what the answer promised was done, and whether
    the customer let that answer stand; ``unjudged`` names the parts of the judgement that are missing.
    """

    handled: bool = True
    answer_stands: bool = True
    unjudged: tuple[str, ...] = ()


COMPLAINT_GATES: Mapping[str, Gate[ComplaintFacts]] = by_code(
    Gate(
        "answer_stands",
        CLAUSE,
        N_("The customer is dissatisfied: a new answer comes first"),
        "answer",
        lambda facts: facts.answer_stands,
    ),
    Gate(
        "handled",
        CLAUSE,
        N_("What was done about it is not on record"),
        "handle",
        lambda facts: facts.handled,
    ),
    Gate(
        "judged",
        CLAUSE,
        N_("A complaint is closed with its judgement only; missing: {names}"),
        "close",
        lambda facts: not facts.unjudged,
        lambda facts: facts.unjudged,
    ),
)

COMPLAINT_ARROWS: tuple[Arrow, ...] = (
    Arrow(
        ComplaintState.REGISTERED,
        ComplaintState.HANDLING,
        "answer",
        N_("Record the answer"),
        Permission.EDIT_CARE,
        asks="complaint_answer",
    ),
    Arrow(
        ComplaintState.HANDLING,
        ComplaintState.VERIFIED,
        "verify",
        N_("Record the verification"),
        Permission.EDIT_CARE,
        ("answer_stands", "handled"),
        "verification",
    ),
    Arrow(
        ComplaintState.VERIFIED,
        ComplaintState.CLOSED,
        "close",
        N_("Judge and close"),
        Permission.JUDGE_COMPLAINT,
        ("judged",),
        "judgement",
    ),
    *(
        Arrow(
            source,
            ComplaintState.HANDLING,
            "reopen",
            N_("Open the complaint again"),
            Permission.JUDGE_COMPLAINT,
            asks="reason",
        )
        for source in (ComplaintState.CLOSED, ComplaintState.VERIFIED)
    ),
)


FEEDBACK_ARROWS: tuple[Arrow, ...] = (
    Arrow(FeedbackState.DRAFT, FeedbackState.ASKED, "ask", N_("Send to the department"), Permission.EDIT_CARE),
    Arrow(
        FeedbackState.ASKED,
        FeedbackState.ANSWERED,
        "reply",
        N_("Record the department's answer"),
        Permission.EDIT_CARE,
        asks="feedback_answer",
    ),
    Arrow(
        FeedbackState.ANSWERED,
        FeedbackState.CLOSED,
        "close",
        N_("Close the feedback"),
        Permission.EDIT_CARE,
        asks="effect",
    ),
    *(
        Arrow(
            source,
            FeedbackState.CANCELLED,
            "cancel",
            N_("Cancel the feedback"),
            permission,
            asks="reason",
        )
        for source, permission in (
            (FeedbackState.DRAFT, Permission.EDIT_CARE),
            (FeedbackState.ASKED, Permission.CANCEL_RECORD),
        )
    ),
)


def months_before(moment: datetime, months: int) -> datetime:
    """Return the same time of day so many months earlier; on the last day of a shorter month."""
    return datetime.combine(add_months(moment.date(), -months), moment.timetz())
