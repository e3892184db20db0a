"""When a promise counts as not kept in time: one definition for lists, figures and verdicts (invariant 7)."""

from datetime import datetime

from models.enums import CommitmentState

CLOSED = frozenset({CommitmentState.WAIVED, CommitmentState.DROPPED})  # neither owed any more nor kept


def is_missed(state: CommitmentState, due: datetime | None, frozen_due: datetime | None, now: datetime) -> bool:
    """Tell whether a promise is past due and still open, was met late, or was waived or dropped after it was missed.

    ``frozen_due`` is the due time that was missed before a fact moved it to ``due``; both may be None.
    """
    if state is CommitmentState.OPEN:
        judged_by = frozen_due or due
        return judged_by is not None and judged_by < now
    if state in CLOSED:
        return frozen_due is not None
    return state is CommitmentState.MET_LATE
