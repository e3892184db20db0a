"""The moves of service receipts and surveys, and what has to be there before a customer signs (N1)."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.i18n import N_
from app.rules.arrow import Arrow
from app.rules.gate import Gate, by_code
from app.rules.permissions import Permission
from models.enums import SignOffState, SurveyState


@dataclass(frozen=True, slots=True)
class OnSiteFacts:
    """What the gates of a receipt look at: whether coming and leaving, the work and its result are written down, and
    the cash that is still in hand, or was handed in (as words, none where none was taken).
    """

    times_given: bool = True
    work_given: bool = True
    result_given: bool = True
    cash: tuple[str, ...] = ()
    handed_in: tuple[str, ...] = ()


ON_SITE_GATES: Mapping[str, Gate[OnSiteFacts]] = by_code(
    Gate("times_given", "N1", N_("When the work began and ended is missing"), "edit", lambda facts: facts.times_given),
    Gate("work_given", "N1", N_("What was done is missing"), "edit", lambda facts: facts.work_given),
    Gate("result_given", "N1", N_("What came of it is missing"), "edit", lambda facts: facts.result_given),
    Gate(
        "no_cash",
        "N1",
        N_("Cash was taken on it: {names}"),
        "edit",
        lambda facts: not facts.cash,
        lambda facts: facts.cash,
    ),
    Gate(
        "nothing_handed_in",
        "N1",
        N_("Cash of it was handed in already: {names}"),
        "show_cash",
        lambda facts: not facts.handed_in,
        lambda facts: facts.handed_in,
    ),
)

_FILLED = ("times_given", "work_given", "result_given")

SIGN_OFF_ARROWS: tuple[Arrow, ...] = (
    *(
        Arrow(
            source, SignOffState.SIGNED, "sign", N_("Record the signature"), Permission.EDIT_TRIPS, _FILLED, "signing"
        )
        for source in (SignOffState.DRAFT, SignOffState.REFUSED)
    ),
    Arrow(
        SignOffState.DRAFT,
        SignOffState.REFUSED,
        "refuse",
        N_("Record that it was not signed"),
        Permission.EDIT_TRIPS,
        _FILLED,
        "refusal",
    ),
    *(
        Arrow(
            source,
            SignOffState.DRAFT,
            "reopen",
            N_("Open for correction"),
            Permission.CANCEL_RECORD,
            ("nothing_handed_in",),
            "reason",
        )
        for source in (SignOffState.SIGNED, SignOffState.REFUSED)
    ),
    Arrow(
        SignOffState.DRAFT,
        SignOffState.CANCELLED,
        "cancel",
        N_("Cancel the service receipt"),
        Permission.EDIT_TRIPS,
        ("no_cash",),
        "reason",
    ),
)

SURVEY_ARROWS: tuple[Arrow, ...] = (
    Arrow(
        SurveyState.SENT, SurveyState.ANSWERED, "answer", N_("Record the answers"), Permission.EDIT_TRIPS, (), "answers"
    ),
    Arrow(
        SurveyState.SENT,
        SurveyState.CANCELLED,
        "give_up",
        N_("Give the survey up"),
        Permission.EDIT_TRIPS,
        (),
        "reason",
    ),
)
