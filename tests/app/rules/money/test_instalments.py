"""The plan that terms of payment make, and where an instalment stands (C9.1, C9.2)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Invalid
from app.forms.money import InstalmentForm
from app.rules.money.instalments import (
    balance_due,
    check_tie,
    is_overdue,
    plan_of_terms,
    state_of,
    sum_of,
    with_amounts,
)
from models.enums import InstalmentKind, ReceivableState

YUAN = st.decimals(min_value=Decimal("0.01"), max_value=Decimal(10**9), places=2)
PERCENT = st.decimals(min_value=0, max_value=100, places=2)
DAY = date(2026, 3, 6)


def shares(*percents: str) -> list[InstalmentForm]:
    return [InstalmentForm(percent=Decimal(one)) for one in percents]


@given(YUAN, PERCENT)
def test_c9_1_advance_and_balance_add_up_to_the_fen(total: Decimal, advance: Decimal) -> None:
    plan = plan_of_terms(total, advance)
    assert sum_of(plan) == total
    assert all(one.amount and one.amount > 0 for one in plan)


def test_c9_1_the_usual_terms_are_one_advance() -> None:
    (only,) = plan_of_terms(Decimal("1200.50"), Decimal(100))
    assert (only.kind, only.percent, only.amount) == (InstalmentKind.ADVANCE, Decimal(100), Decimal("1200.50"))


def test_c9_1_what_is_not_paid_in_advance_is_the_balance() -> None:
    advance, balance = plan_of_terms(Decimal("100.01"), Decimal(50))
    assert (advance.amount, balance.amount) == (Decimal("50.01"), Decimal("50.00"))
    assert (balance.kind, balance.percent) == (InstalmentKind.BALANCE, Decimal(50))


@given(st.decimals(min_value=1, max_value=Decimal(10**9), places=2), st.integers(min_value=2, max_value=7))
def test_shares_of_a_hundred_percent_leave_no_fen_over(total: Decimal, count: int) -> None:
    part = (Decimal(100) / count).quantize(Decimal("0.01"))
    forms = shares(*[str(part)] * (count - 1), str(100 - part * (count - 1)))
    assert sum_of(with_amounts(forms, total)) == total


def test_a_share_follows_the_total_and_an_amount_stays() -> None:
    forms = [*shares("30"), InstalmentForm(amount=Decimal(70))]
    assert [one.amount for one in with_amounts(forms, Decimal(200))] == [Decimal("60.00"), Decimal(70)]


@pytest.mark.parametrize(
    ("forms", "total"),
    [
        (shares("0"), Decimal(100)),
        (shares("100.01"), Decimal(100)),
        (shares("-1"), Decimal(100)),
        (shares("NaN"), Decimal(100)),
        (shares("33.333"), Decimal(100)),
        (shares("30"), None),
        ([InstalmentForm(amount=Decimal(0))], Decimal(100)),
        ([InstalmentForm(amount=Decimal("-5"))], Decimal(100)),
        ([InstalmentForm(amount=Decimal("0.001"))], Decimal(100)),
        ([InstalmentForm(amount=Decimal("Infinity"))], Decimal(100)),
        ([InstalmentForm()], Decimal(100)),
        (shares(*["1"] * 100), Decimal(100)),
    ],
)
def test_what_is_no_share_or_sum_is_refused(forms: list[InstalmentForm], total: Decimal | None) -> None:
    with pytest.raises(Invalid) as refusal:
        with_amounts(forms, total)
    assert refusal.value.field == "instalments"


def test_instalments_that_do_not_come_to_the_total_are_refused_with_both_sums() -> None:
    forms = with_amounts(shares("30", "60"), Decimal(1000))
    with pytest.raises(Invalid, match=r"¥900\.00.*¥1,000\.00.*¥100\.00"):
        check_tie(forms, Decimal(1000))
    check_tie(forms, Decimal(900))
    check_tie(forms, None)
    check_tie((), Decimal(1000))


@pytest.mark.parametrize(
    ("is_owed", "due_on", "paid", "state"),
    [
        (False, None, 0, ReceivableState.PLANNED),
        (False, DAY, 0, ReceivableState.PLANNED),
        (True, None, 0, ReceivableState.PLANNED),
        (True, None, 5, ReceivableState.PLANNED),
        (True, DAY, 0, ReceivableState.OPEN),
        (True, DAY, 5, ReceivableState.OPEN),
        (True, DAY, 10, ReceivableState.PAID),
        (True, None, 10, ReceivableState.PAID),
    ],
)
def test_the_state_follows_from_sums_and_date(
    is_owed: bool, due_on: date | None, paid: int, state: ReceivableState
) -> None:
    assert state_of(is_owed=is_owed, due_on=due_on, amount=Decimal(10), settled=Decimal(paid)) is state


def test_c9_2_worked_case_12() -> None:
    assert balance_due(date(2026, 2, 20), 15) == date(2026, 3, 7)


@pytest.mark.parametrize(("today", "late"), [(date(2026, 3, 6), False), (date(2026, 3, 7), True)])
def test_the_due_day_itself_is_in_time(today: date, late: bool) -> None:
    assert is_overdue(ReceivableState.OPEN, DAY, today) is late
    assert not is_overdue(ReceivableState.PAID, DAY, today)
    assert not is_overdue(ReceivableState.OPEN, None, today)
