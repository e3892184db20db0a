"""Parts and rate cards as they occur in the department."""

from datetime import date
from decimal import Decimal
from typing import Any

from app.context import Context
from app.forms.material.parts import PartForm
from app.forms.trade import RateCardForm, RateLineForm
from app.services.material.parts import save_part
from app.services.trade.rate_cards import save_rate_card
from models.enums import LineKind, PartClass
from tests.remembered import remembered

ENGINEER = RateLineForm(
    kind=LineKind.LABOUR, name="工程师现场服务", unit="人·天", price=Decimal("1200.00"), cost=Decimal("500.00"),
    tax_rate=Decimal(6),
)  # fmt: skip
KILOMETRE = RateLineForm(
    kind=LineKind.TRAVEL, name="车辆往返", unit="公里", price=Decimal("3.50"), tax_rate=Decimal(6)
)  # fmt: skip


def part_form_of(**fields: Any) -> PartForm:
    """Return the form of a common spare."""
    usual: dict[str, Any] = {
        "number": "BJ-0001", "name": "机械密封", "spec": "MG1-45", "brand": "博格曼", "unit": "套",
        "part_class": PartClass.DOMESTIC, "price": Decimal("1130.00"), "cost": Decimal("600.00"),
        "tax_rate": Decimal(13),
    }  # fmt: skip
    return PartForm(**{**usual, **fields})


@remembered
def make_part(context: Context, **fields: Any) -> int:
    """Return the id of a part."""
    return save_part(context, form=part_form_of(**fields))


@remembered
def make_rate_card(context: Context, **fields: Any) -> int:
    """Return the id of a rate card that is valid from 2026 on."""
    usual: dict[str, Any] = {
        "title": "2026 年服务收费标准", "valid_from": date(2026, 1, 1), "lines": (ENGINEER, KILOMETRE)
    }  # fmt: skip
    return save_rate_card(context, form=RateCardForm(**{**usual, **fields}))
