"""A bank's statement: whose money each line is, what it pays, what is booked already; chosen lines are booked."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.context import Context
from app.errors import Invalid
from app.forms.money import InstalmentForm
from app.i18n import using_language
from app.imports.kinds.statement import StatementLine
from app.imports.reading import Book
from app.integrity import check
from app.queries.imports.statement import FoundBy, Proposal, propose_receipts
from app.services.imports.statement import import_statement
from models.enums import InstalmentKind
from tests.factories import make_customer
from tests.import_factories import book_of, look, refused
from tests.money_factories import lines_of, make_owed_contract, make_receipt

HEADS = ["交易日期", "流水号", "借方发生额", "贷方发生额", "余额", "对方户名", "摘要"]
EASTERN = "华东化工有限公司"


def statement() -> Book:
    return book_of(
        ["中国工商银行 账户明细"],
        HEADS,
        ["20260302", "LS-1", "", "300.00", 9, EASTERN, "货款"],
        ["20260303", "LS-2", "1,200.00", "", 9, "供电公司", "电费"],
        ["2026-03-04", "LS-3", 0, 100.0, 9, "华东化工销售部", "货款"],
        ["2026-03-04", "LS-4", "", "五百", 9, "路人", ""],
        ["合计", "", "1,200.00", "400.00"],
    )


def lines(context: Context) -> tuple[StatementLine, ...]:
    return look(context, "statement", statement()).drafts


def proposals(context: Context, **options: Any) -> tuple[Proposal, ...]:
    return propose_receipts(context, lines=lines(context), **options)


@pytest.fixture
def eastern(context: Context) -> int:
    return make_customer(context, name=EASTERN, invoice_title="华东化工集团")


def test_credits_are_read_and_debits_left_alone(context: Context) -> None:
    preview = look(context, "statement", statement())
    assert [(line.received_on, line.amount, line.reference) for line in preview.drafts] == [
        (date(2026, 3, 2), Decimal(300), "LS-1"),
        (date(2026, 3, 4), Decimal(100), "LS-3"),
    ]
    assert list(refused(preview)) == [6]


def test_a_line_goes_to_the_customer_of_its_name_and_pays_what_is_open(context: Context, eastern: int) -> None:
    make_owed_contract(context, customer_id=eastern)
    by_name, unknown = proposals(context)
    assert (by_name.customer_id, by_name.found_by) == (eastern, FoundBy.NAME)
    assert by_name.pays == (("YS-2026-0001", Decimal(300)),)
    assert (unknown.customer_id, unknown.found_by, unknown.is_ready) == (None, FoundBy.NOBODY, False)


def test_lines_of_one_customer_pay_one_after_the_other(context: Context, eastern: int) -> None:
    make_owed_contract(context, customer_id=eastern)
    first, second = proposals(context, chosen={1: eastern})
    assert second.pays == (("YS-2026-0003", Decimal(100)),)
    assert second.found_by is FoundBy.PERSON
    first, second = proposals(context, chosen={1: eastern}, ticks={0: False})
    assert first.pays == (("YS-2026-0001", Decimal(300)),)


def test_money_from_before_the_contract_was_signed_is_asked_about(context: Context, eastern: int) -> None:
    make_owed_contract(context, customer_id=eastern, signed_on=date(2026, 3, 3))
    with using_language("en"):
        early, _unknown = proposals(context)
    assert early.early.startswith("The money came in on 2026-03-02, before the contract was signed")
    assert (early.is_ready, early.pays) == (False, ())
    assert import_statement(context, forms=[early.form], file="对账单.xlsx") == 1  # a person ticked it


def test_a_payment_that_pays_other_work_in_full_is_not_asked_about(context: Context, eastern: int) -> None:
    make_owed_contract(context, customer_id=eastern)
    make_owed_contract(context, number="HT-9", customer_id=eastern, signed_on=date(2026, 3, 3))
    assert proposals(context)[0].is_ready


def test_a_line_booked_all_the_same_uses_up_what_it_pays(context: Context, eastern: int) -> None:
    whole = InstalmentForm(kind=InstalmentKind.BALANCE, amount=Decimal(300), due_on=date(2026, 3, 1))
    make_owed_contract(context, whole, customer_id=eastern, amount=Decimal(300))
    make_receipt(context, customer_id=eastern, bank_reference="LS-1", amount=Decimal(7))
    assert proposals(context, chosen={1: eastern})[1].pays == (("YS-2026-0001", Decimal(100)),)
    assert proposals(context, chosen={1: eastern}, ticks={0: True})[1].pays == ()


def test_a_payer_is_known_by_the_name_under_which_it_paid_before(context: Context, eastern: int) -> None:
    make_receipt(context, customer_id=eastern, payer="华东化工销售部", amount=Decimal(7))
    assert proposals(context)[1].found_by is FoundBy.EARLIER


def test_money_that_is_booked_already_is_found_by_reference_or_by_day_sum_and_payer(
    context: Context, eastern: int
) -> None:
    make_receipt(context, customer_id=eastern, bank_reference="ls-1", amount=Decimal(7))
    make_receipt(
        context, customer_id=eastern, payer="华东化工销售部", amount=Decimal(100), received_on=date(2026, 3, 4)
    )
    assert [("HK-2026-0001" in one.repeats, "HK-2026-0002" in one.repeats) for one in proposals(context)] == [
        (True, False),
        (False, True),
    ]


def test_a_line_that_stands_twice_in_the_statement_is_seen(context: Context) -> None:
    row = ["2026-03-04", "", "", 100, 9, EASTERN, ""]
    twice = look(context, "statement", book_of(HEADS, row, row)).drafts
    assert [bool(one.repeats) for one in propose_receipts(context, lines=twice)] == [False, True]
    other = look(context, "statement", book_of(HEADS, ["2026-03-04", "A", *row[2:]], ["2026-03-04", "B", *row[2:]]))
    assert not any(one.repeats for one in propose_receipts(context, lines=other.drafts))


def test_chosen_lines_are_booked_in_one_go(context: Context, eastern: int) -> None:
    contract = make_owed_contract(context, customer_id=eastern)
    forms = [one.form for one in proposals(context, chosen={1: eastern})]
    assert import_statement(context, forms=forms, file="对账单.xlsx") == 2
    assert [line.paid for line in lines_of(context, contract)] == [Decimal(300), Decimal(0), Decimal(100)]
    assert all(one.repeats for one in proposals(context))
    assert not check(context)


def test_a_line_that_cannot_be_booked_stops_them_all(context: Context, eastern: int) -> None:
    contract = make_owed_contract(context, customer_id=eastern)
    first, second = (one.form for one in proposals(context, chosen={1: eastern}))
    with pytest.raises(Invalid, match="¥100"):
        import_statement(context, forms=[first, second, second], file="对账单.xlsx")
    assert all(not line.paid for line in lines_of(context, contract))
    with pytest.raises(Invalid):
        import_statement(context, forms=[], file="对账单.xlsx")
