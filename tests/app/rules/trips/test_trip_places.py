"""Telling the places of a journey from each other (C7.4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.trips.allowance_rates import class_of
from app.rules.trips.places import cities_in, place_name, same_place, towns_of
from models.enums import CityClass


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("绍兴", "绍兴市", True),
        ("绍兴北站", "绍兴", True),
        ("杭州萧山机场", "杭州", True),
        ("Ｓhaoxing", "shaoxing", True),
        ("绍兴", "杭州", False),
        ("", "杭州", False),
        ("站", "站", True),
    ],
)
def test_c7_4_a_station_belongs_to_its_town(one: str, other: str, same: bool) -> None:
    assert same_place(one, other) is same
    assert same_place(other, one) is same


@pytest.mark.parametrize(
    ("address", "towns"),
    [
        ("浙江省绍兴市柯桥区滨海工业区", ("绍兴", "柯桥")),
        ("宁波市北仑区滨江大道 1288 号", ("宁波", "北仑")),
        ("杭州", ("杭州",)),
        ("江州市经济开发区清源路 88 号", ("江州",)),
        ("浙江省杭州市余杭区文一西路", ("杭州", "余杭")),
        ("", ()),
    ],
)
def test_c7_4_an_address_tells_its_towns(address: str, towns: tuple[str, ...]) -> None:
    assert towns_of(address)[: len(towns)] == towns


def test_c7_4_a_city_has_the_class_of_the_list_that_names_it() -> None:
    first, second = "北京、上海、广州、深圳", "杭州，宁波\n苏州"
    assert cities_in(second) == ("杭州", "宁波", "苏州")
    assert [class_of(city, first, second) for city in ("上海虹桥站", "宁波市", "绍兴")] == [
        CityClass.FIRST, CityClass.SECOND, CityClass.OTHER,
    ]  # fmt: skip


@given(st.text(max_size=30))
def test_c7_4_a_place_is_itself(text: str) -> None:
    name = place_name(text)
    assert same_place(text, text) is bool(name)
