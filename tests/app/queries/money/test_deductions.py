"""What is read of deductions, and that every sum takes them off (N5)."""

from decimal import Decimal

from app.context import Context
from app.queries.lists.paging import ListFilter
from app.queries.money.receivables import RECEIVABLES, instalment_details
from app.queries.requests.requests import request_details
from app.services.money.deductions import undo_deduction
from models.projects.contract import Contract
from tests.app.queries.statements import count_statements
from tests.factories import make_request, stored
from tests.letter_factories import deduct
from tests.money_factories import lines_of, make_owed_contract, make_receipt, share


def test_n5_each_is_told_with_its_reason_and_what_was_taken_back_as_well(context: Context) -> None:
    contract = make_owed_contract(context)
    row = lines_of(context, contract)[1].id
    request = make_request(context, customer_id=stored(context, Contract, contract).customer_id)
    first = deduct(context, contract, 1, Decimal(50), request_id=request)
    deduct(context, contract, 1, Decimal(20))
    undo_deduction(context, deduction_id=first, reason="双方重新商定")
    lines = instalment_details(context, row).deductions
    assert [(one.amount, one.is_void) for one in lines] == [(Decimal(50), True), (Decimal(20), False)]
    assert [one.request for one in lines] == [request_details(context, request).number, ""]
    assert {(one.agreed_with, one.reason) for one in lines} == {("王芳", "迟交备件")}


def test_every_sum_takes_them_off(context: Context) -> None:
    contract = make_owed_contract(context)
    customer = stored(context, Contract, contract).customer_id or 0
    first = lines_of(context, contract)[0].id
    deduct(context, contract, 0, Decimal(50))
    make_receipt(context, customer, 100, share(first, 100))
    details, sums = instalment_details(context, first), RECEIVABLES.sums(context, ListFilter())
    assert (details.amount, details.paid, details.deducted, details.open) == (300, 100, 50, 150)
    assert (sums.total, sums.paid, sums.deducted, sums.unpaid) == (1000, 100, 50, 850)


def test_an_instalment_is_read_by_few_statements(context: Context) -> None:
    contract = make_owed_contract(context)
    for _each in range(5):
        deduct(context, contract, 1, Decimal(10))
    row = lines_of(context, contract)[1].id
    with count_statements(context) as statements:
        instalment_details(context, row)
    assert len(statements) <= 12
