"""What the facts of a letter are made of: its customer, the instalments it names, contracts, orders and projects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import settings_of
from app.queries.money.letter_lines import is_asked
from app.queries.money.open_amounts import OpenInstalment, instalments_on
from app.rules.trade.pricing import ZERO
from app.settings import Settings
from models.enums import LetterKind, RecordKind
from models.money.letter import Letter, LetterLine
from models.money.receivable import Instalment
from models.parties.customer import Customer
from models.projects.contract import Contract
from models.projects.project import Project
from models.record import Record
from models.trade.order import ServiceOrder


@dataclass(frozen=True, slots=True)
class Source:
    """A contract or an order that a letter speaks of; ``contract`` is None for an order."""

    id: int
    number: str
    title: str
    signed_on: date | None
    project_id: int | None
    contract: Contract | None = None


@dataclass(frozen=True, slots=True)
class GroundLine:
    """A line of a letter with its instalment and where it comes from; ``asked`` tells that the letter asks for it."""

    row: LetterLine
    instalment: Instalment
    source: Source
    asked: bool


@dataclass(frozen=True, slots=True)
class Account:
    """A contract or an order as it stood on the day of a statement, all its instalments together; sums in yuan."""

    source: Source
    amount: Decimal
    paid: Decimal
    deducted: Decimal
    open: Decimal


@dataclass(frozen=True, slots=True)
class LetterGround:
    """All that was read for the facts of one letter; ``contract`` is the one it is about, if it is about one.
    ``accounts`` are those of a statement: contracts and orders of which anything is open.
    """

    letter: Letter
    customer: Customer
    lines: Sequence[GroundLine]
    projects: Mapping[int, Project]
    settings: Settings
    contract: Source | None = None
    accounts: Sequence[Account] = ()

    @property
    def asked(self) -> Sequence[GroundLine]:
        """Return the lines that the letter asks for."""
        return tuple(line for line in self.lines if line.asked)

    @property
    def sources(self) -> Sequence[Source]:
        """Return the contracts and orders that the letter speaks of, each once."""
        found = {line.source.id: line.source for line in self.lines}
        return (self.contract,) if self.contract is not None else tuple(found.values())

    @property
    def project(self) -> Project | None:
        """Return the project, where the letter is about one only."""
        ids = {source.project_id for source in self.sources}
        return self.projects.get(ids.pop() or 0) if len(ids) == 1 else None


def read_ground(session: Session, letter: Letter) -> LetterGround:
    """Read what the facts of a letter are made of, one that is not stored as well."""
    ids = [row.instalment_id for row in letter.lines]
    instalments = {row.id: row for row in session.scalars(select(Instalment).where(Instalment.id.in_(ids)))}
    wanted = {row.source_id for row in instalments.values()} | {letter.contract_id or 0}
    sources = _sources(session, wanted - {0})
    project_ids = {source.project_id for source in sources.values()} | {letter.project_id}
    projects = session.scalars(select(Project).where(Project.id.in_(one for one in project_ids if one)))
    return LetterGround(
        letter=letter,
        customer=session.get_one(Customer, letter.customer_id),
        lines=tuple(_line(letter, row, instalments[row.instalment_id], sources) for row in letter.lines),
        projects={one.id: one for one in projects},
        settings=settings_of(session),
        contract=sources.get(letter.contract_id or 0),
        accounts=_accounts(session, letter, sources) if letter.letter_kind is LetterKind.STATEMENT else (),
    )


def _accounts(session: Session, letter: Letter, sources: Mapping[int, Source]) -> tuple[Account, ...]:
    """Return what all instalments of each contract come to on the day of a statement, in the order they were made."""
    lines = sorted(instalments_on(session, sources, letter.statement_on), key=lambda line: line.source_id)
    return tuple(
        _account(sources[source_id], tuple(of_one))
        for source_id, of_one in groupby(lines, key=lambda line: line.source_id)
    )


def _account(source: Source, lines: Sequence[OpenInstalment]) -> Account:
    return Account(
        source=source,
        amount=sum((line.amount for line in lines), ZERO),
        paid=sum((line.paid for line in lines), ZERO),
        deducted=sum((line.deducted for line in lines), ZERO),
        open=sum((line.open for line in lines), ZERO),
    )


def _line(letter: Letter, row: LetterLine, instalment: Instalment, sources: Mapping[int, Source]) -> GroundLine:
    return GroundLine(row, instalment, sources[instalment.source_id], is_asked(letter, row, instalment.instalment_kind))


def _sources(session: Session, ids: set[int]) -> Mapping[int, Source]:
    rows = session.execute(select(Record.id, Record.kind).where(Record.id.in_(ids))).all()
    contracts = {row.id for row in rows if row.kind is RecordKind.CONTRACT}
    found: dict[int, Source] = {}
    for contract in session.scalars(select(Contract).where(Contract.id.in_(contracts))):
        found[contract.id] = _source(contract, contract.signed_on, contract)
    for order in session.scalars(select(ServiceOrder).where(ServiceOrder.id.in_(ids - contracts))):
        found[order.id] = _source(order, order.signed_on)
    return found


def _source(record: Record, signed_on: date | None, contract: Contract | None = None) -> Source:
    return Source(record.id, record.number or "", record.title, signed_on, record.project_id, contract)
