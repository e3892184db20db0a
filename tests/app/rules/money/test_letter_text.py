"""The text of letters: keys become facts, what has none is left out, nothing empty is ever printed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Invalid
from app.i18n import LANGUAGES, using_language
from app.rules.money.letter_keys import TABLE, keys_of
from app.rules.money.letter_text import (
    LetterText,
    Wording,
    check_wording,
    fill,
    sentences,
    shown_wording,
    stored_wording,
)
from app.rules.money.letter_wording import reply_slip, shipped_wording
from models.enums import LetterKind

EVERY = [(kind, language) for kind in LetterKind for language in LANGUAGES]


def told(wording: str, **facts: str) -> LetterText:
    return fill(Wording("", "", wording, ""), facts)


@pytest.mark.parametrize(
    ("wording", "facts", "expected"),
    [
        ("应付{amount}。请核对。", {"amount": "3.00"}, ("应付3.00。请核对。",)),
        ("应付{amount}。请核对。", {}, ("请核对。",)),
        ("应付{amount}。", {"amount": "  "}, ()),
        ("已付款[，扣款{deducted}]，谢谢。", {}, ("已付款，谢谢。",)),
        ("已付款[，扣款{deducted}]，谢谢。", {"deducted": "5.00"}, ("已付款，扣款5.00，谢谢。",)),
        ("见附件[1]。", {}, ("见附件[1]。",)),
        ("[{promise}]至今未付。", {"promise": "贵方曾承诺。"}, ("贵方曾承诺。至今未付。",)),
        ("[{promise}]", {}, ()),
        ("甲（见{clause}。）乙。丙。", {}, ("丙。",)),
        ("Invoice no. {invoice_no} came. Thank you.", {}, ("Thank you.",)),
        ("Invoice no. {invoice_no} came. Thank you.", {"invoice_no": "7"}, ("Invoice no. 7 came. Thank you.",)),
        ("He paid 1.5 of {amount}. Fine.", {}, ("Fine.",)),
        ("他说“已付{amount}。”我方未收到。", {}, ("我方未收到。",)),
        ("{amount}", {"amount": "{amount}"}, ("{amount}",)),
    ],
)
def test_a_sentence_without_its_facts_is_left_out(
    wording: str, facts: dict[str, str], expected: tuple[str, ...]
) -> None:
    assert told(wording, **facts).paragraphs == expected


def test_what_was_left_out_for_want_of_a_fact_is_named_once() -> None:
    text = told("甲{amount}。乙{amount}和{paid}。[丙{credit}]丁。")
    assert text.missing == ("amount", "paid")


def test_the_table_stands_between_the_paragraphs_that_are_left() -> None:
    text = told("前言。\n没有{amount}。\n{dues}\n之后。")
    assert (text.paragraphs, text.table_at) == (("前言。", "之后。"), 1)
    assert told("没有表。").table_at is None


@given(st.text(alphabet="甲乙a. 。！？!?()（）[]”no{}", max_size=60))
def test_sentences_are_the_whole_paragraph(line: str) -> None:
    assert "".join(sentences(line)) == line


FACTS = st.dictionaries(
    st.sampled_from([*{code for kind in LetterKind for code in keys_of(kind)} - {TABLE}]),
    st.sampled_from(["", " ", "1,200.50", "壹仟贰佰元伍角整", "二车间", "None of it"]),
)


@given(st.sampled_from(EVERY), FACTS)
def test_no_shipped_letter_ever_shows_an_empty_place(which: tuple[LetterKind, str], facts: dict[str, str]) -> None:
    text = fill(shipped_wording(*which), facts)
    for shown in (text.heading, text.salutation, *text.paragraphs, text.closing):
        assert not re.search(r"[{}\[\]]", shown), shown
        assert not re.search(r"（）|《》|\(\)|“”|¥[。，；）]", shown), shown
    assert all(paragraph.strip() for paragraph in text.paragraphs)


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_shipped_letters_name_only_facts_that_there_are(kind: LetterKind, language: str) -> None:
    wording, slip = shipped_wording(kind, language), reply_slip(kind, language)
    slip_texts = (slip.title, slip.to, slip.lead, *slip.items, *slip.sign)
    for text in (wording.heading, wording.salutation, wording.wording, wording.closing, *slip_texts):
        check_wording(text, kind, field="wording")


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_facts_are_shown_by_names_and_stored_by_codes(kind: LetterKind, language: str) -> None:
    wording = shipped_wording(kind, language).wording
    with using_language(language):
        shown = shown_wording(wording, kind)
        assert stored_wording(shown, kind) == wording
        assert stored_wording(wording, kind) == wording, "codes may be typed as well"
        names = [stored_wording(shown_wording(f"{{{code}}}", kind), kind) for code in keys_of(kind)]
    assert names == [f"{{{code}}}" for code in keys_of(kind)], "no two facts have the same name"


@pytest.mark.parametrize(("text", "name"), [("{bill}", "bill"), ("{}", "“”"), ("{ amount }", "amount"), ("a } b", "")])
def test_an_unknown_fact_is_refused_by_its_name(text: str, name: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_wording(text, LetterKind.DUNNING_1, field="wording")
    assert refused.value.field == "wording"
    assert name in refused.value.message


def test_a_fact_of_another_kind_of_letter_is_unknown() -> None:
    check_wording("{repair_count}", LetterKind.RETENTION, field="wording")
    with pytest.raises(Invalid):
        check_wording("{repair_count}", LetterKind.DUNNING_1, field="wording")


PIECES = st.sampled_from(
    [
        "{amount}",
        "{paid}",
        "{due_date}",
        "{dues}",
        "{bill}",
        "{",
        "}",
        "[",
        "]",
        "应付",
        "。",
        "；",
        ". ",
        "(",
        ")",
        "\n",
        "Pay ",
    ]
)
SOME = st.dictionaries(st.sampled_from(["amount", "paid", "due_date"]), st.sampled_from(["", "3.00", "None of it"]))


@given(st.lists(PIECES, max_size=16), SOME)
def test_whatever_wording_passes_leaves_no_key_unfilled(pieces: list[str], facts: dict[str, str]) -> None:
    wording = "".join(pieces)
    try:
        check_wording(wording, LetterKind.DUNNING_1, field="wording")
    except Invalid:
        return
    text = told(wording, **facts)
    assert not [paragraph for paragraph in text.paragraphs if "{" in paragraph or "}" in paragraph]
