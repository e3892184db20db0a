"""Sums in English words, as contracts and bills write them beside the figure (大写金额 of an English letter)."""

from decimal import ROUND_HALF_UP, Decimal

_SMALL = (
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand"), (100, "hundred"))
_LIMIT = 10**15
_FEN = Decimal("0.01")


def words_of_sum(amount: Decimal) -> str:
    """Return yuan in English words: "six hundred and nine yuan and forty-five fen only".

    The amount is rounded half up to fen first, so that the words say what the printed figure says. ValueError for what
    is no number, for less than nothing, and from a million times a billion (10¹⁵) yuan on.
    """
    if not amount.is_finite() or not 0 <= amount < _LIMIT - _FEN:
        raise ValueError(f"{amount} cannot be written in words")
    yuan, fen = divmod(int(amount.quantize(_FEN, ROUND_HALF_UP) * 100), 100)
    parts = [f"{_number(yuan)} yuan"] if yuan else []
    parts += [f"{_number(fen)} fen"] if fen else []
    return f"{' and '.join(parts) or 'zero yuan'} only"


def _number(number: int) -> str:
    """Read a whole number from one on aloud; "and" stands before its last two digits where more goes before."""
    for size, name in _SCALES:
        if number >= size:
            high, low = divmod(number, size)
            joint = " and " if low < 100 else " "
            return f"{_number(high)} {name}{joint}{_number(low)}" if low else f"{_number(high)} {name}"
    if number < len(_SMALL):
        return _SMALL[number]
    ten, one = divmod(number, 10)
    return f"{_TENS[ten]}-{_SMALL[one]}" if one else _TENS[ten]
