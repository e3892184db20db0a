"""The list of service orders and its quick views."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, and_, func, literal, or_, select, type_coerce
from sqlalchemy.orm import aliased

from app.queries.approvals.limits import read_limits
from app.queries.lists.record_list import RecordList, record
from app.queries.lists.table_list import Looking
from app.queries.material.order_costs import spent_fen
from app.queries.money.open_sums import OPEN_AMOUNT
from app.rules.permissions import Permission
from app.rules.trade.orders import RENEWAL_ASKED, TAKEN_EFFECT
from app.rules.trade.pricing import ZERO, margin
from models.commitment import Commitment
from models.enums import CommitmentKind, CommitmentState, OrderKind, OrderState, ReceivableState, RecordKind
from models.money.receivable import Instalment
from models.record import Record
from models.trade.order import ServiceOrder
from models.trade.priced import PricedRecord

order, priced = ServiceOrder.__table__, PricedRecord.__table__
commitment = Commitment.__table__
instalment = Instalment.__table__
owing = aliased(Record.__table__, name="owing")


@dataclass(frozen=True, slots=True)
class OrderRow:
    """A line of the list. ``total`` is with tax after discount, ``unpaid`` what of its instalments has not come in;
    ``realised`` is the margin that the costs recorded so far leave, None while there are none, and for those who may
    not see margins.
    """

    id: int
    number: str
    title: str
    customer: str
    project: str
    order_kind: OrderKind
    state: OrderState
    total: Decimal | None
    unpaid: Decimal | None
    realised: Decimal | None
    effective_at: datetime | None
    ends_on: date | None
    due_at: datetime | None
    due_kind: CommitmentKind | None


def _unpaid() -> Any:
    """What of an order's instalments has not come in; None while it has none."""
    live = owing.c.state != ReceivableState.CANCELLED.value
    left = func.sum(OPEN_AMOUNT, type_=OPEN_AMOUNT.type)
    with_record = instalment.join(owing, owing.c.id == instalment.c.id)
    found = select(left).select_from(with_record).where(instalment.c.source_id == record.c.id, live)
    return found.correlate(record).scalar_subquery()


_SPENT = type_coerce(spent_fen(), priced.c.net_total.type)


def _realised(found: Any, _looking: Looking) -> Decimal | None:
    return None if found.spent is None else margin(found.net_total, found.spent)


def _in_force(looking: Looking) -> ColumnElement[bool]:
    moment = literal(looking.now, order.c.effective_at.type)
    not_over = or_(order.c.ends_on.is_(None), order.c.ends_on >= looking.today)
    return and_(record.c.state == OrderState.EFFECTIVE.value, order.c.effective_at <= moment, not_over)


def _served_unpaid() -> ColumnElement[bool]:
    live = owing.c.state != ReceivableState.CANCELLED.value
    with_record = instalment.join(owing, owing.c.id == instalment.c.id)
    open_one = OPEN_AMOUNT > ZERO
    unpaid = (
        select(instalment.c.id).select_from(with_record).where(instalment.c.source_id == record.c.id, live, open_one)
    )
    return and_(record.c.state == OrderState.SERVED.value, unpaid.correlate(record).exists())


def _under_floor(looking: Looking) -> ColumnElement[bool]:
    """Tell the orders that cost more than the floor leaves of their net price (C8.3), in whole fen on both sides."""
    floor = read_limits(looking.session, looking.today).margin_floor
    share = int((100 - floor) * 100)  # of the net price, in hundredths of a percent
    too_much: ColumnElement[bool] = spent_fen() * 10_000 > type_coerce(priced.c.net_total, BigInteger) * share
    return and_(record.c.state.in_([state.value for state in TAKEN_EFFECT]), too_much)


def _expiring(looking: Looking) -> ColumnElement[bool]:
    """Tell the agreements that end soon, or have ended, and of which nobody has settled what follows."""
    asked = select(commitment.c.id).where(
        commitment.c.record_id == record.c.id,
        commitment.c.kind == literal(CommitmentKind.RENEWAL, commitment.c.kind.type),
        commitment.c.state == literal(CommitmentState.OPEN, commitment.c.state.type),
    )
    maintenance = order.c.order_kind == literal(OrderKind.MAINTENANCE, order.c.order_kind.type)
    return and_(maintenance, order.c.ends_on <= looking.today + RENEWAL_ASKED, asked.correlate(record).exists())


ORDERS = RecordList(
    kind=RecordKind.ORDER,
    row=OrderRow,
    own=order,
    columns={
        "total": priced.c.total,
        "unpaid": _unpaid(),
        "net_total": priced.c.net_total,
        "spent": _SPENT,
    },
    derived={"realised": _realised},
    joins=((priced, priced.c.id == record.c.id),),
    orders={
        "title": record.c.sort_title,
        "effective_at": record.c.sort_at,
        "ends_on": order.c.ends_on,
        "due_at": record.c.due_at,
        "total": priced.c.total,
    },
    views={
        "draft": record.c.state == OrderState.DRAFT.value,
        "waiting": record.c.state.in_([OrderState.SUBMITTED.value, OrderState.APPROVED.value]),
        "in_force": _in_force,
        "unpaid": _served_unpaid(),
        "under_floor": _under_floor,
        "expiring": _expiring,
        "finished": record.c.state.in_([OrderState.SETTLED.value, OrderState.CANCELLED.value]),
    },
    uncounted=frozenset({"finished"}),
    permission=Permission.VIEW_MONEY,
    margins=frozenset({"realised"}),
    hinting={"under_floor": Permission.VIEW_MARGINS},
)
