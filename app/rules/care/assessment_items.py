"""The shipped table of items of the service assessment (``resources/care``), and what an item is called (N6)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from app.i18n import current_language
from app.resources import resource_path
from models.enums import AssessmentSource

LEAST_POINTS, MOST_POINTS = -100, 100
MOST_AMOUNT = 100_000  # yuan


@dataclass(frozen=True, slots=True)
class ShippedItem:
    """An item as it is shipped: ``names`` by language, ``amount`` in yuan for its points."""

    code: str
    source: AssessmentSource
    names: Mapping[str, str]
    points: int
    amount: Decimal


@cache
def shipped_items() -> tuple[ShippedItem, ...]:
    """Return the items as they are shipped, in their order."""
    text = resource_path("care", "assessment_items.json").read_text(encoding="utf-8")
    return tuple(
        ShippedItem(
            code=row["code"],
            source=AssessmentSource(row["source"]),
            names={"zh_CN": row["zh"], "en": row["en"]},
            points=int(row["points"]),
            amount=Decimal(row["amount"]),
        )
        for row in json.loads(text)["items"]
    )


def item_name(code: str, name: str) -> str:
    """Return what an item is called: as the manager named it; one that still has its shipped name in the language read
    now.
    """
    shipped = next((one for one in shipped_items() if one.code == code), None)
    if shipped is None or name not in shipped.names.values():
        return name
    return shipped.names[current_language()]
