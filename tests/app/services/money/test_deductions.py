"""Deductions: what a customer may keep of an instalment (N5), and what follows from it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.context import Context
from app.errors import Invalid
from app.forms.money import DeductionForm
from app.integrity import check
from app.services.money.deductions import save_deduction, undo_deduction
from models.enums import EventKind, ReceivableState
from models.money.receivable import Instalment
from tests.app.services.requests.logs import entries
from tests.factories import stored, version_of
from tests.money_factories import lines_of, make_owed_contract, make_receipt, share

FORM = DeductionForm(
    amount=Decimal(100), agreed_on=date(2026, 3, 5), agreed_with="王工", reason="二沉池刮泥机减速机更换，费用由我方承担"
)


def deduct(context: Context, instalment_id: int, form: DeductionForm = FORM) -> int:
    return save_deduction(context, instalment_id=instalment_id, version=version_of(context, instalment_id), form=form)


def test_what_is_kept_is_no_longer_open(context: Context) -> None:
    contract = make_owed_contract(context)
    first = lines_of(context, contract)[0]
    deduct(context, first.id)
    found = lines_of(context, contract)[0]
    assert (found.amount, found.paid, found.deducted, found.open) == (300, 0, 100, 200)
    assert found.state is ReceivableState.OPEN
    [entry] = entries(context, first.id, EventKind.DEDUCTED)
    assert "¥100.00" in entry.text


def test_n5_money_and_deduction_together_settle_it_and_undoing_owes_it_again(context: Context) -> None:
    contract = make_owed_contract(context)
    first = lines_of(context, contract)[0]
    kept = deduct(context, first.id)
    customer = stored(context, Instalment, first.id).customer_id or 0
    make_receipt(context, customer, 200, share(first.id, 200))
    settled = lines_of(context, contract)[0]
    assert (settled.state, settled.settled_on) == (ReceivableState.PAID, date(2026, 3, 5))
    assert check(context) == ()
    undo_deduction(context, deduction_id=kept, reason="双方重新商定")
    again = lines_of(context, contract)[0]
    assert (again.state, again.open, again.settled_on) == (ReceivableState.OPEN, Decimal(100), None)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount": None}, "amount"),
        ({"amount": Decimal(0)}, "amount"),
        ({"amount": Decimal("300.01")}, "amount"),
        ({"agreed_on": None}, "agreed_on"),
        ({"agreed_on": date(2026, 3, 7)}, "agreed_on"),
        ({"agreed_with": " "}, "agreed_with"),
        ({"reason": ""}, "reason"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(context: Context, changes: dict[str, object], field: str) -> None:
    contract = make_owed_contract(context)
    first = lines_of(context, contract)[0]
    with pytest.raises(Invalid) as caught:
        deduct(context, first.id, replace(FORM, **changes))  # type: ignore[arg-type]
    assert caught.value.field == field
    assert lines_of(context, contract)[0].deducted == 0
