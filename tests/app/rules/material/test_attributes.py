"""What a part is described by, family by family: what may be typed, how it is kept, how it reads."""

from collections.abc import Mapping

import pytest

from app.i18n import using_language
from app.rules.material.attribute import AttributeKind
from app.rules.material.attributes import SPECS, attribute_words, checked_attributes
from models.enums import PartFamily
from tests.app.services.refusing import refused_at


def test_c6_1_every_family_but_other_has_attributes_some_of_them_decisive() -> None:
    for family in PartFamily:
        codes = [spec.code for spec in SPECS[family]]
        assert len(codes) == len(set(codes))
        assert any(spec.decisive for spec in SPECS[family]) is (family is not PartFamily.OTHER)


def test_numbers_have_units_and_choices_something_to_choose() -> None:
    for spec in (spec for specs in SPECS.values() for spec in specs):
        assert bool(spec.unit) is (spec.kind is AttributeKind.NUMBER), spec.code
        assert bool(spec.choices) is (spec.kind is AttributeKind.CHOICE), spec.code


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("50", "50"), ("50.0", "50"), ("５０", "50"), ("50 m³/h", "50"), ("50m3/h", "50"), ("1,200", "1200"),
        (" 0.75 ", "0.75"), ("1200.50", "1200.5"), ("0", "0"),
    ],
)  # fmt: skip
def test_a_number_is_kept_without_unit_and_needless_zeros(typed: str, kept: str) -> None:
    assert checked_attributes(PartFamily.PUMP, {"flow": typed}) == {"flow": kept}


def test_a_diameter_may_be_typed_as_it_is_spoken() -> None:
    assert checked_attributes(PartFamily.VALVE, {"diameter": "DN 50"}) == {"diameter": "50"}
    assert checked_attributes(PartFamily.INSTRUMENT, {"accuracy": "±0.5%"}) == {"accuracy": "0.5"}


REFUSED: list[Mapping[str, str]] = [
    {"flow": "much"},
    {"flow": "-5"},
    {"flow": "1e5"},
    {"flow": "NaN"},
    {"flow": "50 l/s"},
    {"flow": "9999999999"},
    {"flow": "0.00001"},
    {"phase": "2"},
    {"material": "gold"},
    {"head": "5\x00"},
]


@pytest.mark.parametrize("typed", REFUSED)
def test_what_is_none_is_refused_at_the_attributes(typed: Mapping[str, str]) -> None:
    assert refused_at(lambda: checked_attributes(PartFamily.PUMP, typed)) == "attributes"


def test_what_is_empty_or_of_another_family_is_not_kept() -> None:
    typed = {"flow": " ", "head": "12", "area": "37"}
    assert checked_attributes(PartFamily.PUMP, typed) == {"head": "12"}
    assert checked_attributes(PartFamily.OTHER, typed) == {}


def test_attributes_read_with_title_and_unit_in_the_language_of_the_screen() -> None:
    known = {"flow": "50", "phase": "3", "voltage": "380"}
    assert attribute_words(PartFamily.PUMP, known) == (("流量", "50 m³/h"), ("电压", "380 V"), ("相数", "三相"))
    with using_language("en"):
        assert attribute_words(PartFamily.PUMP, known)[-1] == ("Phase", "Three-phase")


def test_a_value_that_was_offered_once_is_shown_as_it_is_kept() -> None:
    assert attribute_words(PartFamily.PUMP, {"material": "bronze"}) == (("材质", "bronze"),)
