"""The table of items of the service assessment: changed, retired, own ones added by the manager (N6)."""

from collections.abc import Iterable
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid, NotFound
from app.forms.assessment import ItemForm
from app.i18n import _
from app.rules.care.assessment_items import LEAST_POINTS, MOST_AMOUNT, MOST_POINTS, ShippedItem, item_name
from app.rules.permissions import Permission
from app.services.use_case import required, use_case
from models.care.assessment import AssessmentItem
from models.enums import AssessmentSource

NAME_LIMIT = 200


@use_case(Permission.EDIT_ASSESSMENT_ITEMS)
def save_item(context: Context, *, form: ItemForm, item_id: int | None = None) -> int:
    """Change an item, or add one for lines by hand; returns its id. Lines that are proposed already keep theirs.

    Invalid at ``name``, ``points`` (out of −100 to 100) or ``amount`` (negative).
    """
    name = required(form.name, _("Enter what the item is called."), field="name", limit=NAME_LIMIT)
    points, amount = _points(form.points), _amount(form.amount)
    with context.write() as session:
        item = _existing(session, item_id) if item_id is not None else _new(session)
        if _is_taken(session, item, name):
            raise Invalid(_("There is an item of this name already."), field="name")
        if name != item_name(item.code, item.name):
            item.name = name
        item.points, item.amount, item.retired = points, amount, form.retired
        session.add(item)
        session.flush()
        return item.id


def store_items(session: Session, items: Iterable[ShippedItem]) -> None:
    """Add shipped items to the table, behind those that are there."""
    place = session.scalar(select(func.max(AssessmentItem.position))) or 0
    for position, one in enumerate(items, start=place + 1):
        session.add(
            AssessmentItem(
                code=one.code,
                name=one.names["zh_CN"],
                source=one.source,
                points=one.points,
                amount=one.amount,
                position=position,
                retired=False,
            )
        )


def _points(points: int | None) -> int:
    if points is None:
        raise Invalid(_("Enter the points."), field="points")
    if not LEAST_POINTS <= points <= MOST_POINTS:
        message = _("Points lie between {least} and {most}.").format(least=LEAST_POINTS, most=MOST_POINTS)
        raise Invalid(message, field="points")
    return points


def _amount(amount: Decimal | None) -> Decimal:
    sum_ = amount if amount is not None else Decimal(0)
    if not 0 <= sum_ <= MOST_AMOUNT:
        raise Invalid(_("Enter an amount from 0 on: the points tell whether it is taken away."), field="amount")
    return sum_


def _existing(session: Session, item_id: int) -> AssessmentItem:
    item = session.get(AssessmentItem, item_id)
    if item is None:
        raise NotFound(_("There is no such item."))
    return item


def _new(session: Session) -> AssessmentItem:
    place = (session.scalar(select(func.max(AssessmentItem.position))) or 0) + 1
    return AssessmentItem(code=f"own_{place}", name="", source=AssessmentSource.BY_HAND, position=place)


def _is_taken(session: Session, item: AssessmentItem, name: str) -> bool:
    others = select(AssessmentItem).where(AssessmentItem.id.is_distinct_from(item.id))
    return any(item_name(one.code, one.name) == name for one in session.scalars(others))
