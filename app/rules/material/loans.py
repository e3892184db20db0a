"""Stand-in machines: each piece that is lent comes back, or is settled, by itself (N4)."""

import re
from dataclasses import dataclass
from decimal import Decimal

from app.rules.material.valuation import Stock, value_out

CLAUSE = "N4"
MOST_PIECES = 20  # more of one kind are lent and come back in one go
_BETWEEN = re.compile(r"[\s,，、;；/]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """What is lent in one piece: how much, what it is worth in yuan without tax, and its serial number."""

    quantity: Decimal
    value: Decimal
    serial_no: str


def pieces(quantity: Decimal, value: Decimal, serial_no: str) -> tuple[Piece, ...]:
    """Return what left in single pieces, each with its share of the value; serial numbers are told apart where there
    are as many as pieces. What is not counted in pieces, or is too much for that, stays together.
    """
    if quantity != int(quantity) or not 1 < quantity <= MOST_PIECES:
        return (Piece(quantity, value, serial_no),)
    named = [one for one in _BETWEEN.split(serial_no) if one]
    serials = named if len(named) == quantity else [serial_no] * int(quantity)
    left, one, found = Stock(quantity, value), Decimal(1), []
    for serial in serials:
        share = value_out(left, one)
        left = Stock(left.on_hand - one, left.value - share)
        found.append(Piece(one, share, serial))
    return tuple(found)
