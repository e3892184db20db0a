"""The clocks of quotations (C5.2): each sending is followed up until the customer decides, and its expiry is announced.

They are read from the log alone: a sending says in its entry until when it was valid, a talk when to talk again.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.context import settings_of
from app.queries.promises.record_log import RecordLog
from app.rules.promises.clocks import END_OF_DAY
from app.rules.promises.commitments import Clock, PromiseFacts, Slot, promise_kind
from models.enums import CommitmentKind, EventKind, QuotationState
from models.record import Event
from models.trade.quotation import Quotation

VALID_UNTIL, NEXT_ON = "valid_until", "next_on"  # keys in the data of a sending and of a talk
_FOLLOW_UP, _EXPIRY = CommitmentKind.QUOTATION_FOLLOW_UP, CommitmentKind.QUOTATION_EXPIRY
# What the customer said ends the following up, and so does a new revision, which is followed up once it was sent.
_ENDS = (EventKind.ACCEPTED, EventKind.DECLINED, EventKind.REVISED)


def quotation_facts(
    session: Session, quotations: Sequence[Quotation], log: RecordLog
) -> Mapping[Quotation, PromiseFacts]:
    """Return the facts of these quotations."""
    zone = ZoneInfo(settings_of(session).text("zone"))
    return {quotation: _facts(quotation, log, zone) for quotation in quotations}


def _facts(quotation: Quotation, log: RecordLog, zone: ZoneInfo) -> PromiseFacts:
    events = log.events_of(quotation)
    return PromiseFacts(
        facts={"large": quotation.large},
        clocks={_FOLLOW_UP: tuple(_follow_ups(events)), _EXPIRY: tuple(_expiries(events))},
        holds=log.holds_of(quotation),
        agreed={**_days_named(events, zone), **log.agreed_of(quotation)},
        finished=quotation.state == QuotationState.CANCELLED,
    )


def _follow_ups(events: Sequence[Event]) -> Iterable[Clock]:
    """A sending wants a talk, and so does a talk that names the next day; what ended without one wants it no more."""
    for position, event in enumerate(events):
        if event.kind is not EventKind.QUOTATION_SENT and not event.data.get(NEXT_ON):
            continue
        met = _first(events[position + 1 :], promise_kind(_FOLLOW_UP).met_by)
        end = _first(events[position + 1 :], _ENDS)
        if met is not None and (end is None or (met.at, met.id) <= (end.at, end.id)):
            yield Clock(event.at, event.id, met_at=met.at, met_event_id=met.id)
        elif end is None:
            yield Clock(event.at, event.id)


def _expiries(events: Sequence[Event]) -> Iterable[Clock]:
    """Whatever was sent is decided upon, or revised, by the last day on which it is valid."""
    for position, event in enumerate(events):
        if event.kind is EventKind.QUOTATION_SENT:
            end = _first(events[position + 1 :], promise_kind(_EXPIRY).met_by)
            met = (end.at, end.id) if end is not None else (None, None)
            yield Clock(event.at, event.id, {}, *met)


def _days_named(events: Sequence[Event], zone: ZoneInfo) -> Mapping[Slot, datetime]:
    """Return until when: the last day of validity, the day on which to talk again; both count to their end."""
    days: dict[Slot, datetime] = {}
    for event in events:
        for kind, key in ((_EXPIRY, VALID_UNTIL), (_FOLLOW_UP, NEXT_ON)):
            if event.data.get(key):
                days[kind, event.id] = datetime.combine(date.fromisoformat(event.data[key]), END_OF_DAY, zone)
    return days


def _first(events: Sequence[Event], kinds: Sequence[EventKind]) -> Event | None:
    return next((event for event in events if event.kind in kinds), None)
