"""Asking for an exception from pay first, for urgent work only (C8.1, C9.1)."""

from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.forms.approvals import ExceptionForm
from app.i18n import _
from app.queries.approvals.exceptions import excepted_gates, exception_hash, open_exceptions
from app.queries.approvals.known import approvals_of
from app.queries.money.pay_first import pay_first_facts
from app.rules.approvals.steps import exception_steps, missing_values
from app.rules.permissions import Permission
from app.rules.trade.pay_first import (
    CLAUSES,
    EXCEPTABLE,
    ORDER_IN_FORCE,
    PayFirstFacts,
    advance_missing,
    order_missing,
)
from app.services.approvals.asking import ask, drop
from app.services.use_case import load, log, required, use_case
from models.approval import Approval
from models.enums import ApprovalState, ApprovalSubject, EventKind, RequestState
from models.requests.request import Request

REASON_LIMIT = 4000
HELD = (ApprovalState.PENDING, ApprovalState.APPROVED)
OVER = frozenset({RequestState.CLOSED, RequestState.CANCELLED, RequestState.MERGED})


@use_case(Permission.ASK_EXCEPTION)
def ask_exception(context: Context, *, record_id: int, form: ExceptionForm) -> int:
    """Ask that a gate of pay first be passed once for an urgent request; returns the approval's id.

    The manager decides; what somebody with the manager's powers asks for, the leader does. Invalid at ``gate`` for a
    request that is over or not urgent, a gate that is open anyway, or one for which this was asked or granted already.
    """
    if form.gate not in EXCEPTABLE:
        raise Invalid(_("Choose what is to be passed."), field="gate")
    why = required(form.reason, _("Give the reason."), field="reason", limit=REASON_LIMIT)
    with context.write(why) as session:
        request = load(session, Request, record_id)
        facts = pay_first_facts(session, request.id)
        _check(session, request, form.gate, facts)
        own = context.actor.may(Permission.APPROVE)
        return ask(
            context,
            session,
            request,
            subject=ApprovalSubject.PAY_FIRST,
            content_hash=exception_hash(request, form.gate),
            needs=exception_steps(form.gate, own=own, values=missing_values(facts.orders)),
            note=why,
            gate=form.gate,
            data={"gate": form.gate},
        ).id


@use_case(Permission.ASK_EXCEPTION)
def withdraw_exception(context: Context, *, approval_id: int, version: int, reason: str) -> None:
    """Take back an exception that nobody has decided about yet; Invalid for anything else, and without a reason."""
    why = required(reason, _("Give the reason."), field="reason", limit=REASON_LIMIT)
    with context.write(why) as session:
        approval = load(session, Approval, approval_id, version)
        if approval.subject is not ApprovalSubject.PAY_FIRST or approval.state != ApprovalState.PENDING:
            raise Invalid(_("Only an exception that is still being decided can be taken back here."))
        drop(session, approval, why)
        request = load(session, Request, approval.subject_id)
        log(session, request, EventKind.APPROVAL_DROPPED, why, data={"approval": approval.number})


def drop_lapsed(session: Session, request: Request) -> None:
    """End the exceptions, granted or still being decided, whose ground is gone once a request was corrected: it is not
    urgent any more, or another customer's (C8.1, C9.1). They stay ended when it becomes what it was: it is asked anew.
    """
    why = _("What the exception was asked for does not hold any more.")
    for approval in approvals_of(session, request.id):
        is_held = approval.subject is ApprovalSubject.PAY_FIRST and approval.state in HELD
        if is_held and approval.content_hash != exception_hash(request, approval.gate):
            drop(session, approval, why)
            log(session, request, EventKind.APPROVAL_DROPPED, why, data={"approval": approval.number})


def _check(session: Session, request: Request, gate: str, facts: PayFirstFacts) -> None:
    clause = CLAUSES[gate]
    if request.state in OVER:
        raise Invalid(_("This request is finished."), field="gate", clause=clause)
    if not request.urgent:
        raise Invalid(
            _("Only urgent work is excepted. This request is not marked urgent."), field="gate", clause=clause
        )
    if any(one.gate == gate for one in open_exceptions(session, request.id)):
        raise Invalid(_("This exception has been asked for already."), field="gate", clause=clause)
    if order_missing(facts) if gate == ORDER_IN_FORCE else advance_missing(facts):
        return
    if gate in excepted_gates(session, request.id):
        raise Invalid(_("This exception has been granted already."), field="gate", clause=clause)
    raise Invalid(_("Nothing has to be excepted: this is not missing."), field="gate", clause=clause)
