"""When a promise counts as missed (invariant 7)."""

from datetime import UTC, datetime, timedelta

import pytest

from app.rules.promises.missed import is_missed
from models.enums import CommitmentState

NOW = datetime(2026, 3, 6, 6, 0, tzinfo=UTC)
PAST, AHEAD = NOW - timedelta(seconds=1), NOW + timedelta(seconds=1)
OPEN, MET, LATE = CommitmentState.OPEN, CommitmentState.MET, CommitmentState.MET_LATE
WAIVED, DROPPED = CommitmentState.WAIVED, CommitmentState.DROPPED


@pytest.mark.parametrize(
    ("state", "due", "frozen", "missed"),
    [
        (OPEN, AHEAD, None, False),
        (OPEN, NOW, None, False),
        (OPEN, PAST, None, True),
        (OPEN, None, None, False),
        (OPEN, AHEAD, PAST, True),
        (OPEN, None, PAST, True),
        (MET, PAST, None, False),
        (LATE, AHEAD, None, True),
        (WAIVED, PAST, None, False),
        (WAIVED, PAST, PAST, True),
        (DROPPED, PAST, None, False),
        (DROPPED, AHEAD, PAST, True),
    ],
)
def test_invariant_7_what_counts_as_missed(
    state: CommitmentState, due: datetime | None, frozen: datetime | None, missed: bool
) -> None:
    assert is_missed(state, due, frozen, NOW) is missed
