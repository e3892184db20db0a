"""What may be in the packages of a shipment, and what size and weight they may have (C6.4)."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.context import Context
from app.forms.material.shipments import PackageForm, PackedItemForm
from app.queries.material.shipment_forms import shipment_form
from app.rules.material.shipments import Goods, check_packed, not_packed, package_problem, packed_sums, volume_of
from app.services.material.shipments import save_shipment
from tests.app.services.refusing import refused_at
from tests.shipment_factories import details_of, make_shipment

PIECES = st.lists(st.integers(1, 50), min_size=1, max_size=6)


def packed(context: Context, *items: PackedItemForm) -> str | None:
    """Try to put these items into the one package of a shipment of two seals."""
    shipment = make_shipment(context)
    form = shipment_form(context, shipment)
    wanted = replace(form, packages=(replace(form.packages[0], items=items),))
    return refused_at(lambda: save_shipment(context, form=wanted, record_id=shipment))


def line_of(context: Context) -> int:
    return shipment_form(context, make_shipment(context)).packages[0].items[0].slip_line_id


def test_c6_4_what_is_in_no_package_is_named(context: Context) -> None:
    shipment = make_shipment(context)
    form = shipment_form(context, shipment)
    one = replace(form.packages[0], items=(replace(form.packages[0].items[0], quantity=Decimal(1)),))
    save_shipment(context, form=replace(form, packages=(one,)), record_id=shipment)
    assert details_of(context, shipment).not_packed == ("机械密封 MG1-45 1 套",)


def test_more_than_the_slips_issued_is_not_packed(context: Context) -> None:
    line = line_of(context)
    assert packed(context, PackedItemForm(slip_line_id=line, quantity=Decimal("2.001"))) == "packages"


@pytest.mark.parametrize("quantity", [None, Decimal(0), Decimal("-1"), Decimal("NaN"), Decimal("0.0001")])
def test_each_item_says_how_much_of_it_is_there(context: Context, quantity: Decimal | None) -> None:
    shipment = make_shipment(context)
    form = shipment_form(context, shipment)
    item = replace(form.packages[0].items[0], quantity=quantity)
    wanted = replace(form, packages=(replace(form.packages[0], items=(item,)),))
    assert refused_at(lambda: save_shipment(context, form=wanted, record_id=shipment)) == "packages"


def test_what_no_slip_issued_is_not_packed(context: Context) -> None:
    assert packed(context, PackedItemForm(slip_line_id=0, quantity=Decimal(1))) == "packages"


def test_an_item_stands_once_in_a_package(context: Context) -> None:
    shipment = make_shipment(context)
    form = shipment_form(context, shipment)
    item = replace(form.packages[0].items[0], quantity=Decimal(1))
    wanted = replace(form, packages=(replace(form.packages[0], items=(item, item)),))
    assert refused_at(lambda: save_shipment(context, form=wanted, record_id=shipment)) == "packages"


@pytest.mark.parametrize(
    "fields",
    [
        {"length_cm": 60, "width_cm": 40},
        {"length_cm": 0, "width_cm": 40, "height_cm": 30},
        {"length_cm": 3001, "width_cm": 40, "height_cm": 30},
        {"gross_kg": Decimal(0)},
        {"gross_kg": Decimal("NaN")},
        {"gross_kg": Decimal(100_001)},
        {"gross_kg": Decimal(10), "net_kg": Decimal(11)},
        {"length_cm": 10, "width_cm": 10, "height_cm": 10, "gross_kg": Decimal(500)},
    ],
)
def test_sizes_and_weights_that_cannot_be_are_questioned(fields: dict[str, Any]) -> None:
    assert package_problem(PackageForm(**fields))


def test_sizes_and_weights_may_be_unknown() -> None:
    assert package_problem(PackageForm()) == ""
    assert volume_of(60, None, 30) is None


@given(*[st.integers(1, 3000)] * 3)
def test_the_volume_is_the_product_of_the_sides(length: int, width: int, height: int) -> None:
    volume = volume_of(length, width, height)
    assert volume is not None
    assert abs(volume - Decimal(length * width * height) / 1_000_000) <= Decimal("0.0005")


@given(PIECES, st.integers(0, 300))
def test_packages_hold_all_of_it_or_say_what_is_left(pieces: list[int], issued: int) -> None:
    goods = [Goods(1, 1, "", 1, 1, None, "", "滤芯", "", "支", Decimal(issued), large=False, hazard="")]
    packages = [PackageForm(items=(PackedItemForm(slip_line_id=1, quantity=Decimal(one)),)) for one in pieces]
    is_too_much = sum(pieces) > issued
    assert (refused_at(lambda: check_packed(packages, goods)) == "packages") is is_too_much
    assert bool(not_packed(packed_sums(packages), goods)) is (sum(pieces) < issued)
