"""The quotation (报价单, quotation): what the customer gets to read, sign and send back (C5.2).

Gate: this revision is approved (C8.2). It tells prices, never costs. Each revision carries a number of its own
(BJ-2026-0001-2), and says which one it replaces.
"""

from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import MISSING, date_text
from app.i18n import _
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.sources import TITLE_LIMIT, contract_number, ticked
from app.papers.trade.priced import (
    Row,
    account_values,
    approval_gate,
    breakdown,
    contact_of,
    joined,
    line_row,
    sum_values,
)
from app.queries.trade.priced import PricedLineView, price_sums, priced_lines, terms_view
from app.rules.gate import BlockReason
from app.rules.trade.revisions import printed_number
from app.rules.trade.tax_rates import rate_text
from models.enums import QuotationState
from models.parties.customer import Customer
from models.projects.project import Project
from models.record import Record
from models.requests.request import Request
from models.trade.quotation import Quotation

ISSUED_FROM = frozenset(QuotationState) - {QuotationState.DRAFT, QuotationState.SUBMITTED, QuotationState.CANCELLED}


def number(record: Record) -> str | None:
    """Return the number that a quotation prints: that of its revision, None while it has none."""
    if not isinstance(record, Quotation):
        raise TypeError(f"a {record.kind} is no quotation")
    return printed_number(record.number, record.revision) or None


def gate(_session: Session, record: Record) -> tuple[BlockReason, ...]:
    """Return that a quotation still waits for its approval (C8.2)."""
    return approval_gate(record, draft=QuotationState.DRAFT, submitted=QuotationState.SUBMITTED)


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the values of the quotation; runs inside ``using_language`` of the paper's language."""
    quotation = session.get_one(Quotation, record.id)
    values: dict[str, FieldValue] = {}
    values |= _head(session, quotation)
    values |= _contacts(session, quotation)
    values |= _terms(session, quotation)
    values |= account_values(session)
    lines = priced_lines(session, quotation)
    sums = price_sums(quotation, with_costs=False)
    values |= {**sum_values(sums), "breakdown": breakdown(sums)}
    items = tuple(_item(position, line) for position, line in enumerate(lines, start=1))
    title = _("Quotation: {title}").format(title=quotation.title)
    return Filled(title[:TITLE_LIMIT], values, {"items": items})


def _head(session: Session, quotation: Quotation) -> dict[str, FieldValue]:
    project = session.get(Project, quotation.project_id) if quotation.project_id else None
    former = printed_number(quotation.number, quotation.revision - 1) if quotation.revision > 1 else ""
    return {
        "doc_date": date_text(quotation.quoted_on),
        "valid_until": date_text(quotation.valid_until),
        "customer_name": session.get_one(Customer, quotation.customer_id).title,
        "project_name": project.title if project else MISSING,
        "contract_no": contract_number(session, project) or MISSING,
        "subject": quotation.title,
        "replaces": _replaces(quotation.revision, former) if former else "",
    }


def _replaces(revision: int, former: str) -> str:
    return _("Revision {revision}; it replaces quotation {former}, which is no longer valid.").format(
        revision=revision, former=former
    )


def _contacts(session: Session, quotation: Quotation) -> dict[str, FieldValue]:
    """Who gets it, and who on our side is asked about it: whoever looks after the request, else who made it."""
    contact = contact_of(session, quotation)
    request = session.get(Request, quotation.request_id) if quotation.request_id else None
    return {
        "attn": joined(quotation.contact_name, contact.post if contact else ""),
        "customer_phone": joined(quotation.contact_phone, contact.email if contact else ""),
        "inquiry_no": (request.number or "") if request else MISSING,
        "seller_contact": (request.owner_name if request else "") or quotation.created_by,
        "seller_phone": settings_of(session).text("company_phone"),
        "seller": settings_of(session).text("company_name"),
        "tax_no": settings_of(session).text("tax_no"),
    }


def _terms(session: Session, quotation: Quotation) -> dict[str, FieldValue]:
    terms = terms_view(session, quotation, quotation.quoted_on)
    return {
        "invoice_type": ticked(terms.invoice_type),
        "delivery_time": terms.lead_time,
        "delivery_place": terms.delivery,
        "payment_terms": terms.payment,
        "warranty": terms.warranty,
        "exclusions": terms.exclusions,
        "remark": terms.remark,
    }


def _item(position: int, line: PricedLineView) -> Row:
    return {
        **line_row(position, line),
        "spec": line.spec,
        "brand": line.brand,
        "tax_rate": rate_text(line.tax_rate),
        "remark": line.remark,
    }
