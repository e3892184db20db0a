"""``check`` sees when stock does not add up: when a part, slip, purchase or count says something else than moved."""

from decimal import Decimal

import pytest
from sqlalchemy import update

from app.context import Context
from app.i18n import _
from app.integrity import SAVE_PART, check
from app.queries.material.parts import part_form
from app.services.material.parts import save_part
from models.base import Base
from models.material.count import CountLine
from models.material.ledger import StockMove
from models.material.part import Part
from models.material.purchase import PurchaseLine, PurchaseShare
from models.material.slip import SlipLine
from tests.purchase_factories import came, line_of, make_need, make_ordered, receive, share_of
from tests.slip_factories import item, make_approved_slip, make_checked_slip
from tests.stock_factories import make_stocked_part, make_submitted_count, untied

D = Decimal
Damage = tuple[str, type[Base], dict[str, object]]


def busy_stock(context: Context) -> int:
    """Return a part of which there is something everywhere: checked, reserved, bought for a need, counted."""
    part = make_stocked_part(context, on_hand=20)
    make_checked_slip(context, item(part, 3))
    make_approved_slip(context, item(part, 2))
    need = make_need(context, part, "4", reason="留作他用")
    purchase = make_ordered(context, line_of(part, "6", shares=(share_of(need, "4"),), answer_reason="留作他用"))
    receive(context, purchase, came(1, "3"))
    make_submitted_count(context, (part, 20, ""))
    return part


def test_everything_adds_up_after_ordinary_work(context: Context) -> None:
    busy_stock(context)
    assert untied(context) == []


DAMAGE: list[Damage] = [
    ("on_hand", StockMove, {"quantity": StockMove.quantity * 2}),
    ("on_hand", Part, {"stock_value": D(1)}),
    ("idle_since", Part, {"idle_since": None}),
    ("reserved", Part, {"reserved": D(1)}),
    ("on_order", Part, {"on_order": D(1)}),
    ("slip", SlipLine, {"checked_quantity": D(1)}),
    ("received", PurchaseLine, {"received": D(1)}),
    ("shares", PurchaseShare, {"quantity": D(77)}),
    ("count", CountLine, {"counted": D(1)}),
]


@pytest.mark.parametrize(("code", "table", "values"), DAMAGE)
def test_what_does_not_add_up_is_named(
    context: Context, code: str, table: type[Base], values: dict[str, object]
) -> None:
    busy_stock(context)
    damage = update(table.__table__).values(**values)  # type: ignore[arg-type]
    with context.database.engine.begin() as connection:
        connection.execute(damage)
    assert code in {finding.code for finding in check(context)}


@pytest.mark.parametrize("column", ["reserved", "on_order"])
def test_saving_a_part_mends_what_it_only_repeats(context: Context, column: str) -> None:
    part = busy_stock(context)
    with context.database.engine.begin() as connection:
        connection.execute(update(Part.__table__).values({column: D(77)}))  # type: ignore[arg-type]
    assert {finding.hint for finding in check(context)} == {_(SAVE_PART)}
    save_part(context, form=part_form(context, part), record_id=part)
    assert untied(context) == []
