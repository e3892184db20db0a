"""Exceptions from pay first: which gates of a request were excepted, by whom, why (C8.1, C9.1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.queries.approvals.known import approvals_of
from app.rules.approvals.content import content_hash
from models.approval import Approval
from models.enums import ApprovalDecision, ApprovalState, ApprovalSubject
from models.requests.request import Request


@dataclass(frozen=True, slots=True)
class GrantedException:
    """A gate that urgent work may pass: ``reason`` is why it is urgent, as whoever asked said it.

    ``orders`` are the numbers of those whose advance was missing when it was asked for, and need not be in; none where
    an order itself was missing. ``granted_by`` is whose yes it was; given on paper, ``entered_by`` is who wrote it
    down.
    """

    number: str
    gate: str
    reason: str
    asked_by: str
    granted_by: str
    granted_at: datetime
    entered_by: str
    on_paper: bool
    orders: tuple[str, ...] = ()

    def is_about(self, number: str | None) -> bool:
        """Tell whether it is printed on the order of this number."""
        return not self.orders or number in self.orders


@dataclass(frozen=True, slots=True)
class PendingException:
    """An exception that is still being decided: the approval, its number, the gate that it is about."""

    id: int
    number: str
    gate: str


def exception_hash(request: Request, gate: str) -> str:
    """Return the hash of what an exception rests on: which gate, for whom, and that it is urgent."""
    owners = {"customer": request.customer_id, "project": request.project_id}
    return content_hash({"request": request.id, "gate": gate, "urgent": request.urgent, **owners})


def excepted_gates(session: Session, request_id: int) -> frozenset[str]:
    """Return the gates of pay first that were excepted for a request; none once it is not urgent any more."""
    return frozenset(approval.gate for approval in _granted(session, request_id))


def exceptions_of(session: Session, request_id: int) -> tuple[GrantedException, ...]:
    """Return the exceptions granted for a request that still hold, in the order of asking."""
    return tuple(_exception(approval) for approval in _granted(session, request_id))


def open_exceptions(session: Session, request_id: int) -> tuple[PendingException, ...]:
    """Return the exceptions of a request that are still being decided."""
    return tuple(
        PendingException(one.id, one.number or "", one.gate)
        for one in approvals_of(session, request_id)
        if one.subject is ApprovalSubject.PAY_FIRST and one.state == ApprovalState.PENDING
    )


def _granted(session: Session, request_id: int) -> Iterable[Approval]:
    approvals = [
        one
        for one in reversed(approvals_of(session, request_id))
        if one.subject is ApprovalSubject.PAY_FIRST and one.state == ApprovalState.APPROVED
    ]
    if not approvals:
        return ()
    request = session.get_one(Request, request_id)
    return [one for one in approvals if one.content_hash == exception_hash(request, one.gate)]


def _exception(approval: Approval) -> GrantedException:
    last = next(step for step in reversed(approval.steps) if step.decision is ApprovalDecision.APPROVED)
    return GrantedException(
        number=approval.number or "",
        gate=approval.gate,
        reason=approval.note,
        asked_by=approval.asked_by,
        granted_by=last.decided_by,
        granted_at=last.decided_at or approval.asked_at,
        entered_by=last.entered_by,
        on_paper=last.on_paper,
        orders=tuple(number for one in approval.reasons for number in one["values"].get("orders", ())),
    )
