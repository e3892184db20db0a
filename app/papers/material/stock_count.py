"""The stock count (库存盘点表, stock_count): the sheet for counting, and what came of it (C6.3).

It has no gate: printed first, it goes along to the shelves, and what is counted is written in by hand. What differences
are worth is for those who may see costs, and not on the warehouse's copy.
"""

from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.formatting import money, quantity
from app.i18n import _, ngettext
from app.labels import label
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import Row, when, zone_of
from app.papers.sources import TITLE_LIMIT
from app.queries.material.count_facts import difference_of, parts_of, worth_of
from app.rules.material.valuation import ZERO
from models.enums import CountState
from models.material.count import CountLine, StockCount
from models.material.ledger import StockMove
from models.material.part import Part
from models.record import Record

ISSUED_FROM = frozenset(CountState) - {CountState.CANCELLED}


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the values of a count; runs inside ``using_language`` of the paper's language."""
    count = session.get_one(StockCount, record.id)
    parts = parts_of(session, count)
    worth = {line.line_no: worth_of(line, parts[line.part_id]) for line in count.lines if line.counted is not None}
    worth |= _moved(session, count)
    rows = tuple(_row(line, parts[line.part_id], worth.get(line.line_no)) for line in count.lines)
    values = {**_head(session, count), **_sums(count, worth)}
    title = _("Stock count: {title}").format(title=count.title)
    return Filled(title[:TITLE_LIMIT], values, {"items": rows})


def _head(session: Session, count: StockCount) -> dict[str, FieldValue]:
    return {
        "scope": count.scope or count.title,
        "counted_at": when(count.counted_at, zone_of(session)),
        "counted_by": count.counted_by,
        "witness": count.witness,
        "state": label(CountState(count.state)),
        "remark": count.note,
    }


def _moved(session: Session, count: StockCount) -> dict[int, Decimal]:
    """Return by line what the differences were worth when they were moved."""
    moves = select(StockMove.line_no, func.sum(StockMove.value)).where(StockMove.source_id == count.id)
    rows = session.execute(moves.group_by(StockMove.line_no))
    return {line_no: Decimal(value) for line_no, value in rows if line_no is not None}


def _sums(count: StockCount, worth: dict[int, Decimal]) -> dict[str, FieldValue]:
    items = len(count.lines)
    counted = [line for line in count.lines if line.counted is not None]
    differing = sum(1 for line in counted if difference_of(line) != 0)
    return {
        "total_items": ngettext("{count} item", "{count} items", items).format(count=items),
        "total_differing": ngettext("{count} item", "{count} items", differing).format(count=differing),
        "total_value": money(sum(worth.values(), ZERO) if counted else None),
    }


def _row(line: CountLine, part: Part, worth: Decimal | None) -> Row:
    row = {
        "seq": str(line.line_no),
        "part_no": part.number or "",
        "part_name": part.title,
        "spec": part.spec,
        "unit": part.unit,
        "bin": line.bin,
        "expected": quantity(line.expected),
        "reason": line.reason,
    }
    if line.counted is None:
        return row
    difference = difference_of(line)
    row |= {"counted": quantity(line.counted), "difference": quantity(difference)}
    return row | ({"value": money(worth)} if difference and worth is not None else {})
