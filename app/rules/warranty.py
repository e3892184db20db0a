"""Warranty: from which day it runs and on which day it ends (C3.2A)."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.rules.deadlines import add_months
from models.enums import WarrantyStart


@dataclass(frozen=True, slots=True)
class WarrantyFacts:
    """What the contract and the project say; ``extended_to`` is a later end agreed afterwards."""

    start_rule: WarrantyStart = WarrantyStart.HANDOVER
    months: int | None = None
    acceptance: date | None = None
    handover: date | None = None
    extended_to: date | None = None

    @property
    def start(self) -> date | None:
        """The first day of the warranty, None while the fact it runs from has not happened."""
        return self.acceptance if self.start_rule is WarrantyStart.ACCEPTANCE else self.handover

    @property
    def end(self) -> date | None:
        """The last day of the warranty, None while it cannot be told."""
        if self.extended_to is not None:
            return self.extended_to
        return None if self.start is None or self.months is None else warranty_end(self.start, self.months)


def warranty_end(start: date, months: int) -> date:
    """Return the last day of a warranty, itself included: the day before the anniversary of ``start``.

    A month that lacks the anniversary is covered to its end: 31 August + 6 months ends on 28 (29) February, 29
    February + 12 months on 28 February. No months are no warranty: it ended the day before. ValueError for fewer,
    OverflowError after the year 9999.
    """
    if months < 0:
        raise ValueError("a warranty cannot run backwards")
    anniversary = add_months(start, months)
    return anniversary if anniversary.day < start.day else anniversary - timedelta(days=1)


def in_warranty(on: date, facts: WarrantyFacts) -> bool | None:
    """Return whether the warranty covers a day, None if its end is not known.

    Before it starts the contract is still being carried out, and what breaks is put right all the same.
    """
    return None if facts.end is None else on <= facts.end
