"""Whose turn it is to be asked how satisfied they are: every half year to year (N3)."""

from datetime import date

from app.rules.promises.clocks import add_months

EVERY_MONTHS = 6


def is_due(last_given_on: date | None, today: date) -> bool:
    """Tell whether a customer is to be asked again: never asked, or half a year ago and more."""
    return last_given_on is None or add_months(last_given_on, EVERY_MONTHS) <= today
