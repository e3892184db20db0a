"""From when to when a table of rates is valid: a rate card, the company's allowances."""

from datetime import date

from app.errors import Invalid
from app.i18n import _
from app.services.use_case import check_year


def first_day(valid_from: date | None, valid_to: date | None) -> date:
    """Return the first day on which a table is valid; the last one, if there is one, comes after it (Invalid at
    ``valid_from`` or ``valid_to`` otherwise).
    """
    if valid_from is None:
        raise Invalid(_("Enter the first day on which it is valid."), field="valid_from")
    check_year(valid_from, field="valid_from")
    if valid_to is not None:
        check_year(valid_to, field="valid_to")
        if valid_to < valid_from:
            raise Invalid(_("The last day lies before the first."), field="valid_to")
    return valid_from
