"""Booking the lines of a bank's statement that a person looked through: all of them or none."""

from collections.abc import Sequence

from app.context import Context
from app.errors import Invalid
from app.formatting import money
from app.forms.money import ReceiptForm
from app.i18n import _
from app.rules.permissions import Permission
from app.rules.trade.pricing import ZERO
from app.services.money.receipts import book_receipt, checked_receipt
from app.services.use_case import use_case
from models.enums import EventKind


@use_case(Permission.RECORD_RECEIPT)
def import_statement(context: Context, *, forms: Sequence[ReceiptForm], file: str) -> int:
    """Book receipts with what they pay, in one transaction; returns how many.

    Invalid names the payment that cannot be booked, such as one whose instalment another desk has just filled.
    """
    if not forms:
        raise Invalid(_("Choose at least one line."))
    checked = [checked_receipt(form) for form in forms]
    with context.write(_("Import from {file}").format(file=file)) as session:
        for form in checked:
            try:
                book_receipt(session, form, EventKind.IMPORTED)
            except Invalid as refusal:
                raise Invalid(_refusal(form, refusal), field=refusal.field) from refusal
    return len(checked)


def _refusal(form: ReceiptForm, refusal: Invalid) -> str:
    message = _("{amount} of {payer} cannot be booked: {problem} Nothing was booked.")
    return message.format(amount=money(form.amount or ZERO), payer=form.payer or "—", problem=refusal.message)
