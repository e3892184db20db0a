"""Reading what manufacturers are asked to do: one task in full, those of a request or a partner, and the forms (N7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from app.context import Actor, Context
from app.forms.material.returns import SupplierClaimForm
from app.i18n import N_, _
from app.queries.parties import LinkLine, links
from app.queries.records.linked import linked_records, named_ids, named_links
from app.queries.records.lookup import existing
from app.queries.records.record_parts import (
    CommitmentLine,
    EventLine,
    Log,
    NextStep,
    PaperLine,
    ScanLine,
    commitments_of,
    filed_of_record,
    log_of,
    next_steps,
)
from app.queries.trade.order_parts import Linked
from app.rules.material.gates import ReturnFacts
from app.rules.material.goods_items import TEXT_LIMIT
from app.rules.permissions import Permission
from models.enums import ClaimState, EventKind, RecordKind
from models.material.supplier_claim import SupplierClaim
from models.material.swap import OldPart
from models.projects.equipment import Equipment
from models.record import Record
from models.requests.request import Request

TITLE_LIMIT = 120
OPEN = (ClaimState.ASKED, ClaimState.ANSWERED)


@dataclass(frozen=True, slots=True)
class SupplierClaimDetails:
    """One task in full.

    ``cost`` and ``recovered`` are yuan, ``given_up`` is why no more is asked for; all None or "" for those who may not
    see money. ``cost_settled`` tells that nothing of it is open. ``old_parts`` are those that are claimed by it,
    ``around`` partner, customer, project, request and equipment, None where there is none.
    """

    id: int
    number: str
    version: int
    title: str
    state: ClaimState
    contact_name: str
    task: str
    asked_at: datetime
    asked_by: str
    wanted_on: date | None
    answered_at: datetime | None
    answered_by: str
    answer: str
    closed_at: datetime | None
    result: str
    cost: Decimal | None
    recovered: Decimal | None
    recovered_on: date | None
    given_up: str
    cost_settled: bool
    around: Mapping[str, Linked | None]
    old_parts: tuple[LinkLine, ...]
    commitments: tuple[CommitmentLine, ...]
    steps: tuple[NextStep, ...]
    papers: tuple[PaperLine, ...]
    scans: tuple[ScanLine, ...]
    events: tuple[EventLine, ...]
    event_count: int


_OWN = (
    "id", "version", "title", "contact_name", "task", "asked_at", "asked_by", "wanted_on", "answered_at", "answered_by",
    "answer", "closed_at", "result",
)  # fmt: skip
_SUMS = ("cost", "recovered", "recovered_on")
_AROUND = ("partner", "customer", "project", "request", "equipment")
_TYPED = (
    "partner_id", "request_id", "project_id", "equipment_id", "contact_name", "title", "task", "asked_at", "wanted_on",
    "version",
)  # fmt: skip


def claim_facts(claim: SupplierClaim) -> ReturnFacts:
    """Return what the gates of a task look at: its cost is settled once it is said what came back, if only nothing and
    why, or that it cost nothing.
    """
    return ReturnFacts(cost_settled=claim.recovered is not None or claim.cost == 0)


def supplier_claim_details(context: Context, record_id: int) -> SupplierClaimDetails:
    """Read one task with all that its detail pane shows; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        return _details(context, session, existing(session, SupplierClaim, record_id))


def _details(context: Context, session: Session, found: SupplierClaim) -> SupplierClaimDetails:
    actor = context.actor
    log = log_of(session, found.id, (EventKind.COST_RECOVERED,))
    papers, scans = filed_of_record(session, (found.id,))
    sees_money = actor.may(Permission.VIEW_MONEY)
    sums: dict[str, Any] = {name: getattr(found, name) if sees_money else None for name in _SUMS}
    return SupplierClaimDetails(
        **{name: getattr(found, name) for name in _OWN},
        number=found.number or "",
        state=ClaimState(found.state),
        **sums,
        given_up=_given_up(log) if sees_money else "",
        cost_settled=claim_facts(found).cost_settled,
        around=named_links(found, _AROUND, linked_records(session, named_ids(found, _AROUND), actor)),
        old_parts=_claimed_parts(session, found.id),
        commitments=commitments_of(session, found.id, context.clock.now()),
        steps=_steps(found, actor),
        papers=papers,
        scans=scans,
        events=log.newest,
        event_count=log.count,
    )


