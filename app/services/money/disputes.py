"""Disputes: a customer refuses to pay over quality; verified, put right, resolved (C10.4).

While one pauses, only the instalments it names are not dunned; every step settles their clocks again.
"""

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.forms.disputes import DisputeForm, ResolutionForm, VerdictForm
from app.forms.money import ShareForm
from app.i18n import _
from app.labels import label
from app.queries.money.disputes import dispute_facts_of
from app.queries.money.payable import payables_of
from app.rules.inputs import clean_line, clean_text, plausible_day
from app.rules.money.allocation import Payable, checked_shares
from app.rules.money.dispute_rules import CLAUSE, DisputeFacts, check_measures
from app.rules.permissions import Permission
from app.rules.trade.pricing import ZERO
from app.services.keeping import in_use
from app.services.moves import move
from app.services.past_days import past_day, today_of
from app.services.promises.keeping import drop_all, settle, settle_correction
from app.services.use_case import fresh, load, log, next_number, required, use_case
from models.enums import DisputeState, EventKind, RecordKind
from models.money.dispute import Dispute, DisputeClaim
from models.money.receivable import Instalment
from models.parties.customer import Customer
from models.projects.project import Project
from models.requests.request import Request

LONGEST_TEXT = 4000


@use_case(Permission.EDIT_COLLECTION)
def register_dispute(context: Context, *, form: DisputeForm, record_id: int | None = None) -> int:
    """Register that a customer refuses to pay over quality, or correct it while it is not verified; returns its id.

    It has its number at once, is to be verified within days, and pauses the instalments it names. Invalid at the field
    for a day in the future, nothing said, nothing held back, or what is another customer's; at ``reason`` where its
    clock was missed already.
    """
    why = clean_text(form.reason, field="reason", limit=LONGEST_TEXT)
    with context.write(why) as session:
        dispute = load(session, Dispute, record_id, form.version) if record_id else _new(session)
        if dispute.state != DisputeState.REGISTERED:
            raise Invalid(_("This dispute is verified and is not changed any more."), clause=CLAUSE)
        before = [claim.instalment_id for claim in dispute.claims]
        _write(session, dispute, form)
        _write_claims(session, dispute, form.shares)
        session.add(dispute)
        session.flush()
        log(session, dispute, EventKind.EDITED if record_id else EventKind.DISPUTED, why or dispute.title)
        settle_correction(session, dispute, context.actor, why)
        _tell(session, dispute, EventKind.DISPUTED, before)
        return dispute.id


def _new(session: Session) -> Dispute:
    dispute = Dispute(state=DisputeState.REGISTERED, **fresh(session))
    dispute.number = next_number(session, RecordKind.DISPUTE)
    dispute.sort_at = session.info["now"]
    return dispute


def _write(session: Session, dispute: Dispute, form: DisputeForm) -> None:
    if form.customer_id is None:
        raise Invalid(_("Choose the customer."), field="customer_id")
    customer = in_use(session, Customer, form.customer_id, field="customer_id", kept=dispute.customer_id)
    for model, record_id, field in ((Project, form.project_id, "project_id"), (Request, form.request_id, "request_id")):
        if record_id is not None and load(session, model, record_id).customer_id != customer.id:
            raise Invalid(_("This belongs to another customer."), field=field)
    dispute.customer_id, dispute.request_id = customer.id, form.request_id
    dispute.project_id = form.project_id or _only_project(session, form.shares)
    dispute.title = required(form.title, _("Say in a few words what is disputed."), field="title")
    dispute.raised_by = clean_line(form.raised_by, field="raised_by", limit=200)
    dispute.description = clean_text(form.description, field="description", limit=LONGEST_TEXT)
    dispute.raised_on = past_day(session, form.raised_on, field="raised_on")


def _only_project(session: Session, shares: Sequence[ShareForm]) -> int | None:
    """Return the project that all these instalments are of, None where they are of several or of none."""
    named = select(Instalment.project_id).where(Instalment.id.in_([one.instalment_id for one in shares])).distinct()
    projects = session.scalars(named).all()
    return projects[0] if len(projects) == 1 else None


def _write_claims(session: Session, dispute: Dispute, shares: Sequence[ShareForm]) -> None:
    payables = {one.id: one for one in payables_of(session, dispute.customer_id or 0)}
    whole = [
        ShareForm(instalment_id=one.instalment_id, amount=one.amount or _open(payables, one.instalment_id))
        for one in shares
    ]
    everything = sum((one.open for one in payables.values()), ZERO)
    checked = checked_shares(whole, everything, payables)
    if not checked:
        raise Invalid(_("Choose the instalments that are held back."), field="shares", clause=CLAUSE)
    known = {claim.instalment_id: claim for claim in dispute.claims}
    dispute.claims = [known.get(instalment) or DisputeClaim(instalment_id=instalment) for instalment, _sum in checked]
    for claim, (_instalment, amount) in zip(dispute.claims, checked, strict=True):
        claim.amount = amount


