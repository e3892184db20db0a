"""Reading one proposal of stronger measures in full (C10.5)."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.context import Context
from app.queries.approvals.summary import ApprovalSummary, approval_summary
from app.queries.material.stock import local_day
from app.queries.money.claims import ClaimedInstalment
from app.queries.money.limitation import limitation_dates
from app.queries.money.measures_facts import claimed_by, measures_facts
from app.queries.records.linked import linked_records, named_ids, named_links
from app.queries.records.lookup import existing
from app.queries.records.record_parts import (
    EventLine,
    NextStep,
    PaperLine,
    ScanLine,
    counted_events_of,
    filed_of_record,
    next_steps,
)
from app.queries.trade.order_parts import Linked
from app.rules.money.limitation import is_pressing
from app.rules.money.measures_rules import MeasuresFacts
from app.rules.permissions import Permission
from app.rules.trade.pricing import ZERO
from models.enums import Evidence, Measure, MeasuresState
from models.money.dispute import Measures, MeasuresClaim

# Only a draft has steps with gates: for others nothing has to be looked up.
_OPEN_GATES = MeasuresFacts(has_claims=True, has_measures=True, has_reason=True, has_plan=True, proven=True)


@dataclass(frozen=True, slots=True)
class MeasuresClaimLine:
    """An instalment that a proposal names: what of it was overdue when it was written, with the default interest, in
    yuan, and for how long; ``limitation`` is the last day to take it to court, ``pressing`` that it comes near.
    """

    instalment: ClaimedInstalment
    outstanding: Decimal
    interest: Decimal
    overdue_days: int
    limitation: date | None
    pressing: bool


@dataclass(frozen=True, slots=True)
class MeasuresDetails:
    """One proposal in full; ``total`` and ``interest`` are what its claims come to, in yuan, ``limitation`` the first
    day on which one of them runs out.
    """

    id: int
    number: str
    version: int
    title: str
    state: MeasuresState
    unpaid_reason: str
    customer_status: str
    dispute_words: str
    evidence: tuple[Evidence, ...]
    measures: tuple[Measure, ...]
    plan: str
    responsible: str
    cost: Decimal | None
    expected: Decimal | None
    impact: str
    alternative: str
    submitted_at: datetime | None
    carried_out_on: date | None
    result: str
    customer_id: int
    project_id: int | None
    customer: Linked | None
    project: Linked | None
    claims: tuple[MeasuresClaimLine, ...]
    total: Decimal
    interest: Decimal
    limitation: date | None
    pressing: bool
    approval: ApprovalSummary | None
    created_at: datetime
    created_by: str
    steps: tuple[NextStep, ...]
    papers: tuple[PaperLine, ...]
    scans: tuple[ScanLine, ...]
    events: tuple[EventLine, ...]
    event_count: int


_AROUND = ("customer", "project")
_CLAIMED = ("claims", "total", "interest", "limitation", "pressing")
_CLOSING = ("steps", "papers", "scans", "events", "event_count")
_READ = ("number", "state", "evidence", "measures", "approval", *_AROUND, *_CLAIMED, *_CLOSING)
_OWN = tuple(one.name for one in fields(MeasuresDetails) if one.name not in _READ)


def measures_details(context: Context, record_id: int) -> MeasuresDetails:
    """Read one proposal with all that its detail pane shows; NotFound when there is none."""
    context.require(Permission.VIEW_MONEY)
    with context.read() as session:
        found = existing(session, Measures, record_id)
        today = local_day(session, context.clock.now())
        claimed = claimed_by(session, found, today)
        is_draft = found.state == MeasuresState.DRAFT
        facts = measures_facts(session, found, claimed) if is_draft else _OPEN_GATES
        return MeasuresDetails(
            **{name: getattr(found, name) for name in _OWN},
            number=found.number or "",
            state=MeasuresState(found.state),
            evidence=tuple(Evidence(code) for code in found.evidence),
            measures=tuple(Measure(code) for code in found.measures),
            approval=approval_summary(session, found.id) if found.number else None,
            **named_links(found, _AROUND, linked_records(session, named_ids(found, _AROUND), context.actor)),
            **_sums(claim_lines(session, found, claimed, today)),
            steps=next_steps(found.kind, found.state, facts, context.actor),
            **_logged(session, found),
        )


def _logged(session: Session, found: Measures) -> dict[str, Any]:
    """Return papers and log; a proposal owes nothing itself: it meets what its instalments owe."""
    events, event_count = counted_events_of(session, (found.id,))
    papers, scans = filed_of_record(session, (found.id,))
    return {"events": events, "event_count": event_count, "papers": papers, "scans": scans}


def _sums(lines: tuple[MeasuresClaimLine, ...]) -> dict[str, Any]:
    limits = [line.limitation for line in lines if line.limitation is not None]
    return {
        "claims": lines,
        "total": sum((line.outstanding for line in lines), ZERO),
        "interest": sum((line.interest for line in lines), ZERO),
        "limitation": min(limits, default=None),
        "pressing": any(line.pressing for line in lines),
    }


def claim_lines(
    session: Session, found: Measures, claimed: Mapping[int, ClaimedInstalment], today: date
) -> tuple[MeasuresClaimLine, ...]:
    """Return what a proposal names, the oldest due first."""
    limits = limitation_dates(session, {one.id: one.due_on for one in claimed.values()})
    oldest_first = sorted(found.claims, key=lambda claim: -claim.overdue_days)
    return tuple(_line(one, claimed[one.instalment_id], limits.get(one.instalment_id), today) for one in oldest_first)


def _line(
    claim: MeasuresClaim, instalment: ClaimedInstalment, limitation: date | None, today: date
) -> MeasuresClaimLine:
    return MeasuresClaimLine(
        instalment=instalment,
        outstanding=claim.outstanding,
        interest=claim.interest,
        overdue_days=claim.overdue_days,
        limitation=limitation,
        pressing=is_pressing(limitation, today),
    )
