"""What a receipt most likely pays, and what it may be allocated to (invariant 1)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Invalid
from app.forms.money import ShareForm
from app.rules.money.allocation import Payable, checked_shares, propose

OLD = Payable(1, "YS-2026-0001", Decimal(300), date(2026, 1, 10))
NEW = Payable(2, "YS-2026-0002", Decimal(500), date(2026, 2, 10))
WAITING = Payable(3, "YS-2026-0003", Decimal(200))
ALL = {one.id: one for one in (OLD, NEW, WAITING)}


def share(instalment: int, amount: str | None) -> ShareForm:
    return ShareForm(instalment_id=instalment, amount=None if amount is None else Decimal(amount))


def proposed(amount: int) -> list[tuple[int, int]]:
    return [(one.instalment_id, int(one.amount or 0)) for one in propose(Decimal(amount), [WAITING, NEW, OLD])]


@pytest.mark.parametrize(
    ("amount", "pays"),
    [
        (500, [(2, 500)]),
        (200, [(3, 200)]),
        (100, [(1, 100)]),
        (400, [(1, 300), (2, 100)]),
        (900, [(1, 300), (2, 500), (3, 100)]),
        (5000, [(1, 300), (2, 500), (3, 200)]),
    ],
)
def test_the_very_sum_comes_first_else_the_oldest_due(amount: int, pays: list[tuple[int, int]]) -> None:
    assert proposed(amount) == pays


@given(st.decimals(min_value=Decimal("0.01"), max_value=Decimal(5000), places=2))
def test_a_proposal_is_always_possible(amount: Decimal) -> None:
    checked = checked_shares(propose(amount, list(ALL.values())), amount, ALL)
    assert sum(part for _one, part in checked) == min(amount, Decimal(1000))


@pytest.mark.parametrize(
    "shares",
    [
        [share(1, "300.01")],
        [share(1, "300"), share(2, "101")],
        [share(1, "100"), share(1, "100")],
        [share(9, "1")],
        [share(1, "0")],
        [share(1, "-5")],
        [share(1, "NaN")],
        [share(1, "0.005")],
    ],
    ids=["more than open", "more than left", "twice", "unknown", "nothing", "negative", "no number", "half a fen"],
)
def test_what_does_not_fit_is_refused(shares: list[ShareForm]) -> None:
    with pytest.raises(Invalid) as refusal:
        checked_shares(shares, Decimal(400), ALL)
    assert refusal.value.field == "shares"


def test_lines_left_empty_are_no_shares() -> None:
    assert checked_shares([share(1, None), share(2, "7")], Decimal(7), ALL) == ((2, Decimal(7)),)
