"""What a customer could hold against us when we ask for the retention money: to be cleared before (C10.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, and_, literal, or_, select, union_all
from sqlalchemy.orm import Session

from app.i18n import N_, _
from models.commitment import Commitment
from models.enums import (
    CommitmentState,
    HandoverState,
    LetterKind,
    LetterState,
    PunchState,
    RecordKind,
    RequestKind,
    RequestState,
    SignOffState,
)
from models.money.letter import Letter
from models.money.receivable import Deduction, Instalment
from models.paper import IssuedPaper
from models.projects.handover import Handover
from models.record import Record
from models.requests.request import Request

OPEN_REQUESTS = (RequestState.CLOSED, RequestState.CANCELLED, RequestState.MERGED)
UNSENT = (LetterState.DRAFT, LetterState.ISSUED)
WARRANTY_CARD = "warranty_card"


class HurdleKind(StrEnum):
    """What kind of thing it is that the customer could bring up."""

    COMPLAINT = "complaint"
    REQUEST = "request"
    OVERDUE = "overdue"
    PUNCH_ITEM = "punch_item"
    UNSIGNED = "unsigned"
    NO_CARD = "no_card"
    DEDUCTION = "deduction"


_WORDS: Mapping[HurdleKind, str] = {
    HurdleKind.COMPLAINT: N_("Open complaint"),
    HurdleKind.REQUEST: N_("Open request"),
    HurdleKind.OVERDUE: N_("Late promise"),
    HurdleKind.PUNCH_ITEM: N_("Item left over"),
    HurdleKind.UNSIGNED: N_("Service receipt not signed"),
    HurdleKind.NO_CARD: N_("No warranty card yet"),
    HurdleKind.DEDUCTION: N_("Deduction agreed"),
}


@dataclass(frozen=True, slots=True)
class Hurdle:
    """One of them, with the record where it is put right."""

    kind: HurdleKind
    record_id: int
    record_kind: RecordKind
    number: str
    title: str

    @property
    def words(self) -> str:
        """What it is, in the current language."""
        return _(_WORDS[self.kind])


def letter_hurdles(session: Session, letter: Letter, now: datetime) -> tuple[Hurdle, ...]:
    """Return what its customer could hold against a retention letter that was not sent yet; nothing for others."""
    if letter.letter_kind is not LetterKind.RETENTION or letter.project_id is None or letter.state not in UNSENT:
        return ()
    return hurdles_of(session, letter.project_id, now)


def hurdles_of(session: Session, project_id: int, now: datetime) -> tuple[Hurdle, ...]:
    """Return what is open at a project: complaints and requests, promises that are late, items left over, service
    receipts nobody signed, the warranty card, deductions that were agreed.
    """
    rows = session.execute(
        union_all(
            *_open_requests(project_id), _late(project_id, now), _items(project_id), _unsigned(project_id),
            _without_card(project_id), _deductions(project_id),
        )
    )  # fmt: skip
    places = list(HurdleKind)
    found = dict.fromkeys(Hurdle(HurdleKind(row[0]), row[1], RecordKind(row[2]), row[3] or "", row[4]) for row in rows)
    return tuple(sorted(found, key=lambda one: (places.index(one.kind), one.number, one.record_id)))


def _of(kind: HurdleKind, *conditions: Any) -> Select[Any]:
    columns: tuple[Any, ...] = (literal(kind.value), Record.id, Record.kind, Record.number, Record.title)
    return select(*columns).where(*conditions)


def _open_requests(project_id: int) -> tuple[Select[Any], ...]:
    is_open = (Record.project_id == project_id, Record.kind == RecordKind.REQUEST, Record.state.not_in(OPEN_REQUESTS))
    complaints = select(Request.id).where(Request.request_kind == RequestKind.COMPLAINT)
    return (
        _of(HurdleKind.COMPLAINT, *is_open, Record.id.in_(complaints)),
        _of(HurdleKind.REQUEST, *is_open, Record.id.not_in(complaints)),
    )


def _late(project_id: int, now: datetime) -> Select[Any]:
    """Promises of service that are late; money the customer owes is none of them."""
    late = select(Commitment.record_id).where(Commitment.state == CommitmentState.OPEN, Commitment.due_at < now)
    service = Record.kind.not_in((RecordKind.RECEIVABLE, RecordKind.PUNCH_ITEM))
    return _of(HurdleKind.OVERDUE, Record.project_id == project_id, service, Record.id.in_(late))


def _items(project_id: int) -> Select[Any]:
    left = (Record.kind == RecordKind.PUNCH_ITEM, Record.state == PunchState.OPEN)
    return _of(HurdleKind.PUNCH_ITEM, Record.project_id == project_id, *left)


def _unsigned(project_id: int) -> Select[Any]:
    waiting = Record.state.in_((SignOffState.DRAFT, SignOffState.REFUSED))
    return _of(HurdleKind.UNSIGNED, Record.project_id == project_id, Record.kind == RecordKind.SERVICE_RECEIPT, waiting)


def _without_card(project_id: int) -> Select[Any]:
    """The handover of a project for which no warranty card was made (N5)."""
    handovers = select(Handover.id).where(Handover.project_id == project_id, Handover.state != HandoverState.CANCELLED)
    made = select(IssuedPaper.record_id).where(
        IssuedPaper.form == WARRANTY_CARD,
        or_(IssuedPaper.record_id.in_(handovers), IssuedPaper.record_id == project_id),
    )
    return _of(HurdleKind.NO_CARD, and_(Record.id.in_(handovers), ~made.exists()))


def _deductions(project_id: int) -> Select[Any]:
    agreed = select(Deduction.instalment_id).where(~Deduction.is_void)
    of_project = select(Instalment.id).where(Instalment.project_id == project_id, Instalment.id.in_(agreed))
    return _of(HurdleKind.DEDUCTION, Record.id.in_(of_project))
