"""The facts of letters: every one comes from a record, in the letter's language (C10)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.context import Context
from app.formatting import figure, rmb_capitals
from app.queries.money.letter_facts import facts_of, printed_rows
from app.queries.money.letters import letter_details
from app.services.setup import save_settings
from models.enums import InstalmentKind, LetterKind, ReplyKind
from models.money.letter import Letter
from tests.factories import make_contract, make_project
from tests.letter_factories import (
    agree_interest,
    approve_measures,
    days_later,
    deduct,
    issued,
    letter_of,
    reply,
    send,
    sent_letter,
    talk,
)
from tests.letter_paper_factories import OWED, customer_of, make_debtor, make_letter, pay
from tests.money_factories import THREE, lines_of, make_invoice, make_receipt, set_instalments, share

FIRST, SECOND, THIRD = LetterKind.DUNNING_1, LetterKind.DUNNING_2, LetterKind.DUNNING_3


def facts(context: Context, letter: int) -> dict[str, str]:
    with context.read() as session:
        return dict(facts_of(session, session.get_one(Letter, letter)))


def rows(context: Context, letter: int) -> list[dict[str, str]]:
    with context.read() as session:
        return [dict(row) for row in printed_rows(session, session.get_one(Letter, letter))["dues"]]


def said(told: dict[str, str], *codes: str) -> list[str]:
    return [told[code] for code in codes]


def test_one_instalment_is_told_in_full(context: Context) -> None:
    contract = make_debtor(context)
    pay(context, contract, "518406.30", 1)
    pay(context, contract, "9203.15", 0)
    deduct(context, contract, 0, Decimal(1000))
    told = facts(context, make_letter(context, contract, FIRST))
    assert said(told, "milestone", "clause", "line_count", "amount", "paid", "deducted", "outstanding") == [
        "预付款", "5.1", "", "259,203.15", "9,203.15", "1,000.00", "249,000.00",
    ]  # fmt: skip
    assert said(told, "contract_title", "contract_date", "due_date", "overdue_days", "outstanding_caps") == [
        "金桥电子超纯水系统供货与安装合同", "2025年3月6日", "2025年5月10日", "300", "贰拾肆万玖仟元整",
    ]  # fmt: skip


def test_of_several_only_what_they_have_together_is_told(context: Context) -> None:
    contract = make_debtor(context)
    told = facts(context, make_letter(context, contract, FIRST))
    assert said(told, "milestone", "line_count", "principal_total", "due_date", "overdue_days") == [
        "", "2", "777,609.45", "2025年5月10日", "300",
    ]  # fmt: skip
    assert told["contract_title"] == "金桥电子超纯水系统供货与安装合同"


def test_of_several_contracts_none_is_named(context: Context) -> None:
    contract = make_debtor(context)
    customer = customer_of(context, contract)
    project = make_project(context, customer_id=customer, name="二期")
    set_instalments(
        context, make_contract(context, customer_id=customer, project_id=project, amount=Decimal(1000)), *THREE
    )
    letter = make_letter(context, contract, FIRST)
    assert said(facts(context, letter), "contract_title", "acceptance_date") == ["", ""]
    assert facts(context, letter)["project_name"] == "金桥电子超纯水项目、二期"
    assert len({row["source"] for row in rows(context, letter)}) == 2


def test_money_that_pays_nothing_yet_is_taken_off(context: Context) -> None:
    contract = make_debtor(context)
    assert said(facts(context, make_letter(context, contract, FIRST)), "credit", "asked_total") == ["", ""]
    make_receipt(context, customer_of(context, contract), 609)
    told = facts(context, make_letter(context, contract, LetterKind.STATEMENT))
    assert said(told, "credit", "principal_total", "asked_total") == ["609.00", "864,010.50", "863,401.50"]


def test_a_second_letter_tells_of_the_first_and_its_answer(context: Context) -> None:
    contract = make_debtor(context)
    first = sent_letter(context, contract, FIRST)
    days_later(context, 16)
    second = make_letter(context, contract, SECOND)
    told = facts(context, second)
    assert said(told, "prev_letter_no", "prev_letter_date") == ["清源售函〔2026〕1号", "2026年3月6日"]
    before = told["response_status"]
    reply(context, first, ReplyKind.PAID)
    assert facts(context, second)["response_status"] not in ("", before)


def test_a_third_letter_tells_all_that_went_before(context: Context) -> None:
    contract = make_debtor(context)
    first = sent_letter(context, contract, FIRST)
    reply(context, first, ReplyKind.PROMISED, promised_amount=Decimal(50000), promised_on=date(2026, 3, 15))
    days_later(context, 16)
    sent_letter(context, contract, SECOND)
    days_later(context, 16)
    approve_measures(context, contract)
    told = facts(context, make_letter(context, contract, THIRD))
    assert "〔2026〕1号" in told["letters_history"]
    assert "〔2026〕2号" in told["letters_history"]
    assert "50,000.00" in told["promise"]
    assert "2026年3月15日" in told["promise"]
    assert said(told, "approval_no", "director_name") == ["QH-2026-0001", "李建国"]
    assert "律师函" in told["measures"]


def test_interest_names_its_basis(context: Context) -> None:
    contract = make_debtor(context)
    agree_interest(context, contract)
    told = facts(context, make_letter(context, contract, SECOND))
    assert "9.2" in told["interest_basis"]
    assert said(told, "interest_from", "interest", "grand_total") == ["2025年5月11日", "51,840.63", "829,450.08"]
    save_settings(context, values={"interest_basis": "none"})
    agree_interest(context, contract, interest_basis=None, interest_rate=None)
    told = facts(context, make_letter(context, contract, THIRD))
    assert said(told, "interest_basis", "interest", "grand_total") == ["", "", ""]


def test_a_collection_notice_tells_what_is_due_now_and_shows_all(context: Context) -> None:
    contract = make_debtor(context)
    pay(context, contract, "259203.15", 0)
    second = lines_of(context, contract)[1]
    make_invoice(context, contract, 518406, share(second.id, 518406), number="24312000000012345678")
    letter = make_letter(context, contract, LetterKind.COLLECTION_NOTICE)
    told = facts(context, letter)
    assert said(told, "milestone", "clause", "amount", "paid_total", "retention", "invoice_no") == [
        "验收款", "5.3", "518,406.30", "259,203.15", "86,401.05", "24312000000012345678",
    ]  # fmt: skip
    assert [row["outstanding"] for row in rows(context, letter)] == ["¥0.00", "¥518,406.30", "¥86,401.05"]


@pytest.mark.parametrize(
    ("fields", "day", "named", "amount"),
    [
        ({}, "2026年4月15日", "预付款、到货款", "432,005.25"),
        ({"pay_by_on": date(2026, 8, 10)}, "2026年8月10日", "预付款、到货款、验收款", "777,609.45"),
    ],
)
def test_a_collection_notice_asks_for_nothing_that_is_due_after_its_day(
    context: Context, fields: dict[str, date], day: str, named: str, amount: str
) -> None:
    delivery = replace(OWED[1], kind=InstalmentKind.DELIVERY, percent=Decimal(20), due_on=date(2026, 4, 15))
    acceptance = replace(OWED[1], percent=Decimal(40), due_on=date(2026, 8, 3))
    contract = make_debtor(context, OWED[0], delivery, acceptance, OWED[2])
    letter = make_letter(context, contract, LetterKind.COLLECTION_NOTICE, **fields)
    assert said(facts(context, letter), "due_date", "milestone", "amount") == [day, named, amount]
    assert letter_details(context, letter).asked == Decimal(amount.replace(",", ""))


def test_c10_2_a_retention_letter_tells_warranty_sum_and_deduction(context: Context) -> None:
    contract = make_debtor(context)
    deduct(context, contract, 2, Decimal("401.05"))
    told = facts(context, make_letter(context, contract, LetterKind.RETENTION))
    assert said(told, "warranty_start", "warranty_end", "warranty_months") == ["2025年8月1日", "2026年7月31日", "12"]
    assert said(told, "retention_pct", "retention_amount", "deduction", "payable", "retention_due_date") == [
        "10%", "86,401.05", "401.05", "86,000.00", "2026年8月31日",
    ]  # fmt: skip
    assert said(told, "repair_count", "visit_count", "confirm_by") == ["", "", "2026年7月31日"]


def test_an_english_letter_speaks_english(context: Context) -> None:
    told = facts(context, make_letter(context, make_debtor(context), FIRST, language="en"))
    assert told["due_date"] == "10 May 2025"


@pytest.mark.parametrize("kind", LetterKind)
def test_figures_and_capitals_of_every_letter_agree(context: Context, kind: LetterKind) -> None:
    contract = make_debtor(context)
    agree_interest(context, contract)
    pay(context, contract, "100000.01", 1)
    make_receipt(context, customer_of(context, contract), "12345.67")
    told = facts(context, make_letter(context, contract, kind))
    pairs = [(told[code], told[f"{code}_caps"]) for code in told if f"{code}_caps" in told]
    assert len([1 for shown, _capitals in pairs if shown]) >= 5
    for shown, capitals in pairs:
        amount = figure(shown)
        assert capitals == (rmb_capitals(amount, prefix="") if amount is not None else "")


def test_what_was_issued_stays_what_it_said(context: Context) -> None:
    contract = make_debtor(context)
    letter = issued(context, make_letter(context, contract, FIRST))
    before = facts(context, letter), rows(context, letter)
    pay(context, contract, "100000")
    send(context, letter)
    assert (facts(context, letter), rows(context, letter)) == before
    assert before[0]["doc_no"] == letter_of(context, letter).doc_no


def test_one_talk_is_no_history(context: Context) -> None:
    contract = make_debtor(context)
    letter = make_letter(context, contract, THIRD)
    talk(context, contract)
    assert facts(context, letter)["contact_history"] == ""
    talk(context, contract)
    assert facts(context, letter)["contact_history"] == "2026年3月6日电话", "both were on one day"
    days_later(context, 3)
    talk(context, contract, at="2026-03-09 09:30")
    assert facts(context, letter)["contact_history"] == "2026年3月6日电话、2026年3月9日电话"
