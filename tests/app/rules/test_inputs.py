"""What is typed is made fit to be kept or kindly refused."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Invalid
from app.rules.inputs import clean_phone, clean_text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  华东化工  ", "华东化工"),
        ("a\r\nb\rc\nd\te", "a\nb\nc\nd\te"),
        ("e\u0301", "é"),
        ("\ufeffSR-2026-0001", "SR-2026-0001"),
        ("<b>&'\" 😀 㛃䶮𠮷", "<b>&'\" 😀 㛃䶮𠮷"),
        ("", ""),
    ],
)
def test_text_is_composed_and_trimmed(typed: str, kept: str) -> None:
    assert clean_text(typed, field="title", limit=40) == kept


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x7f", "\x9f", "\ud800", "\uffff"])
def test_characters_that_cannot_be_kept_are_refused_with_their_place(sign: str) -> None:
    with pytest.raises(Invalid, match="3") as refusal:
        clean_text(f"泵 {sign} 坏", field="text", limit=40)
    assert refusal.value.field == "text"


def test_too_long_is_refused_with_both_lengths() -> None:
    assert clean_text("泵" * 40, field="title", limit=40) == "泵" * 40
    with pytest.raises(Invalid, match=r"100000.*40") as refusal:
        clean_text("泵" * 100_000, field="title", limit=40)
    assert refusal.value.field == "title"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13812345678", "13812345678"),
        ("０５１０－８７０６ １２３４转８０１", "0510-8706 1234转801"),
        ("+86 (510) 87061234 ext. 12", "+86 (510) 87061234 ext. 12"),
        ("110", "110"),
        ("13812345678、13912345678", "13812345678、13912345678"),
        (" ", ""),
    ],
)
def test_telephone_numbers_are_taken_as_people_write_them(typed: str, kept: str) -> None:
    assert clean_phone(typed, field="phone", limit=40) == kept


@pytest.mark.parametrize("typed", ["没有", "12", "微信", "<script>123"])
def test_what_is_no_telephone_number_is_refused(typed: str) -> None:
    with pytest.raises(Invalid) as refusal:
        clean_phone(typed, field="phone", limit=40)
    assert refusal.value.field == "phone"


@given(st.text(max_size=60))
def test_whatever_is_kept_stays_as_it_is(typed: str) -> None:
    try:
        kept = clean_text(typed, field="text", limit=100)
    except Invalid:
        return
    assert clean_text(kept, field="text", limit=100) == kept
    assert unicodedata.is_normalized("NFC", kept)
    assert kept.encode("utf-8").decode("utf-8") == kept
