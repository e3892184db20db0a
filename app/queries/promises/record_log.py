"""What clocks hang on whatever the record: the entries of its log that count, its holds, and the dates set by hand."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from app.rules.promises.clocks import Interval
from app.rules.promises.commitments import Slot, promise_kind
from app.rules.promises.holds import Held, counted_holds
from models.commitment import AgreedDate, Hold
from models.enums import CommitmentKind, EventKind
from models.record import Event, Record

COUNTING = (
    EventKind.REPLIED,
    EventKind.VISIT_ANSWERED,
    EventKind.ARRIVED,
    EventKind.QUOTATION_SENT,
    EventKind.FOLLOWED_UP,
    EventKind.TALKED,
    EventKind.ACCEPTED,
    EventKind.DECLINED,
    EventKind.REVISED,
    EventKind.MATERIAL_REQUESTED,
    EventKind.VISIT_DONE,
    EventKind.NOT_RENEWED,
    EventKind.TRACKED,
    EventKind.GOODS_ARRIVED,
    EventKind.RECEIPT_CONFIRMED,
    EventKind.SCAN_FILED,
    EventKind.GIVEN_BACK,
    EventKind.CLAIM_ANSWERED,
    EventKind.FINISHED_ON_SITE,
    EventKind.REPORT_WRITTEN,
    EventKind.GATE_EXCEPTED,
    EventKind.REPORTED_UP,
    EventKind.ADVANCE_SETTLED,
    EventKind.HAZARD_REVIEWED,
    EventKind.REVIEW_REOPENED,
    EventKind.ITEM_CLOSED,
    EventKind.DISPUTE_VERIFIED,
    EventKind.DISPUTE_RESOLVED,
    EventKind.ASSESSED,
    EventKind.PUT_RIGHT,
    EventKind.VISITED,
    EventKind.ASSESSED,
    EventKind.PUT_RIGHT,
    EventKind.INSPECTED,
    EventKind.COMPLAINT_RESPONDED,
    EventKind.COMPLAINT_ANSWERED,
    EventKind.COMPLAINT_CLOSED,
    EventKind.FEEDBACK_ANSWERED,
)


@dataclass(slots=True)
class RecordLog:
    """The log of several records as far as clocks hang on it, each by one statement whatever their number."""

    events: dict[int, list[Event]] = field(default_factory=lambda: defaultdict(list))
    holds: dict[int, list[Held]] = field(default_factory=lambda: defaultdict(list))
    agreed: dict[int, dict[Slot, datetime]] = field(default_factory=lambda: defaultdict(dict))

    def events_of(self, record: Record) -> Sequence[Event]:
        """Return the entries of a record that count for a clock, in the order of their time."""
        return self.events.get(record.id, [])

    def meeting_entry(self, record: Record, kind: CommitmentKind) -> int | None:
        """Return the id of the first entry that meets promises of a kind, None while there is none."""
        met_by = promise_kind(kind).met_by
        return next((event.id for event in self.events_of(record) if event.kind in met_by), None)

    def holds_of(self, record: Record) -> Sequence[Interval]:
        """Return from and to when the clocks of a record stand."""
        return counted_holds(self.holds.get(record.id, ()))

    def agreed_of(self, record: Record) -> Mapping[Slot, datetime]:
        """Return the dates set by hand; of several for one promise the last one entered counts."""
        return self.agreed.get(record.id, {})


def read_log(session: Session, records: Sequence[Record]) -> RecordLog:
    """Read the log of those records that are stored already."""
    log = RecordLog()
    ids = [record.id for record in records if inspect(record).persistent]
    if not ids:
        return log
    told = select(Event).where(Event.record_id.in_(ids), Event.kind.in_(COUNTING)).order_by(Event.at, Event.id)
    for event in session.scalars(told):
        log.events[event.record_id].append(event)
    for hold in session.scalars(select(Hold).where(Hold.record_id.in_(ids), ~Hold.withdrawn)):
        log.holds[hold.record_id].append(Held(hold.starts_at, hold.ends_at, hold.confirmed_until))
    for date in session.scalars(select(AgreedDate).where(AgreedDate.record_id.in_(ids)).order_by(AgreedDate.id)):
        log.agreed[date.record_id][date.kind, date.slot] = date.due_at
    return log