def _open(payables: dict[int, Payable], instalment_id: int) -> Decimal | None:
    return payables[instalment_id].open if instalment_id in payables else None


def _tell(session: Session, dispute: Dispute, kind: EventKind, also: Sequence[int] = (), text: str = "") -> None:
    """Write a step into the log of the instalments concerned, and settle their clocks again."""
    named = [claim.instalment_id for claim in dispute.claims]
    for instalment_id in dict.fromkeys([*named, *also]):
        row = load(session, Instalment, instalment_id)
        row.version += 1
        log(session, row, kind, f"{dispute.number} {text or dispute.title}")
        settle(session, row)


@use_case(Permission.JUDGE_DISPUTE)
def verify_dispute(context: Context, *, record_id: int, version: int, form: VerdictForm) -> None:
    """Record what verifying found (C10.4); a fault of ours needs measures by a day. Invalid at the field left empty."""
    finding = required(form.finding, _("Enter what was found."), field="finding", limit=LONGEST_TEXT)
    if form.verdict is None:
        raise Invalid(_("Choose whose fault it is."), field="verdict", clause=CLAUSE)
    with context.write() as session:
        dispute = load(session, Dispute, record_id, version)
        measures = clean_text(form.measures, field="measures", limit=LONGEST_TEXT)
        until = plausible_day(form.measures_until, field="measures_until")
        check_measures(form.verdict, measures, until, today_of(session))
        told = f"{label(form.verdict)}\n{finding}"
        move(context, session, dispute, "verify", DisputeFacts(), text=told)
        dispute.finding, dispute.verdict, dispute.measures = finding, form.verdict, measures
        dispute.measures_until = until if measures else None
        dispute.responsible = clean_line(form.responsible, field="responsible", limit=60)
        dispute.verified_by = clean_line(form.verified_by, field="verified_by", limit=60) or session.info["user_name"]
        dispute.verified_at = session.info["now"]
        log(session, dispute, EventKind.DISPUTE_VERIFIED, told)
        settle(session, dispute)
        _tell(session, dispute, EventKind.DISPUTE_VERIFIED, text=label(form.verdict))


@use_case(Permission.EDIT_COLLECTION)
def resolve_dispute(context: Context, *, record_id: int, version: int, form: ResolutionForm) -> None:
    """Record how a dispute ended: dunning goes on. Blocked while the request that it became is not solved."""
    how = required(form.resolution, _("Enter how it ended."), field="resolution", limit=LONGEST_TEXT)
    with context.write() as session:
        dispute = load(session, Dispute, record_id, version)
        day = past_day(session, form.resolved_on, field="resolved_on")
        if day < dispute.raised_on:
            raise Invalid(_("This lies before the day it was raised."), field="resolved_on", clause=CLAUSE)
        move(context, session, dispute, "resolve", dispute_facts_of(session, dispute), text=how)
        dispute.resolved_on, dispute.resolution = day, how
        log(session, dispute, EventKind.DISPUTE_RESOLVED, how)
        settle(session, dispute)
        _tell(session, dispute, EventKind.DISPUTE_RESOLVED)


@use_case(Permission.JUDGE_DISPUTE)
def reopen_dispute(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Open a resolved dispute again, for a reason: where it was ours it pauses again."""
    why = required(reason, _("Give the reason."), field="reason", limit=LONGEST_TEXT)
    with context.write(why) as session:
        dispute = load(session, Dispute, record_id, version)
        move(context, session, dispute, "reopen", DisputeFacts(), text=why)
        dispute.resolved_on, dispute.resolution = None, ""
        settle(session, dispute)
        _tell(session, dispute, EventKind.DISPUTED)


@use_case(Permission.CANCEL_RECORD)
def cancel_dispute(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Cancel a dispute registered by mistake, with a reason; it keeps its number and pauses nothing."""
    why = required(reason, _("Give the reason."), field="reason", limit=LONGEST_TEXT)
    with context.write(why) as session:
        dispute = load(session, Dispute, record_id, version)
        move(context, session, dispute, "cancel", DisputeFacts(), text=why)
        drop_all(session, dispute, why)
        _tell(session, dispute, EventKind.CANCELLED)
