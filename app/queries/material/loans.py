"""Reading stand-in machines lent to customers (N4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from app.context import Context
from app.queries.records.closing_parts import closing_parts
from app.queries.records.linked import linked_records, named_ids, named_links
from app.queries.records.lookup import existing
from app.queries.records.record_parts import CommitmentLine, EventLine, NextStep, PaperLine, ScanLine
from app.queries.trade.order_parts import Linked
from app.rules.material.gates import ReturnFacts
from app.rules.permissions import Permission
from models.enums import LoanState
from models.material.loan import Loan
from models.material.part import Part
from models.material.slip import SlipLine


@dataclass(frozen=True, slots=True)
class LoanDetails:
    """One loan in full. ``value``, what it left with in yuan without tax, is None for those who may not see costs,
    ``settled_amount`` for those who may not see money.
    """

    id: int
    version: int
    number: str
    name: str
    state: LoanState
    quantity: Decimal
    unit: str
    bin: str
    serial_no: str
    value: Decimal | None
    lent_at: datetime
    due_back_on: date
    back_at: datetime | None
    brought_by: str
    condition: str
    settled_on: date | None
    settled_amount: Decimal | None
    settlement: str
    around: Mapping[str, Linked | None]
    steps: tuple[NextStep, ...]
    commitments: tuple[CommitmentLine, ...]
    papers: tuple[PaperLine, ...]
    scans: tuple[ScanLine, ...]
    events: tuple[EventLine, ...]
    event_count: int


_OWN = (
    "id", "version", "quantity", "serial_no", "lent_at", "due_back_on", "back_at", "brought_by", "condition",
    "settled_on", "settlement",
)  # fmt: skip
_AROUND = ("customer", "project", "request", "part")


def loan_details(context: Context, record_id: int) -> LoanDetails:
    """Read one loan; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        return _details(context, session, existing(session, Loan, record_id))


def _details(context: Context, session: Session, found: Loan) -> LoanDetails:
    may = context.actor.may
    part = session.get_one(Part, found.part_id)
    slip_id = session.get_one(SlipLine, found.slip_line_id).slip_id
    known = linked_records(session, (*named_ids(found, _AROUND), slip_id), context.actor)
    return LoanDetails(
        **{name: getattr(found, name) for name in _OWN},
        number=found.number or "",
        name=found.title,
        state=LoanState(found.state),
        unit=part.unit,
        bin=part.bin,
        value=found.value if may(Permission.VIEW_MARGINS) else None,
        settled_amount=found.settled_amount if may(Permission.VIEW_MONEY) else None,
        around={**named_links(found, _AROUND, known), "slip": known.get(slip_id)},
        **closing_parts(context, session, found, ReturnFacts()),
    )
