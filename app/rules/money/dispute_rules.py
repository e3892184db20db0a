"""Disputes over quality: verify → measures → resolved (C10.4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.errors import Invalid
from app.i18n import N_, _
from app.rules.arrow import Arrow
from app.rules.gate import Gate, by_code
from app.rules.permissions import Permission
from models.enums import DisputeState, DisputeVerdict, RequestState

CLAUSE = "C10.4"
OURS = (DisputeVerdict.OURS, DisputeVerdict.PARTLY)
SOLVED_REQUESTS = (RequestState.SOLVED, RequestState.CLOSED, RequestState.CANCELLED, RequestState.MERGED)


@dataclass(frozen=True, slots=True)
class DisputeFacts:
    """What the gates of a dispute look at: the service request it became, while that is not solved."""

    open_requests: tuple[str, ...] = ()


DISPUTE_GATES: Mapping[str, Gate[DisputeFacts]] = by_code(
    Gate(
        "repair_done",
        CLAUSE,
        N_("The service request that it became is not solved: {names}"),
        "show_request",
        lambda facts: not facts.open_requests,
        lambda facts: facts.open_requests,
    ),
)

DISPUTE_ARROWS: tuple[Arrow, ...] = (
    Arrow(
        DisputeState.REGISTERED,
        DisputeState.VERIFIED,
        "verify",
        N_("Record the verdict"),
        Permission.JUDGE_DISPUTE,
        asks="verdict",
    ),
    Arrow(
        DisputeState.VERIFIED,
        DisputeState.RESOLVED,
        "resolve",
        N_("Resolve the dispute"),
        Permission.EDIT_COLLECTION,
        ("repair_done",),
        "resolution",
    ),
    Arrow(
        DisputeState.RESOLVED,
        DisputeState.VERIFIED,
        "reopen",
        N_("Open the dispute again"),
        Permission.JUDGE_DISPUTE,
        asks="reason",
    ),
    Arrow(
        DisputeState.REGISTERED,
        DisputeState.CANCELLED,
        "cancel",
        N_("Cancel the dispute"),
        Permission.CANCEL_RECORD,
        asks="reason",
    ),
)


def pauses(state: DisputeState, verdict: DisputeVerdict | None) -> bool:
    """Return whether a dispute pauses the dunning of what it names: until verified, and while ours and not resolved."""
    return state is DisputeState.REGISTERED or (state is DisputeState.VERIFIED and verdict in OURS)


def check_measures(verdict: DisputeVerdict, measures: str, until: date | None, today: date) -> None:
    """Raise Invalid where a fault of ours has no measures, or none by a day to come (C10.4)."""
    if verdict not in OURS:
        return
    if not measures:
        raise Invalid(_("Enter what is done about it."), field="measures", clause=CLAUSE)
    if until is None:
        raise Invalid(_("Enter by when it is done."), field="measures_until", clause=CLAUSE)
    if until < today:
        raise Invalid(_("This day has passed already."), field="measures_until", clause=CLAUSE)
