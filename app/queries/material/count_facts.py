"""What the gates of a stock count look at, and what an approval of its differences freezes (C6.3)."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.rules.approvals.content import content_hash
from app.rules.material.counting import difference
from app.rules.material.gates import CountFacts
from app.rules.material.valuation import ZERO, Stock, value_in
from models.material.count import CountLine, StockCount
from models.material.part import Part

Parts = Mapping[int, Part]


def parts_of(session: Session, count: StockCount) -> Parts:
    """Return the parts of a count's lines by id, in one reading."""
    wanted = select(Part).where(Part.id.in_([line.part_id for line in count.lines]))
    return {part.id: part for part in session.scalars(wanted)}


def count_facts(count: StockCount, parts: Parts) -> CountFacts:
    """Read what the gates of a count look at."""

    def names(wanted: Callable[[CountLine], bool]) -> tuple[str, ...]:
        return tuple(parts[line.part_id].title for line in count.lines if wanted(line))

    return CountFacts(
        line_count=len(count.lines),
        counter_noted=bool(count.counted_by) and count.counted_at is not None,
        uncounted=names(lambda line: line.counted is None),
        unexplained=names(lambda line: difference_of(line) != 0 and not line.reason),
    )


def difference_of(line: CountLine) -> Decimal:
    """Return how much more was counted than the ledger said, below 0 what is missing."""
    return difference(line.expected, line.counted)


def worth_of(line: CountLine, part: Part) -> Decimal:
    """Return what a difference is worth in yuan without tax, at the moving average, or the part's own cost."""
    return value_in(difference_of(line), Stock(part.on_hand, part.stock_value).average or part.cost or ZERO)


def count_hash(count: StockCount) -> str:
    """Return the hash of what the approval of a count rests on: what was counted when by whom, and why it differs."""
    lines = [[line.part_id, str(line.expected), str(line.counted), line.reason] for line in count.lines]
    counted_at = count.counted_at.isoformat() if count.counted_at else ""
    return content_hash({"lines": lines, "at": counted_at, "by": [count.counted_by, count.witness]})
