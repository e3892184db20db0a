"""The approval of a record as other records show it: how it stands, step by step, and why each step is needed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.queries.approvals.known import approvals_of
from app.rules.approvals.steps import NeedReason
from models.approval import Approval, ApprovalStep
from models.enums import ApprovalDecision, ApprovalReason, ApprovalState, Role


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step: whose word it asks for and why, what was decided. ``entered_by`` differs from ``decided_by`` where it
    was decided on paper; ``document_id`` is then the signed scan. ``by_delegation`` tells that somebody decided in
    the place of ``role``.
    """

    step: int
    role: Role
    reasons: tuple[NeedReason, ...]
    decision: ApprovalDecision
    decided_at: datetime | None
    decided_by: str
    entered_by: str
    on_paper: bool
    by_delegation: bool
    reason: str
    document_id: int | None


@dataclass(frozen=True, slots=True)
class ApprovalSummary:
    """A round of approval: who asked for it when with which note, how it stands, and its steps in order."""

    id: int
    number: str
    state: ApprovalState
    asked_at: datetime
    asked_by: str
    note: str
    decisions: tuple[StepLine, ...]

    @property
    def pending(self) -> StepLine | None:
        """The step whose word is asked for now, None where nothing is open."""
        return next((step for step in self.decisions if step.decision is ApprovalDecision.PENDING), None)


def latest_approval(session: Session, subject_id: int) -> Approval | None:
    """Return the approval that was asked for last for a record, None where none ever was."""
    return next(iter(approvals_of(session, subject_id)), None)


def approval_summary(session: Session, subject_id: int) -> ApprovalSummary | None:
    """Return the approval that was asked for last for a record, None where none ever was."""
    approval = latest_approval(session, subject_id)
    return summary_of(approval) if approval is not None else None


def summary_of(approval: Approval) -> ApprovalSummary:
    """Return how an approval stands."""
    return ApprovalSummary(
        id=approval.id,
        number=approval.number or "",
        state=ApprovalState(approval.state),
        asked_at=approval.asked_at,
        asked_by=approval.asked_by,
        note=approval.note,
        decisions=tuple(_step_line(step, reasons_of(approval, step.role)) for step in approval.steps),
    )


def reasons_of(approval: Approval, role: Role) -> tuple[NeedReason, ...]:
    """Return why an approval needs the word of ``role``."""
    return need_reasons(approval.reasons, role)


def need_reasons(stored: Iterable[Mapping[str, Any]], role: Role) -> tuple[NeedReason, ...]:
    """Return those of an approval's stored reasons for which the word of ``role`` is needed."""
    return tuple(NeedReason(ApprovalReason(one["reason"]), one["values"]) for one in stored if one["role"] == role)


def approved_roles(approval: Approval) -> frozenset[Role]:
    """Return whose yes an approval has had."""
    return frozenset(step.role for step in approval.steps if step.decision is ApprovalDecision.APPROVED)


def _step_line(step: ApprovalStep, reasons: tuple[NeedReason, ...]) -> StepLine:
    return StepLine(
        step=step.step,
        role=step.role,
        reasons=reasons,
        decision=step.decision,
        decided_at=step.decided_at,
        decided_by=step.decided_by,
        entered_by=step.entered_by,
        on_paper=step.on_paper,
        by_delegation=step.delegation_id is not None,
        reason=step.reason,
        document_id=step.document_id,
    )
