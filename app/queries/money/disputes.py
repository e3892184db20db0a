"""Reading disputes over quality: one in full, and the forms that change it (C10.4)."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from app.context import Context
from app.formatting import local
from app.forms.disputes import DisputeForm
from app.forms.money import ShareForm
from app.queries.material.stock import local_day
from app.queries.money.claims import ClaimedInstalment, claimed_instalments
from app.queries.records.closing_parts import closing_parts
from app.queries.records.linked import linked_records, named_ids, named_links
from app.queries.records.lookup import existing
from app.queries.records.record_parts import CommitmentLine, EventLine, NextStep, PaperLine, ScanLine
from app.queries.records.typed import typed_form
from app.queries.trade.order_parts import Linked
from app.rules.money.dispute_rules import SOLVED_REQUESTS, DisputeFacts, pauses
from app.rules.permissions import Permission
from models.enums import DisputeState, DisputeVerdict
from models.money.dispute import Dispute
from models.money.receivable import Instalment
from models.requests.request import Request


@dataclass(frozen=True, slots=True)
class DisputeClaimLine:
    """An instalment that a dispute holds back, with the sum, in yuan."""

    instalment: ClaimedInstalment
    amount: Decimal


@dataclass(frozen=True, slots=True)
class DisputeDetails:
    """One dispute in full; ``pausing`` tells that its instalments are not dunned meanwhile, ``held`` what they are."""

    id: int
    number: str
    version: int
    title: str
    state: DisputeState
    raised_on: date
    raised_by: str
    description: str
    finding: str
    verdict: DisputeVerdict | None
    verified_at: datetime | None
    verified_by: str
    measures: str
    responsible: str
    measures_until: date | None
    resolved_on: date | None
    resolution: str
    customer_id: int
    project_id: int | None
    request_id: int | None
    customer: Linked | None
    project: Linked | None
    request: Linked | None
    pausing: bool
    held: Decimal
    claims: tuple[DisputeClaimLine, ...]
    created_at: datetime
    created_by: str
    commitments: tuple[CommitmentLine, ...]
    steps: tuple[NextStep, ...]
    papers: tuple[PaperLine, ...]
    scans: tuple[ScanLine, ...]
    events: tuple[EventLine, ...]
    event_count: int


_AROUND = ("customer", "project", "request")
_CLOSING = ("commitments", "steps", "papers", "scans", "events", "event_count")
_READ = ("number", "state", "pausing", "held", "claims", *_AROUND, *_CLOSING)
_OWN = tuple(one.name for one in fields(DisputeDetails) if one.name not in _READ)


def dispute_details(context: Context, record_id: int) -> DisputeDetails:
    """Read one dispute with all that its detail pane shows; NotFound when there is none."""
    context.require(Permission.VIEW_MONEY)
    with context.read() as session:
        found = existing(session, Dispute, record_id)
        today = local_day(session, context.clock.now())
        around = claimed_instalments(session, [claim.instalment_id for claim in found.claims], today)
        claims = tuple(DisputeClaimLine(around[claim.instalment_id], claim.amount) for claim in found.claims)
        return DisputeDetails(
            **{name: getattr(found, name) for name in _OWN},
            number=found.number or "",
            state=DisputeState(found.state),
            **named_links(found, _AROUND, linked_records(session, named_ids(found, _AROUND), context.actor)),
            pausing=pauses(DisputeState(found.state), found.verdict),
            held=sum((claim.amount for claim in claims), Decimal(0)),
            claims=claims,
            **closing_parts(context, session, found, dispute_facts_of(session, found)),
        )


def dispute_facts_of(session: Session, found: Dispute) -> DisputeFacts:
    """Read what the gates of a dispute look at: the request that it became, while it is not solved."""
    request = session.get(Request, found.request_id) if found.request_id is not None else None
    is_open = request is not None and request.state not in SOLVED_REQUESTS
    return DisputeFacts((request.number or request.title,) if request is not None and is_open else ())


def dispute_form(context: Context, record_id: int) -> DisputeForm:
    """Read a dispute into the form that corrects it."""
    context.require(Permission.EDIT_COLLECTION)
    with context.read() as session:
        found = existing(session, Dispute, record_id)
        shares = tuple(ShareForm(instalment_id=one.instalment_id, amount=one.amount) for one in found.claims)
        return typed_form(found, DisputeForm, shares=shares, reason="")


def new_dispute_form(
    context: Context, *, customer_id: int | None = None, instalment_id: int | None = None
) -> DisputeForm:
    """Return the form of a dispute that was raised today: of a customer, and about one instalment, where given."""
    context.require(Permission.EDIT_COLLECTION)
    form = DisputeForm(customer_id=customer_id, raised_on=local(context.clock.now(), context.zone).date())
    if instalment_id is None:
        return form
    with context.read() as session:
        owed = existing(session, Instalment, instalment_id)
        return DisputeForm(
            customer_id=owed.customer_id,
            project_id=owed.project_id,
            raised_on=form.raised_on,
            shares=(ShareForm(instalment_id=owed.id, amount=owed.open_amount),),
        )
