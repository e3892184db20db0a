"""What letters say on paper: forms, what a draft lacks, frozen facts, their own language (C10, paperwork.md 3)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.context import Actor, Context
from app.errors import Blocked
from app.forms.letters import LetterTemplateForm
from app.i18n import LANGUAGES
from app.papers.compose import file_name
from app.papers.content import PaperContent, PaperMark
from app.papers.definitions import paper, papers_of
from app.papers.form import load_form
from app.papers.money.letters import LAYOUTS
from app.queries.archive.papers import paper_outlook
from app.rules.money.letter_keys import keys_of
from app.rules.money.letter_needs import NEEDED
from app.rules.money.letter_text import check_wording, sentences
from app.rules.money.letter_wording import reply_slip, shipped_wording
from app.services.money.letter_templates import save_template
from app.services.money.letters import cancel_letter
from app.services.papers import issue_paper
from app.services.setup import save_settings
from models.enums import LetterKind, RecordKind, Role
from models.record import Record
from reports.build import build_paper
from tests.app.papers.composing import composed
from tests.factories import make_contract, make_project, version_of
from tests.letter_factories import approve_measures, days_later, sent_letter
from tests.letter_ground_factories import letter_paper, line
from tests.letter_paper_factories import customer_of, full_letter, issued, make_debtor, make_letter, pay
from tests.money_factories import THREE, make_receipt, set_instalments
from tests.reports.reading import whole_text

OF_ONE_CONTRACT = (LetterKind.COLLECTION_NOTICE, LetterKind.RETENTION)


def text(content: PaperContent) -> str:
    """Return the paragraphs of a letter."""
    return f"{content.values['before']}\n{content.values['after']}"


@pytest.mark.parametrize("kind", LetterKind)
def test_each_kind_has_a_form_an_entry_and_its_own_title(context: Context, kind: LetterKind) -> None:
    letter = make_letter(context, make_debtor(context), kind)
    content = composed(context, "letter", letter)
    assert content.form == load_form(LAYOUTS[kind])
    entries = {"collection_notice": "A7-02", "statement": "A7-04", "retention": "A7-05"}
    with context.read() as session:
        assert paper("letter").entry_for(session, session.get_one(Record, letter)) == entries.get(kind, "A7-03")
    assert content.form.title.zh in file_name(content)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", LetterKind)
def test_shipped_wording_names_only_facts_that_its_kind_knows(kind: LetterKind, language: str) -> None:
    wording, slip = shipped_wording(kind, language), reply_slip(kind, language)
    texts = (wording.heading, wording.salutation, wording.wording, wording.closing)
    for said in (*texts, slip.to, slip.lead, *slip.items):
        check_wording(said, kind, field="wording")
    assert all(sentences(line) for line in wording.wording.splitlines())
    assert set(NEEDED[kind]) <= keys_of(kind).keys()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", LetterKind)
def test_no_letter_shows_an_empty_place(context: Context, kind: LetterKind, language: str) -> None:
    content = composed(context, "letter", make_letter(context, make_debtor(context), kind, language=language))
    said = whole_text(build_paper(content).pdf)
    assert [sign for sign in ("{", "}", "None", "[", "]", "（）", "()", "《》", "¥，", "CNY,") if sign in said] == []


def test_c10_a_draft_says_which_facts_it_lacks(context: Context) -> None:
    letter = make_letter(context, make_debtor(context), LetterKind.DUNNING_1)
    save_settings(context, values={"bank_account": ""})
    content = composed(context, "letter", letter)
    assert (content.mark, content.number) == (PaperMark.DRAFT, None)
    assert content.missing == ("C10 尚缺：账号", "C10 函件尚未签发")
    assert content.values["doc_date"] == "（签发之日）"


def test_c10_a_letter_that_cannot_tell_where_to_pay_is_not_issued(context: Context) -> None:
    letter = make_letter(context, make_debtor(context), LetterKind.DUNNING_1)
    save_settings(context, values={"bank_account": "", "bank_branch": ""})
    with pytest.raises(Blocked, match="尚缺：开户银行、账号"):
        issued(context, letter)
    save_settings(context, values={"bank_account": "3901 2000", "bank_branch": "中国银行"})
    assert composed(context, "letter", issued(context, letter)).number == "CK-2026-0001", "no number was lost"


def test_an_issued_letter_carries_both_numbers_and_is_filed(context: Context) -> None:
    letter = full_letter(context)
    content = composed(context, "letter", letter)
    assert (content.number, content.values["doc_no"]) == ("CK-2026-0001", "清源售函〔2026〕1号")
    assert content.values["doc_date"] == "2026年3月6日"
    printed = issue_paper(context, form_id="letter", record_id=letter)
    assert (printed.mark, printed.is_filed) == (PaperMark.NONE, True)


def test_a_reprint_never_differs_whatever_changes_behind_it(context: Context) -> None:
    contract = make_debtor(context)
    letter = issued(context, make_letter(context, contract, LetterKind.DUNNING_1))
    issue_paper(context, form_id="letter", record_id=letter, language="zh_CN")
    before = composed(context, "letter", letter)
    pay(context, contract, "100000")
    form = LetterTemplateForm(letter_kind=LetterKind.DUNNING_1, heading="催款", wording="请付款。")
    save_template(context, form=form)
    save_settings(context, values={"bank_account": "6222 0000", "letter_phone": "0574-9999"})
    days_later(context, 30)
    after = composed(context, "letter", letter)
    assert after.mark is PaperMark.REPRINT
    assert (dict(after.values), dict(after.rows)) == (dict(before.values), dict(before.rows))


def test_a_letter_is_printed_in_its_own_language_whatever_is_asked_for(context: Context) -> None:
    contract = make_debtor(context)
    letter = issued(context, make_letter(context, contract, LetterKind.DUNNING_1, language="en"))
    content = composed(context, "letter", letter, "zh_CN")
    assert content.language == "en"
    assert content.values["doc_date"] == "6 March 2026"
    outlook = paper_outlook(context, form_id="letter", record_id=letter, paper_language="zh_CN")
    assert outlook.language == "en"


def test_one_instalment_is_told_in_a_sentence_several_in_a_table(context: Context) -> None:
    contract = make_debtor(context)
    first = make_letter(context, contract, LetterKind.DUNNING_1)
    both = composed(context, "letter", first)
    assert "共2笔" in text(both)
    assert "“" not in text(both)
    assert [row["milestone"] for row in both.rows["dues"]] == ["预付款", "验收款"]
    pay(context, contract, "259203.15")
    cancel_letter(context, record_id=first, version=version_of(context, first), reason="重拟")
    one = composed(context, "letter", make_letter(context, contract, LetterKind.DUNNING_1))
    assert "“验收款”人民币伍拾壹万捌仟肆佰零陆元叁角整（¥518,406.30）应于2026年1月15日前支付" in text(one)
    assert "dues" not in one.rows
    assert "total" not in one.values


def test_instalments_of_several_contracts_name_theirs_in_the_table(context: Context) -> None:
    contract = make_debtor(context)
    customer = customer_of(context, contract)
    project = make_project(context, customer_id=customer, name="二期")
    other = make_contract(context, customer_id=customer, project_id=project, amount=Decimal(1000), number="HT-99")
    set_instalments(context, other, *THREE)
    content = composed(context, "letter", make_letter(context, contract, LetterKind.DUNNING_1))
    assert "HT-99\n预付款" in [row["milestone"] for row in content.rows["dues"]]
    assert "《" not in text(content), "no contract is named where it is about several"


def test_c10_1_a_notice_shows_all_instalments_and_asks_for_what_is_due(context: Context) -> None:
    content = composed(context, "letter", make_letter(context, make_debtor(context), LetterKind.COLLECTION_NOTICE))
    assert [row["percent"] for row in content.rows["dues"]] == ["30%", "60%", "10%"]
    assert content.values["total"] == "¥864,010.50"
    assert "本期应付人民币柒拾柒万柒仟陆佰零玖元肆角伍分（¥777,609.45）" in text(content)


def test_c10_2_a_retention_letter_asks_for_the_check_on_its_slip(context: Context) -> None:
    content = composed(context, "letter", make_letter(context, make_debtor(context), LetterKind.RETENTION))
    assert "应付人民币捌万陆仟肆佰零壹元零伍分（¥86,401.05）" in text(content)
    assert "同意质保期于2026年7月31日届满" in str(content.values["reply_items"])
    assert "dues" not in content.rows


def test_c10_5_a_last_letter_tells_what_went_before_and_what_is_approved(context: Context) -> None:
    contract = make_debtor(context)
    make_receipt(context, customer_of(context, contract), 5000)
    for kind in (LetterKind.DUNNING_1, LetterKind.DUNNING_2):
        sent_letter(context, contract, kind)
        days_later(context, 16)
    approve_measures(context, contract)
    said = text(composed(context, "letter", issued(context, make_letter(context, contract, LetterKind.DUNNING_3))))
    assert all(number in said for number in ("清源售函〔2026〕1号", "清源售函〔2026〕2号"))
    assert "律师函" in said
    assert "第五百零九条、第五百七十七条、第五百七十九条" in said
    assert "抵减后拖欠本金为人民币柒拾柒万贰仟陆佰零玖元肆角伍分（¥772,609.45）" in said


def test_enclosures_are_listed_with_the_slip_last(context: Context) -> None:
    contract = make_debtor(context)
    letter = make_letter(context, contract, LetterKind.DUNNING_1, enclosures="对账单\n发票复印件")
    assert composed(context, "letter", letter).values["enclosures"] == "附件：\n1. 对账单\n2. 发票复印件\n3. 回执"


def test_whoever_may_not_see_sums_sees_no_letter(context: Context) -> None:
    assert [one.form_id for one in papers_of(RecordKind.LETTER, context.actor)] == ["letter"]
    keeper = Actor("keeper", "仓管", frozenset({Role.WAREHOUSE}))
    assert papers_of(RecordKind.LETTER, keeper) == ()


def test_a_cancelled_letter_is_void_with_its_number_if_it_had_one(context: Context) -> None:
    contract = make_debtor(context)
    draft = make_letter(context, contract, LetterKind.DUNNING_1)
    cancel_letter(context, record_id=draft, version=version_of(context, draft), reason="款项已到账")
    letter = issued(context, make_letter(context, contract, LetterKind.DUNNING_1))
    cancel_letter(context, record_id=letter, version=version_of(context, letter), reason="款项已到账")
    papers = [composed(context, "letter", one) for one in (draft, letter)]
    assert [(one.mark, one.number) for one in papers] == [(PaperMark.VOID, None), (PaperMark.VOID, "CK-2026-0001")]


def test_an_english_letter_puts_a_comma_between_name_and_post(context: Context) -> None:
    contract = make_debtor(context)
    english = composed(context, "letter", make_letter(context, contract, LetterKind.DUNNING_1, language="en"))
    assert "Attn: 王芳, 财务经理\n" in str(english.values["salutation"])
    chinese = composed(context, "letter", make_letter(context, contract, LetterKind.STATEMENT))
    assert chinese.values["attn"] == "王芳 财务经理"


@pytest.mark.parametrize("kind", [LetterKind.DUNNING_1, LetterKind.DUNNING_2, LetterKind.DUNNING_3])
@pytest.mark.parametrize("count", [1, 2])
def test_one_day_is_not_days_in_an_english_letter(context: Context, kind: LetterKind, count: int) -> None:
    content = letter_paper(context, kind, [line("100", days=1)] * count, "en")
    assert "overdue" in text(content)
    assert "1 days" not in text(content)


@pytest.mark.parametrize(("kind", "count"), [(LetterKind.STATEMENT, 3), (LetterKind.COLLECTION_NOTICE, 1)])
def test_an_english_letter_that_nearly_fits_one_page_does(context: Context, kind: LetterKind, count: int) -> None:
    content = replace(letter_paper(context, kind, [line("100000")] * count, "en"), copies=(3,))  # the letter alone
    assert build_paper(content).pages == 1
