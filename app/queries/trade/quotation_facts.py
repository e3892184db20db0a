"""The facts of a quotation that its gates ask for, read in the transaction that decides."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.queries.approvals.limits import read_limits
from app.queries.records.issued import is_issued_since
from app.queries.trade.priced import content_hash, last_approval, lines_without_cost
from app.rules.approvals.limits import Limits
from app.rules.trade.gates import QuotationFacts
from app.rules.trade.terms import terms_usual
from models.enums import QuotationState, ServiceClass
from models.requests.request import Request
from models.trade.quotation import Quotation

FORM = "quotation"  # the paper that a customer gets


@dataclass(frozen=True, slots=True)
class Around:
    """What the facts of a quotation hang on beside its own row: the limits of the day, and the class of its request,
    None while nobody confirmed one.
    """

    limits: Limits
    service_class: ServiceClass | None


def quotation_facts(
    session: Session, quotation: Quotation, today: date, around: Around | None = None
) -> QuotationFacts:
    """Read what the gates of a quotation look at on the local day ``today``; ``around`` where it was read already."""
    known = around or _around(session, quotation, today)
    approval = last_approval(session, quotation) if quotation.state == QuotationState.APPROVED else None
    usual = terms_usual(quotation.advance_percent, quotation.balance_days, known.limits)
    return QuotationFacts(
        class_confirmed=quotation.request_id is None or known.service_class is not None,
        line_count=len(quotation.lines),
        total=quotation.total,
        lines_without_cost=lines_without_cost(quotation),
        valid_until=quotation.valid_until,
        today=today,
        terms_usual=usual,
        terms_reason=quotation.terms_reason,
        is_frozen=approval is not None and approval.content_hash == content_hash(quotation),
        is_issued=approval is not None and is_issued_since(session, quotation.id, FORM, approval.decided_at),
    )


def _around(session: Session, quotation: Quotation, today: date) -> Around:
    asked = select(Request.confirmed_class).where(Request.id == quotation.request_id)
    return Around(read_limits(session, today), session.scalar(asked) if quotation.request_id else None)
