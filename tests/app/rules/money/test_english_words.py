"""Sums in English words: they say what the figure says."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.money.english_words import words_of_sum

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {
    **{word: number for number, word in enumerate(_ONES)},
    **{word: 10 * number for number, word in enumerate(_TENS, start=2)},
}
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}


def read_back(words: str) -> Decimal:
    """Return the sum that words name."""
    total = group = fen = yuan = 0
    for word in words.removesuffix(" only").replace("-", " ").split():
        if word in _SCALES:
            total, group = total + group * _SCALES[word], 0
        elif word == "hundred":
            group *= 100
        elif word == "yuan":
            yuan, total, group = total + group, 0, 0
        elif word == "fen":
            fen = group
        elif word != "and":
            group += _WORDS[word]
    return Decimal(yuan * 100 + fen) / 100


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        ("677609.45", "six hundred and seventy-seven thousand six hundred and nine yuan and forty-five fen only"),
        ("86401.05", "eighty-six thousand four hundred and one yuan and five fen only"),
        ("1000000", "one million yuan only"),
        ("1000010", "one million and ten yuan only"),
        ("112", "one hundred and twelve yuan only"),
        ("0.30", "thirty fen only"),
        ("0", "zero yuan only"),
        ("0.085", "nine fen only"),
    ],
)
def test_sums_are_read_aloud(figure: str, words: str) -> None:
    assert words_of_sum(Decimal(figure)) == words


@given(st.decimals(min_value=0, max_value=Decimal("99999999999999.99"), places=2))
def test_words_can_be_read_back(amount: Decimal) -> None:
    assert read_back(words_of_sum(amount)) == amount


@pytest.mark.parametrize("figure", ["-0.01", "1E15", "999999999999999.999", "NaN", "Infinity"])
def test_what_cannot_be_said_is_refused(figure: str) -> None:
    with pytest.raises(ValueError, match="cannot be written"):
        words_of_sum(Decimal(figure))
