"""Stronger measures to collect, as they are proposed and carried out (C10.5). Sums in yuan."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.enums import Evidence, Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuresForm:
    """A proposal to the leader: which overdue instalments of a customer, why they are not paid, what is to be done.

    ``cost`` is what it will cost, ``expected`` what it should bring in, ``alternative`` what else could be agreed.
    """

    customer_id: int | None = None
    instalment_ids: tuple[int, ...] = ()
    unpaid_reason: str = ""
    customer_status: str = ""
    dispute_words: str = ""
    evidence: tuple[Evidence, ...] = ()
    measures: tuple[Measure, ...] = ()
    plan: str = ""
    responsible: str = ""
    cost: Decimal | None = None
    expected: Decimal | None = None
    impact: str = ""
    alternative: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedOutForm:
    """What was approved has been done: on which day, and what came of it."""

    carried_out_on: date | None = None
    result: str = ""
