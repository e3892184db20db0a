"""Reading receivables: the list of instalments, what those of a filter come to, and one instalment in full."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, aliased

from app.context import Context
from app.queries.lists.paging import ListFilter
from app.queries.lists.record_list import RecordList, record
from app.queries.lists.table_list import Looking
from app.queries.material.stock import local_day
from app.queries.money.deductions import DeductionLine, deductions_of
from app.queries.money.instalments import PaidSums, invoiced_sums, money_facts
from app.queries.money.invoices import InvoiceLine, invoices_covering
from app.queries.money.open_sums import OPEN_AMOUNT
from app.queries.money.round_sums import is_on_round
from app.queries.records.lookup import existing
from app.queries.records.record_parts import (
    CommitmentLine,
    EventLine,
    NextStep,
    commitments_of,
    counted_events_of,
    next_steps,
)
from app.rules.money.instalments import SOON, is_overdue
from app.rules.permissions import Permission
from app.rules.trade.pricing import ZERO
from models.enums import InstalmentKind, ReceivableState, RecordKind
from models.money.receipt import Allocation, Receipt
from models.money.receivable import Instalment
from models.record import Record

instalment = Instalment.__table__
source = aliased(Record.__table__, name="source")


@dataclass(frozen=True, slots=True)
class InstalmentRow:
    """A line of the list; ``source`` is the number of its contract or order, ``deducted`` what the customer keeps of it
    by agreement, ``open`` what has not come in and may not be kept.
    """

    id: int
    number: str
    customer: str
    source: str
    instalment_kind: InstalmentKind
    amount: Decimal
    paid: Decimal
    deducted: Decimal
    open: Decimal
    condition: str
    clause: str
    due_on: date | None
    owner_name: str
    state: ReceivableState
    overdue: bool


def _overdue(looking: Looking) -> ColumnElement[bool]:
    return and_(record.c.state == ReceivableState.OPEN.value, instalment.c.due_on < looking.today)


def _due_soon(looking: Looking) -> ColumnElement[bool]:
    last = looking.today + SOON
    return and_(
        record.c.state == ReceivableState.OPEN.value, instalment.c.due_on >= looking.today, instalment.c.due_on <= last
    )


@dataclass(frozen=True, kw_only=True)
class _Receivables(RecordList[InstalmentRow]):
    """Instalments that are owed: those of an order that is not in force have no number and are no receivables yet."""

    def sums(self, context: Context, wanted: ListFilter) -> PaidSums:
        """Return what the instalments that a filter shows come to; cancelled ones count as nothing."""
        context.require(self.permission)
        with context.read() as session:
            looking = Looking(context.actor, context.clock.now(), session)
            conditions = [*self._conditions(wanted, looking), record.c.state != ReceivableState.CANCELLED.value]
            summed = (instalment.c.amount, instalment.c.paid, instalment.c.deducted)
            figures = [func.sum(column, type_=column.type) for column in summed]
            found = session.execute(select(*figures).select_from(self._tables).where(*conditions)).one()
        return PaidSums(*(figure or ZERO for figure in found))

    def _conditions(
        self, wanted: ListFilter, looking: Looking, order: ColumnElement[Any] | None = None
    ) -> list[ColumnElement[bool]]:
        return [*super()._conditions(wanted, looking, order), record.c.number.is_not(None)]

    def _all_counted(self) -> ColumnElement[bool]:
        return and_(super()._all_counted(), record.c.number.is_not(None))


RECEIVABLES = _Receivables(
    kind=RecordKind.RECEIVABLE,
    row=InstalmentRow,
    own=instalment,
    columns={
        "source": source.c.number,
        "open": OPEN_AMOUNT,
    },
    derived={
        "overdue": lambda found, looking: is_overdue(ReceivableState(found.state), found.due_on, looking.today),
    },
    joins=((source, source.c.id == instalment.c.source_id),),
    orders={"due_on": instalment.c.due_on, "amount": instalment.c.amount},
    views={
        "outstanding": record.c.state.in_((ReceivableState.OPEN, ReceivableState.PLANNED)),
        "open": record.c.state == ReceivableState.OPEN,
        "overdue": _overdue,
        "due_soon": _due_soon,
        "waiting": record.c.state == ReceivableState.PLANNED,
        "paid": record.c.state == ReceivableState.PAID,
        "cancelled": record.c.state == ReceivableState.CANCELLED,
    },
    uncounted=frozenset({"paid", "cancelled"}),
    permission=Permission.VIEW_MONEY,
)


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """What a receipt pays of an instalment; ``received_on`` is the bank's day."""

    receipt_id: int
    number: str
    received_on: date
    amount: Decimal
    allocated_by: str


