"""What may be received of a purchase (C6.2)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Invalid
from app.forms.material.purchases import ReceivedLineForm
from app.rules.material.receiving import Awaited, checked_receipt, latest_expiry, too_much
from models.enums import PartFamily

TODAY = date(2026, 3, 6)
SEAL = Awaited(1, "机械密封", "套", Decimal(4))
ACID = Awaited(2, "柠檬酸", "kg", Decimal(100), PartFamily.CHEMICAL, shelf_life_months=12)


def came(line_no: int = 1, quantity: str | None = "4", **fields: Any) -> ReceivedLineForm:
    amount = Decimal(quantity) if quantity is not None else None
    return ReceivedLineForm(line_no=line_no, quantity=amount, **fields)


def refusal(*forms: ReceivedLineForm) -> str:
    with pytest.raises(Invalid) as told:
        checked_receipt(forms, (SEAL, ACID), TODAY)
    assert told.value.field == "lines"
    return told.value.message


def test_lines_of_which_nothing_came_in_are_left_out() -> None:
    kept = checked_receipt([came(), came(2, None), came(2, "0")], (SEAL, ACID), TODAY)
    assert kept == (came(),)


@pytest.mark.parametrize(
    ("form", "word"),
    [
        (came(1, None), "请填写到货数量"),
        (came(9), "不在本采购订单上"),
        (came(1, "-1"), "大于 0"),
        (came(1, "0.0001"), "三位"),
        (came(1, "1", unit_cost=Decimal("0.001")), "成本"),
        (came(1, "1", close=True), "请说明"),
        (came(2, "25", expires_on=date(2026, 9, 1)), "批号"),
        (came(2, "25", batch="A1"), "有效期"),
        (came(2, "25", batch="A1", expires_on=TODAY), "过期"),
        (came(2, "25", batch="A1", expires_on=date(2027, 3, 7)), "12 个月"),
    ],
)
def test_c6_2_what_cannot_have_come_in_is_refused_by_name(form: ReceivedLineForm, word: str) -> None:
    assert word in refusal(form)


def test_a_chemical_that_keeps_as_long_as_it_says_is_taken() -> None:
    fresh = came(2, "25", batch=" A1 ", expires_on=date(2027, 3, 6))
    assert checked_receipt([fresh], (SEAL, ACID), TODAY)[0].batch == "A1"


def test_nothing_that_is_to_come_is_closed_twice() -> None:
    with pytest.raises(Invalid):
        checked_receipt([came(1, None, close=True, reason="停产")], (Awaited(1, "泵", "台", Decimal(0)),), TODAY)


def test_c6_2_every_item_of_which_more_came_than_was_ordered_is_named() -> None:
    over = too_much([came(1, "3"), came(1, "3"), came(2, "100.5")], (SEAL, ACID))
    assert over == ("机械密封 +2 套", "柠檬酸 +0.5 kg")


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 240))
def test_a_shelf_life_ends_so_many_months_later_whatever_the_day(day: date, months: int) -> None:
    last = latest_expiry(day, months)
    assert last is not None
    assert (last.year - day.year) * 12 + last.month - day.month == months
    assert last.day <= day.day


def test_without_a_shelf_life_nothing_limits_the_expiry() -> None:
    assert latest_expiry(TODAY, None) is None
