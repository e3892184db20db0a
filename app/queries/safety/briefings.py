"""Reading briefings: the list, and one in full (C12.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.context import Actor, Context
from app.i18n import N_
from app.queries.lists.record_list import RecordList, over, record
from app.queries.records.linked import linked_records, named_ids, named_links
from app.queries.records.lookup import existing
from app.queries.records.record_parts import (
    CommitmentLine,
    EventLine,
    NextStep,
    PaperLine,
    ScanLine,
    counted_events_of,
    filed_of_record,
    next_steps,
)
from app.queries.safety.briefing_facts import briefing_facts
from app.queries.trade.order_parts import Linked
from app.rules.permissions import Permission
from app.rules.safety.briefing_gates import SafetyFacts
from models.enums import BriefingState, ProtectiveGear, RecordKind, RiskLevel, SignatureWay, WorkType
from models.people.dispatch import Dispatch
from models.record import Record
from models.safety.briefing import Briefing, BriefingSignature

briefing, signature = Briefing.__table__, BriefingSignature.__table__
_dispatch = Record.__table__.alias("briefed_dispatch")
_signed = over(func.count(), signature.c.briefing_id, signature.c.signed_at.is_not(None))
_people = over(func.count(), signature.c.briefing_id)


@dataclass(frozen=True, slots=True)
class BriefingRow:
    """A line of the list; ``people`` are to sign, ``signed`` have. ``created_at`` is when it was held, before that when
    it was prepared.
    """

    id: int
    number: str
    name: str
    state: BriefingState
    is_addendum: bool
    dispatch: str
    customer: str
    project: str
    briefed_at: datetime | None
    briefed_by: str
    place: str
    people: int
    signed: int
    created_at: datetime


def _in(*states: BriefingState) -> Any:
    return record.c.state.in_([state.value for state in states])


BRIEFINGS = RecordList(
    kind=RecordKind.BRIEFING,
    row=BriefingRow,
    own=briefing,
    columns={
        "dispatch": _dispatch.c.number,
        "people": _people,
        "signed": _signed,
        "created_at": record.c.sort_at,
    },
    joins=((_dispatch, _dispatch.c.id == briefing.c.dispatch_id),),
    views={
        "prepared": _in(BriefingState.DRAFT),
        "unsigned": _in(BriefingState.HELD) & (_signed < _people),
        "signed": _in(BriefingState.HELD) & (_signed == _people),
        "cancelled": _in(BriefingState.CANCELLED),
    },
    uncounted=frozenset({"signed", "cancelled"}),
)


@dataclass(frozen=True, slots=True)
class ToldHazard:
    """A hazard as people were told it."""

    id: int
    number: str
    title: str
    place: str
    level: RiskLevel
    result: str
    prevention: str
    emergency: str


@dataclass(frozen=True, slots=True)
class SignerLine:
    """Somebody who is to sign; ``signed_at`` is None while the signature is missing."""

    person_id: int | None
    name: str
    organisation: str
    signed_at: datetime | None
    way: SignatureWay | None


@dataclass(frozen=True, slots=True)
class BriefingDetails:
    """One briefing in full; ``is_current`` tells whether the hazards of now are those that it tells of."""

    id: int
    number: str
    version: int
    title: str
    state: BriefingState
    is_addendum: bool
    is_current: bool
    briefed_at: datetime | None
    place: str
    briefed_by: str
    guardian: str
    overview: str
    technical_points: str
    measures: str
    emergency: str
    emergency_phone: str
    hospital: str
    assembly_point: str
    customer_hazards: str
    questions: str
    gear: tuple[ProtectiveGear, ...]
    permits: tuple[WorkType, ...]
    hazards: tuple[ToldHazard, ...]
    signers: tuple[SignerLine, ...]
    dispatch: Linked | None
    customer: Linked | None
    project: Linked | None
    site: Linked | None
    created_at: datetime
    created_by: str
    steps: tuple[NextStep, ...]
    papers: tuple[PaperLine, ...]
    scans: tuple[ScanLine, ...]
    events: tuple[EventLine, ...]
    event_count: int

    @property
    def commitments(self) -> tuple[CommitmentLine, ...]:
        """Nothing is owed by a briefing itself: its gate keeps people at home."""
        return ()


_OWN = (
    "id", "version", "title", "is_addendum", "briefed_at", "place", "briefed_by", "guardian", "overview",
    "technical_points", "measures", "emergency", "emergency_phone", "hospital", "assembly_point", "customer_hazards",
    "questions", "created_at", "created_by",
)  # fmt: skip
_AROUND = ("dispatch", "customer", "project", "site")


def briefing_details(context: Context, record_id: int) -> BriefingDetails:
    """Read one briefing with all that its detail pane shows; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        return _details(context, session, existing(session, Briefing, record_id))


def _details(context: Context, session: Session, found: Briefing) -> BriefingDetails:
    facts = briefing_facts(session, found, existing(session, Dispatch, found.dispatch_id))
    papers, scans = filed_of_record(session, (found.id,))
    events, event_count = counted_events_of(session, (found.id,))
    return BriefingDetails(
        **{name: getattr(found, name) for name in _OWN},
        number=found.number or "",
        state=BriefingState(found.state),
        is_current=facts.hazards_current,
        gear=tuple(one for one in ProtectiveGear if one.value in found.gear),
        permits=tuple(one for one in WorkType if one.value in found.permits),
        hazards=told_hazards(found),
        signers=tuple(signer_lines(found.signatures)),
        **named_links(found, _AROUND, linked_records(session, named_ids(found, _AROUND), context.actor)),
        steps=_steps(found, facts, context.actor),
        papers=papers,
        scans=scans,
        events=events,
        event_count=event_count,
    )


def told_hazards(found: Briefing) -> tuple[ToldHazard, ...]:
    """Return the hazards that a briefing tells of, the worst first."""
    return tuple(ToldHazard(**{**row, "level": RiskLevel(row["level"])}) for row in found.hazards)


def signer_lines(rows: Iterable[BriefingSignature]) -> Iterable[SignerLine]:
    """Return who is to sign, in the order of the sheet."""
    return (SignerLine(row.person_id, row.name, row.organisation, row.signed_at, row.way) for row in rows)


def _steps(found: Briefing, facts: SafetyFacts, actor: Actor) -> tuple[NextStep, ...]:
    """Return the arrows, and once it was held the recording of signatures before them; a sheet can still come in after
    everybody has signed.
    """
    steps = next_steps(RecordKind.BRIEFING, found.state, facts, actor)
    if not found.is_held:
        return steps
    missing = any(row.signed_at is None for row in found.signatures)
    title = N_("Record signatures") if missing else N_("File the signed sheet")
    return (NextStep("sign", title, "signing", actor.may(Permission.EDIT_SAFETY), ()), *steps)


@dataclass(frozen=True, slots=True)
class BriefingLine:
    """A briefing of a dispatch, and how many have not signed it."""

    id: int
    number: str
    state: BriefingState
    is_addendum: bool
    missing: int


def briefings_of(context: Context, dispatch_id: int) -> tuple[BriefingLine, ...]:
    """Return the briefings of a dispatch that are not cancelled, the newest first."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        own = Briefing.dispatch_id == dispatch_id, Briefing.state != BriefingState.CANCELLED
        return tuple(
            BriefingLine(
                one.id,
                one.number or "",
                BriefingState(one.state),
                one.is_addendum,
                sum(row.signed_at is None for row in one.signatures),
            )
            for one in session.scalars(select(Briefing).where(*own).order_by(Briefing.id.desc()))
        )