@dataclass(frozen=True, slots=True)
class InstalmentDetails:
    """One instalment in full; ``source`` is the number of its contract or order, ``source_kind`` which of both.
    ``on_round`` tells that the daily round shows its customer.
    """

    id: int
    version: int
    number: str
    title: str
    state: ReceivableState
    kind: InstalmentKind
    source_id: int
    source_kind: RecordKind
    source: str
    customer_id: int | None
    customer: str
    project_id: int | None
    project: str
    percent: Decimal | None
    amount: Decimal
    paid: Decimal
    deducted: Decimal
    invoiced: Decimal
    condition: str
    clause: str
    due_on: date | None
    overdue: bool
    on_round: bool
    settled_on: date | None
    owner_name: str
    invoices: tuple[InvoiceLine, ...]
    payments: tuple[PaymentLine, ...]
    deductions: tuple[DeductionLine, ...]
    commitments: tuple[CommitmentLine, ...]
    steps: tuple[NextStep, ...]
    events: tuple[EventLine, ...]
    event_count: int

    @property
    def open(self) -> Decimal:
        """What has not come in and may not be kept."""
        return self.amount - self.paid - self.deducted


_OWN = (
    "id", "version", "title", "source_id", "customer_id", "project_id", "percent", "amount", "paid", "deducted",
    "condition", "clause", "due_on", "settled_on", "owner_name",
)  # fmt: skip


def instalment_details(context: Context, record_id: int) -> InstalmentDetails:
    """Read one instalment; NotFound when there is none, NotAllowed for those who may not see money."""
    context.require(Permission.VIEW_MONEY)
    now = context.clock.now()
    with context.read() as session:
        today = local_day(session, now)
        found = existing(session, Instalment, record_id)
        state = ReceivableState(found.state)
        events, event_count = counted_events_of(session, (found.id,))
        return InstalmentDetails(
            **{name: getattr(found, name) for name in _OWN},
            **_related(session, found),
            number=found.number or "",
            state=state,
            kind=found.instalment_kind,
            overdue=is_overdue(state, found.due_on, today),
            on_round=is_on_round(session, found.customer_id or 0, today),
            invoiced=invoiced_sums(session, [found.id]).get(found.id, ZERO),
            invoices=invoices_covering(session, found.id),
            payments=_payments(session, found.id),
            deductions=deductions_of(session, found.id),
            commitments=commitments_of(session, found.id, now),
            steps=next_steps(found.kind, found.state, money_facts(session, found), context.actor),
            events=events,
            event_count=event_count,
        )


def _related(session: Session, found: Instalment) -> dict[str, Any]:
    columns = select(Record.id, Record.kind, Record.number, Record.title)
    wanted = (found.source_id, found.customer_id, found.project_id)
    rows = {row.id: row for row in session.execute(columns.where(Record.id.in_([one for one in wanted if one])))}
    customer, project = rows.get(found.customer_id or 0), rows.get(found.project_id or 0)
    return {
        "source_kind": rows[found.source_id].kind,
        "source": rows[found.source_id].number or "",
        "customer": customer.title if customer else "",
        "project": project.title if project else "",
    }


def _payments(session: Session, instalment_id: int) -> tuple[PaymentLine, ...]:
    paid = (
        select(Receipt.id, Receipt.number, Receipt.received_on, Allocation.amount, Allocation.allocated_by)
        .join(Allocation, Allocation.receipt_id == Receipt.id)
        .where(Allocation.instalment_id == instalment_id)
        .order_by(Receipt.received_on, Receipt.id)
    )
    return tuple(PaymentLine(row[0], row[1] or "", *row[2:]) for row in session.execute(paid))
