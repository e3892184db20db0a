"""Deciding: a yes or a no on screen, or one given on paper and entered with its signed scan (C8.2, C8.3, domain.md)."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.archive.scans import FIELD, Scan
from app.context import Context, settings_of
from app.errors import Blocked, Invalid, NotAllowed
from app.formatting import local
from app.forms.approvals import DecisionForm, PaperDecisionForm
from app.i18n import _
from app.labels import label
from app.queries.approvals.content import is_unchanged
from app.queries.approvals.deciders import delegation_for, is_decider, signers_delegation
from app.queries.approvals.entries import entry_of
from app.queries.approvals.summary import reasons_of
from app.rules.approvals.steps import DECIDES, EXCEPTIONS, needs_reason
from app.rules.inputs import clean_text, comparison_key
from app.rules.permissions import Permission
from app.services.approvals.asking import end
from app.services.approvals.subjects import OUTCOMES
from app.services.scans import ScannedPaper, file_scan, stored_scan
from app.services.use_case import check_past, load, log, required, use_case
from models.approval import Approval, ApprovalStep
from models.enums import ApprovalDecision, ApprovalState, EventKind
from models.record import Record

REASON_LIMIT = 4000
NAME_LIMIT = 60


@dataclass(frozen=True, slots=True)
class _Word:
    """What is decided: yes or no, why, by whom and when, under which delegation, with which signed scan."""

    approved: bool
    reason: str
    decided_by: str
    decided_at: datetime
    delegation_id: int | None = None
    document_id: int | None = None


@use_case(Permission.VIEW_MONEY)
def decide(context: Context, *, approval_id: int, version: int, form: DecisionForm) -> None:
    """Give one's word on the step that is asked for.

    NotAllowed for somebody whose word it is not, and on an own exception. Blocked when what is under review was changed
    since. Invalid at ``reason`` for a refusal, or a yes below the margin floor, without one.
    """
    with context.write(form.reason.strip()) as session:
        approval = load(session, Approval, approval_id, version)
        step = _open_step(approval)
        _check_person(context, approval, step)
        now = context.clock.now()
        word = _Word(
            approved=form.approved,
            reason=_reason(approval, step, approved=form.approved, reason=form.reason),
            decided_by=context.actor.display_name,
            decided_at=now,
            delegation_id=delegation_for(session, context.actor, step.role, local(now, _zone(session)).date()),
        )
        _take(context, session, approval, step, word)


@use_case(Permission.ENTER_PAPER_DECISION)
def enter_paper_decision(context: Context, *, approval_id: int, version: int, form: PaperDecisionForm) -> None:
    """Enter the word that the manager or the leader gave on the signed approval sheet, and file its scan.

    Invalid at ``scan`` without one; at ``decided_by`` for nobody, for who asked for an own exception, and for a user of
    the program whose word it is not; at ``decided_at`` for a moment to come or before it was asked; at ``reason`` as in
    ``decide``. Blocked when what is under review was changed since.
    """
    name = required(form.decided_by, _("Enter who signed."), field="decided_by", limit=NAME_LIMIT)
    if form.decided_at is None:
        raise Invalid(_("Enter when it was signed."), field="decided_at")
    at = check_past(form.decided_at, context.clock.now(), field="decided_at")
    if form.scan is None:
        raise Invalid(_("Add the scan of the signed sheet."), field=FIELD)
    scan = stored_scan(context.store, form.scan)
    with context.write(form.reason.strip()) as session:
        approval = load(session, Approval, approval_id, version)
        step = _open_step(approval)
        _check_signer(session, approval, step, name, at)
        reason = _reason(approval, step, approved=form.approved, reason=form.reason)
        document_id = _file(context, session, approval, scan, at)
        delegation_id = signers_delegation(session, name, step.role, local(at, _zone(session)).date())
        word = _Word(form.approved, reason, name, at, delegation_id, document_id)
        _take(context, session, approval, step, word)


def _open_step(approval: Approval) -> ApprovalStep:
    """Return the step that is asked for; Invalid once everything is decided."""
    if approval.state != ApprovalState.PENDING:
        raise Invalid(_("This has been decided already. Nothing was changed."))
    return next(step for step in approval.steps if step.decision is ApprovalDecision.PENDING)


def _check_person(context: Context, approval: Approval, step: ApprovalStep) -> None:
    if approval.subject in EXCEPTIONS and approval.asked_by == context.actor.display_name:
        clause = EXCEPTIONS[approval.subject]
        raise NotAllowed(_("Nobody grants an exception to oneself. Ask the leader."), clause=clause)
    if not context.actor.may(DECIDES[step.role]):
        message = _("This step asks for the word of: {role}. A decision on paper can be entered with its signed scan.")
        raise NotAllowed(message.format(role=label(step.role)), clause="C8.2")


def _check_signer(session: Session, approval: Approval, step: ApprovalStep, name: str, at: datetime) -> None:
    earlier = max([approval.asked_at, *(one.decided_at for one in approval.steps if one.decided_at is not None)])
    if at < earlier.replace(second=0, microsecond=0):
        message = _("This lies before the approval was asked for, or before the step before it was decided.")
        raise Invalid(message, field="decided_at")
    if approval.subject in EXCEPTIONS and comparison_key(name) == comparison_key(approval.asked_by):
        clause = EXCEPTIONS[approval.subject]
        raise Invalid(_("Nobody grants an exception to oneself."), field="decided_by", clause=clause)
    if not is_decider(session, name, step.role, local(at, _zone(session)).date()):
        message = _("{name} does not decide this. It asks for the word of: {role}")
        raise Invalid(message.format(name=name, role=label(step.role)), field="decided_by", clause="C8.2")


def _reason(approval: Approval, step: ApprovalStep, *, approved: bool, reason: str) -> str:
    """Return the cleaned reason; Invalid where one is needed and missing."""
    if not approved:
        return required(reason, _("Say why not."), field="reason", limit=REASON_LIMIT)
    if needs_reason([one.reason for one in reasons_of(approval, step.role)]):
        message = _("The margin lies below the floor. Say why it is approved all the same.")
        return required(reason, message, field="reason", limit=REASON_LIMIT)
    return clean_text(reason, field="reason", limit=REASON_LIMIT)


def _file(context: Context, session: Session, approval: Approval, scan: Scan, at: datetime) -> int:
    """File the signed sheet, with the one that was printed."""
    paper = ScannedPaper(
        entry=entry_of(approval),
        title=_("Signed approval sheet: {title}").format(title=approval.title),
        day=local(at, _zone(session)).date(),
        number=approval.number,
    )
    return file_scan(session, context.store, approval, scan, paper).id


def _take(context: Context, session: Session, approval: Approval, step: ApprovalStep, word: _Word) -> None:
    """Write a word down and let it do what it does; Blocked when it is about something that is gone."""
    subject = load(session, Record, approval.subject_id)
    if not is_unchanged(approval, subject):
        message = _("It changed since it was submitted. Have it submitted again: nothing was decided.")
        raise Blocked(message, clause="C8.2")
    step.decision = ApprovalDecision.APPROVED if word.approved else ApprovalDecision.REFUSED
    step.decided_at, step.decided_by = word.decided_at, word.decided_by
    step.entered_by, step.on_paper = session.info["user_name"], word.document_id is not None
    step.reason, step.document_id, step.delegation_id = word.reason, word.document_id, word.delegation_id
    _log(session, approval, step, word)
    following = next((one for one in approval.steps if one.decision is ApprovalDecision.WAITING), None)
    if word.approved and following is not None:
        following.decision = ApprovalDecision.PENDING
        return
    end(approval, ApprovalState.APPROVED if word.approved else ApprovalState.REFUSED)
    approval.decided_at = word.decided_at
    outcome = OUTCOMES[approval.subject]
    if word.approved:
        outcome.approved(context, session, subject, approval)
    else:
        outcome.returned(context, session, subject, approval, word.reason)


def _log(session: Session, approval: Approval, step: ApprovalStep, word: _Word) -> None:
    kind = EventKind.APPROVED if word.approved else EventKind.REFUSED
    data = {"role": step.role.value, "on_paper": step.on_paper}
    log(session, approval, kind, word.reason, at=word.decided_at, person=word.decided_by, data=data)


def _zone(session: Session) -> ZoneInfo:
    return ZoneInfo(settings_of(session).text("zone"))
