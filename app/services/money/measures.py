"""Stronger measures to collect: proposed to the leader, carried out only when approved (C10.5).

Submitting them is the report upward that the clocks of the instalments they name wait for; a third dunning letter
rests on approved ones.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.errors import Invalid
from app.formatting import local
from app.forms.measures import CarriedOutForm, MeasuresForm
from app.i18n import _
from app.queries.money.measures_facts import Claimable, claimable, claimed_by, measures_facts, measures_hash
from app.rules.approvals.steps import measures_steps
from app.rules.inputs import clean_line, clean_text
from app.rules.money.measures_rules import CLAUSE, MeasuresFacts
from app.rules.permissions import Permission
from app.rules.projects.contracts import check_amount
from app.rules.trade.pricing import ZERO
from app.services.approvals.asking import ask, drop_open
from app.services.keeping import in_use
from app.services.moves import move
from app.services.past_days import past_day, today_of
from app.services.promises.keeping import settle
from app.services.use_case import fresh, load, log, next_number, required, use_case
from models.approval import Approval
from models.enums import ApprovalState, ApprovalSubject, EventKind, MeasuresState, RecordKind
from models.money.dispute import Measures, MeasuresClaim
from models.money.receivable import Instalment
from models.parties.customer import Customer

LONGEST_TEXT = 4000
TITLE_LIMIT = 200
_TEXTS = ("unpaid_reason", "customer_status", "dispute_words", "plan", "impact", "alternative")
Word = TypeVar("Word", bound=StrEnum)


@use_case(Permission.EDIT_COLLECTION)
def save_measures(context: Context, *, form: MeasuresForm, record_id: int | None = None) -> int:
    """Write a draft of a proposal; returns its id. It has no number before it is submitted.

    Its claims are taken as they stand today. Invalid at the form's field: without a customer, for an instalment that is
    not overdue, not handed over or disputed, and for a proposal that is no draft any more.
    """
    with context.write() as session:
        measures = load(session, Measures, record_id, form.version) if record_id else _new(session)
        if measures.state != MeasuresState.DRAFT:
            raise Invalid(_("Take the proposal back to draft before changing it."), clause=CLAUSE)
        if form.customer_id is None:
            raise Invalid(_("Choose the customer."), field="customer_id")
        customer = in_use(session, Customer, form.customer_id, field="customer_id", kept=measures.customer_id)
        measures.customer_id = customer.id
        _write(measures, form)
        known = {one.line.id: one for one in claimable(session, customer.id, today_of(session))}
        if any(instalment not in known for instalment in form.instalment_ids):
            text = _("Only what is overdue, handed over and undisputed can be named.")
            raise Invalid(text, field="instalment_ids", clause=CLAUSE)
        _write_claims(measures, [known[one] for one in dict.fromkeys(form.instalment_ids)], customer.title)
        session.add(measures)
        session.flush()
        log(session, measures, EventKind.EDITED if record_id else EventKind.REGISTERED)
        return measures.id


def _new(session: Session) -> Measures:
    return Measures(state=MeasuresState.DRAFT, claims=[], sort_at=session.info["now"], **fresh(session))


def _write(measures: Measures, form: MeasuresForm) -> None:
    for name in _TEXTS:
        setattr(measures, name, clean_text(getattr(form, name), field=name, limit=LONGEST_TEXT))
    measures.responsible = clean_line(form.responsible, field="responsible", limit=60)
    check_amount(form.cost, field="cost")
    check_amount(form.expected, field="expected")
    measures.cost, measures.expected = form.cost, form.expected
    measures.evidence, measures.measures = _codes(form.evidence), _codes(form.measures)


def _codes(chosen: Iterable[Word]) -> list[str]:
    """Return the codes of what is ticked, in the order of their vocabulary."""
    members = list(dict.fromkeys(chosen))
    order = {member: place for place, member in enumerate(type(members[0]))} if members else {}
    return [member.value for member in sorted(members, key=order.__getitem__)]


def _write_claims(measures: Measures, chosen: Sequence[Claimable], customer: str) -> None:
    """Write what is claimed as it stands; one that stays keeps its row. The contracts and orders give the title."""
    known = {claim.instalment_id: claim for claim in measures.claims}
    rows = []
    for one in chosen:
        row = known.get(one.line.id) or MeasuresClaim(instalment_id=one.line.id)
        row.outstanding, row.interest, row.overdue_days = one.line.open, one.interest, one.line.overdue_days
        rows.append(row)
    measures.claims = rows
    sources = dict.fromkeys(one.line.source_number for one in chosen)
    measures.title = (_(", ").join(sources) or customer)[:TITLE_LIMIT]
    projects = {one.line.project_id for one in chosen}
    measures.project_id = projects.pop() if len(projects) == 1 else None


@use_case(Permission.EDIT_COLLECTION)
def submit_measures(context: Context, *, record_id: int, version: int, note: str = "") -> int:
    """Submit a draft to the leader (C10.5); returns the id of the approval that is asked for.

    It gets its number now; its claims are taken as they stand today, and their clocks to report upward are met. Blocked
    while it names nothing overdue, no reason, measures or plan, no evidence for legal steps, or what is paid or
    disputed by now.
    """
    told = clean_text(note, field="note", limit=LONGEST_TEXT)
    with context.write() as session:
        measures = load(session, Measures, record_id, version)
        move(context, session, measures, "submit", _facts(session, measures), text=told)
        _refresh_claims(session, measures)
        measures.number = measures.number or next_number(session, RecordKind.MEASURES)
        measures.submitted_at = measures.submitted_at or session.info["now"]
        log(session, measures, EventKind.MEASURES_SUBMITTED, told)
        _tell(session, measures, EventKind.MEASURES_SUBMITTED)
        return ask(
            context,
            session,
            measures,
            subject=ApprovalSubject.MEASURES,
            content_hash=measures_hash(measures),
            needs=measures_steps(_total(measures), max(claim.overdue_days for claim in measures.claims)),
            note=told,
        ).id


def _facts(session: Session, measures: Measures) -> MeasuresFacts:
    return measures_facts(session, measures, claimed_by(session, measures, today_of(session)))


def _refresh_claims(session: Session, measures: Measures) -> None:
    named = {claim.instalment_id for claim in measures.claims}
    now = claimable(session, measures.customer_id or 0, today_of(session))
    _write_claims(measures, [one for one in now if one.line.id in named], measures.title)


def _total(measures: Measures) -> Decimal:
    return sum((claim.outstanding for claim in measures.claims), ZERO)


def _tell(session: Session, measures: Measures, kind: EventKind, text: str = "") -> None:
    """Write a step into the log of the instalments concerned, and settle their clocks again."""
    for claim in measures.claims:
        row = load(session, Instalment, claim.instalment_id)
        row.version += 1
        log(session, row, kind, f"{measures.number} {text}".strip())
        settle(session, row)


def measures_approved(context: Context, session: Session, measures: Measures, approval: Approval) -> None:
    """Let a proposal be carried out, inside the transaction in which the leader approved it."""
    text = _("By approval {number}").format(number=approval.number or "")
    move(context, session, measures, "approve", _facts(session, measures), text=text)


def measures_returned(context: Context, session: Session, measures: Measures, approval: Approval, reason: str) -> None:
    """Return a proposal to draft because the leader refused the ``approval``, with the reason; it keeps its number, and
    what was reported stays reported.
    """
    text = _("{number}: {reason}").format(number=approval.number or "", reason=reason)
    move(context, session, measures, "return", _facts(session, measures), text=text)


@use_case(Permission.EDIT_COLLECTION)
def withdraw_measures(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Take a submitted proposal back to draft; what is being decided about it is dropped. Where the leader has never
    decided on it, nothing was reported: the clocks of its instalments run again.
    """
    _give_up(context, record_id, version, "withdraw", reason)


