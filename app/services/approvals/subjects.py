"""What an approval does to what it is about: what the last yes and a no bring about."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.context import Context
from app.services.material.counts import count_approved, count_returned
from app.services.material.purchases import own_purchase_granted, own_purchase_returned
from app.services.money.measures import measures_approved, measures_returned
from app.services.trade.orders import order_approved, order_returned
from app.services.trade.quotations import quotation_approved, quotation_returned
from app.services.use_case import log
from models.approval import Approval
from models.enums import ApprovalSubject, EventKind
from models.requests.request import Request


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is done to the record: ``approved`` after the last yes, ``returned`` with the reason of a no; both in the
    transaction that decides.
    """

    approved: Callable[[Context, Session, Any, Approval], None]
    returned: Callable[[Context, Session, Any, Approval, str], None]


def _exception_granted(_context: Context, session: Session, request: Request, approval: Approval) -> None:
    log(session, request, EventKind.APPROVED, approval.note, data=_data(approval))


def _exception_refused(_context: Context, session: Session, request: Request, approval: Approval, reason: str) -> None:
    log(session, request, EventKind.REFUSED, reason, data=_data(approval))


def _data(approval: Approval) -> dict[str, object]:
    return {"approval": approval.number, "approval_id": approval.id, "gate": approval.gate}


OUTCOMES: Mapping[ApprovalSubject, Outcome] = {
    ApprovalSubject.QUOTATION: Outcome(quotation_approved, quotation_returned),
    ApprovalSubject.ORDER: Outcome(order_approved, order_returned),
    ApprovalSubject.PAY_FIRST: Outcome(_exception_granted, _exception_refused),
    ApprovalSubject.OWN_PURCHASE: Outcome(own_purchase_granted, own_purchase_returned),
    ApprovalSubject.STOCK_COUNT: Outcome(count_approved, count_returned),
    ApprovalSubject.MEASURES: Outcome(measures_approved, measures_returned),
}
