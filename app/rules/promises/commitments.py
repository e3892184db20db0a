"""The kinds of promise as data (decision 6): whose it is, which fact starts its clock, which entry of the log keeps it.

A further kind is a row here, its policy rows, and, where its facts are new, lines in the facts reader of its record
(``app.queries.promises``).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.rules.promises.clocks import Interval
from app.rules.promises.conditions import Facts
from app.rules.promises.deadlines import Case, PolicyBook, Promise, promise
from models.enums import CommitmentKind, EventKind, RecordKind

Slot = tuple[CommitmentKind, int]


@dataclass(frozen=True, slots=True)
class PromiseKind:
    """One kind: the record that owes it, the name of the fact it is counted from, and the entries that meet it.

    ``met_by`` is empty where a fact of the record itself meets it (a line handed over). ``holdable`` tells whether a
    hold stops its clock. ``before_class`` tells that it already runs on the proposed class, as provisional, while
    nobody has confirmed one (domain.md).
    """

    kind: CommitmentKind
    owed_by: RecordKind
    anchor: str
    met_by: tuple[EventKind, ...] = ()
    holdable: bool = True
    before_class: bool = True


@dataclass(frozen=True, slots=True)
class Clock:
    """One running of a kind's clock: where it started, what is particular to it, and what met it.

    ``slot`` tells several clocks of one kind apart: the line of the request, the entry of the log that started it.
    """

    anchor: datetime
    slot: int = 0
    facts: Facts = field(default_factory=dict)
    met_at: datetime | None = None
    met_event_id: int | None = None


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    """All that the clocks of one record hang on.

    ``facts`` are what conditions ask for; ``uncertain`` those that count before a person confirmed them, for kinds
    that do not wait. ``clocks`` are the running ones by kind, ``holds`` from and to when they stand, ``agreed`` the
    dates set by hand. ``finished`` records (cancelled, merged) owe nothing more.
    """

    facts: Facts = field(default_factory=dict)
    uncertain: Facts = field(default_factory=dict)
    clocks: Mapping[CommitmentKind, Sequence[Clock]] = field(default_factory=dict)
    holds: Sequence[Interval] = ()
    agreed: Mapping[Slot, datetime] = field(default_factory=dict)
    profiles: Sequence[str] = ()
    finished: bool = False


@dataclass(frozen=True, slots=True)
class Owed:
    """A promise as the facts make it: which clock of which kind, what is promised, what met it."""

    slot: int
    anchor: datetime
    promise: Promise
    met_at: datetime | None
    met_event_id: int | None
    provisional: bool

    @property
    def key(self) -> Slot:
        """What tells it from the record's other promises."""
        return self.promise.kind, self.slot


_REQUEST = RecordKind.REQUEST