@use_case(Permission.EDIT_COLLECTION)
def cancel_measures(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Cancel a proposal with a reason; an approved one only by the manager. A number once given stays (作废)."""
    _give_up(context, record_id, version, "cancel", reason)


def _give_up(context: Context, record_id: int, version: int, action: str, reason: str) -> None:
    why = required(reason, _("Give the reason."), field="reason", limit=LONGEST_TEXT)
    with context.write(why) as session:
        measures = load(session, Measures, record_id, version)
        move(context, session, measures, action, _facts(session, measures), text=why)
        drop_open(session, measures, why)
        if measures.submitted_at is not None:
            if not _was_decided(session, measures):
                measures.submitted_at = None
            told = EventKind.APPROVAL_DROPPED if action == "withdraw" else EventKind.CANCELLED
            _tell(session, measures, told, why)


def _was_decided(session: Session, measures: Measures) -> bool:
    """Return whether the leader has ever decided on a proposal."""
    decided = (ApprovalState.APPROVED, ApprovalState.REFUSED)
    of_it = select(Approval.id).where(Approval.subject_id == measures.id, Approval.state.in_(decided))
    return session.scalar(of_it.limit(1)) is not None


@use_case(Permission.EDIT_COLLECTION)
def carry_out_measures(context: Context, *, record_id: int, version: int, form: CarriedOutForm) -> None:
    """Record that what the leader approved has been done, on which day and with what result.

    Invalid while it is not approved, at ``carried_out_on`` for a day in the future or before the approval, and at
    ``result`` without one.
    """
    result = required(form.result, _("Enter what came of it."), field="result", limit=LONGEST_TEXT)
    with context.write() as session:
        measures = load(session, Measures, record_id, version)
        day = _carried_out_on(session, measures, form.carried_out_on)
        move(context, session, measures, "carry_out", _facts(session, measures), text=result)
        measures.carried_out_on, measures.result = day, result
        log(session, measures, EventKind.MEASURES_CARRIED_OUT, result)
        _tell(session, measures, EventKind.MEASURES_CARRIED_OUT, result)


def _carried_out_on(session: Session, measures: Measures, day: date | None) -> date:
    day = past_day(session, day, field="carried_out_on")
    approved = select(Approval.decided_at).where(
        Approval.subject_id == measures.id, Approval.state == ApprovalState.APPROVED
    )
    approved_at = session.scalar(approved)
    if approved_at is not None and day < local(approved_at, ZoneInfo(settings_of(session).text("zone"))).date():
        raise Invalid(_("This lies before the day it was approved."), field="carried_out_on", clause=CLAUSE)
    return day
