"""Asking for an approval, and dropping one: inside the transaction that submits, withdraws or cancels a record."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.context import Context
from app.rules.approvals.steps import StepNeed
from app.services.use_case import fresh, log, next_number
from models.approval import Approval, ApprovalStep
from models.enums import ApprovalDecision, ApprovalState, ApprovalSubject, EventKind, RecordKind
from models.record import Record


def ask(
    context: Context,
    session: Session,
    record: Record,
    *,
    subject: ApprovalSubject,
    content_hash: str,
    needs: Sequence[StepNeed],
    note: str = "",
    gate: str = "",
    data: Mapping[str, Any] | None = None,
) -> Approval:
    """Ask for the words that ``needs`` name, in their order, on ``record`` as it stands (``content_hash``).

    ``note`` tells the deciders what they should know, ``gate`` is the gate that an exception passes, ``data`` joins
    what the log of ``record`` keeps of the asking. ValueError without a need: then there is nothing to ask.
    """
    if not needs:
        raise ValueError("an approval without a step")
    now = context.clock.now()
    approval = Approval(
        number=next_number(session, RecordKind.APPROVAL),
        title=record.title,
        state=ApprovalState.PENDING,
        customer_id=record.customer_id,
        project_id=record.project_id,
        site_id=record.site_id,
        sort_at=now,
        subject_id=record.id,
        subject=subject,
        gate=gate,
        content_hash=content_hash,
        reasons=[stored for need in needs for stored in _reasons(need)],
        asked_at=now,
        asked_by=session.info["user_name"],
        note=note,
        steps=[_step(position, need) for position, need in enumerate(needs, start=1)],
        **fresh(session),
    )
    session.add(approval)
    session.flush()
    told = {"approval": approval.number, "approval_id": approval.id}
    log(session, approval, EventKind.APPROVAL_ASKED, note)
    log(session, record, EventKind.APPROVAL_ASKED, note, data={**(data or {}), **told})
    return approval


def _reasons(need: StepNeed) -> list[dict[str, Any]]:
    return [
        {"reason": reason.reason.value, "role": need.role.value, "values": dict(reason.values)}
        for reason in need.reasons
    ]


def _step(position: int, need: StepNeed) -> ApprovalStep:
    first = ApprovalDecision.PENDING if position == 1 else ApprovalDecision.WAITING
    return ApprovalStep(step=position, role=need.role, decision=first)


def drop_open(session: Session, record: Record, reason: str) -> None:
    """End what is still being decided about ``record``, because it goes back to draft or is given up."""
    for approval in session.scalars(open_approvals(record.id)):
        drop(session, approval, reason)


def open_approvals(subject_id: int) -> Select[Approval]:
    """Return the statement of what is still being decided about a record."""
    return select(Approval).where(Approval.subject_id == subject_id, Approval.state == ApprovalState.PENDING)


def drop(session: Session, approval: Approval, reason: str) -> None:
    """End an approval without a decision."""
    end(approval, ApprovalState.DROPPED)
    approval.decided_at = session.info["now"]
    log(session, approval, EventKind.APPROVAL_DROPPED, reason)


def end(approval: Approval, state: ApprovalState) -> None:
    """Close an approval in ``state``; what was not decided in it is not asked for any more."""
    approval.state = state
    for step in approval.steps:
        if step.decision in (ApprovalDecision.PENDING, ApprovalDecision.WAITING):
            step.decision = ApprovalDecision.DROPPED
