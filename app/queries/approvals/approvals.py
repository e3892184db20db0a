"""Approvals: the list, and one with everything that whoever decides wants to know."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from app.context import Actor, Context, settings_of
from app.formatting import local
from app.i18n import N_
from app.queries.approvals.content import Change, changes_of, count_changes, is_unchanged, number_of
from app.queries.approvals.deciders import roles_asked, roles_of
from app.queries.approvals.summary import ApprovalSummary, reasons_of, summary_of
from app.queries.lists.record_list import RecordList, record
from app.queries.lists.table_list import Looking
from app.queries.material.purchase_facts import BoughtItem, bought_items
from app.queries.money.measures_facts import Proposed, proposed
from app.queries.records.lookup import existing
from app.queries.records.record_parts import (
    EventLine,
    NextStep,
    PaperLine,
    ScanLine,
    counted_events_of,
    filed_of_record,
)
from app.queries.trade.priced import TermsView, price_sums, terms_view
from app.rules.approvals.steps import EXCEPTIONS
from app.rules.gate import BlockReason
from app.rules.permissions import Permission
from models.approval import Approval, ApprovalStep
from models.enums import ApprovalDecision, ApprovalState, ApprovalSubject, RecordKind, Role
from models.material.count import StockCount
from models.material.purchase import Purchase
from models.money.dispute import Measures
from models.record import Record
from models.requests.request import Request
from models.trade.priced import PricedRecord

approval = Approval.__table__
_subject = aliased(Record.__table__, name="subject")
_priced = PricedRecord.__table__
_step = ApprovalStep.__table__
_pending = _step.c.decision == ApprovalDecision.PENDING


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """A line of the list; ``waits_for`` is whose word is asked for now, ``total`` with tax, None for an exception."""

    id: int
    number: str
    name: str
    customer: str
    subject: ApprovalSubject
    about: str
    total: Decimal | None
    state: ApprovalState
    waits_for: Role | None
    asked_at: datetime
    asked_by: str
    decided_at: datetime | None


def _waiting(looking: Looking) -> ColumnElement[bool]:
    roles = roles_asked(looking.session, looking.actor)
    asked = select(_step.c.approval_id).where(_pending, _step.c.role.in_(roles))
    return record.c.id.in_(asked)


APPROVALS = RecordList(
    kind=RecordKind.APPROVAL,
    row=ApprovalRow,
    own=approval,
    columns={
        "about": _subject.c.number,
        "total": _priced.c.total,
        "waits_for": select(_step.c.role)
        .where(_step.c.approval_id == record.c.id, _pending)
        .correlate(record)
        .scalar_subquery(),
    },
    joins=(
        (_subject, _subject.c.id == approval.c.subject_id),
        (_priced, _priced.c.id == approval.c.subject_id),
    ),
    orders={"asked_at": record.c.sort_at},
    views={
        "waiting": _waiting,
        "pending": record.c.state == ApprovalState.PENDING.value,
        "approved": record.c.state == ApprovalState.APPROVED.value,
        "refused": record.c.state == ApprovalState.REFUSED.value,
    },
    few=frozenset({"waiting", "pending"}),
    counts_by_record=True,
    permission=Permission.VIEW_MONEY,
    money=frozenset({"total"}),
)


@dataclass(frozen=True, slots=True)
class PricedFigures:
    """What a quotation or an order comes to in yuan: with tax after the ``discount``, and without tax (``net``). Cost,
    profit and margin are None for those who may not see them.
    """

    total: Decimal
    discount: Decimal
    net: Decimal
    cost: Decimal | None
    profit: Decimal | None
    margin: Decimal | None
    large: bool
    terms: TermsView


@dataclass(frozen=True, slots=True)
class ApprovalDetails:
    """One approval in full.

    ``figures`` are those of a quotation or order, ``items`` what a purchase of our own buys, ``proposed`` what stronger
    measures say; nothing for an exception, and once the subject no longer says what was submitted (``unchanged``).
    ``changes`` compare a new revision with the former one, which was approved, or a stock count with the ledger.
    ``request_id`` is the request that it is all about, if any.
    """

    id: int
    version: int
    summary: ApprovalSummary
    subject: ApprovalSubject
    subject_id: int
    subject_kind: RecordKind
    subject_number: str
    title: str
    customer_id: int | None
    customer: str
    request_id: int | None
    request_number: str
    gate: str
    unchanged: bool
    figures: PricedFigures | None
    items: tuple[BoughtItem, ...]
    proposed: tuple[Proposed, ...]
    changes: tuple[Change, ...]
    steps: tuple[NextStep, ...]
    events: tuple[EventLine, ...]
    event_count: int
    papers: tuple[PaperLine, ...]
    scans: tuple[ScanLine, ...]


def approval_details(context: Context, record_id: int) -> ApprovalDetails:
    """Read one approval; NotFound when there is none, NotAllowed for those who may not see money."""
    context.require(Permission.VIEW_MONEY)
    with context.read() as session:
        found = existing(session, Approval, record_id)
        subject = session.get_one(Record, found.subject_id)
        unchanged = is_unchanged(found, subject)
        events, event_count = counted_events_of(session, [found.id])
        papers, scans = filed_of_record(session, [found.id])
        return ApprovalDetails(
            id=found.id,
            version=found.version,
            summary=summary_of(found),
            subject=found.subject,
            subject_id=subject.id,
            subject_kind=subject.kind,
            subject_number=number_of(subject, unchanged=unchanged),
            title=found.title,
            gate=found.gate,
            unchanged=unchanged,
            steps=_steps(found, context.actor, unchanged=unchanged),
            events=events,
            event_count=event_count,
            papers=papers,
            scans=scans,
            **_around(session, subject),
            **(_content(context, session, found, subject) if unchanged else _NOTHING),
        )


_NOTHING: Mapping[str, Any] = {"figures": None, "items": (), "proposed": (), "changes": ()}


def _around(session: Session, subject: Record) -> dict[str, Any]:
    customer = session.get(Record, subject.customer_id) if subject.customer_id else None
    request_id = subject.id if isinstance(subject, Request) else getattr(subject, "request_id", None)
    request = session.get(Request, request_id) if request_id else None
    return {
        "customer_id": subject.customer_id,
        "customer": customer.title if customer else "",
        "request_id": request.id if request else None,
        "request_number": (request.number or "") if request else "",
    }


def _content(context: Context, session: Session, found: Approval, subject: Record) -> Mapping[str, Any]:
    may_see = context.actor.may(Permission.VIEW_MARGINS)
    if isinstance(subject, StockCount):
        return {**_NOTHING, "changes": count_changes(session, subject)}
    if isinstance(subject, Measures):
        return {**_NOTHING, "proposed": proposed(subject)}
    if isinstance(subject, Purchase):
        items = bought_items(session, subject)
        return {**_NOTHING, "items": items if may_see else tuple(replace(one, cost=None) for one in items)}
    if not isinstance(subject, PricedRecord):
        return _NOTHING
    today = local(context.clock.now(), ZoneInfo(settings_of(session).text("zone"))).date()
    sums = price_sums(subject, with_costs=may_see)
    names = ("total", "discount", "net", "cost", "profit", "margin")
    figures = PricedFigures(
        **{name: getattr(sums, name) for name in names},
        large=subject.large,
        terms=terms_view(session, subject, today),
    )
    return {**_NOTHING, "figures": figures, "changes": changes_of(session, found, subject, with_costs=may_see)}


def _steps(found: Approval, actor: Actor, *, unchanged: bool) -> tuple[NextStep, ...]:
    """Return what can be done with an approval: decide, or enter what was decided on paper."""
    pending = next((step for step in found.steps if step.decision is ApprovalDecision.PENDING), None)
    if pending is None:
        return ()
    clause = _clause_of(found, pending.role)
    changed = () if unchanged else (BlockReason(clause, N_("It changed since it was submitted"), fix="show_subject"),)
    mine = changed or tuple(_not_mine(found, pending.role, actor))
    enters = actor.may(Permission.ENTER_PAPER_DECISION)
    takes_back = actor.may(Permission.ASK_EXCEPTION)
    withdraw = NextStep("withdraw", N_("Take back …"), "reason", takes_back, ())
    return (
        NextStep("approve", N_("Approve …"), None, True, mine),
        NextStep("refuse", N_("Refuse …"), "reason", True, mine),
        NextStep("enter_paper", N_("Enter a decision from paper …"), "paper", enters, changed),
        *((withdraw,) if found.subject is ApprovalSubject.PAY_FIRST else ()),
    )


def _not_mine(found: Approval, role: Role, actor: Actor) -> Iterator[BlockReason]:
    """Yield why this person cannot decide on screen."""
    if found.subject in EXCEPTIONS and found.asked_by == actor.display_name:
        alone = N_("Nobody grants an exception to oneself: the leader decides")
        yield BlockReason(EXCEPTIONS[found.subject], alone, fix="print_sheet")
    elif role not in roles_of(actor):
        yield BlockReason(_clause_of(found, role), _WHOSE[role], fix="print_sheet")


def _clause_of(found: Approval, role: Role) -> str:
    """Return the clause that asks for the word of a role, C8.2 where none is kept."""
    return next((reason.clause for reason in reasons_of(found, role)), "C8.2")


_WHOSE: Mapping[Role, str] = {
    Role.MANAGER: N_("The manager decides, here or on the printed approval sheet"),
    Role.LEADER: N_("The leader decides, here or on the printed approval sheet"),
}