def _claimed_parts(session: Session, claim_id: int) -> tuple[LinkLine, ...]:
    table = OldPart.__table__.c
    return links(session, RecordKind.OLD_PART, Record.id.in_(select(table.id).where(table.claim_id == claim_id)))


def _given_up(log: Log) -> str:
    """Return why no more is asked for, as it was recorded last."""
    return str(next((entry.data.get("reason", "") for entry in log.all_of), ""))


def _steps(claim: SupplierClaim, actor: Actor) -> tuple[NextStep, ...]:
    """Return the arrows that lead on, and, before the task is closed, the recording of what came back."""
    steps = next_steps(RecordKind.SUPPLIER_CLAIM, claim.state, claim_facts(claim), actor)
    if claim.state not in OPEN:
        return steps
    allowed = actor.may(Permission.EDIT_RETURNS) and actor.may(Permission.VIEW_MONEY)
    recover = NextStep("record_recovery", N_("Record what came back of the cost"), "recovery", allowed, ())
    return (*steps[:1], recover, *steps[1:])


def tasks_of_partner(session: Session, partner_id: int) -> tuple[LinkLine, ...]:
    """Return what a partner was asked for and is not closed yet, the newest first."""
    table = SupplierClaim.__table__
    theirs = Record.id.in_(select(table.c.id).where(table.c.partner_id == partner_id))
    return links(session, RecordKind.SUPPLIER_CLAIM, and_(theirs, Record.state.in_(OPEN)))


def supplier_claim_form(context: Context, record_id: int) -> SupplierClaimForm:
    """Read a task into the form that changes it; without its cost for those who may not see money."""
    context.require(Permission.EDIT_RETURNS)
    with context.read() as session:
        found = existing(session, SupplierClaim, record_id)
        cost = found.cost if context.actor.may(Permission.VIEW_MONEY) else None
        return SupplierClaimForm(**{name: getattr(found, name) for name in _TYPED}, cost=cost)


def new_supplier_claim_form(
    context: Context, *, request_id: int | None = None, partner_id: int | None = None, old_part_id: int | None = None
) -> SupplierClaimForm:
    """Return the form of a task that is asked for now, of a request, a partner or an old part where they are given: the
    maker of the equipment, what it is about, and what the customer said, or what was found of the old part.
    """
    context.require(Permission.EDIT_RETURNS)
    now = context.clock.now()
    if old_part_id is not None:
        return _of_old_part(context, old_part_id, now)
    if request_id is None:
        return SupplierClaimForm(asked_at=now, partner_id=partner_id)
    with context.read() as session:
        request = existing(session, Request, request_id)
        thing = existing(session, Equipment, request.equipment_id) if request.equipment_id is not None else None
        return SupplierClaimForm(
            partner_id=partner_id or (thing.maker_id if thing is not None else None),
            request_id=request.id,
            project_id=request.project_id,
            equipment_id=request.equipment_id,
            title=request.title,
            task=request.text[:TEXT_LIMIT],
            asked_at=now,
        )


def _of_old_part(context: Context, old_part_id: int, now: datetime) -> SupplierClaimForm:
    with context.read() as session:
        old = existing(session, OldPart, old_part_id)
        thing = existing(session, Equipment, old.equipment_id) if old.equipment_id is not None else None
        named = " ".join(part for part in (old.title, old.spec, old.serial_no) if part)
        return SupplierClaimForm(
            partner_id=thing.maker_id if thing is not None else None,
            request_id=old.request_id,
            project_id=old.project_id,
            equipment_id=old.equipment_id,
            old_part_id=old.id,
            title=_("Claim for {part}").format(part=named)[:TITLE_LIMIT],
            task="\n".join(part for part in (old.fault, old.appraisal_text) if part)[:TEXT_LIMIT],
            asked_at=now,
        )
