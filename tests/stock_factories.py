"""Stock as it is taken on, counted and found."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from app.context import Context
from app.forms.material.parts import CountForm, CountLineForm, StockForm
from app.integrity import check
from app.services.material.counts import save_count, submit_count
from app.services.material.stock_by_hand import move_by_hand
from models.material.part import Part
from tests.factories import stored, version_of
from tests.material_factories import make_part
from tests.remembered import remembered

LATER = timedelta(hours=1)


def take_on(context: Context, part_id: int, quantity: Decimal | int | None, **fields: Any) -> None:
    """Take stock on by hand, or write it off with a quantity below 0."""
    usual: dict[str, Any] = {"at": context.clock.now(), "person": "陈库", "reason": "期初"}
    moved = None if quantity is None else Decimal(quantity)
    move_by_hand(context, part_id=part_id, form=StockForm(quantity=moved, **{**usual, **fields}))


@remembered
def make_stocked_part(context: Context, *, on_hand: int = 10, unit_cost: Decimal = Decimal(600), **fields: Any) -> int:
    """Return the id of a part with stock."""
    part_id = make_part(context, **fields)
    take_on(context, part_id, on_hand, unit_cost=unit_cost)
    return part_id


def count_form_of(context: Context, *lines: tuple[int, int | None, str], **fields: Any) -> CountForm:
    """Return the form of a count: part, what was counted, why it differs."""
    counted = tuple(
        CountLineForm(part_id=part_id, counted=None if counted is None else Decimal(counted), reason=reason)
        for part_id, counted, reason in lines
    )
    usual: dict[str, Any] = {
        "scope": "A 区货架", "counted_by": "陈库", "witness": "周敏", "counted_at": context.clock.now(),
        "lines": counted,
    }  # fmt: skip
    return CountForm(**{**usual, **fields})


@remembered
def make_count(context: Context, *lines: tuple[int, int | None, str], **fields: Any) -> int:
    """Return the id of a draft of a count."""
    return save_count(context, form=count_form_of(context, *lines, **fields))


@remembered
def make_submitted_count(context: Context, *lines: tuple[int, int | None, str], **fields: Any) -> tuple[int, int]:
    """Return the ids of a submitted count and of the approval that it asks for (0 for none)."""
    count_id = make_count(context, *lines, **fields)
    approval_id = submit_count(context, record_id=count_id, version=version_of(context, count_id))
    return count_id, approval_id or 0


def on_hand(context: Context, part_id: int) -> Decimal:
    """Return what a part says is on hand."""
    return stored(context, Part, part_id).on_hand


def untied(context: Context) -> list[str]:
    """Return what does not add up in the folder, in words."""
    return [f"{finding.code} {finding.number}" for finding in check(context)]
