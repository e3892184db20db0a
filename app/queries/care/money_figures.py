"""The lists that the indicators of money count; show them only to who may see money."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_

from app.queries.care.counted_lines import NOTHING, ONE, Count, Lines, as_of_type, both, counted
from app.queries.care.windows import Window
from app.queries.money.open_sums import deducted_by, paid_by
from app.rules.trade.pricing import ZERO
from models.enums import ExpenseState, MoveKind, OrderState, ReceiptState, ReceivableState, ServiceClass
from models.material.ledger import StockMove
from models.money.receipt import Receipt
from models.money.receivable import Instalment
from models.people.dispatch import Dispatch
from models.record import Record
from models.requests.request import Request
from models.trade.order import ServiceOrder
from models.trade.priced import PricedRecord
from models.trips.expense import Expense

_record, _request, _dispatch = Record.__table__, Request.__table__, Dispatch.__table__
_move, _expense, _receipt = StockMove.__table__, Expense.__table__, Receipt.__table__
_order, _priced, _instalment = ServiceOrder.__table__, PricedRecord.__table__, Instalment.__table__

_ISSUED = (MoveKind.ISSUE, MoveKind.RETURN)
_INCOME = (OrderState.SERVED.value, OrderState.SETTLED.value)


def _issued(within: Window) -> Select[Any]:
    """Select what was issued by slip, less what came back: what leaves has its value with a minus."""
    source = func.coalesce(_move.c.source_id, _move.c.part_id)
    value = as_of_type(-func.sum(_move.c.value), _move.c.value)
    return counted(source, value).where(_move.c.kind.in_(_ISSUED), within.holds(_move.c.at)).group_by(source)


def parts_issued(within: Window) -> Lines:
    """Select the slips by which parts were issued or came back, with what these cost."""
    return _issued(within)


def _claims(within: Window) -> Select[Any]:
    """Select the expense claims checked, with what is paid of them."""
    left = as_of_type(_expense.c.total - _expense.c.deducted, _expense.c.total)
    claims = _record.join(_expense, _expense.c.id == _record.c.id)
    live = (_record.c.state != ExpenseState.CANCELLED.value, within.holds(_expense.c.checked_at))
    return counted(_expense.c.id, left).select_from(claims).where(*live)


def travel(within: Window) -> Lines:
    """Select the expense claims checked."""
    return _claims(within)


def warranty_cost(within: Window) -> Lines:
    """Select the slips for free requests, and the claims of dispatches for them."""
    free = _request.select().with_only_columns(_request.c.id).where(_request.c.confirmed_class == ServiceClass.FREE)
    parts = _issued(within).where(_move.c.request_id.in_(free), _move.c.order_id.is_(None))
    trips = _dispatch.select().with_only_columns(_dispatch.c.id).where(_dispatch.c.request_id.in_(free))
    return both(parts, _claims(within).where(_expense.c.dispatch_id.in_(trips)))


def paid_income(within: Window) -> Lines:
    """Select the orders whose service ended, with their sums."""
    orders = _record.join(_priced, _priced.c.id == _record.c.id).join(_order, _order.c.id == _record.c.id)
    served = (_record.c.state.in_(_INCOME), within.holds(_order.c.served_at))
    return counted(_order.c.id, _priced.c.total).select_from(orders).where(*served)


def _left(on: date) -> ColumnElement[Any]:
    """Return what was open of an instalment on a day."""
    settled = func.coalesce(paid_by(on), ZERO) + func.coalesce(deducted_by(on), ZERO)
    return as_of_type(_instalment.c.amount - settled, _instalment.c.amount)


def _open(on: date, part: ColumnElement[Any], whole: ColumnElement[Any] = ONE) -> Select[Any]:
    """Select the instalments that were open on a day: those settled later were."""
    owed = _record.join(_instalment, _instalment.c.id == _record.c.id)
    live = (_record.c.number.is_not(None), _record.c.state != ReceivableState.CANCELLED.value)
    unsettled = or_(_instalment.c.settled_on.is_(None), _instalment.c.settled_on > on)
    return counted(_instalment.c.id, part, whole).select_from(owed).where(*live, unsettled)


def receivable(within: Window) -> Lines:
    """Select the instalments open on the last day, with what was."""
    return _open(within.on, _left(within.on))


def overdue(within: Window) -> Lines:
    """Select those of the open instalments that were due before the last day."""
    return _open(within.on, _left(within.on)).where(_instalment.c.due_on < within.on)


def collected(within: Window) -> Lines:
    """Select the receipts dated in the span."""
    receipts = _record.join(_receipt, _receipt.c.id == _record.c.id)
    booked = (_record.c.state == ReceiptState.BOOKED.value, within.holds_day(_receipt.c.received_on))
    return counted(_receipt.c.id, _receipt.c.amount).select_from(receipts).where(*booked)


def collection(within: Window) -> Lines:
    """Select what was open when the span began and due by its end, with what came in of it."""
    before = within.since - timedelta(days=1)
    came_in = func.coalesce(paid_by(within.on), ZERO) - func.coalesce(paid_by(before), ZERO)
    part = as_of_type(case((came_in > 0, came_in), else_=NOTHING), _instalment.c.amount)
    return _open(before, part, _left(before)).where(_instalment.c.due_on <= within.until)


COUNTED: Mapping[str, Count] = {
    "warranty_cost": warranty_cost,
    "paid_income": paid_income,
    "parts_issued": parts_issued,
    "receivable": receivable,
    "overdue": overdue,
    "collected": collected,
    "collection": collection,
    "travel": travel,
}
