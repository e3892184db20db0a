"""What the gates of a briefing look at (C12.2), and who it is for."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.queries.safety.hazard_facts import hazards_of_dispatch
from app.rules.safety.briefing_gates import SafetyFacts
from app.rules.safety.hazards import HazardFact, hazards_hash
from models.enums import DispatchState, WorkType
from models.people.dispatch import Dispatch, DispatchPerson
from models.safety.briefing import Briefing

BEFORE = (DispatchState.DRAFT, DispatchState.AGREED, DispatchState.BRIEFED)
AWAY = (DispatchState.DEPARTED, DispatchState.ARRIVED)


def briefing_facts(
    session: Session, briefing: Briefing, dispatch: Dispatch, hazards: Sequence[HazardFact] | None = None
) -> SafetyFacts:
    """Read what the gates of a briefing look at; the ``hazards`` of now, where they have been read already."""
    now = hazards_of_dispatch(session, dispatch) if hazards is None else hazards
    return SafetyFacts(
        hazards_current=briefing.hazards_hash == hazards_hash(now),
        guardian_given=bool(briefing.guardian) or not needs_guardian(now, briefing.permits),
        people_named=bool(briefing.signatures),
        people_away=dispatch.state not in (*BEFORE, DispatchState.CANCELLED),
    )


def needs_guardian(hazards: Sequence[HazardFact], permits: Sequence[str]) -> bool:
    """Tell whether a confined space is entered, so that somebody has to keep watch outside."""
    entered = WorkType.CONFINED_SPACE
    return entered in permits or any(one.work_type is entered for one in hazards)


def people_to_brief(dispatch: Dispatch, now: datetime, person_ids: Sequence[int] = ()) -> list[DispatchPerson]:
    """Return those of ``person_ids`` who are on a dispatch, else everybody who has not left it."""
    there = [one for one in dispatch.people if one.is_along(now)]
    return [one for one in there if one.id in person_ids] if person_ids else there
