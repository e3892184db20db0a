"""What has to be there before a briefing is held or cancelled, and the steps of briefings and incidents (C12.2)."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.i18n import N_
from app.rules.arrow import Arrow
from app.rules.gate import Gate, by_code
from app.rules.permissions import Permission
from models.enums import BriefingState, IncidentState

CLAUSE = "C12.2"


@dataclass(frozen=True, slots=True)
class SafetyFacts:
    """What the gates of briefings and incidents look at.

    ``hazards_current``: the hazards still say what was prepared; ``guardian_given``: somebody watches from outside, or
    no confined space is entered; ``people_away``: the people of its dispatch have left already.
    """

    hazards_current: bool = True
    guardian_given: bool = True
    people_named: bool = True
    people_away: bool = False


SAFETY_GATES: Mapping[str, Gate[SafetyFacts]] = by_code(
    Gate(
        "hazards_current",
        CLAUSE,
        N_("The hazards have changed since this was prepared: take them over and print the sheet again"),
        "take_hazards_over",
        lambda facts: facts.hazards_current,
    ),
    Gate(
        "guardian_given",
        CLAUSE,
        N_("Work in a confined space needs somebody who keeps watch outside"),
        "edit",
        lambda facts: facts.guardian_given,
    ),
    Gate("people_named", CLAUSE, N_("There is nobody to be briefed"), "edit", lambda facts: facts.people_named),
    Gate(
        "not_away",
        CLAUSE,
        N_("The people have left on the strength of this briefing"),
        "show_dispatch",
        lambda facts: not facts.people_away,
    ),
)

BRIEFING_ARROWS: tuple[Arrow, ...] = (
    Arrow(
        BriefingState.DRAFT,
        BriefingState.HELD,
        "hold",
        N_("Record that it was held"),
        Permission.EDIT_SAFETY,
        ("people_named", "guardian_given", "hazards_current"),
        "holding",
    ),
    Arrow(
        BriefingState.DRAFT,
        BriefingState.CANCELLED,
        "cancel",
        N_("Cancel the briefing"),
        Permission.EDIT_SAFETY,
        asks="reason",
    ),
    Arrow(
        BriefingState.HELD,
        BriefingState.CANCELLED,
        "cancel",
        N_("Cancel the briefing"),
        Permission.EDIT_SAFETY,
        ("not_away",),
        "reason",
    ),
)

INCIDENT_ARROWS: tuple[Arrow, ...] = (
    Arrow(
        IncidentState.REGISTERED,
        IncidentState.REPORTED,
        "report",
        N_("Record the report upward"),
        Permission.EDIT_SAFETY,
        asks="reporting_up",
    ),
    Arrow(
        IncidentState.REPORTED,
        IncidentState.CLOSED,
        "close",
        N_("Close the incident"),
        Permission.EDIT_SAFETY,
        asks="incident_closing",
    ),
)
