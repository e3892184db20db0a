"""Needs as they are answered: what looking in stock said (C6.1)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.enums import StockAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedForm:
    """The answer for one line (``line_no``) of a request or an order.

    ``part_id`` is the part asked for, ``chosen_id`` the close model that is taken instead (``answer`` substitute),
    ``purchase_line_id`` the line of goods on order it is reserved from (``answer`` on order). ``reason`` says why a
    close model was taken, or not taken where there was one, or why nothing is supplied. ``same_unit`` says that the
    quantity is meant in the part's unit though the line names another one.
    """

    line_no: int = 0
    part_id: int | None = None
    quantity: Decimal | None = None
    needed_on: date | None = None
    answer: StockAnswer | None = None
    chosen_id: int | None = None
    purchase_line_id: int | None = None
    reason: str = ""
    same_unit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsForm:
    """The answers for all lines of a request or an order that need material."""

    needs: tuple[NeedForm, ...] = ()
    version: int = 0
