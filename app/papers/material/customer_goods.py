"""Customers' goods with us (客户物品收发单, customer_goods): the customer's receipt, signed when they are back (N7).

It has no gate. What is promised is told in a sentence, by the policies of the department (C4).
"""

from sqlalchemy.orm import Session

from app.formatting import quantity
from app.i18n import _
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import (
    Row,
    equipment_of,
    numbers_of,
    owner_values,
    promises_of,
    title_of,
    when,
    zone_of,
)
from app.papers.sources import TITLE_LIMIT
from app.rules.promises.promise_words import promise_sentence
from models.enums import GoodsState
from models.material.customer_goods import CustomerGoods, GoodsItem
from models.record import Record

ISSUED_FROM = frozenset(GoodsState) - {GoodsState.CANCELLED}


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the values of customer's goods; runs inside ``using_language`` of the paper's language."""
    goods = session.get_one(CustomerGoods, record.id)
    values = {**owner_values(session, goods), **_received(session, goods), **_repaired(session, goods)}
    rows = tuple(map(_row, goods.items))
    title = _("Customer's goods: {title}").format(title=goods.title)
    return Filled(title[:TITLE_LIMIT], values, {"items": rows})


def _received(session: Session, goods: CustomerGoods) -> dict[str, FieldValue]:
    return {
        "equipment": equipment_of(session, goods.equipment_id),
        "brought_by": goods.brought_by,
        "contact_phone": goods.contact_phone,
        "request_no": numbers_of(session, goods.request_id),
        "received_at": when(goods.received_at, zone_of(session)),
        "received_by": goods.received_by,
        "place": goods.place,
        "fault": goods.fault,
        "promise": "\n".join(map(promise_sentence, promises_of(session, goods))),
    }


def _repaired(session: Session, goods: CustomerGoods) -> dict[str, FieldValue]:
    zone = zone_of(session)
    return {
        "maker": title_of(session, goods.maker_id),
        "sent_at": when(goods.sent_at, zone),
        "sent_how": goods.sent_how,
        "back_at": when(goods.back_at, zone),
        "repair": goods.repair,
        "returned_at": when(goods.returned_at, zone),
        "returned_how": goods.returned_how,
    }


def _row(item: GoodsItem) -> Row:
    return {
        "seq": str(item.line_no),
        "name": item.name,
        "spec": item.spec,
        "serial_no": item.serial_no,
        "unit": item.unit,
        "qty": quantity(item.quantity),
        "accessories": item.accessories,
        "condition": item.condition,
    }
