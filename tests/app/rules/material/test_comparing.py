"""Comparing two parts: what differs, what must not differ, what nobody knows (C6.1)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.i18n import using_language
from app.rules.material.attribute import AttributeKind, AttributeSpec
from app.rules.material.attributes import SPECS
from app.rules.material.comparing import Comparison, PartFacts, Verdict, compare, likeness
from models.enums import PartFamily

PUMP: Mapping[str, str] = {
    "sort": "multistage", "flow": "50", "head": "30", "power": "7.5", "voltage": "380", "phase": "3", "frequency": "50",
    "speed": "2900", "material": "ss304", "connection": "flange_pn16", "diameter": "80", "seal": "mechanical",
}  # fmt: skip


@pytest.fixture(autouse=True, scope="module")
def english() -> Iterator[None]:
    """These tests read what is said."""
    with using_language("en"):
        yield


def pump(**attributes: str) -> PartFacts:
    """Return a multistage pump, with other attributes than usual where given; "" leaves one out."""
    known = {code: value for code, value in {**PUMP, **attributes}.items() if value}
    facts = PartFacts(name="立式多级泵", spec="CDM42-3", brand="南方", unit="台", family=PartFamily.PUMP)
    return replace(facts, attributes=known)


WORKED = [
    # what the other pump has, the verdict, what a person reads of the differences
    ({}, Verdict.ALIKE, ()),
    ({"flow": "52"}, Verdict.ALIKE, ()),  # within five percent is the same in practice
    ({"flow": "45"}, Verdict.WEAKER, ("Flow: 50 m³/h → 45 m³/h",)),
    ({"power": "5.5"}, Verdict.WEAKER, ("Power: 7.5 kW → 5.5 kW",)),
    ({"speed": "1450"}, Verdict.DIFFERS, ("Speed: 2900 r/min → 1450 r/min",)),
    ({"head": "29"}, Verdict.ALIKE, ()),  # within five percent
    ({"head": "25"}, Verdict.REFUSED, ("Delivery head: 30 m → 25 m",)),
    ({"head": ""}, Verdict.DIFFERS, ("Delivery head: 30 m → not known",)),
    ({"power": "11", "head": "42"}, Verdict.DIFFERS, ("Delivery head: 30 m → 42 m", "Power: 7.5 kW → 11 kW")),
    ({"seal": "packing"}, Verdict.DIFFERS, ("Shaft seal: Mechanical seal → Gland packing",)),
    ({"voltage": "220"}, Verdict.REFUSED, ("Voltage: 380 V → 220 V",)),
    ({"phase": "1"}, Verdict.REFUSED, ("Phase: Three-phase → Single-phase",)),
    ({"connection": "thread_g"}, Verdict.REFUSED, ("Connection: Flange PN16 → Thread G",)),
    ({"material": "cast_iron"}, Verdict.REFUSED, ("Made of: Stainless steel 304 → Cast iron",)),
    (
        {"diameter": "100", "flow": "60"}, Verdict.REFUSED,
        ("Nominal diameter (DN): 80 mm → 100 mm", "Flow: 50 m³/h → 60 m³/h"),
    ),
    ({"voltage": ""}, Verdict.UNSURE, ("Voltage: 380 V → not known",)),
    ({"seal": ""}, Verdict.DIFFERS, ("Shaft seal: Mechanical seal → not known",)),
]  # fmt: skip


@pytest.mark.parametrize(("other", "verdict", "words"), WORKED)
def test_c6_1_worked_examples_of_pumps(other: dict[str, str], verdict: Verdict, words: tuple[str, ...]) -> None:
    found = compare(pump(), pump(**other))
    assert (found.verdict, tuple(one.words for one in found.differences)) == (verdict, words)


def test_c6_1_a_refusal_says_why() -> None:
    (why,) = compare(pump(), pump(voltage="220", flow="45")).refusals  # less flow alone is left to a person
    assert why == "Voltage: 380 V → 220 V (has to be the same)"


FALLS_SHORT = [
    # the family, what is wanted, what less of it comes to, what more of it comes to
    (PartFamily.VALVE, {"pressure": "1.6"}, "1", Verdict.REFUSED, "2.5"),
    (PartFamily.BLOWER, {"pressure": "49"}, "40", Verdict.REFUSED, "58.8"),
    (PartFamily.BLOWER, {"flow": "20"}, "15", Verdict.WEAKER, "25"),
    (PartFamily.MEMBRANE, {"pressure": "4.1"}, "2.1", Verdict.REFUSED, "8.3"),
    (PartFamily.MEMBRANE, {"rejection": "99.7"}, "99.5", Verdict.WEAKER, "99.8"),
    (PartFamily.MEMBRANE, {"flow": "41"}, "37", Verdict.WEAKER, "45"),
    (PartFamily.MEMBRANE, {"area": "37"}, "34", Verdict.WEAKER, "41"),
    (PartFamily.FILTER, {"pressure": "1"}, "0.6", Verdict.REFUSED, "1.6"),
    (PartFamily.FILTER, {"pore_size": "5"}, "1", Verdict.DIFFERS, "10"),
]


@pytest.mark.parametrize(("family", "wanted", "less", "verdict", "more"), FALLS_SHORT)
def test_c6_1_less_of_what_the_machine_must_reach_is_worse_than_more(
    family: PartFamily, wanted: dict[str, str], less: str, verdict: Verdict, more: str
) -> None:
    (code,) = wanted
    rest = {spec.code: next(iter(spec.choices), "1") for spec in SPECS[family] if spec.code != code}
    part = PartFacts(name="备件", unit="只", family=family, attributes={**rest, **wanted})
    weaker, stronger = (compare(part, replace(part, attributes={**rest, code: value})) for value in (less, more))
    assert (weaker.verdict, stronger.verdict) == (verdict, Verdict.DIFFERS)


def test_c6_1_a_refusal_of_less_says_that_less_will_not_do() -> None:
    assert compare(pump(), pump(head="20")).refusals == ("Delivery head: 30 m → 20 m (must not be less)",)


def test_c6_1_what_nobody_knows_of_either_never_passes_silently() -> None:
    found = compare(pump(voltage=""), pump(voltage=""))
    assert (found.verdict, found.unknown, found.differences) == (Verdict.UNSURE, ("Voltage",), ())


def test_c6_1_another_unit_and_another_family_are_refused() -> None:
    in_sets = compare(pump(), replace(pump(), unit="套"))
    blower = compare(pump(), PartFacts(name="罗茨风机", unit="台", family=PartFamily.BLOWER))
    assert in_sets.refusals == ("It is counted in another unit: 台 → 套",)
    assert (blower.verdict, blower.refusals) == (Verdict.REFUSED, ("It is another sort of part",))


def test_a_part_without_attributes_is_never_sure() -> None:
    seal = PartFacts(name="机械密封", spec="MG1-45", unit="套")
    assert compare(seal, replace(seal, brand="博格曼")).verdict is Verdict.UNSURE


def test_another_brand_is_told_and_does_not_decide() -> None:
    found = compare(pump(), replace(pump(), brand="格兰富"))
    assert (found.verdict, [one.words for one in found.differences]) == (Verdict.DIFFERS, ["Brand: 南方 → 格兰富"])


def test_case_and_width_of_a_text_make_no_difference() -> None:
    element = PartFacts(name="RO 膜", unit="支", family=PartFamily.MEMBRANE, attributes={"size": "8040"})
    assert "Size" not in {
        one.title for one in compare(element, replace(element, attributes={"size": "８０４０"})).differences
    }


def test_the_closer_model_has_the_higher_score() -> None:
    near, far = replace(pump(flow="45"), spec="CDM42-2"), replace(pump(flow="10", head="80", power="15"), spec="QW100")
    assert compare(pump(), near).score > compare(pump(), far).score > 0


def test_texts_are_alike_by_the_tokens_of_the_search() -> None:
    assert likeness("CDM42-3", "cdm42-3") == 1
    assert 0 < likeness("立式多级泵", "多级离心泵") < 1
    assert likeness("", "机械密封") == 0


# any two parts ------------------------------------------------------------------------------------------------------


def _value(spec: AttributeSpec) -> st.SearchStrategy[str]:
    if spec.kind is AttributeKind.CHOICE:
        return st.sampled_from(["", *spec.choices])
    if spec.kind is AttributeKind.NUMBER:
        return st.sampled_from(["", "0", "1", "2.5", "49", "50", "52.5", "380"])
    return st.sampled_from(["", "8040", "4040"])


def _attributes(family: PartFamily) -> st.SearchStrategy[dict[str, str]]:
    every = st.fixed_dictionaries({spec.code: _value(spec) for spec in SPECS[family]})
    return every.map(lambda values: {code: value for code, value in values.items() if value})


PARTS = st.sampled_from(PartFamily).flatmap(
    lambda family: st.builds(
        PartFacts,
        name=st.sampled_from(["立式多级泵", "多级离心泵", "RO 膜", ""]),
        spec=st.sampled_from(["CDM42-3", "CDM42-2", "BW30-400", ""]),
        brand=st.sampled_from(["南方", "格兰富", ""]),
        unit=st.sampled_from(["台", "支"]),
        family=st.just(family),
        attributes=_attributes(family),
    )
)


def _both(one: PartFacts, other: PartFacts) -> tuple[Comparison, Comparison]:
    return compare(one, other), compare(other, one)


def _seen(found: Comparison) -> set[tuple[str, frozenset[str], bool]]:
    return {(one.title, frozenset((one.wanted, one.offered)), one.decisive) for one in found.differences}


@given(one=PARTS, other=PARTS)
def test_whichever_is_wanted_the_same_differs(one: PartFacts, other: PartFacts) -> None:
    there, back = compare(one, other), compare(other, one)
    assert (there.score, there.unknown, _seen(there)) == (back.score, back.unknown, _seen(back))
    if not any(difference.below for difference in (*there.differences, *back.differences)):
        assert (there.verdict, len(there.refusals)) == (back.verdict, len(back.refusals))


@given(one=PARTS, other=PARTS)
def test_c6_1_only_one_of_two_parts_offers_less(one: PartFacts, other: PartFacts) -> None:
    there, back = ({each.title for each in found.differences if each.below} for found in _both(one, other))
    assert not there & back


@given(part=PARTS)
def test_a_part_never_differs_from_itself(part: PartFacts) -> None:
    found = compare(part, part)
    assert (found.differences, found.refusals) == ((), ())
    assert found.verdict in (Verdict.ALIKE, Verdict.UNSURE)


@given(one=PARTS, other=PARTS)
def test_c6_1_a_decisive_attribute_that_differs_is_always_refused(one: PartFacts, other: PartFacts) -> None:
    found = compare(one, other)
    decides = any(difference.decisive and difference.is_known for difference in found.differences)
    assert found.is_refused or not decides
    assert Decimal(0) <= found.score <= 1
