"""Receivables by age, as of any day; totals always tie (C10.6, invariant 1)."""

from datetime import date
from decimal import Decimal

from app.context import Context
from app.forms.money import DeductionForm
from app.queries.money.ageing import Ageing, ageing
from app.rules.money.ageing import AgeBand
from app.services.money.deductions import save_deduction
from models.money.receivable import Instalment
from tests.factories import stored, version_of
from tests.money_factories import lines_of, make_owed_contract, make_receipt, share


def read(context: Context, on: date = date(2026, 3, 6)) -> Ageing:
    with context.read() as session:
        return ageing(session, on)


def filled(found: Ageing) -> dict[AgeBand, Decimal]:
    return {band: amount for band, amount in found.total.bands.items() if amount}


def test_not_due_and_no_date_are_columns_of_their_own(context: Context) -> None:
    make_owed_contract(context)
    found = read(context)
    assert filled(found) == {AgeBand.D60: Decimal(300), AgeBand.NOT_DUE: Decimal(600), AgeBand.NO_DATE: Decimal(100)}
    assert (found.total.total, found.total.overdue, found.total.retention) == (1000, 300, 100)


def test_it_is_as_of_its_day(context: Context) -> None:
    contract = make_owed_contract(context)
    first = lines_of(context, contract)[0]
    customer = stored(context, Instalment, first.id).customer_id or 0
    make_receipt(context, customer, 120, share(first.id, 120), received_on=date(2026, 3, 5))
    form = DeductionForm(amount=Decimal(30), agreed_on=date(2026, 3, 6), agreed_with="王工", reason="现场整改费用")
    save_deduction(context, instalment_id=first.id, version=version_of(context, first.id), form=form)
    by_day = {day: read(context, date(2026, 3, day)).total.total for day in (4, 5, 6)}
    assert by_day == {4: Decimal(1000), 5: Decimal(880), 6: Decimal(850)}


def test_customers_and_lines_add_up_to_the_total(context: Context) -> None:
    for number in ("HT-1", "HT-2"):
        make_owed_contract(context, number=number)
    found = read(context)
    assert sum(one.sums.total for one in found.by_customer()) == found.total.total == 2000
    assert [line.sums.total for line in found.lines] == [1000, 1000]
