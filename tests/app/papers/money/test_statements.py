"""The statement of account: every contract with something open beside its open instalments, and a mere credit (C10)."""

from datetime import date
from decimal import Decimal

import pytest

from app.context import Context
from app.formatting import figure
from app.forms.letters import LetterForm
from app.i18n import LANGUAGES
from app.papers.content import PaperContent
from app.services.money.letter_batches import draft_letters
from app.services.money.letters import draft_letter
from models.enums import LetterKind
from reports.build import build_paper
from tests.app.papers.composing import composed
from tests.app.services.refusing import refused_at
from tests.factories import make_contract, make_customer
from tests.letter_factories import deduct, letter_of
from tests.letter_paper_factories import customer_of, issued, make_debtor, make_letter, pay, set_company
from tests.money_factories import THREE, make_receipt, set_instalments
from tests.reports.reading import whole_text

STATEMENT = LetterKind.STATEMENT
SUMS = ("amount", "paid", "deducted", "outstanding")


def statement(context: Context, contract: int, language: str = "zh_CN") -> PaperContent:
    """Return the issued statement of a contract's customer."""
    letter = issued(context, make_letter(context, contract, STATEMENT, language=language))
    return composed(context, "letter", letter)


def two_contracts(context: Context) -> int:
    """Return one of two contracts: of each something is paid, of this one a little deducted too."""
    contract = make_debtor(context)
    pay(context, contract, "259203.15", 0)
    deduct(context, contract, 1, Decimal(1000))
    other = make_contract(
        context, customer_id=customer_of(context, contract), name="二期改造合同", amount=Decimal(1000), number="HT-2"
    )
    set_instalments(context, other, *THREE)
    pay(context, other, "300", 0)
    return contract


def sums(row: dict[str, str]) -> list[Decimal]:
    return [figure(row[key]) or Decimal(0) for key in SUMS]


def test_each_contract_is_told_with_total_paid_deducted_and_open_and_the_totals_tie(context: Context) -> None:
    content = statement(context, two_contracts(context))
    *contracts, total = (dict(row) for row in content.rows["contracts"])
    assert [sums(row) for row in contracts] == [
        [Decimal("864010.50"), Decimal("259203.15"), Decimal(1000), Decimal("603807.35")],
        [Decimal(1000), Decimal(300), Decimal(0), Decimal(700)],
    ]
    assert [amount - paid - deducted for amount, paid, deducted, _open in map(sums, contracts)] == [
        open_ for *_others, open_ in map(sums, contracts)
    ]
    assert sums(total) == [sum(column) for column in zip(*map(sums, contracts), strict=True)]
    open_ones = [figure(row["outstanding"]) or Decimal(0) for row in content.rows["dues"]]
    assert (sum(open_ones), len(open_ones)) == (sums(total)[-1], 4)
    before = content.values["before"]
    assert isinstance(before, str)
    assert "合计¥865,010.50，已付¥259,503.15，双方确认扣款¥1,000.00，尚未支付" in before
    assert "¥604,507.35" in before
    assert "没有未付款项" not in str(content.values["after"])


def test_one_contract_needs_no_sum(context: Context) -> None:
    (row,) = statement(context, make_debtor(context)).rows["contracts"]
    assert row["contract"].endswith("金桥电子超纯水系统供货与安装合同")


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_of_it_is_on_paper_once(context: Context, language: str) -> None:
    said = whole_text(build_paper(statement(context, two_contracts(context), language)).pdf)
    customers = said[: said.index("回执" if language == "zh_CN" else "Replyslip")]
    assert customers.count("865,010.50") == 2, "in the text and under the contracts"
    assert "nothingisunpaid" not in customers
    assert "letusknow" not in customers
    assert customers.count("未付合计" if language == "zh_CN" else "RMBinwords") == 1


def creditor(context: Context) -> int:
    """Return the id of a customer of whom nothing is known but 609 yuan that pay nothing."""
    set_company(context)
    customer = make_customer(context, name="沿海化工有限公司", invoice_address="浙江省宁波市镇海区化工路8号")
    make_receipt(context, customer, 609)
    return customer


def credit_statement(context: Context, language: str = "zh_CN") -> int:
    (drafted,) = draft_letters(context, customer_ids=[creditor(context)], kind=STATEMENT)
    assert drafted.problem == ""
    return drafted.letter_id or 0


def test_a_customer_with_a_credit_only_gets_a_statement_too(context: Context) -> None:
    content = composed(context, "letter", issued(context, credit_statement(context)))
    said = f"{content.values['before']}\n{content.values['after']}"
    assert "贵单位来款人民币陆佰零玖元整（¥609.00）" in said
    assert "贵单位没有未付款项" in said
    assert "尚未支付" not in said
    assert "¥0.00" not in said
    assert "零元" not in said
    assert not any(content.rows.values())
    assert content.values["asked"] == "¥609.00"
    assert "¥609.00" in str(content.values["reply_items"])


def test_in_english_it_speaks_of_nothing_but_the_credit(context: Context) -> None:
    form = LetterForm(customer_id=creditor(context), letter_kind=STATEMENT, language="en")
    content = composed(context, "letter", issued(context, draft_letter(context, form=form)))
    said = f"{content.values['before']}\n{content.values['after']}"
    assert "CNY 609.00 (say RMB six hundred and nine yuan only), not yet allocated" in said
    assert not any(words in said for words in ("contracts", "below:", "0.00 in total", "zero"))


def test_a_statement_of_a_credit_that_was_used_up_since_is_looked_at_again(context: Context) -> None:
    letter = credit_statement(context)
    make_receipt(context, letter_of(context, letter).customer_id or 0, 100)
    assert refused_at(lambda: issued(context, letter)) == "statement_on"


def test_where_nothing_is_open_and_nothing_was_paid_ahead_there_is_no_statement(context: Context) -> None:
    set_company(context)
    customer = make_customer(context, name="沿海化工有限公司", invoice_address="浙江省宁波市镇海区化工路8号")
    (drafted,) = draft_letters(context, customer_ids=[customer], kind=STATEMENT)
    assert drafted.letter_id is None
    assert drafted.problem


def test_more_credit_than_is_open_tells_what_is_left_of_it(context: Context) -> None:
    contract = make_debtor(context)
    make_receipt(context, customer_of(context, contract), "900000")
    after = statement(context, contract).values["after"]
    assert "抵减后无未付余额" in str(after)
    assert "¥35,989.50" in str(after)


def test_the_sums_are_those_of_the_day(context: Context) -> None:
    contract = make_debtor(context)
    pay(context, contract, "259203.15", 0)
    letter = issued(context, make_letter(context, contract, STATEMENT, statement_on=date(2025, 12, 31)))
    (row,) = composed(context, "letter", letter).rows["contracts"]
    assert sums(dict(row)) == [Decimal("864010.50"), Decimal(0), Decimal(0), Decimal("864010.50")]
