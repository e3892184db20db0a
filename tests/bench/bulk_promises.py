"""What happened to a request of bulk data, and what was promised: most of it kept, some late, the newest still open."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from app.rules.promises.commitments import Clock, Owed, PromiseFacts, owed, promise_kind
from app.rules.promises.deadlines import PolicyBook, verdict
from models.enums import CommitmentKind, CommitmentState, EventKind, RecordKind, ServiceClass, Severity
from tests.bench.bulk_tables import Row, stamp
from tests.bench.bulk_texts import mix

NEAR = Decimal(100)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
REPLY, DONE, CALLED = 4, 5, 6  # places of these entries in the log of a request
COMMITMENT = (
    "record_id", "kind", "slot", "clause", "policy_id", "anchor_at", "due_at", "target_at", "act_by_at", "provisional",
    "state", "met_at", "met_event_id",
)  # fmt: skip
FROM_RECEIPT = (
    CommitmentKind.REPLY, CommitmentKind.VISIT_ANSWER, CommitmentKind.ARRIVAL, CommitmentKind.QUOTATION,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Story:
    """One request from its receipt to its end; ``entries`` are kind and time by their place in the log.

    ``solved`` is None while it is open; its class is then only proposed.
    """

    received: datetime
    severity: Severity
    service_class: ServiceClass
    urgent: bool
    large: bool
    km: Decimal
    entries: Mapping[int, tuple[EventKind, datetime]]
    solved: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether somebody still works on it."""
        return self.solved is None

    @property
    def visit(self) -> bool:
        """Whether somebody has to come: for free work."""
        return self.service_class is ServiceClass.FREE


def story(index: int, received: datetime, km: Decimal, *, is_open: bool) -> Story:
    """Tell request ``index``: a third is paid, one in ten major, one in a dozen of its promises late."""
    lot = mix(index)
    severity = Severity.MAJOR if lot % 11 == 0 else Severity.GENERAL
    service_class = ServiceClass.PAID if lot % 3 == 0 else ServiceClass.FREE
    free, urgent = service_class is ServiceClass.FREE, lot % 5 > 0
    answered = received + (30 * HOUR if lot % 13 == 1 else (20 + lot % 180) * MINUTE)
    answer = EventKind.VISIT_ANSWERED if free and urgent and km > NEAR else EventKind.REPLIED
    done = answered + (5 * 24 * HOUR if lot % 12 == 5 else HOUR)
    solved = done + 2 * HOUR
    called = solved + (30 * HOUR if lot % 17 == 3 else 3 * HOUR)
    entries = {
        0: (EventKind.REGISTERED, received),
        1: (EventKind.FILE_CONSULTED, received + 5 * MINUTE),
        2: (EventKind.CUSTOMER_CONTACTED, received + 10 * MINUTE),
        3: (EventKind.CLASS_CONFIRMED, received + 15 * MINUTE),
        REPLY: (answer, answered),
        DONE: (EventKind.ARRIVED if free else EventKind.QUOTATION_SENT, done),
        CALLED: (EventKind.FOLLOWED_UP, called),
        7: (EventKind.STATE_CHANGED, called + HOUR),
    }
    if is_open:
        entries = {place: entries[place] for place in (0, *((REPLY,) if lot % 4 else ()))}
    return Story(
        received, severity, service_class, urgent, lot % 40 == 7, km, entries, None if is_open else solved
    )  # fmt: skip


def promised(book: PolicyBook, told: Story, first_event: int) -> tuple[Owed, ...]:
    """Return what a request promises by the rules themselves; its entries are numbered from ``first_event`` on."""
    own = None if told.is_open else told.service_class.value
    facts = {
        "severity": told.severity.value, "class": own, "urgent": told.urgent, "visit": told.visit,
        "manufacturer": False, "large": told.large, "km": told.km, "km_known": True,
    }  # fmt: skip
    uncertain = {"class": told.service_class.value} if told.is_open else {}
    return owed(book, RecordKind.REQUEST, PromiseFacts(facts, uncertain, _clocks(told, first_event)))


def _clocks(told: Story, first_event: int) -> dict[CommitmentKind, tuple[Clock, ...]]:
    clocks = {kind: (_clock(kind, told.received, {}, told, first_event),) for kind in FROM_RECEIPT}
    if told.solved is not None:
        after = {"after": "service"}
        follow_up = CommitmentKind.FOLLOW_UP
        clocks[follow_up] = (_clock(follow_up, told.solved, after, told, first_event),)
    return clocks


def _clock(kind: CommitmentKind, anchor: datetime, facts: Mapping[str, str], told: Story, first_event: int) -> Clock:
    met_by = promise_kind(kind).met_by
    for place, (entry, at) in told.entries.items():
        if entry in met_by:
            return Clock(anchor, 0, facts, at, first_event + place)
    return Clock(anchor, 0, facts)


def earliest_open(promises: tuple[Owed, ...]) -> Owed | None:
    """Return the promise that lists sort an open request by."""
    waiting = [one for one in promises if one.met_at is None and one.promise.due is not None]
    return min(waiting, key=lambda one: (one.promise.due, one.promise.kind.value), default=None)


def commitment_rows(record_id: int, promises: tuple[Owed, ...]) -> Iterator[Row]:
    """Yield the rows of ``COMMITMENT`` that keep these promises."""
    for one in promises:
        due, state = one.promise.due, verdict(one.promise.due, one.met_at)
        times = (one.anchor, due, one.promise.target, one.promise.act_by)
        met = None if state is CommitmentState.OPEN else one.met_at
        yield (
            record_id, one.promise.kind.value, one.slot, one.promise.clause, one.promise.policy_id,
            *(moment and stamp(moment) for moment in times), int(one.provisional), state.value,
            met and stamp(met), one.met_event_id,
        )  # fmt: skip
