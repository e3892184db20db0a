"""The clocks of a hazard: looked at once a year, and within days of an incident that reopened its review (C12.2)."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy.orm import Session

from app.queries.promises.record_log import RecordLog
from app.rules.promises.commitments import Clock, PromiseFacts
from models.enums import BasicState, CommitmentKind, EventKind
from models.record import Event
from models.safety.hazard import Hazard

_AFTER_INCIDENT = {"reopened": True}
_YEARLY = {"reopened": False}


def hazard_facts(_session: Session, hazards: Sequence[Hazard], log: RecordLog) -> Mapping[Hazard, PromiseFacts]:
    """Return the facts of these hazards; nobody has to look at one that is out of use."""
    return {
        one: PromiseFacts(
            clocks={CommitmentKind.HAZARD_REVIEW: tuple(_clocks(one, log.events_of(one)))},
            agreed=log.agreed_of(one),
        )
        for one in hazards
    }


def _clocks(hazard: Hazard, log: Sequence[Event]) -> Iterator[Clock]:
    """Each look meets what is asked for and starts the clock of the next year, under its own id; the first incident
    since then starts a short one beside it, under the id of its entry.
    """
    yearly, asked = None, None
    for event in log:
        if event.kind is EventKind.REVIEW_REOPENED:
            asked = asked or Clock(event.at, event.id, _AFTER_INCIDENT)
        elif event.kind is EventKind.HAZARD_REVIEWED:
            yield from (_met(one, event) for one in (yearly, asked) if one is not None)
            yearly, asked = Clock(event.at, event.id, _YEARLY), None
    if hazard.state == BasicState.ACTIVE:
        yield from (one for one in (yearly, asked) if one is not None)


def _met(clock: Clock, event: Event) -> Clock:
    return Clock(clock.anchor, clock.slot, clock.facts, met_at=event.at, met_event_id=event.id)
