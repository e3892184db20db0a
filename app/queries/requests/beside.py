"""What stands beside a request, all in one reading: whose it is and where, the requests it has to do with, what follows
from it, and what its customer should have paid by now.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, or_, select
from sqlalchemy.orm import Session

from app.context import Actor
from app.formatting import local
from app.queries.lists.record_list import record
from app.queries.money.overdue import TODAY, OverdueBalance, overdue_balance, overdue_columns
from app.queries.parties import LinkLine
from app.queries.requests.request_facts import LinkedDispatch
from app.queries.requests.request_parts import LinkedRequest
from app.queries.trade.request_offers import LinkedOffer, linked_offer
from app.rules.permissions import Permission
from app.rules.repairs import RepairHistory, repair_history
from models.enums import DispatchState, RecordKind, RequestState
from models.material.customer_goods import CustomerGoods
from models.material.loan import Loan
from models.material.shipment import Shipment
from models.material.slip import Slip
from models.material.supplier_claim import SupplierClaim
from models.material.swap import OldPart
from models.parties.site import Site
from models.people.dispatch import Dispatch
from models.requests.request import Request
from models.trade.priced import PricedRecord
from models.trade.quotation import Quotation

_request, _site, _dispatch = Request.__table__, Site.__table__, Dispatch.__table__
_priced, _quotation, _slip = PricedRecord.__table__, Quotation.__table__, Slip.__table__
_FOLLOWING = (
    _dispatch, CustomerGoods.__table__, SupplierClaim.__table__, _slip, Shipment.__table__, OldPart.__table__,
    Loan.__table__,
)  # fmt: skip
_ID, _CUSTOMER, _NAMED, _EQUIPMENT = "request_id", "customer_id", "named", "equipment_id"  # parameters


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a request; ``offers`` are its quotations and orders, none for those who see no prices.

    ``joined`` were merged into it, ``merged_into`` is the one that it was merged into. ``tasks`` are what manufacturers
    are asked to do for it, ``goods`` what the customer brought for repair (N7), ``slips`` what is issued for it,
    ``shipments`` what of that leaves with a carrier.
    """

    customer: str
    site: str
    address: str
    km: Decimal | None
    overdue: OverdueBalance
    merged_into: LinkedRequest | None
    joined: tuple[LinkedRequest, ...]
    repairs: RepairHistory
    dispatches: tuple[LinkedDispatch, ...]
    tasks: tuple[LinkLine, ...]
    goods: tuple[LinkLine, ...]
    slips: tuple[LinkLine, ...]
    shipments: tuple[LinkLine, ...]
    old_parts: tuple[LinkLine, ...]
    loans: tuple[LinkLine, ...]
    offers: tuple[LinkedOffer, ...]


def beside(session: Session, found: Request, today: date, zone: tzinfo, actor: Actor) -> Beside:
    """Read it as it is ``today``, as far as ``actor`` may see it."""
    named = [one for one in (found.customer_id, found.site_id, found.merged_into_id) if one is not None]
    wanted = _statement(found.equipment_id is not None, actor.may(Permission.VIEW_MONEY))
    values = {_ID: found.id, _CUSTOMER: found.customer_id, _NAMED: named, TODAY: today}
    if found.equipment_id is not None:
        values[_EQUIPMENT] = found.equipment_id
    rows = session.execute(wanted, values).all()
    known = {row.id: row for row in rows}
    site, target = known.get(found.site_id or 0), known.get(found.merged_into_id or 0)
    return Beside(
        customer=known[found.customer_id].title if found.customer_id in known else "",
        site=site.title if site else "",
        address=site.address if site else "",
        km=site.km if site else None,
        overdue=overdue_balance(rows[0], actor) if rows else OverdueBalance(),
        merged_into=_linked(target) if target else None,
        joined=tuple(_linked(row) for row in _requests(rows) if row.merged_into_id == found.id),
        repairs=_repairs(found, rows, zone),
        dispatches=tuple(_dispatched(row) for row in _dispatches(rows)),
        tasks=_links(rows, RecordKind.SUPPLIER_CLAIM),
        goods=_links(rows, RecordKind.CUSTOMER_GOODS),
        slips=_links(rows, RecordKind.SLIP),
        shipments=_links(rows, RecordKind.SHIPMENT),
        old_parts=_links(rows, RecordKind.OLD_PART),
        loans=_links(rows, RecordKind.LOAN),
        offers=tuple(linked_offer(row) for row in rows if row.kind in (RecordKind.QUOTATION, RecordKind.ORDER)),
    )


@cache
def _statement(has_equipment: bool, sees_prices: bool) -> Select[Any]:
    """Made once: making a statement of so many columns costs more than asking it."""
    its: ColumnElement[Any] = bindparam(_ID)
    following = [select(table.c.id).where(table.c.request_id == its) for table in _FOLLOWING]
    following += [select(_slip.c.shipment_id).where(_slip.c.request_id == its, _slip.c.shipment_id.is_not(None))]
    following += [select(_request.c.id).where(_request.c.merged_into_id == its)]
    if sees_prices:
        following += [select(_priced.c.id).where(_priced.c.request_id == its)]
    if has_equipment:
        following += [select(_request.c.id).where(_request.c.equipment_id == bindparam(_EQUIPMENT))]
    first, *others = following  # each along its own index; an "or" would read everything
    linked = first.union_all(*others) if others else first
    return (
        select(
            record.c.id, record.c.kind, record.c.number, record.c.title, record.c.state,
            _site.c.address, _site.c.km, _quotation.c.revision, _dispatch.c.starts_at,
            _request.c.merged_into_id, _request.c.request_kind, _request.c.received_at, _request.c.equipment_id,
            *overdue_columns(bindparam(_CUSTOMER)),
        )
        .outerjoin(_site, _site.c.id == record.c.id)
        .outerjoin(_quotation, _quotation.c.id == record.c.id)
        .outerjoin(_dispatch, _dispatch.c.id == record.c.id)
        .outerjoin(_request, _request.c.id == record.c.id)
        .where(or_(record.c.id.in_(bindparam(_NAMED, expanding=True)), record.c.id.in_(linked)))
        .order_by(record.c.id)
    )  # fmt: skip


def _requests(rows: Sequence[Any]) -> Sequence[Any]:
    return sorted((row for row in rows if row.kind is RecordKind.REQUEST), key=lambda row: (row.received_at, row.id))


def _dispatches(rows: Sequence[Any]) -> Sequence[Any]:
    return sorted((row for row in rows if row.kind is RecordKind.DISPATCH), key=lambda row: (row.starts_at, row.id))


def _links(rows: Sequence[Any], kind: RecordKind) -> tuple[LinkLine, ...]:
    return tuple(LinkLine(row.id, row.kind, row.number or "", row.title, row.state) for row in rows if row.kind is kind)


def _linked(row: Any) -> LinkedRequest:
    return LinkedRequest(row.id, row.number or "", row.title)


def _dispatched(row: Any) -> LinkedDispatch:
    return LinkedDispatch(row.id, row.number, row.title, DispatchState(row.state), row.starts_at)


def _repairs(found: Request, rows: Sequence[Any], zone: tzinfo) -> RepairHistory:
    """Return the repairs of a request's equipment, itself included."""
    wanted = found.equipment_id
    of_it = [row for row in _requests(rows) if row.equipment_id == wanted] if wanted is not None else []
    told = ((row.request_kind, RequestState(row.state), local(row.received_at, zone).date()) for row in of_it)
    return repair_history(told)