PROMISE_KINDS: tuple[PromiseKind, ...] = (
    # C4.1, C5.1: met by an outgoing answer alone; the call-back of C3.1 is an event of another kind.
    PromiseKind(
        CommitmentKind.REPLY,
        _REQUEST,
        "received",
        (EventKind.REPLIED, EventKind.VISIT_ANSWERED),
        holdable=False,
        before_class=False,
    ),
    PromiseKind(CommitmentKind.ASSIGNMENT, _REQUEST, "received", holdable=False),
    PromiseKind(CommitmentKind.VISIT_ANSWER, _REQUEST, "received", (EventKind.VISIT_ANSWERED,)),
    PromiseKind(CommitmentKind.ARRIVAL, _REQUEST, "received", (EventKind.ARRIVED,)),
    PromiseKind(CommitmentKind.QUOTATION, _REQUEST, "received", (EventKind.QUOTATION_SENT,)),
    PromiseKind(CommitmentKind.PARTS, _REQUEST, "need_recorded"),
    PromiseKind(CommitmentKind.SOLUTION, _REQUEST, "received"),
    PromiseKind(CommitmentKind.FOLLOW_UP, _REQUEST, "service_finished", (EventKind.FOLLOWED_UP,)),
    # C5.2: a sent quotation is followed up, and its expiry is announced.
    PromiseKind(
        CommitmentKind.QUOTATION_FOLLOW_UP,
        RecordKind.QUOTATION,
        "sent",
        (EventKind.TALKED, EventKind.ACCEPTED, EventKind.DECLINED),
    ),
    PromiseKind(
        CommitmentKind.QUOTATION_EXPIRY,
        RecordKind.QUOTATION,
        "sent",
        (EventKind.ACCEPTED, EventKind.DECLINED, EventKind.REVISED),
        holdable=False,
    ),
    PromiseKind(
        CommitmentKind.PURCHASE, RecordKind.ORDER, "order_effective", (EventKind.MATERIAL_REQUESTED,), holdable=False
    ),
    PromiseKind(CommitmentKind.COORDINATION, RecordKind.ORDER, "order_effective", holdable=False),
    PromiseKind(CommitmentKind.ORDER_VISIT, RecordKind.ORDER, "order_effective"),
    PromiseKind(CommitmentKind.RENEWAL, RecordKind.ORDER, "agreement_end", holdable=False),
    PromiseKind(CommitmentKind.BALANCE, RecordKind.RECEIVABLE, "service_finished", holdable=False),
    # C6.2: goods on order come by the day expected; met by the receipt of the last of them.
    PromiseKind(CommitmentKind.DELIVERY, RecordKind.PURCHASE, "goods_ordered"),
    # C6.6: each look-up starts the clock of the next one, until the customer confirms.
    PromiseKind(
        CommitmentKind.TRACKING,
        RecordKind.SHIPMENT,
        "shipped",
        (EventKind.TRACKED, EventKind.GOODS_ARRIVED, EventKind.RECEIPT_CONFIRMED),
    ),
    PromiseKind(CommitmentKind.RETURN_STUB, RecordKind.SHIPMENT, "receipt_confirmed"),
    PromiseKind(CommitmentKind.OLD_PART, RecordKind.OLD_PART, "part_removed"),
    PromiseKind(CommitmentKind.LOAN_BACK, RecordKind.LOAN, "lent"),
    PromiseKind(CommitmentKind.REPAIR_RETURN, RecordKind.CUSTOMER_GOODS, "goods_received", (EventKind.GIVEN_BACK,)),
    # C7.3: what an exception let leave without its papers is made up; C7.4: what a trip still has to bring home.
    PromiseKind(CommitmentKind.TRIP_PAPERS, RecordKind.DISPATCH, "gate_excepted", holdable=False),
    PromiseKind(CommitmentKind.TRIP_REPORT, RecordKind.DISPATCH, "returned", (EventKind.REPORT_WRITTEN,)),
    PromiseKind(CommitmentKind.EXPENSE_CLAIM, RecordKind.DISPATCH, "returned"),
    PromiseKind(CommitmentKind.UNUSED_PARTS, RecordKind.DISPATCH, "returned"),
    PromiseKind(CommitmentKind.OPEN_ITEM, RecordKind.DISPATCH, "item_noted"),
    PromiseKind(CommitmentKind.ADVANCE_SETTLEMENT, RecordKind.ADVANCE, "returned", holdable=False),
    PromiseKind(CommitmentKind.CASH_HAND_IN, RecordKind.SERVICE_RECEIPT, "cash_taken", holdable=False),
    # C12.2: a hazard is looked at once a year, and soon after an incident.
    PromiseKind(CommitmentKind.HAZARD_REVIEW, RecordKind.HAZARD, "reviewed", holdable=False),
    PromiseKind(
        CommitmentKind.INCIDENT_REPORT, RecordKind.INCIDENT, "happened", (EventKind.REPORTED_UP,), holdable=False
    ),
    # C10.1, N5: what the handover notice starts; C10.3: each item left over has its own day.
    PromiseKind(CommitmentKind.COLLECTION_NOTICE, RecordKind.HANDOVER, "handover_notice", holdable=False),
    PromiseKind(CommitmentKind.WARRANTY_CARD, RecordKind.HANDOVER, "handed_over", holdable=False),
    PromiseKind(CommitmentKind.PUNCH_ITEM, RecordKind.PUNCH_ITEM, "item_found", (EventKind.ITEM_CLOSED,)),
    # C10.2, C10.5, C10.6 and the customer's own word: the clocks of money that is owed.
    PromiseKind(CommitmentKind.RETENTION_LETTER, RecordKind.RECEIVABLE, "warranty_end", holdable=False),
    PromiseKind(CommitmentKind.REPORT_UP, RecordKind.RECEIVABLE, "long_overdue", holdable=False),
    PromiseKind(CommitmentKind.TAIL_AGE, RecordKind.RECEIVABLE, "tail_due", holdable=False),
    PromiseKind(CommitmentKind.PAYMENT_PROMISE, RecordKind.RECEIVABLE, "payment_promised", holdable=False),
    # C10.4: what a customer holds against us is verified, and what it takes is done by its day.
    PromiseKind(CommitmentKind.DISPUTE_CHECK, RecordKind.DISPUTE, "disputed", (EventKind.DISPUTE_VERIFIED,)),
    PromiseKind(CommitmentKind.DISPUTE_MEASURES, RecordKind.DISPUTE, "verified", (EventKind.DISPUTE_RESOLVED,)),
    # C13: the list of a round is issued by its day, each visit is paid, what follows from one is settled.
    PromiseKind(CommitmentKind.VISIT_PLAN, RecordKind.VISIT_ROUND, "round_drafted", holdable=False),
    PromiseKind(CommitmentKind.VISIT, RecordKind.VISIT, "visit_basis", (EventKind.VISITED,)),
    PromiseKind(CommitmentKind.VISIT_FOLLOW_UP, RecordKind.VISIT, "need_found"),
    # N3, N4: each inspection of a plan has its day, its report follows; N5: the customer's people are taught.
    PromiseKind(CommitmentKind.INSPECTION, RecordKind.INSPECTION, "inspection_planned", (EventKind.INSPECTED,)),
    PromiseKind(CommitmentKind.INSPECTION_REPORT, RecordKind.INSPECTION, "inspected", holdable=False),
    PromiseKind(CommitmentKind.TRAINING, RecordKind.HANDOVER, "handed_over"),
    PromiseKind(CommitmentKind.TRAINING_HELD, RecordKind.TRAINING, "training_planned"),
    # N6: the steps of a complaint, answers of departments, the month's assessment and report, what a check asks for.
    PromiseKind(
        CommitmentKind.COMPLAINT_RESPONSE,
        RecordKind.COMPLAINT,
        "complained",
        (EventKind.COMPLAINT_RESPONDED,),
        holdable=False,
    ),
    PromiseKind(
        CommitmentKind.COMPLAINT_ANSWER,
        RecordKind.COMPLAINT,
        "complained",
        (EventKind.COMPLAINT_ANSWERED,),
        holdable=False,
    ),
    PromiseKind(CommitmentKind.COMPLAINT_CLOSING, RecordKind.COMPLAINT, "complained", (EventKind.COMPLAINT_CLOSED,)),
    PromiseKind(CommitmentKind.FEEDBACK_ANSWER, RecordKind.FEEDBACK, "feedback_asked", (EventKind.FEEDBACK_ANSWERED,)),
    PromiseKind(
        CommitmentKind.ASSESSMENT, RecordKind.ASSESSMENT, "period_ended", (EventKind.ASSESSED,), holdable=False
    ),
    PromiseKind(CommitmentKind.SPOT_CHECK, RecordKind.SPOT_CHECK, "spot_checked", (EventKind.PUT_RIGHT,)),
    PromiseKind(CommitmentKind.CORRESPONDENCE, RecordKind.CORRESPONDENCE, "corresponded"),
    PromiseKind(CommitmentKind.PERIODIC_REPORT, RecordKind.REPORT, "period_ended", holdable=False),
    PromiseKind(CommitmentKind.SUPPLIER_CLAIM, RecordKind.SUPPLIER_CLAIM, "claim_asked", (EventKind.CLAIM_ANSWERED,)),
)


