"""What has to be there before a lesson counts as held (C14)."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.i18n import N_
from app.rules.gate import Gate, by_code


@dataclass(frozen=True, slots=True)
class SecrecyFacts:
    """What the gates of agreements and lessons look at: how many people a lesson names."""

    attendees: int = 0


SECRECY_GATES: Mapping[str, Gate[SecrecyFacts]] = by_code(
    Gate(
        "attendees_named",
        "C14",
        N_("Nobody has been named to attend"),
        "edit_lesson",
        lambda facts: facts.attendees > 0,
    ),
)
