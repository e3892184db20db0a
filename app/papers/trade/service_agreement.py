"""Service order and service agreement (技术服务订单、技术服务协议, service_agreement): what both sides sign (C8.1).

Sporadic work gets an order of one page with six clauses, a maintenance agreement or a large order the full agreement
with its sixteen articles. Gate: approved (C8.2). Exceptions from pay first that were granted for its request are
printed on it (C9.1).
"""

from collections.abc import Iterator, Mapping
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import MISSING, date_text, date_time_text, local, money
from app.i18n import _, ngettext
from app.labels import label
from app.papers.content import FieldValue
from app.papers.filling import Filled, article_texts
from app.papers.form import load_form
from app.papers.sources import TITLE_LIMIT, address_of, contract_number, ticked, with_notes
from app.papers.trade.agreement_facts import agreement_facts
from app.papers.trade.priced import (
    Row,
    account_values,
    approval_gate,
    contact_of,
    joined,
    line_row,
    rates_text,
    sum_values,
)
from app.queries.approvals.exceptions import GrantedException, exceptions_of
from app.queries.approvals.limits import read_limits
from app.queries.money.instalments import InstalmentLine, instalments_of
from app.queries.trade.order_facts import quotation_of, visits_of
from app.queries.trade.priced import PricedLineView, price_sums, priced_lines
from app.rules.approvals.reason_words import reason_text
from app.rules.approvals.steps import exception_reason
from app.rules.gate import BlockReason
from app.rules.money.instalments import balance_due
from app.rules.trade.revisions import printed_number
from app.rules.trade.tax_rates import rate_text
from models.enums import BasicState, InstalmentKind, OrderKind, OrderState
from models.parties.customer import Customer
from models.parties.site import Site
from models.projects.contract import Contract
from models.projects.equipment import Equipment
from models.projects.project import Project
from models.record import Record
from models.trade.order import ServiceOrder

ISSUED_FROM = frozenset(OrderState) - {OrderState.DRAFT, OrderState.SUBMITTED, OrderState.CANCELLED}
DERIVED = ("subtotal", "discount", "freight")
FULL, ONE_PAGE = "service_agreement", "service_order"


def gate(_session: Session, record: Record) -> tuple[BlockReason, ...]:
    """Return that an order still waits for its approval (C8.2)."""
    return approval_gate(record, draft=OrderState.DRAFT, submitted=OrderState.SUBMITTED)


def fill(session: Session, record: Record, language: str) -> Filled:
    """Return values and articles of the order; runs inside ``using_language`` of the paper's language."""
    order = session.get_one(ServiceOrder, record.id)
    zone = ZoneInfo(settings_of(session).text("zone"))
    layout = layout_of(session, order, zone)
    lines = priced_lines(session, order)
    values: dict[str, FieldValue] = {}
    values |= _parties(session, order)
    values |= _references(session, order)
    values |= _service(session, order)
    values |= _sums(order)
    rows = _rows(session, order, lines, zone)
    extra = {"equipment": "equipment" in rows, "exceptions": "exceptions" in rows}
    facts = agreement_facts(session, order, values, language=language, extra=extra)
    values |= article_texts(load_form(layout), language, facts)
    if layout == FULL:
        rates = rates_text(line.tax_rate for line in lines)
        values |= {**_period(order), **account_values(session), "tax_rate": rates}
    else:
        rows.pop("equipment", None)
    title = _("Service order: {title}") if layout == ONE_PAGE else _("Service agreement: {title}")
    return Filled(title.format(title=order.title)[:TITLE_LIMIT], values, rows, layout)


def _sums(order: ServiceOrder) -> dict[str, FieldValue]:
    """Return the sums; how they come about only where there is a discount."""
    told = sum_values(price_sums(order, with_costs=False))
    return {name: text for name, text in told.items() if order.discount or name not in DERIVED}


def layout_of(session: Session, order: ServiceOrder, zone: ZoneInfo) -> str:
    """Return which layout an order has: the full agreement for maintenance and for what the leader has to approve."""
    day = local(order.created_at, zone).date()
    is_large = order.large or order.total >= read_limits(session, day).leader_amount
    return FULL if is_large or order.order_kind is OrderKind.MAINTENANCE else ONE_PAGE


def _parties(session: Session, order: ServiceOrder) -> dict[str, FieldValue]:
    customer, settings = session.get_one(Customer, order.customer_id), settings_of(session)
    site = session.get(Site, order.site_id) if order.site_id else None
    contact = contact_of(session, order)
    return {
        "party_a": customer.title,
        "party_a_tax": customer.tax_no,
        "party_a_addr": customer.invoice_address or address_of(site),
        "party_a_rep": joined(order.contact_name, contact.post if contact else "", order.contact_phone),
        "party_b": settings.text("company_name"),
        "party_b_tax": settings.text("tax_no"),
        "party_b_addr": settings.text("company_address"),
        "party_b_rep": joined(settings.text("department_name"), settings.text("company_phone")),
    }


