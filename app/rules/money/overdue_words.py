"""What is said of a customer who should have paid by now (C9.2, C10)."""

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


def broken_note(amount: Decimal, promised_on: date) -> str:
    """Return that a customer did not keep a promise of payment, with its sum and its day (C10)."""
    return _("{amount} promised by {day}, not kept").format(amount=money(amount), day=date_text(promised_on))
