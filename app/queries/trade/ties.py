"""Whether quotations and orders tie: their sums, what was approved of them, and the chain of revisions (C5.2, C8.2)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.i18n import N_
from app.queries.trade.order_facts import standing_approval
from app.queries.trade.priced import content_hash, last_approval, price_sums
from app.rules.trade.pricing import LinePrice, sums
from app.rules.trade.revisions import LINES, SUMS
from models.approval import Approval
from models.enums import ApprovalState, OrderState, QuotationState
from models.trade.order import ServiceOrder
from models.trade.priced import PricedRecord
from models.trade.quotation import Quotation

Untied = tuple[str, str, str]  # code, number, message id
RECORDS_AT_A_TIME = 200
_UNDER_REVIEW = (QuotationState.SUBMITTED.value, OrderState.SUBMITTED.value)
_DECIDED = (QuotationState.APPROVED, QuotationState.SENT, QuotationState.ACCEPTED, QuotationState.DECLINED)


def untied_trade(session: Session) -> Iterator[Untied]:
    """Yield what does not tie: the code of the finding, the number it is about, and its message."""
    for model in (Quotation, ServiceOrder):
        lines = selectinload(model.lines)
        everything = select(model).options(lines).order_by(model.id).execution_options(yield_per=RECORDS_AT_A_TIME)
        for record in session.scalars(everything):
            for code, message in _wrong(session, record):
                yield code, str(record.number or record.id), message


def _wrong(session: Session, record: PricedRecord) -> Iterator[tuple[str, str]]:
    found = price_sums(record)
    kept = (record.total, record.net_total, record.cost_total, record.margin)
    if kept != (found.total, found.net, found.cost, found.margin):
        yield "sums", N_("The sums of a quotation or an order are not those of its lines.")
    if not _is_as_approved(session, record):
        yield "approved", N_("A quotation or an order no longer says what was submitted or approved.")
    if isinstance(record, Quotation) and not _is_chain(record):
        yield "revision", N_("A former revision of a quotation is missing or was altered.")


def _is_as_approved(session: Session, record: PricedRecord) -> bool:
    if record.state in _UNDER_REVIEW:
        pending = (Approval.subject_id == record.id, Approval.state == ApprovalState.PENDING)
        return session.scalar(select(Approval.content_hash).where(*pending)) == content_hash(record)
    if isinstance(record, ServiceOrder):
        return record.state != OrderState.APPROVED or standing_approval(session, record) is not None
    if record.state not in _DECIDED:
        return True
    approval = last_approval(session, record)
    return approval is not None and approval.content_hash == content_hash(record)


def _is_chain(quotation: Quotation) -> bool:
    numbers = [one.revision for one in quotation.revisions]
    return numbers == list(range(1, quotation.revision)) and all(_ties(one.content) for one in quotation.revisions)


def _ties(content: dict[str, Any]) -> bool:
    """Tell whether the total that a former revision kept is that of the lines that it kept."""
    lines = [
        LinePrice(Decimal(line["quantity"]), Decimal(line["unit_price"]), Decimal(line["tax_rate"]))
        for line in content[LINES]
    ]
    return sums(lines, Decimal(content["discount"])).total == Decimal(content[SUMS]["total"])