def _references(session: Session, order: ServiceOrder) -> dict[str, FieldValue]:
    quotation = quotation_of(session, order)
    request = session.get(Record, order.request_id) if order.request_id else None
    return {
        "quotation_no": printed_number(quotation.number, quotation.revision) if quotation else MISSING,
        "request_no": (request.number or "") if request else MISSING,
        "origin_contract": _contract(session, order) or MISSING,
        "service_kind": ticked(order.order_kind),
    }


def _contract(session: Session, order: ServiceOrder) -> str:
    """Return the contract under which the plant was delivered: the one named, else the project's main one."""
    named = session.get(Contract, order.contract_id) if order.contract_id else None
    if named is not None:
        return named.number or ""
    return contract_number(session, session.get(Project, order.project_id) if order.project_id else None)


def _service(session: Session, order: ServiceOrder) -> dict[str, FieldValue]:
    site = session.get(Site, order.site_id) if order.site_id else None
    return {
        "subject": order.title,
        "site": joined(site.title if site else "", address_of(site)),
        "lead_time": order.lead_time,
        "response_time": order.response_time,
        "remark": order.remark,
    }


def _period(order: ServiceOrder) -> dict[str, FieldValue]:
    count = len(visits_of(order))
    return {
        "sign_date": date_text(order.signed_on) if order.signed_on else "",
        "sign_place": order.sign_place,
        "period_start": date_text(order.starts_on) if order.starts_on else "",
        "period_end": date_text(order.ends_on) if order.ends_on else "",
        "visits": ngettext("{count} visit", "{count} visits", count).format(count=count) if count else MISSING,
        "late_rate": order.late_rate,
        "dispute": ticked(order.dispute_way),
    }


def _rows(
    session: Session, order: ServiceOrder, lines: tuple[PricedLineView, ...], zone: ZoneInfo
) -> dict[str, tuple[Mapping[str, str], ...]]:
    """Return the tables; those of exceptions and equipment only where there are any."""
    granted = exceptions_of(session, order.request_id) if order.request_id else ()
    tables: dict[str, tuple[Mapping[str, str], ...]] = {
        "items": tuple(_item(position, line) for position, line in enumerate(lines, start=1)),
        "payments": tuple(_payments(session, order, zone)),
        "exceptions": tuple(_exception(one, zone) for one in granted if one.is_about(order.number)),
        "equipment": tuple(_equipment(session, order)),
    }
    return {key: rows for key, rows in tables.items() if rows}


def _item(position: int, line: PricedLineView) -> Row:
    content = joined(line.spec, line.brand, line.remark)
    return {**line_row(position, line), "content": content}


def _payments(session: Session, order: ServiceOrder, zone: ZoneInfo) -> Iterator[Row]:
    for position, one in enumerate(instalments_of(session, order.id), start=1):
        yield {
            "seq": str(position),
            "condition": with_notes(label(one.kind), (one.condition,)),
            "percent": rate_text(one.percent) if one.percent is not None else MISSING,
            "amount": money(one.amount),
            "due": _due(order, one, zone),
        }


def _due(order: ServiceOrder, one: InstalmentLine, zone: ZoneInfo) -> str:
    """Return by when an instalment is to be paid, as it was agreed: the day that effect or end of the service made of
    it is not on the paper, which says the same before and after.
    """
    if one.kind is InstalmentKind.ADVANCE and one.due_on in (None, _day(order, "effective_at", zone)):
        return _("Before shipment or departure")
    served = _day(order, "served_at", zone)
    if one.kind is InstalmentKind.BALANCE and one.due_on in (None, served and balance_due(served, order.balance_days)):
        days = order.balance_days
        return ngettext(
            "{days} day after the end of the service", "{days} days after the end of the service", days
        ).format(days=days)
    return date_text(one.due_on) if one.due_on else one.condition


def _day(order: ServiceOrder, name: str, zone: ZoneInfo) -> date | None:
    moment = getattr(order, name)
    return local(moment, zone).date() if moment else None


def _exception(one: GrantedException, zone: ZoneInfo) -> Row:
    on_paper = _("on paper, entered by {name}").format(name=one.entered_by) if one.on_paper else ""
    return {
        "number": one.number,
        "what": reason_text(exception_reason(one.gate)),
        "who": with_notes(one.granted_by, (on_paper,)),
        "at": date_time_text(one.granted_at, zone),
        "why": one.reason,
    }


def _equipment(session: Session, order: ServiceOrder) -> Iterator[Row]:
    if order.project_id is None:
        return
    of_project = select(Equipment).where(Equipment.project_id == order.project_id, Equipment.state == BasicState.ACTIVE)
    for position, one in enumerate(session.scalars(of_project.order_by(Equipment.number, Equipment.id)), start=1):
        yield {
            "seq": str(position),
            "name": one.title,
            "model": one.model,
            "serial": one.serial_no,
            "location": one.location,
            "qty": str(one.quantity),
        }
