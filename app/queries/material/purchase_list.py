"""The list of purchase orders and its quick views (C6.2)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_

from app.queries.lists.record_list import RecordList, record
from app.queries.lists.table_list import Looking
from app.rules.material.purchases import COMING, RECEIVABLE, DeliveryMark, delivery_mark
from models.enums import PurchaseState, PurchaseUrgency, RecordKind
from models.material.purchase import Purchase
from models.record import Record

purchase = Purchase.__table__
supplier = Record.__table__.alias("supplier")


@dataclass(frozen=True, slots=True)
class PurchaseRow:
    """A line of the list: ``name`` is what is bought, ``mark`` what is wrong with when it comes."""

    id: int
    number: str
    name: str
    customer: str
    project: str
    state: PurchaseState
    urgency: PurchaseUrgency
    own_purchase: bool
    needed_on: date | None
    expected_on: date | None
    supplier: str
    order_ref: str
    requester: str
    mark: DeliveryMark | None


def _mark(found: Any, looking: Looking) -> DeliveryMark | None:
    return delivery_mark(PurchaseState(found.state), found.needed_on, found.expected_on, looking.today)


def _overdue(looking: Looking) -> ColumnElement[bool]:
    return and_(_to_come(), purchase.c.expected_on < looking.today)


def _not_ordered(looking: Looking) -> ColumnElement[bool]:
    submitted = record.c.state == PurchaseState.SUBMITTED.value
    return and_(submitted, purchase.c.needed_on < looking.today)


def _too_late(looking: Looking) -> ColumnElement[bool]:
    later = purchase.c.expected_on > purchase.c.needed_on
    return and_(_to_come(), later, purchase.c.expected_on >= looking.today)


def _to_come() -> ColumnElement[bool]:
    condition: ColumnElement[bool] = record.c.state.in_([state.value for state in COMING])
    return condition


PURCHASES = RecordList(
    kind=RecordKind.PURCHASE,
    row=PurchaseRow,
    own=purchase,
    columns={"supplier": supplier.c.title},
    derived={"mark": _mark},
    joins=((supplier, supplier.c.id == purchase.c.supplier_id),),
    orders={"needed_on": purchase.c.needed_on, "expected_on": purchase.c.expected_on},
    views={
        "draft": record.c.state == PurchaseState.DRAFT.value,
        "submitted": record.c.state == PurchaseState.SUBMITTED.value,
        "coming": record.c.state.in_([state.value for state in RECEIVABLE]),
        DeliveryMark.OVERDUE.value: _overdue,
        DeliveryMark.NOT_ORDERED.value: _not_ordered,
        DeliveryMark.TOO_LATE.value: _too_late,
        "finished": record.c.state.in_([PurchaseState.RECEIVED.value, PurchaseState.CANCELLED.value]),
    },
    uncounted=frozenset({"finished"}),
)
