"""What orders of the list cost so far, as one column: typed costs, and the parts that left for them (C8.3)."""

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, func, select, type_coerce

from app.queries.lists.record_list import over, record
from app.queries.material.costs import USED
from models.enums import LoanState
from models.material.ledger import StockMove
from models.material.loan import Loan
from models.material.slip import Slip, SlipLine
from models.record import Record
from models.trade.order import OrderCost

cost, move = OrderCost.__table__, StockMove.__table__
loan, line, slip = Loan.__table__, SlipLine.__table__, Slip.__table__
_settled = Record.__table__.alias("settled_loan")


def spent_fen() -> ColumnElement[Any]:
    """Return what was typed as cost of the listed order and what parts cost that were used up for it, in fen; None
    while there is neither. A stand-in machine counts once it is kept, sold or lost.
    """
    sums = (over(func.sum(_fen(cost.c.amount)), cost.c.order_id), _issued(), _kept())
    total: ColumnElement[Any] = func.coalesce(sums[0], 0) + func.coalesce(sums[1], 0) + func.coalesce(sums[2], 0)
    return func.nullif(total, 0)


def _fen(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return type_coerce(column, BigInteger)


def _issued() -> Any:
    return over(-func.sum(_fen(move.c.value)), move.c.order_id, move.c.kind.in_(USED))


def _kept() -> Any:
    of_slip = select(func.sum(_fen(loan.c.value))).join(line, line.c.id == loan.c.slip_line_id)
    of_order = of_slip.join(slip, slip.c.id == line.c.slip_id).join(_settled, _settled.c.id == loan.c.id)
    kept = of_order.where(slip.c.order_id == record.c.id, _settled.c.state == LoanState.SETTLED.value)
    return kept.correlate(record).scalar_subquery()
