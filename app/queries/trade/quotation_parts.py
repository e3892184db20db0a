"""What belongs to a quotation beside its own row: whose it is, its revisions, and the orders that follow it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.errors import NotFound
from app.i18n import _
from app.queries.lists.record_list import record
from app.rules.trade.revisions import printed_number
from models.enums import OrderState, QuotationState
from models.parties.site import Site
from models.record import Record
from models.requests.request import Request
from models.trade.order import ServiceOrder
from models.trade.priced import PricedRecord
from models.trade.quotation import Quotation

_priced, _quotation = PricedRecord.__table__, Quotation.__table__
_site, _request = Site.__table__, Request.__table__
OPEN_STATES = (QuotationState.DRAFT, QuotationState.SUBMITTED, QuotationState.APPROVED, QuotationState.SENT)


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """A revision: when it was sent, and why it was replaced when by whom; empty and None for the present one."""

    revision: int
    number: str
    sent_at: datetime | None
    reason: str
    replaced_at: datetime | None
    replaced_by: str


@dataclass(frozen=True, slots=True)
class LinkedQuotation:
    """A quotation of a request, without its price."""

    id: int
    number: str
    title: str
    state: QuotationState


@dataclass(frozen=True, slots=True)
class LinkedOrder:
    """An order that follows the quotation."""

    id: int
    number: str | None
    title: str
    state: OrderState


def quotation_with_lines(session: Session, record_id: int) -> Quotation:
    """Return a quotation with its lines in one reading; NotFound when there is none."""
    found = session.get(Quotation, record_id, options=[joinedload(Quotation.lines)])
    if found is None:
        raise NotFound(_("This record no longer exists."))
    return found


def surroundings(session: Session, found: Quotation) -> dict[str, Any]:
    """Return whose quotation it is, by name, as fields of ``QuotationDetails``, and the class confirmed for its
    request and the codes of the parts that its lines name, in one reading.
    """
    parts = {line.part_id for line in found.lines if line.part_id}
    around = (found.customer_id, found.project_id, found.site_id, found.request_id, *parts)
    ids = [one for one in around if one]
    table = Record.__table__
    rows = session.execute(
        select(table.c.id, table.c.number, table.c.title, _site.c.address, _request.c.confirmed_class)
        .outerjoin(_site, _site.c.id == table.c.id)
        .outerjoin(_request, _request.c.id == table.c.id)
        .where(table.c.id.in_(ids))
    )
    known = {row.id: row for row in rows}
    site, request = known.get(found.site_id), known.get(found.request_id)
    return {
        "customer_id": found.customer_id or 0,
        "customer": known[found.customer_id].title,
        "project": known[found.project_id].title if found.project_id else "",
        "site": site.title if site else "",
        "address": site.address if site else "",
        "request_number": request.number if request else "",
        "service_class": request.confirmed_class if request else None,
        "part_codes": {part_id: known[part_id].number or "" for part_id in parts},
    }


def revisions_of(found: Quotation) -> tuple[RevisionLine, ...]:
    """Return the revisions of a quotation, the present one last."""
    former = tuple(
        RevisionLine(
            one.revision,
            printed_number(found.number, one.revision),
            one.sent_at,
            one.reason,
            one.replaced_at,
            one.replaced_by,
        )
        for one in (found.revisions if found.revision > 1 else ())
    )
    now = RevisionLine(found.revision, printed_number(found.number, found.revision), found.sent_at, "", None, "")
    return (*former, now)


def orders_of(session: Session, quotation_id: int) -> tuple[LinkedOrder, ...]:
    """Return the orders that follow a quotation, in the order of their making."""
    order = ServiceOrder.__table__
    rows = session.execute(
        select(record.c.id, record.c.number, record.c.title, record.c.state)
        .join(order, order.c.id == record.c.id)
        .where(order.c.quotation_id == quotation_id)
        .order_by(record.c.id)
    )
    return tuple(LinkedOrder(row.id, row.number, row.title, OrderState(row.state)) for row in rows)


def quotations_of(session: Session, request_id: int) -> tuple[LinkedQuotation, ...]:
    """Return the quotations of a request, in the order of their making, each with the number that its paper has."""
    columns = (record.c.id, record.c.number, record.c.title, record.c.state, _quotation.c.revision)
    rows = session.execute(
        select(*columns)
        .join(_priced, _priced.c.id == record.c.id)
        .join(_quotation, _quotation.c.id == record.c.id)
        .where(_priced.c.request_id == request_id)
        .order_by(record.c.id)
    )
    return tuple(
        LinkedQuotation(row.id, printed_number(row.number, row.revision), row.title, QuotationState(row.state))
        for row in rows
    )
