"""The facts that the articles of an order or agreement name, as text by the names in ``{…}`` of the form."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import MISSING, chinese_date, date_text
from app.i18n import _
from app.labels import label
from app.papers.content import FieldValue
from app.papers.trade.priced import account_values, contact_of
from app.queries.trade.order_facts import visits_of
from app.rules.trade.amounts import HUNDRED
from models.enums import DisputeWay
from models.parties.customer import Customer
from models.trade.order import ServiceOrder

PASSED_ON = (
    "party_a", "party_b", "party_a_addr", "party_b_addr", "party_a_rep", "party_b_rep", "subject", "site",
    "response_time", "lead_time", "total", "total_caps", "net_total", "tax_total", "quotation_no", "origin_contract",
)  # fmt: skip
YES = "yes"  # a fact that only decides whether a paragraph is printed


def agreement_facts(
    session: Session, order: ServiceOrder, values: Mapping[str, FieldValue], *, language: str, extra: Mapping[str, bool]
) -> dict[str, str]:
    """Return the facts of an order, "" for what is unknown; ``values`` are those printed above the articles, ``extra``
    says what else there is.
    """
    said = {name: str(values[name]) for name in PASSED_ON}
    printed = {name: "" if text == MISSING else text for name, text in said.items()}
    others = {name: YES if there else "" for name, there in extra.items()}
    return {**printed, **others, **_terms(order), **_period(order, language), **_parties(session, order)}


def _terms(order: ServiceOrder) -> dict[str, str]:
    """Return what was agreed; ``advance`` and ``balance`` tell whether something is paid before and after service."""
    ways = {way: YES if order.dispute_way is way else "" for way in DisputeWay}
    return {
        "warranty": order.warranty,
        "delivery": order.delivery,
        "exclusions": order.exclusions,
        "late_rate": order.late_rate,
        "invoice": label(order.invoice_type),
        "advance": YES if order.advance_percent else "",
        "balance": YES if order.advance_percent < HUNDRED else "",
        "balance_days": str(order.balance_days),
        "arbitration": ways[DisputeWay.ARBITRATION],
        "providers_court": ways[DisputeWay.PROVIDERS_COURT],
        "defendants_court": ways[DisputeWay.DEFENDANTS_COURT],
    }


def _period(order: ServiceOrder, language: str) -> dict[str, str]:
    visits = visits_of(order)
    return {
        "starts_on": _day(order.starts_on, language),
        "ends_on": _day(order.ends_on, language),
        "visits": str(len(visits)) if visits else "",
        "visit_days": _(", ").join(_day(visit.planned_on, language) for visit in visits),
    }


def _day(day: date | None, language: str) -> str:
    if day is None:
        return ""
    return date_text(day) if language.startswith("en") else chinese_date(day)


def _parties(session: Session, order: ServiceOrder) -> dict[str, str]:
    """Return account, invoice data and who gets notices."""
    customer, contact = session.get_one(Customer, order.customer_id), contact_of(session, order)
    settings = settings_of(session)
    return {
        **account_values(session),
        "invoice_title": customer.invoice_title or customer.title,
        "invoice_tax_no": customer.tax_no,
        "contact": order.contact_name,
        "contact_phone": order.contact_phone,
        "contact_email": contact.email if contact else "",
        "our_phone": settings.text("company_phone"),
        "our_department": settings.text("department_name"),
    }
