"""What is said of a customer who should have paid by now (C9.2)."""

from datetime import date
from decimal import Decimal

from app.formatting import date_text, money
from app.i18n import _


def overdue_note(amount: Decimal | None, since: date | None) -> str:
    """Return the warning, with sum and first day where they may be seen; "" when nothing is overdue (no ``since``)."""
    if since is None:
        return ""
    if amount is None:
        return _("Overdue balance")
    return _("Overdue balance of {amount}, since {day}").format(amount=money(amount), day=date_text(since))
