"""Reading the table of items of the service assessment (N6)."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.rules.care.assessing import Item
from app.rules.care.assessment_items import ShippedItem, item_name, shipped_items
from app.rules.permissions import Permission
from models.care.assessment import AssessmentItem
from models.enums import AssessmentSource

WITH_AMOUNTS = "assessment_amounts"  # the setting
_ORDER = (AssessmentItem.retired, AssessmentItem.position, AssessmentItem.id)


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item as the table shows it."""

    id: int
    name: str
    source: AssessmentSource
    points: int
    amount: Decimal
    retired: bool


@dataclass(frozen=True, slots=True)
class ItemTable:
    """The table of items, those out of use last; whether yuan count beside the points."""

    lines: tuple[ItemLine, ...]
    with_amounts: bool


def item_table(context: Context) -> ItemTable:
    """Read the table of items."""
    context.require(Permission.VIEW_ASSESSMENT)
    with context.read() as session:
        rows = session.scalars(select(AssessmentItem).order_by(*_ORDER))
        lines = tuple(
            ItemLine(row.id, item_name(row.code, row.name), row.source, row.points, row.amount, row.retired)
            for row in rows
        )
        return ItemTable(lines, settings_of(session).flag(WITH_AMOUNTS))


def items_in_order(session: Session) -> tuple[Item, ...]:
    """Return the items as the proposals take them, in the order of the table."""
    rows = session.scalars(select(AssessmentItem).order_by(AssessmentItem.position, AssessmentItem.id))
    return tuple(Item(row.id, row.source, row.points, row.amount, row.retired) for row in rows)


def lacking_items(session: Session) -> tuple[ShippedItem, ...]:
    """Return the shipped items that the table has no row of."""
    known = set(session.scalars(select(AssessmentItem.code)))
    return tuple(one for one in shipped_items() if one.code not in known)
