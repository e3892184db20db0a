"""The kinds of promise as data (decision 6): whose it is, which fact starts its clock, which entry of the log keeps it.

A further kind is a row here, its policy rows, and, where its facts are new, a line in ``app.queries.promise_facts``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.rules.deadlines import FactValue
from models.enums import CommitmentKind, EventKind, RecordKind


@dataclass(frozen=True, slots=True)
class PromiseKind:
    """One kind: the record that owes it, the name of the fact it is counted from, and the event that meets it."""

    kind: CommitmentKind
    owed_by: RecordKind
    anchor: str
    met_by: EventKind


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    """What the clocks of one record hang on: values that conditions ask for, and moments that clocks start at.

    An anchor that has not happened yet is None; nothing is owed from it.
    """

    values: Mapping[str, FactValue | None] = field(default_factory=dict)
    anchors: Mapping[str, datetime | None] = field(default_factory=dict)


PROMISE_KINDS: tuple[PromiseKind, ...] = (
    # C4.1, C5.1: met by an outgoing answer alone; the call-back of C3.1 is an event of another kind.
    PromiseKind(CommitmentKind.REPLY, RecordKind.REQUEST, "received", EventKind.REPLIED),
)


def promise_kind(kind: CommitmentKind) -> PromiseKind:
    """Return the row of a kind; KeyError for one without a row."""
    return {row.kind: row for row in PROMISE_KINDS}[kind]


def kinds_owed_by(record: RecordKind) -> tuple[PromiseKind, ...]:
    """Return the kinds of promise that records of a kind owe."""
    return tuple(row for row in PROMISE_KINDS if row.owed_by is record)


def kinds_met_by(event: EventKind) -> tuple[PromiseKind, ...]:
    """Return the kinds of promise that an entry of the log meets."""
    return tuple(row for row in PROMISE_KINDS if row.met_by is event)
