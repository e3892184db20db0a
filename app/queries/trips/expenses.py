"""Reading expense claims: one in full with its marks; for those who may see money (C7.4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from app.context import Context
from app.queries.records.lookup import existing
from app.queries.records.record_parts import (
    EventLine,
    NextStep,
    PaperLine,
    ScanLine,
    filed_of_record,
    log_of,
    next_steps,
)
from app.queries.trade.order_parts import Linked
from app.queries.trips.around import around_of, plain_values
from app.queries.trips.claim_payments import PAYMENT_EVENTS, Payment, payments_of
from app.queries.trips.expense_facts import marks_of
from app.rules.permissions import Permission
from app.rules.trips.marks import Mark, in_question
from app.rules.trips.money_gates import ExpenseFacts
from models.enums import AdvanceMethod, AdvanceState, ExpenseItem, ExpenseState, RecordKind, Transport
from models.trips.advance import Advance
from models.trips.expense import Expense


@dataclass(frozen=True, slots=True)
class Leg:
    """One leg of the journey; sums in yuan."""

    departs_at: datetime
    origin: str
    arrives_at: datetime
    destination: str
    transport: Transport
    ticket_no: str
    sheets: int
    fare: Decimal
    vat: Decimal
    allowance_days: Decimal
    allowance_rate: Decimal
    allowance: Decimal


@dataclass(frozen=True, slots=True)
class Cost:
    """One other cost; sums in yuan."""

    item: ExpenseItem
    spent_on: date | None
    city: str
    quantity: Decimal
    amount: Decimal
    vat: Decimal
    invoice_no: str
    sheets: int
    note: str


@dataclass(frozen=True, slots=True)
class ExpenseDetails:
    """One claim in full; ``due`` is what finance still has to pay out, ``advance_open`` what is open of its advance.

    ``marks`` are those of the claim as it is now, ``in_question`` what they come to; ``around`` person, dispatch,
    advance, customer and project.
    """

    id: int
    number: str
    version: int
    title: str
    state: ExpenseState
    dispatch_id: int
    staff_id: int
    starts_at: datetime
    ends_at: datetime
    persons: int
    method: AdvanceMethod
    payee_account: str
    over_standard: str
    total: Decimal
    deducted: Decimal
    deduction_reason: str
    set_off: Decimal
    paid: Decimal
    due: Decimal
    advance_open: Decimal | None
    checked_by: str
    checked_at: datetime | None
    to_finance_on: date | None
    paid_on: date | None
    legs: tuple[Leg, ...]
    lines: tuple[Cost, ...]
    marks: tuple[Mark, ...]
    in_question: Decimal
    payments: tuple[Payment, ...]
    around: Mapping[str, Linked | None]
    steps: tuple[NextStep, ...]
    papers: tuple[PaperLine, ...]
    scans: tuple[ScanLine, ...]
    events: tuple[EventLine, ...]
    event_count: int


_OWN = (
    "id", "version", "title", "dispatch_id", "staff_id", "starts_at", "ends_at", "persons", "method", "payee_account",
    "over_standard", "total", "deducted", "deduction_reason", "set_off", "paid", "due", "checked_by", "checked_at",
    "to_finance_on", "paid_on",
)  # fmt: skip


def expense_details(context: Context, record_id: int) -> ExpenseDetails:
    """Read one claim with all that its detail pane shows; NotFound when there is none."""
    context.require(Permission.VIEW_MONEY)
    with context.read() as session:
        found = existing(session, Expense, record_id)
        advance = session.get(Advance, found.advance_id) if found.advance_id is not None else None
        marked = marks_of(session, found) if found.state != ExpenseState.CANCELLED else ()
        papers, scans = filed_of_record(session, (found.id,))
        log = log_of(session, found.id, PAYMENT_EVENTS)
        return ExpenseDetails(
            **plain_values(found, _OWN),
            number=found.number or "",
            state=ExpenseState(found.state),
            advance_open=advance.open_amount if advance is not None else None,
            legs=tuple(Leg(**{name: getattr(row, name) for name in Leg.__slots__}) for row in found.legs),
            lines=tuple(Cost(**{name: getattr(row, name) for name in Cost.__slots__}) for row in found.lines),
            marks=marked,
            in_question=in_question(marked, found.total),
            payments=payments_of(log.all_of),
            around=around_of(session, found, context.actor, "advance"),
            steps=next_steps(RecordKind.EXPENSE, found.state, shown_facts(found, advance), context.actor),
            papers=papers,
            scans=scans,
            events=log.newest,
            event_count=log.count,
        )


def shown_facts(found: Expense, advance: Advance | None) -> ExpenseFacts:
    """Return what the gates of a claim look at before it is checked: what is marked is explained or deducted in the
    form of that step.
    """
    waits = advance is not None and advance.state == AdvanceState.ASKED
    waiting = (advance.number or "",) if advance is not None and waits else ()
    return ExpenseFacts(has_lines=found.total > 0, waiting=waiting, paid=found.paid > 0)
