"""What a customer may keep of an instalment (N5)."""

from decimal import Decimal

from app.errors import Invalid
from app.formatting import money
from app.i18n import _
from app.rules.money.amounts import positive_amount
from models.enums import RecordKind

CLAUSE = "N5"


def checked_deduction(amount: Decimal | None, open_amount: Decimal, source: RecordKind) -> Decimal:
    """Return the sum that may be deducted; Invalid at ``amount`` for nothing, for more than is open, and for what is
    not of a contract: an order's price is changed by a supplement, not by keeping money back.
    """
    if source is not RecordKind.CONTRACT:
        raise Invalid(_("Deductions are for instalments of contracts."), field="amount", clause=CLAUSE)
    checked = positive_amount(amount, field="amount")
    if checked > open_amount:
        message = _("Only {open} is open of this instalment.")
        raise Invalid(message.format(open=money(open_amount)), field="amount", clause=CLAUSE)
    return checked
