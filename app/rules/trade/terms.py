"""Terms of payment: what is usual (C9.1, C9.2), and the sentence that papers print."""

from decimal import Decimal

from app.formatting import money
from app.i18n import _
from app.rules.approvals.limits import Limits
from app.rules.trade.amounts import HUNDRED
from app.rules.trade.pricing import share_of


def terms_usual(advance_percent: Decimal, balance_days: int, limits: Limits) -> bool:
    """Tell whether terms are as usual or better for us: advance not smaller (C9.1), balance not later (C9.2)."""
    if advance_percent < limits.usual_advance:
        return False
    return advance_percent == HUNDRED or balance_days <= limits.usual_balance_days


def advance_of(total: Decimal, advance_percent: Decimal) -> Decimal:
    """Return what of a total is paid before the service."""
    return share_of(total, advance_percent)


def payment_terms(total: Decimal, advance_percent: Decimal, balance_days: int) -> str:
    """Return the terms of payment in one sentence, with the sums (C9.1, C9.2)."""
    advance = advance_of(total, advance_percent)
    if advance_percent == HUNDRED:
        return _("100 % in advance, {sum}, before goods are shipped or people leave.").format(sum=money(advance))
    told = {
        "percent": f"{advance_percent.normalize():f}",
        "advance": money(advance),
        "balance": money(total - advance),
        "days": balance_days,
    }
    if not advance_percent:
        return _("{balance} within {days} days after the service has ended.").format(**told)
    return _(
        "{percent} % in advance, {advance}, before goods are shipped or people leave; "
        "the balance of {balance} within {days} days after the service has ended."
    ).format(**told)
