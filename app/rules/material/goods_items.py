"""The things a customer brings for repair, as they are entered: when one is complete, and what they are called (N7)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.errors import Invalid
from app.forms.material.returns import GoodsItemForm
from app.i18n import _
from app.rules.inputs import clean_line
from app.rules.trade.amounts import LARGEST_QUANTITY, is_quantity

CLAUSE = "N7"
FIELD = "items"
MOST_ITEMS = 50
TEXT_LIMIT = 4000  # what is wrong with it, what was done, what is asked and answered
LONGEST = {"name": 200, "spec": 200, "serial_no": 80, "unit": 20, "accessories": 200, "condition": 200}
TITLE_LIMIT = 200


def checked_items(items: Sequence[GoodsItemForm]) -> tuple[GoodsItemForm, ...]:
    """Return the things with clean texts; Invalid at ``items``, naming the line, where one is incomplete or wrong, and
    where there are none.
    """
    if not items:
        raise Invalid(_("Enter what the customer brought."), field=FIELD, clause=CLAUSE)
    if len(items) > MOST_ITEMS:
        raise Invalid(_("At most {count} lines fit here.").format(count=MOST_ITEMS), field=FIELD)
    return tuple(_checked(item, place) for place, item in enumerate(items, start=1))


def _checked(item: GoodsItemForm, place: int) -> GoodsItemForm:
    try:
        texts: dict[str, Any] = {
            name: clean_line(getattr(item, name), field=FIELD, limit=most) for name, most in LONGEST.items()
        }
    except Invalid as refusal:
        raise Invalid(_at(place, refusal.message), field=FIELD) from refusal
    clean = replace(item, **texts)
    problem = item_problem(clean, place)
    if problem:
        raise Invalid(problem, field=FIELD, clause=CLAUSE)
    return clean


def item_problem(item: GoodsItemForm, place: int) -> str:
    """Return what is wrong with the thing that stands at ``place`` (from 1), "" when nothing is.

    How it looks is written down before anybody touches it: what was scratched when it came is not ours.
    """
    if not item.name.strip():
        return _at(place, _("enter what it is"))
    if item.quantity is None or not is_quantity(item.quantity):
        most = f"{LARGEST_QUANTITY:,}"
        text = _("the quantity is more than 0 and at most {most}, with at most three places")
        return _at(place, text.format(most=most))
    if not item.condition.strip():
        return _at(place, _("enter in which condition it came"))
    return ""


def _at(place: int, problem: str) -> str:
    return _("Line {place}: {problem}").format(place=place, problem=problem)


def goods_title(items: Sequence[GoodsItemForm]) -> str:
    """Return what things are called together, as far as it fits."""
    names = (" ".join(word for word in (item.name, item.spec) if word) for item in items)
    return " / ".join(dict.fromkeys(names))[:TITLE_LIMIT]
