"""Reading contracts with their supplements; money is None for those who may not see it (decision 26, C14)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from app.context import Context
from app.forms.projects import ContractForm
from app.queries.lists.record_list import RecordList, over, record
from app.queries.lists.table_list import Looking
from app.queries.money.instalments import InstalmentLine, instalments_of
from app.queries.money.invoices import InvoiceLine, invoices_of
from app.queries.records.lookup import existing
from app.queries.records.record_parts import EventLine, PaperLine, ScanLine, counted_events_of, filed_of_record
from app.queries.records.typed import typed_form
from app.rules.permissions import Permission
from app.rules.projects.contracts import contract_total
from models.enums import InterestBasis, RecordKind, ServiceGrade
from models.projects.contract import Contract
from models.record import Record

contract = Contract.__table__
supplement = aliased(Contract.__table__, name="supplement")


@dataclass(frozen=True, slots=True)
class ContractRow:
    """A line of the list. ``total`` is what a main contract comes to with its supplements, None for a supplement."""

    id: int
    number: str
    name: str
    customer: str
    project: str
    signed_on: date | None
    amount: Decimal | None
    total: Decimal | None
    supplements: int
    is_supplement: bool


def _total(found: Any, _looking: Looking) -> Decimal | None:
    return None if found.is_supplement else contract_total(found.amount, (found.added,))


CONTRACTS = RecordList(
    kind=RecordKind.CONTRACT,
    row=ContractRow,
    own=contract,
    columns={
        "is_supplement": contract.c.main_id.is_not(None),
        "supplements": over(func.count(), supplement.c.main_id),
        "added": over(func.sum(supplement.c.amount), supplement.c.main_id),
    },
    derived={"total": _total},
    orders={"signed_on": contract.c.signed_on},
    views={
        "main": contract.c.main_id.is_(None),
        "supplement": contract.c.main_id.is_not(None),
        "without_project": record.c.project_id.is_(None),
    },
    permission=Permission.VIEW_CONTRACTS,
    money=frozenset({"amount", "total"}),
)


@dataclass(frozen=True, slots=True)
class ContractLine:
    """A contract as a line: the main one first, then its supplements in the order of signing."""

    id: int
    number: str
    name: str
    signed_on: date | None
    amount: Decimal | None
    is_supplement: bool


def contract_lines(context: Context, session: Session, project_id: int) -> tuple[ContractLine, ...]:
    """Return main contract and supplements of a project; none for those who may see no contracts."""
    if not context.actor.may(Permission.VIEW_CONTRACTS):
        return ()
    return _lines(context, session, Contract.project_id == project_id)


def _lines(context: Context, session: Session, condition: Any) -> tuple[ContractLine, ...]:
    order = (Contract.main_id.is_not(None), Contract.signed_on.is_(None), Contract.signed_on, Contract.id)
    may_see = context.actor.may(Permission.VIEW_MONEY)
    return tuple(
        ContractLine(
            row.id,
            row.number or "",
            row.title,
            row.signed_on,
            row.amount if may_see else None,
            row.main_id is not None,
        )
        for row in session.scalars(select(Contract).where(condition).order_by(*order))
    )


def contract_facts(lines: Sequence[ContractLine]) -> dict[str, Any]:
    """Return what a project shows of its main contract, and what that comes to with its supplements."""
    main = next((line for line in lines if not line.is_supplement), None)
    return {
        "contract_no": main.number if main else "",
        "contract_signed_on": main.signed_on if main else None,
        "contract_amount": main.amount if main else None,
        "contract_total": total_of(lines),
    }


def total_of(lines: Sequence[ContractLine]) -> Decimal | None:
    """Return what a main contract comes to with its supplements, None while that cannot be told."""
    main = next((line.amount for line in lines if not line.is_supplement), None)
    return contract_total(main, (line.amount for line in lines if line.is_supplement))


@dataclass(frozen=True, slots=True)
class ContractDetails:
    """One contract in full. ``amount`` with tax; ``main`` is the number of the main contract of a supplement; ``total``
    is what the main contract comes to with all its ``supplements``, and what its ``instalments`` have to come to;
    these, its ``invoices`` and what is filed with it are none for those who may not see money.
    """

    id: int
    version: int
    number: str
    name: str
    customer_id: int | None
    customer: str
    project_id: int | None
    project: str
    project_number: str
    main_id: int | None
    main: str
    signed_on: date | None
    amount: Decimal | None
    total: Decimal | None
    summary: str
    profile: str
    grade: ServiceGrade | None
    interest_basis: InterestBasis | None
    interest_rate: Decimal | None
    interest_clause: str
    supplements: tuple[ContractLine, ...]
    instalments: tuple[InstalmentLine, ...]
    invoices: tuple[InvoiceLine, ...]
    papers: tuple[PaperLine, ...]
    scans: tuple[ScanLine, ...]
    events: tuple[EventLine, ...]
    event_count: int


_OWN = (
    "id", "version", "main_id", "signed_on", "summary", "profile", "grade", "interest_basis", "interest_rate",
    "interest_clause",
)  # fmt: skip


def contract_details(context: Context, record_id: int) -> ContractDetails:
    """Read one contract; NotFound when there is none, NotAllowed for those who may see no contracts (C14)."""
    context.require(Permission.VIEW_CONTRACTS)
    with context.read() as session:
        found = existing(session, Contract, record_id)
        main_id = found.main_id or found.id
        lines = _lines(context, session, or_(Contract.id == main_id, Contract.main_id == main_id))
        told = [line.id for line in lines] if found.main_id is None else [found.id]
        events, event_count = counted_events_of(session, told)
        may_see = context.actor.may(Permission.VIEW_MONEY)
        papers, scans = filed_of_record(session, (found.id,)) if may_see else ((), ())
        return ContractDetails(
            **{name: getattr(found, name) for name in _OWN},
            **_owners(session, found),
            number=found.number or "",
            name=found.title,
            main="" if found.main_id is None else lines[0].number,
            amount=next(line.amount for line in lines if line.id == found.id),
            total=total_of(lines),
            supplements=tuple(line for line in lines if line.is_supplement and found.main_id is None),
            instalments=instalments_of(session, found.id) if may_see else (),
            invoices=invoices_of(session, found.id) if may_see else (),
            papers=papers,
            scans=scans,
            events=events,
            event_count=event_count,
        )


def _owners(session: Session, found: Contract) -> dict[str, Any]:
    customer = session.get(Record, found.customer_id) if found.customer_id else None
    project = session.get(Record, found.project_id) if found.project_id else None
    return {
        "customer_id": found.customer_id,
        "customer": customer.title if customer else "",
        "project_id": found.project_id,
        "project": project.title if project else "",
        "project_number": (project.number or "") if project else "",
    }


def contract_form(context: Context, record_id: int) -> ContractForm:
    """Read a contract into the form that edits it; NotAllowed for those who may see no contracts (C14)."""
    context.require(Permission.VIEW_CONTRACTS)
    with context.read() as session:
        found = existing(session, Contract, record_id)
        amount = found.amount if context.actor.may(Permission.VIEW_MONEY) else None
        return typed_form(found, ContractForm, name=found.title, amount=amount)
