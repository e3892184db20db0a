"""The ageing always ties: whatever was received and deducted when, its columns, lines and customers add up (C10.6)."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.context import Context
from app.forms.money import DeductionForm, InstalmentForm
from app.queries.money.ageing import Ageing, AgeingSums, added, ageing, open_by_age
from app.rules.money.ageing import AgeBand
from app.services.money.deductions import save_deduction
from models.enums import InstalmentKind
from tests.ageing_factories import make_contract_with, owing
from tests.factories import version_of
from tests.money_factories import lines_of, make_receipt, share

TODAY = date(2026, 3, 6)
SUMS = st.decimals(0, 10**9, places=2)


@given(st.lists(st.tuples(st.sampled_from(AgeBand), SUMS, st.booleans())))
def test_columns_add_up_however_sums_are_grouped(owed: list[tuple[AgeBand, Decimal, bool]]) -> None:
    parts = []
    for band, amount, is_retention in owed:
        parts.append(AgeingSums())
        parts[-1].add(band, amount, days=0, is_retention=is_retention)
    half = len(parts) // 2
    total = added([added(parts[:half]), added(parts[half:])])
    assert total.total == sum(amount for _band, amount, _kept in owed)
    assert total.retention == sum(amount for _band, amount, kept in owed if kept)


@dataclass
class Ledger:
    """What was owed, and what came in or was deducted when, as the test knows it."""

    owed: dict[int, Decimal] = field(default_factory=dict)
    moves: list[tuple[int, date, Decimal]] = field(default_factory=list)

    def open_on(self, day: date) -> Decimal:
        return sum(self.owed.values(), Decimal(0)) - sum(amount for _id, on, amount in self.moves if on <= day)

    def left(self, instalment: int) -> Decimal:
        return self.owed[instalment] - sum(amount for one, _on, amount in self.moves if one == instalment)


def random_ledger(context: Context, chance: Random) -> Ledger:
    ledger = Ledger()
    for customer in ("滨江热电", "金桥电子"):
        kinds = (InstalmentKind.ACCEPTANCE, InstalmentKind.TAIL, InstalmentKind.RETENTION)
        due = [TODAY - timedelta(days=chance.randint(-100, 1500)) if chance.random() < 0.8 else None for _kind in kinds]
        parts = (30, 60, 10)
        forms = [
            InstalmentForm(kind=kind, percent=Decimal(part), due_on=day)
            for kind, part, day in zip(kinds, parts, due, strict=True)
        ]
        amount = Decimal(chance.randint(100_000, 99_999_999)) / 100
        contract = make_contract_with(context, *forms, customer=customer, amount=amount)
        for line in lines_of(context, contract):
            ledger.owed[line.id] = line.amount
            settle_some(context, ledger, contract, line.id, chance)
    return ledger


def settle_some(context: Context, ledger: Ledger, contract: int, instalment: int, chance: Random) -> None:
    for _time in range(chance.randint(0, 2)):
        left, day = ledger.left(instalment), TODAY - timedelta(days=chance.randint(0, 400))
        amount = left if chance.random() < 0.3 else (left * chance.randint(1, 99) / 100).quantize(Decimal("0.01"))
        if amount <= 0:
            continue
        if chance.random() < 0.6:
            make_receipt(context, owing(context, contract), amount, share(instalment, amount), received_on=day)
        else:
            form = DeductionForm(amount=amount, agreed_on=day, agreed_with="王工", reason="整改费用")
            version = version_of(context, instalment)
            save_deduction(context, instalment_id=instalment, version=version, form=form)
        ledger.moves.append((instalment, day, amount))


def read(context: Context, on: date) -> Ageing:
    with context.read() as session:
        return ageing(session, on)


@pytest.mark.parametrize("seed", range(4))
def test_c10_6_the_total_is_what_was_owed_less_what_came_in_by_then(context: Context, seed: int) -> None:
    chance = Random(seed)
    ledger = random_ledger(context, chance)
    for day in (TODAY, *(TODAY - timedelta(days=chance.randint(1, 500)) for _time in range(5))):
        found = read(context, day)
        assert found.total.total == ledger.open_on(day)
        assert found.total.total == sum(line.sums.total for line in found.lines)
        assert found.total.bands == added(one.sums for one in found.by_customer()).bands
    with context.read() as session:
        assert open_by_age(session, TODAY) == read(context, TODAY).total.bands
