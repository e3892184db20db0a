"""What children have acknowledged, held against what the database says."""

import json
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from models.commitment import Commitment
from models.enums import CommitmentState
from models.material.part import Part
from models.paper import IssuedPaper
from models.record import Event, Record
from models.requests.request import Request

Fact = dict[str, Any]
MET = (CommitmentState.MET, CommitmentState.MET_LATE)


def facts_in(lines: Iterable[str]) -> list[Fact]:
    """Return the acknowledged facts of a child's output; a last line cut short by the kill was never said."""
    whole = [line for line in lines if line.endswith("\n")]
    return [fact for fact in map(json.loads, whole) if "record" in fact]


def lost(context: Context, facts: Iterable[Fact]) -> list[str]:
    """Return in words every fact that is no longer true."""
    with context.read() as session:
        return [f"lost: {fact}" for fact in facts if not _holds(session, fact)]


def miscounted(context: Context, facts: Iterable[Fact]) -> list[str]:
    """Return in words every part of which another quantity is on hand than all together say they moved."""
    moved: dict[int, Decimal] = defaultdict(Decimal)
    for fact in facts:
        if "moved" in fact:
            moved[fact["record"]] += Decimal(fact["moved"])
    with context.read() as session:
        parts = [(session.get_one(Part, part_id), quantity) for part_id, quantity in moved.items()]
        return [f"{part.number}: {part.on_hand} on hand, {sum_} moved" for part, sum_ in parts if part.on_hand != sum_]


def _holds(session: Session, fact: Fact) -> bool:
    record = session.get(Record, fact["record"])
    if record is None:
        return False
    return all(
        (
            "log" not in fact or _logged(session, record.id, fact["log"]),
            "number" not in fact or record.number == fact["number"],
            "met" not in fact or _met(session, record.id),
            "paper" not in fact or _issued(session, record.id, fact["paper"]),
            "shared" not in fact or (isinstance(record, Request) and fact["shared"] in record.text.splitlines()),
        )
    )


def _logged(session: Session, record_id: int, said: str) -> bool:
    found = select(Event.id).where(Event.record_id == record_id, Event.text == said).limit(1)
    return session.scalar(found) is not None


def _met(session: Session, record_id: int) -> bool:
    found = select(Commitment.id).where(Commitment.record_id == record_id, Commitment.state.in_(MET)).limit(1)
    return session.scalar(found) is not None


def _issued(session: Session, record_id: int, number: str) -> bool:
    found = select(IssuedPaper.id).where(IssuedPaper.record_id == record_id, IssuedPaper.number == number)
    return session.scalar(found) is not None
