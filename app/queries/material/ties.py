"""Whether stock adds up: parts against the ledger, slips, purchases and counts against their moves (invariant 1)."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from app.i18n import N_
from app.queries.material.stock import on_order_sums, reserved_sums
from models.enums import CountState, SlipState
from models.material.count import CountLine, StockCount
from models.material.ledger import StockMove
from models.material.part import Part
from models.material.purchase import Purchase, PurchaseLine, PurchaseShare
from models.material.slip import Slip, SlipLine

Untied = tuple[str, str, str]  # code, number, message id
ROWS_AT_A_TIME = 1000
PARTS_AT_A_TIME = 500
REPEATED = frozenset({"reserved", "on_order"})  # what a part only repeats, and saving it writes again


def untied_stock(session: Session) -> Iterator[Untied]:
    """Yield what does not add up: the code of the finding, the number it is about, and its message."""
    for statement, code, message in (
        (_on_hand(), "on_hand", N_("What is on hand of a part is not the sum of its movements.")),
        (_idle(), "idle_since", N_("A part without stock lies idle, or one with stock since no day.")),
        (_slips(), "slip", N_("A slip moved something else than the keeper checked.")),
        (_purchases(), "received", N_("A purchase order received something else than came into stock.")),
        (_shares(), "shares", N_("More of a purchase order is for needs than is bought.")),
        (_counts(), "count", N_("A stock count moved something else than its differences.")),
    ):
        rows = session.execute(statement.execution_options(yield_per=ROWS_AT_A_TIME))
        for number, record_id in rows:
            yield code, str(number or record_id), message
    yield from _repeated(session)


def _moved(column: Any, *owned: ColumnElement[bool]) -> ScalarSelect[Any]:
    """Return what the movements of an owner come to, in the units that are stored."""
    total = select(func.coalesce(func.sum(column), 0)).where(*owned)
    return total.correlate(Part, SlipLine, Slip, PurchaseLine, CountLine).scalar_subquery()


def _on_hand() -> Select[str | None, int]:
    own = StockMove.part_id == Part.id
    quantity, value = (_moved(column, own) for column in (StockMove.quantity, StockMove.value))
    wrong = or_(Part.on_hand != quantity, Part.stock_value != value, and_(Part.on_hand == 0, Part.stock_value != 0))
    return select(Part.number, Part.id).where(wrong)


def _idle() -> Select[str | None, int]:
    return select(Part.number, Part.id).where((Part.on_hand == 0) != Part.idle_since.is_(None))


def _of_line(owner: Any, line: type[SlipLine | PurchaseLine | CountLine]) -> tuple[ColumnElement[bool], ...]:
    return StockMove.source_id == owner, StockMove.line_no == line.line_no


def _slips() -> Select[str | None, int]:
    """A checked slip takes out what was checked, a red one brings it back, and none moves anything before."""
    is_over = Slip.state.in_((SlipState.CHECKED, SlipState.PACKED))
    checked = func.coalesce(SlipLine.checked_quantity, 0)
    wanted = case((is_over & Slip.is_red, checked), (is_over, -checked), else_=0)
    moved = _moved(StockMove.quantity, *_of_line(SlipLine.slip_id, SlipLine))
    return select(Slip.number, Slip.id).join(SlipLine, SlipLine.slip_id == Slip.id).where(moved != wanted).distinct()


def _purchases() -> Select[str | None, int]:
    moved = _moved(StockMove.quantity, *_of_line(PurchaseLine.purchase_id, PurchaseLine))
    bought = select(Purchase.number, Purchase.id).join(PurchaseLine, PurchaseLine.purchase_id == Purchase.id)
    return bought.where(PurchaseLine.received != moved).distinct()


def _shares() -> Select[str | None, int]:
    shared = select(func.coalesce(func.sum(PurchaseShare.quantity), 0)).where(PurchaseShare.line_id == PurchaseLine.id)
    bought = select(Purchase.number, Purchase.id).join(PurchaseLine, PurchaseLine.purchase_id == Purchase.id)
    return bought.where(shared.correlate(PurchaseLine).scalar_subquery() > PurchaseLine.quantity).distinct()


def _counts() -> Select[str | None, int]:
    differs = func.coalesce(CountLine.counted - CountLine.expected, 0)
    wanted = case((StockCount.state == CountState.APPROVED, differs), else_=0)
    moved = _moved(StockMove.quantity, *_of_line(CountLine.count_id, CountLine))
    counted = select(StockCount.number, StockCount.id).join(CountLine, CountLine.count_id == StockCount.id)
    return counted.where(moved != wanted).distinct()


def _repeated(session: Session) -> Iterator[Untied]:
    """Yield the parts whose sums of slips, needs and purchases are not what these say."""
    parts = select(Part.id, Part.number, Part.reserved, Part.on_order).order_by(Part.id)
    for some in session.execute(parts.execution_options(yield_per=PARTS_AT_A_TIME)).partitions():
        ids = [row.id for row in some]
        reserved, coming = reserved_sums(session, ids), on_order_sums(session, ids)
        for row in some:
            number = str(row.number or row.id)
            if row.reserved != reserved.get(row.id, 0):
                yield "reserved", number, N_("What is reserved of a part is not what slips and needs say.")
            if row.on_order != coming.get(row.id, 0):
                yield "on_order", number, N_("What is on order of a part is not what purchase orders say.")