def promise_kind(kind: CommitmentKind) -> PromiseKind:
    """Return the row of a kind; KeyError for one that no record owes yet."""
    return {row.kind: row for row in PROMISE_KINDS}[kind]


def kinds_owed_by(record: RecordKind) -> tuple[PromiseKind, ...]:
    """Return the kinds of promise that records of a kind owe."""
    return tuple(row for row in PROMISE_KINDS if row.owed_by is record)


def owed(book: PolicyBook, record: RecordKind, told: PromiseFacts) -> tuple[Owed, ...]:
    """Return every promise that the facts of a record make, from nothing but these facts."""
    return tuple(
        one
        for row in kinds_owed_by(record)
        for clock in told.clocks.get(row.kind, ())
        if (one := _owed(book, row, clock, told)) is not None
    )


def _owed(book: PolicyBook, row: PromiseKind, clock: Clock, told: PromiseFacts) -> Owed | None:
    before_class = told.uncertain if row.before_class else {}
    facts = {**told.facts, **before_class, **clock.facts}
    case = Case(
        anchor=clock.anchor,
        facts=facts,
        holds=told.holds if row.holdable else (),
        agreed=told.agreed.get((row.kind, clock.slot)),
        profiles=told.profiles,
    )
    rule = book.rule(row.kind, case)
    if rule is None:
        return None
    promised = promise(rule, case, book.calendar, book.zone)
    provisional = any(name in rule.condition for name in before_class if name not in clock.facts)
    return Owed(clock.slot, clock.anchor, promised, clock.met_at, clock.met_event_id, provisional)


def earliest(moments: Iterable[tuple[datetime, int]], anchor: datetime) -> tuple[datetime | None, int | None]:
    """Return the first of these (moment, id of the entry) not before ``anchor``, two None when there is none."""
    found = min((moment for moment in moments if moment[0] >= anchor), default=None)
    return found or (None, None)
