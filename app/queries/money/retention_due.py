"""Which retention letters are to be drafted: 15 days before their clock asks for them (C10.2)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import local
from app.rules.money.letter_levels import RETENTION_AHEAD
from models.commitment import Commitment
from models.enums import CommitmentKind, CommitmentState, LetterKind
from models.money.letter import Letter, LetterLine
from models.money.receivable import Instalment
from models.projects.contract import Contract
from models.projects.project import Project
from models.record import Record

WARRANTY_END = "warranty_end"  # key of a letter's facts: the end of warranty that a retention letter is for


@dataclass(frozen=True, slots=True)
class RetentionDue:
    """A contract whose retention letter is to be drafted, for the end of warranty that it is about."""

    contract_id: int
    customer_id: int
    warranty_end: date


def retention_due(session: Session, now: datetime) -> tuple[RetentionDue, ...]:
    """Return the contracts with retention money whose clock is near and for which there was no letter yet.

    A draft that somebody cancelled is not made again for the same end of warranty.
    """
    zone = ZoneInfo(settings_of(session).text("zone"))
    latest = local(now, zone).date() + RETENTION_AHEAD
    rows = session.execute(_owed()).all()
    near = [row for row in rows if row[5] is not None and local(row[5], zone).date() <= latest]
    known = _letters(session, [row[0] for row in near])
    wanted = (row for row in near if row[4] is not None and row[4].isoformat() not in known[row[0]])
    return tuple(dict.fromkeys(RetentionDue(row[2] or row[1], row[3], row[4]) for row in wanted))


def _owed() -> Select[Any]:
    """Select instalment, contract, its main contract, customer, end of warranty and due time of every open clock."""
    contract, project, owed = Contract.__table__, Project.__table__, Record.__table__
    instalment, clock = Instalment.__table__, Commitment.__table__
    end = func.coalesce(project.c.warranty_extended_to, project.c.warranty_end_on)
    tables = (
        clock.join(owed, owed.c.id == clock.c.record_id)
        .join(instalment, instalment.c.id == owed.c.id)
        .join(contract, contract.c.id == instalment.c.source_id)
        .join(project, project.c.id == owed.c.project_id)
    )
    columns = (instalment.c.id, contract.c.id, contract.c.main_id, owed.c.customer_id, end, clock.c.due_at)
    return (
        select(*columns)
        .select_from(tables)
        .where(
            clock.c.kind == CommitmentKind.RETENTION_LETTER,
            clock.c.state == CommitmentState.OPEN,
            project.c.handed_over_on.is_not(None),
            owed.c.customer_id.is_not(None),
        )
        .order_by(clock.c.due_at, instalment.c.id)
    )


def _letters(session: Session, instalment_ids: Iterable[int]) -> dict[int, set[str]]:
    """Return by instalment the ends of warranty that retention letters were written for."""
    named = (
        select(LetterLine.instalment_id, Letter.facts)
        .join(Letter, Letter.id == LetterLine.letter_id)
        .where(LetterLine.instalment_id.in_(tuple(instalment_ids)), Letter.letter_kind == LetterKind.RETENTION)
    )
    told: dict[int, set[str]] = defaultdict(set)
    for instalment_id, facts in session.execute(named):
        told[instalment_id].add(str(facts.get(WARRANTY_END, "")))
    return told
