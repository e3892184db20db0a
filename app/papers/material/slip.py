"""The issue slip (出库领料单, stock_issue_slip), printed on three-part paper, and the red one by which goods come back.

Gate: approved (C6.3). The keeper's and the engineer's copies are without costs; what the goods cost is known once they
have been checked out. Red figures carry their sign.
"""

from collections.abc import Mapping
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.formatting import date_text, money, quantity, rmb_capitals
from app.i18n import N_, _
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import Row, day_of, enumerated, numbers_of, owner_values, zone_of
from app.papers.sources import TITLE_LIMIT, ticked
from app.queries.material.slip_parts import parts_of
from app.rules.gate import BlockReason
from app.rules.material.valuation import ZERO
from app.rules.trade.pricing import to_fen
from models.enums import SlipKind, SlipState
from models.material.ledger import StockMove
from models.material.part import Part
from models.material.slip import Slip, SlipLine
from models.record import Record

ISSUED_FROM = frozenset(SlipState) - {SlipState.DRAFT, SlipState.CANCELLED}
RED = "stock_return_slip"


def gate(_session: Session, record: Record) -> tuple[BlockReason, ...]:
    """Return that a slip still waits for approval (C6.3)."""
    if record.state != SlipState.DRAFT:
        return ()
    return (BlockReason("C6.3", N_("The slip has not been approved yet"), fix="approve"),)


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the values of a slip; runs inside ``using_language`` of the paper's language."""
    slip = session.get_one(Slip, record.id)
    parts = parts_of(session, {line.part_id for line in slip.lines})
    costs = _costs(session, slip)
    values: dict[str, FieldValue] = {**owner_values(session, slip), **_head(session, slip)}
    values |= _sums(slip, costs)
    rows = tuple(_row(slip, line, parts[line.part_id], costs.get(line.line_no)) for line in slip.lines)
    title = _("Red slip: {title}") if slip.is_red else _("Issue slip: {title}")
    return Filled(title.format(title=slip.title)[:TITLE_LIMIT], values, {"items": rows}, RED if slip.is_red else "")


def _head(session: Session, slip: Slip) -> dict[str, FieldValue]:
    values: dict[str, FieldValue] = {
        "issue_type": ticked(slip.slip_kind),
        "delivery": ticked(slip.handing_over),
        "requester": slip.picker_name,
        "department": slip.department,
        "work_order_no": numbers_of(session, slip.dispatch_id),
        "request_no": numbers_of(session, slip.request_id, slip.order_id),
        "purpose": slip.purpose or slip.title,
    }
    if slip.approved_at is not None:
        values["doc_date"] = day_of(slip.checked_at or slip.approved_at, zone_of(session))
    if slip.is_red:
        values["reverses"] = numbers_of(session, slip.reverses_id)
    elif slip.slip_kind is SlipKind.LOAN and slip.due_back_on:
        values["due_back"] = date_text(slip.due_back_on)
    return values


def _costs(session: Session, slip: Slip) -> Mapping[int, Decimal]:
    """Return by line what left, below 0 what came back, in yuan; nothing while the goods have not been checked."""
    moved = select(StockMove.line_no, func.sum(StockMove.value)).where(StockMove.source_id == slip.id)
    rows = session.execute(moved.group_by(StockMove.line_no))
    return {line_no: -Decimal(value) for line_no, value in rows if line_no is not None}


def _sums(slip: Slip, costs: Mapping[int, Decimal]) -> dict[str, FieldValue]:
    counted = sum((_moved(line) for line in slip.lines), ZERO)
    values: dict[str, FieldValue] = {"total_qty": quantity(_signed(slip, counted))}
    if slip.checked_at is not None:
        total = to_fen(sum(costs.values(), ZERO))
        values |= {"total": money(total), "total_caps": rmb_capitals(total, prefix="")}
    return values


def _moved(line: SlipLine) -> Decimal:
    """What left or came back of a line, what is asked for while nobody has checked it."""
    return line.quantity if line.checked_quantity is None else line.checked_quantity


def _signed(slip: Slip, amount: Decimal) -> Decimal:
    return -amount if slip.is_red else amount


def _row(slip: Slip, line: SlipLine, part: Part, cost: Decimal | None) -> Row:
    row = {
        "seq": str(line.line_no),
        "part_no": part.number or "",
        "part_name": part.title,
        "spec": part.spec,
        "unit": part.unit,
        "qty_req": quantity(_signed(slip, line.quantity)),
        "location": " / ".join(text for text in (part.bin, line.batch) if text),
        "remark": enumerated((line.serial_no, line.remark)),
    }
    if line.checked_quantity is not None:
        row["qty_out"] = quantity(_signed(slip, line.checked_quantity))
    if cost is not None and line.checked_quantity:
        row |= {"unit_cost": money(abs(cost) / line.checked_quantity), "amount": money(cost)}
    return row
