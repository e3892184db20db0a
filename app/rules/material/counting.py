"""Lines of a stock count as they are entered: each part once, counted in whole or parts of its unit (C6.3)."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from app.errors import Invalid
from app.forms.material.parts import CountLineForm
from app.i18n import _
from app.rules.inputs import clean_line
from app.rules.trade.amounts import is_quantity

FIELD = "lines"
CLAUSE = "C6.3"
MOST_LINES = 200


def checked_lines(lines: Sequence[CountLineForm]) -> tuple[CountLineForm, ...]:
    """Return the lines with clean reasons; Invalid at ``lines`` for a part that stands twice, a quantity that is none,
    and for more lines than a sheet holds.
    """
    if len(lines) > MOST_LINES:
        raise Invalid(_("At most {count} lines fit here.").format(count=MOST_LINES), field=FIELD)
    if len({line.part_id for line in lines}) < len(lines):
        raise Invalid(_("A part stands here twice: count it once, wherever it lies."), field=FIELD, clause=CLAUSE)
    for line in lines:
        if line.counted is not None and not is_counted(line.counted):
            raise Invalid(_("Enter what was counted, with at most three decimal places."), field=FIELD)
    return tuple(replace(line, reason=clean_line(line.reason, field=FIELD, limit=200)) for line in lines)


def is_counted(quantity: Decimal) -> bool:
    """Tell whether somebody may have counted so much: nothing, or a quantity."""
    return quantity == 0 or is_quantity(quantity)


def difference(expected: Decimal, counted: Decimal | None) -> Decimal:
    """Return how much more there is than the ledger says, below 0 what is missing; 0 where nobody has counted yet."""
    return Decimal(0) if counted is None else counted - expected
