"""Warranty: from which day it runs, on which day it ends, and what an extension has to be (C3.2A)."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.errors import Invalid
from app.formatting import date_text
from app.i18n import _
from app.rules.promises.clocks import add_months
from models.enums import WarrantyStart

CLAUSE = "C3.2"
LONGEST_WARRANTY_MONTHS = 600


@dataclass(frozen=True, slots=True)
class WarrantyFacts:
    """What the contract and the project say; ``extended_to`` is a later end agreed afterwards, for a reason."""

    start_rule: WarrantyStart = WarrantyStart.HANDOVER
    months: int | None = None
    acceptance: date | None = None
    handover: date | None = None
    extended_to: date | None = None
    extension_reason: str = ""
    order: date | None = None

    @property
    def start_field(self) -> str:
        """The name of the date that the warranty runs from."""
        return "accepted_on" if self.start_rule is WarrantyStart.ACCEPTANCE else "handed_over_on"

    @property
    def start(self) -> date | None:
        """The first day of the warranty, None while the fact it runs from has not happened."""
        return self.acceptance if self.start_rule is WarrantyStart.ACCEPTANCE else self.handover

    @property
    def end_by_months(self) -> date | None:
        """The last day as first agreed, None while it cannot be told; OverflowError after the year 9999."""
        return None if self.start is None or not self.months else warranty_end(self.start, self.months)

    @property
    def end(self) -> date | None:
        """The last day of the warranty, None while it cannot be told; OverflowError after the year 9999."""
        return self.end_by_months if self.extended_to is None else self.extended_to


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


def has_ended(end: date | None, today: date) -> bool:
    """Tell whether a warranty is over; one whose last day nobody knows is not."""
    return end is not None and end < today


def check_warranty(facts: WarrantyFacts) -> None:
    """Raise Invalid, naming the project's field, where its dates or its extension cannot be so.

    Order, acceptance and handover follow each other, hence no warranty begins before the acceptance. An extension
    needs its reason and ends later than the months do.
    """
    if facts.months is None or not 0 <= facts.months <= LONGEST_WARRANTY_MONTHS:
        raise Invalid(_("Enter the warranty in months, 0 to 600."), field="warranty_months")
    if facts.order and facts.acceptance and facts.acceptance < facts.order:
        raise Invalid(_("Accepted before the project order was issued? Check the dates."), field="accepted_on")
    if facts.acceptance and facts.handover and facts.handover < facts.acceptance:
        text = _("Handed over before the acceptance on {day}? Nothing is under warranty before it is accepted.")
        raise Invalid(text.format(day=date_text(facts.acceptance)), field="handed_over_on", clause=CLAUSE)
    if facts.order and facts.handover and facts.handover < facts.order:
        raise Invalid(_("Handed over before the project order was issued? Check the dates."), field="handed_over_on")
    try:
        first_end = facts.end_by_months
    except OverflowError as error:
        raise Invalid(_("Check the year of this date."), field=facts.start_field) from error
    _check_extension(facts, first_end)


def check_own_end(end: date | None, commissioned: date | None, acceptance: date | None) -> None:
    """Raise Invalid where a warranty of the equipment's own would end before it runs or before the project's
    acceptance.
    """
    field = "warranty_end_on"
    if end is not None and commissioned is not None and end < commissioned:
        raise Invalid(_("This lies before the day it was commissioned."), field=field, clause=CLAUSE)
    if end is not None and acceptance is not None and end < acceptance:
        text = _("This lies before the project's acceptance on {day}.")
        raise Invalid(text.format(day=date_text(acceptance)), field=field, clause=CLAUSE)


def _check_extension(facts: WarrantyFacts, first_end: date | None) -> None:
    reason, day = "warranty_extension_reason", "warranty_extended_to"
    if facts.extended_to is None:
        if facts.extension_reason.strip():
            raise Invalid(_("Enter until when the warranty is extended."), field=day)
        return
    if facts.start is None:
        raise Invalid(_("The warranty has not started yet, so there is nothing to extend."), field=day, clause=CLAUSE)
    if facts.extended_to < facts.start:
        raise Invalid(_("This lies before the warranty starts."), field=day, clause=CLAUSE)
    if first_end is not None and facts.extended_to <= first_end:
        text = _("An extension ends later than {day}, where the warranty ends anyway.")
        raise Invalid(text.format(day=date_text(first_end)), field=day, clause=CLAUSE)
    if not facts.extension_reason.strip():
        raise Invalid(_("Give the reason for the extension."), field=reason, clause=CLAUSE)
