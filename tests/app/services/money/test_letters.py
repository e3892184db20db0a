"""Letters to customers: drafted with everything open, changed, refreshed (C10)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.context import Context
from app.errors import Conflict
from app.forms.letters import LetterForm
from app.queries.money.letters import letter_details, letter_form, new_letter_form
from app.services.money.letters import cancel_letter, draft_letter, edit_letter, refresh_letter
from app.services.setup import save_settings
from models.enums import CustomerNature, InterestBasis, LetterKind, LetterState
from tests.app.services.refusing import refused_at
from tests.factories import make_contract, make_customer, make_project, version_of
from tests.letter_factories import agree_interest, be_of_nature, days_later, letter_of
from tests.letter_paper_factories import customer_of, issued, make_debtor, make_letter, pay
from tests.money_factories import THREE, make_owed_contract, make_receipt, set_instalments

FIRST = LetterKind.DUNNING_1


def test_a_draft_has_everything_overdue(context: Context) -> None:
    contract = make_debtor(context)
    details = letter_details(context, make_letter(context, contract, FIRST))
    assert [(line.due_on, line.overdue_days) for line in details.lines] == [
        (date(2025, 5, 10), 300),
        (date(2026, 1, 15), 50),
    ]
    assert (details.total, details.number) == (Decimal("777609.45"), "")
    assert (details.statement_on, details.pay_by_on) == (date(2026, 3, 6), date(2026, 3, 21))


def test_one_letter_is_about_all_contracts_and_orders_of_a_customer(context: Context) -> None:
    contract = make_debtor(context)
    customer = customer_of(context, contract)
    project = make_project(context, customer_id=customer, name="二期")
    other = make_contract(context, customer_id=customer, project_id=project, amount=Decimal(1000))
    set_instalments(context, other, *THREE)
    details = letter_details(context, make_letter(context, contract, FIRST))
    assert [line.source_id for line in details.lines] == [contract, other, contract]
    assert details.project is None, "it is about two"


def test_c10_1_what_is_paid_is_late_no_longer(context: Context) -> None:
    contract = make_debtor(context)
    pay(context, contract, "259203.15")
    details = letter_details(context, make_letter(context, contract, LetterKind.COLLECTION_NOTICE))
    assert [(line.outstanding, line.overdue_days) for line in details.lines] == [
        (Decimal(0), 0),
        (Decimal("518406.30"), 50),
        (Decimal("86401.05"), 0),
    ]


def test_what_was_paid_and_not_allocated_is_taken_off(context: Context) -> None:
    contract = make_debtor(context)
    pay(context, contract, "100000")
    make_receipt(context, customer_of(context, contract), 5000)
    details = letter_details(context, make_letter(context, contract, FIRST))
    assert (details.total, details.credit) == (Decimal("677609.45"), Decimal(5000))
    assert details.asked == Decimal("672609.45")


def test_it_goes_to_finance_at_the_address_of_invoices(context: Context) -> None:
    letter = letter_of(context, make_letter(context, make_debtor(context), FIRST))
    assert letter.address == "浙江省宁波市北仑区滨江大道1288号"
    assert (letter.attention, letter.attention_phone) == ("王芳 财务经理", "139 0000 2468")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"customer_id": None}, "customer_id"),
        ({"letter_kind": LetterKind.RETENTION}, "contract_id"),
        ({"statement_on": date(2026, 3, 7)}, "statement_on"),
        ({"pay_by_on": date(2026, 3, 5)}, "pay_by_on"),
        ({"language": "fr"}, "language"),
        ({"heading": "关于{bill}"}, "heading"),
        ({"wording": "请付{bill}。"}, "wording"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(context: Context, fields: dict[str, object], field: str) -> None:
    form = LetterForm(customer_id=customer_of(context, make_debtor(context)), letter_kind=FIRST)
    assert refused_at(lambda: draft_letter(context, form=replace(form, **fields))) == field  # type: ignore[arg-type]


def test_a_contract_of_somebody_else_is_refused(context: Context) -> None:
    contract = make_debtor(context)
    form = LetterForm(customer_id=make_customer(context), contract_id=contract, letter_kind=LetterKind.RETENTION)
    assert refused_at(lambda: draft_letter(context, form=form)) == "contract_id"


def test_a_second_draft_of_the_same_kind_is_refused(context: Context) -> None:
    contract = make_debtor(context)
    make_letter(context, contract, FIRST)
    assert refused_at(lambda: make_letter(context, contract, FIRST)) == "letter_kind"
    make_letter(context, contract, LetterKind.STATEMENT)


def test_a_draft_keeps_its_own_words_and_drops_those_of_the_template(context: Context) -> None:
    letter = make_letter(context, make_debtor(context), FIRST)
    form = letter_form(context, letter)
    edit_letter(context, record_id=letter, form=form)
    assert not letter_details(context, letter).has_own_words, "what was not changed follows the template"
    changed = replace(letter_form(context, letter), wording="请付{outstanding}。")
    edit_letter(context, record_id=letter, form=changed)
    assert letter_of(context, letter).wording == "请付{outstanding}。"
    assert letter_details(context, letter).has_own_words


def test_two_desks_cannot_change_one_draft(context: Context) -> None:
    letter = make_letter(context, make_debtor(context), FIRST)
    form = letter_form(context, letter)
    edit_letter(context, record_id=letter, form=form)
    with pytest.raises(Conflict):
        edit_letter(context, record_id=letter, form=form)


def test_refreshing_brings_a_draft_to_today(context: Context) -> None:
    contract = make_debtor(context)
    letter = make_letter(context, contract, FIRST)
    days_later(context, 3)
    pay(context, contract, "259203.15")
    refresh_letter(context, record_id=letter, version=version_of(context, letter))
    details = letter_details(context, letter)
    assert [line.overdue_days for line in details.lines] == [53]
    assert (details.statement_on, details.pay_by_on) == (date(2026, 3, 9), date(2026, 3, 24))


def test_an_issued_letter_is_not_changed(context: Context) -> None:
    letter = issued(context, make_letter(context, make_debtor(context), FIRST))
    form = letter_form(context, letter)
    assert refused_at(lambda: edit_letter(context, record_id=letter, form=form)) is None
    assert refused_at(lambda: refresh_letter(context, record_id=letter, version=form.version)) is None


def test_a_cancelled_letter_keeps_its_numbers(context: Context) -> None:
    letter = issued(context, make_letter(context, make_debtor(context), FIRST))
    cancel_letter(context, record_id=letter, version=version_of(context, letter), reason="已电话谈妥")
    found = letter_of(context, letter)
    assert (found.number, found.state) == ("CK-2026-0001", LetterState.CANCELLED)
    assert found.doc_no == "清源售函〔2026〕1号"


def test_the_contract_says_what_interest_is_claimed(context: Context) -> None:
    contract = make_debtor(context)
    agree_interest(context, contract)
    letter = letter_of(context, make_letter(context, contract, LetterKind.DUNNING_2))
    assert (letter.interest_basis, letter.interest_rate) == (InterestBasis.CONTRACT, Decimal("0.05"))
    assert letter.interest == Decimal("38880.47") + Decimal("12960.16")
    assert letter.interest_from == date(2025, 5, 11)
    gentle = letter_of(context, make_letter(context, contract, FIRST))
    assert (gentle.interest, gentle.interest_basis) == (0, InterestBasis.NONE), "a first letter claims none"


def test_interest_can_be_left_out_of_one_letter(context: Context) -> None:
    contract = make_debtor(context)
    agree_interest(context, contract)
    letter = make_letter(context, contract, LetterKind.DUNNING_2, interest_basis=InterestBasis.NONE)
    refresh_letter(context, record_id=letter, version=version_of(context, letter))
    assert letter_of(context, letter).interest == 0


@pytest.mark.parametrize(
    ("nature", "basis", "expected"),
    [
        (CustomerNature.STATE_OWNED, "regulation", "51840.63"),
        (CustomerNature.PRIVATE, "regulation", "0"),
        (CustomerNature.PRIVATE, "lpr", "11078.27"),
        (CustomerNature.STATE_OWNED, "none", "0"),
    ],
)
def test_without_a_word_of_the_contract_the_setting_decides(
    context: Context, nature: CustomerNature, basis: str, expected: str
) -> None:
    contract = make_debtor(context)
    be_of_nature(context, customer_of(context, contract), nature)
    save_settings(context, values={"interest_basis": basis})
    assert letter_of(context, make_letter(context, contract, LetterKind.DUNNING_2)).interest == Decimal(expected)


def test_a_new_form_proposes_what_is_known(context: Context) -> None:
    contract = make_debtor(context)
    form = new_letter_form(context, letter_kind=LetterKind.RETENTION, contract_id=contract)
    assert form.customer_id == customer_of(context, contract)
    assert form.pay_by_on == date(2026, 8, 31)
    assert "{" in form.wording
    assert new_letter_form(context).customer_id is None


def test_a_collection_notice_asks_by_the_next_due_day_of_what_it_asks_for(context: Context) -> None:
    contract = make_debtor(context)
    notice = letter_of(context, make_letter(context, contract, LetterKind.COLLECTION_NOTICE))
    assert notice.pay_by_on == date(2026, 3, 21), "the retention money of August is not asked for"
    later = make_debtor(context, *THREE, name="乙公司", amount=Decimal(1000))
    notice = letter_of(context, make_letter(context, later, LetterKind.COLLECTION_NOTICE))
    assert notice.pay_by_on == date(2026, 3, 10)


def test_a_contract_before_its_handover_is_not_named(context: Context) -> None:
    contract = make_owed_contract(context)  # it has no project, hence no handover
    assert letter_details(context, make_letter(context, contract, FIRST)).lines == ()


def test_a_letter_that_changes_its_language_takes_the_words_of_that(context: Context) -> None:
    letter = make_letter(context, make_debtor(context), FIRST)
    edit_letter(context, record_id=letter, form=replace(letter_form(context, letter), language="en"))
    assert letter_details(context, letter).title == "Request for Payment of Amounts Due: 金桥电子超纯水项目"


def test_a_late_retention_letter_leaves_time_to_pay(context: Context) -> None:
    contract = make_debtor(context)
    days_later(context, 200)
    letter = letter_of(context, make_letter(context, contract, LetterKind.RETENTION))
    assert (letter.statement_on, letter.pay_by_on) == (date(2026, 9, 22), date(2026, 10, 22))


@pytest.mark.parametrize("day", [date(2026, 3, 7), date(1926, 3, 6)])
def test_the_day_of_the_figures_has_come_and_is_no_slip(context: Context, day: date) -> None:
    contract = make_debtor(context)
    assert refused_at(lambda: make_letter(context, contract, LetterKind.STATEMENT, statement_on=day)) == "statement_on"
