"""When an answer to “look in stock first” is complete, and when it needs a reason (C6.1)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from app.forms.material.needs import NeedForm
from app.i18n import using_language
from app.rules.material.comparing import Comparison, Verdict
from app.rules.material.needs import StockFacts, problem, reason_of, unit_fits
from models.enums import StockAnswer as A

CLOSE = Comparison(Verdict.DIFFERS, (), (), (), Decimal("0.8"))
REFUSED = Comparison(Verdict.REFUSED, (), ("Voltage: 380 V → 220 V",), (), Decimal("0.8"))


@pytest.fixture(autouse=True, scope="module")
def english() -> Iterator[None]:
    """These tests read what is said."""
    with using_language("en"):
        yield


def form(answer: A | None = A.FROM_STOCK, **fields: object) -> NeedForm:
    return NeedForm(**{"part_id": 1, "quantity": Decimal(2), "answer": answer, **fields})  # type: ignore[arg-type]


def facts(**fields: object) -> StockFacts:
    return StockFacts(**{"line_unit": "台", "part_unit": "台", **fields})  # type: ignore[arg-type]


LYING = {"usable": ("CDM42-2 (1 台 free)",)}
TAKEN = {"chosen": CLOSE, "chosen_name": "CDM42-2", "chosen_free": Decimal(1)}
ANSWERS = [
    # the answer, what is known, what is wrong ("" for nothing)
    (form(part_id=None), facts(), "choose the part that is wanted"),
    (form(quantity=Decimal(0)), facts(free=Decimal(2)), "the quantity is more than 0, with at most three places"),
    (form(needed_on=date(226, 3, 6)), facts(free=Decimal(2)), "check the year of the day it is needed"),
    (form(), facts(), "nothing of it is free in stock"),
    (form(), facts(free=Decimal(1)), ""),  # the rest stays short
    (form(), facts(covered=Decimal(2)), ""),  # on a slip already
    (form(), facts(free=Decimal(2), line_unit="套"), "it is asked for in “套”, the part is counted in “台”"),
    (form(same_unit=True), facts(free=Decimal(2), line_unit="套"), ""),
    (form(A.SUBSTITUTE), facts(), "choose the close model that is taken"),
    (form(A.SUBSTITUTE, chosen_id=1, reason="够用"), facts(**TAKEN), "this is the part itself, not a close model"),
    (form(A.SUBSTITUTE, chosen_id=2), facts(**TAKEN), "say why CDM42-2 may take its place"),
    (form(A.SUBSTITUTE, chosen_id=2), facts(**TAKEN, known_reason="用户认可"), ""),
    (form(A.SUBSTITUTE, chosen_id=2, reason="够用"), facts(**TAKEN), ""),
    (
        form(A.SUBSTITUTE, chosen_id=2, reason="改线"), facts(**{**TAKEN, "chosen": REFUSED}),
        "CDM42-2 cannot take its place: Voltage: 380 V → 220 V",
    ),
    (form(A.ON_ORDER), facts(), "choose the goods on order it is reserved from"),
    (form(A.ON_ORDER, purchase_line_id=7), facts(), "nothing of these goods on order is free any more"),
    (form(A.ON_ORDER, purchase_line_id=7), facts(coming=Decimal(1)), ""),
    (
        form(A.ON_ORDER, purchase_line_id=7, needed_on=date(2026, 3, 9)),
        facts(coming=Decimal(1), expected_on=date(2026, 3, 16)),
        "it is expected on 2026-03-16 only: say why this will do",
    ),
    (form(A.BUY), facts(), ""),
    (form(A.BUY), facts(free=Decimal(2)), "2 of it are free in stock: say why they are not used"),
    (form(A.BUY), facts(**LYING), "say why this is not used, which is free in stock: CDM42-2 (1 台 free)"),
    (form(A.BUY, reason="流量不足"), facts(**LYING), ""),
    (form(A.NOT_SUPPLIED), facts(), "say why it is not supplied"),
    (form(A.NOT_SUPPLIED, reason="用户自备"), facts(**LYING), ""),
    (form(None), facts(), ""),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "known", "wrong"), ANSWERS)
def test_c6_1_worked_answers(answer: NeedForm, known: StockFacts, wrong: str) -> None:
    assert problem(answer, known) == wrong


def test_c6_1_the_reason_that_is_kept() -> None:
    known = facts(known_reason="用户认可", refused=("CDM42-2: Voltage: 380 V → 220 V",))
    assert reason_of(form(A.BUY, reason=" 流量不足 "), known) == "流量不足"
    assert reason_of(form(A.SUBSTITUTE), known) == "用户认可"
    assert reason_of(form(A.BUY), known) == "Not usable: CDM42-2: Voltage: 380 V → 220 V"
    assert reason_of(form(A.FROM_STOCK), known) == ""


def test_a_unit_fits_in_any_width_and_where_none_is_said() -> None:
    assert unit_fits("", "台")
    assert unit_fits("KG ", "ｋｇ")
    assert not unit_fits("套", "台")
