"""Cash taken on site: handed in, in one sum or several, never more than was taken (N1)."""

from datetime import date

from app.context import Context
from app.errors import Invalid
from app.formatting import date_text, money
from app.forms.on_site import HandInForm
from app.i18n import _
from app.queries.material.stock import local_day
from app.rules.inputs import clean_line
from app.rules.permissions import Permission
from app.rules.trade.amounts import check_sum
from app.services.past_days import past_day
from app.services.promises import keeping
from app.services.trips.receipts import CLAUSE
from app.services.use_case import load, log, required, use_case
from models.enums import EventKind, SignOffState
from models.trips.service_receipt import CashHandIn, ServiceReceipt

NAME_LIMIT = 60


@use_case(Permission.EDIT_TRIP_MONEY)
def hand_in_cash(context: Context, *, record_id: int, version: int, form: HandInForm) -> None:
    """Record that cash taken on site was handed in: how much, when, to whom; the last of it meets the clock.

    Invalid at the form's field for more than is in hand, a day ahead, or one before the work.
    """
    context.require(Permission.VIEW_MONEY)
    taker = required(form.handed_to, _("Enter to whom it was handed in."), field="handed_to", limit=NAME_LIMIT)
    with context.write() as session:
        receipt = load(session, ServiceReceipt, record_id, version)
        if receipt.state == SignOffState.CANCELLED or not receipt.cash_in_hand:
            raise Invalid(_("There is no cash of this receipt in hand."), clause=CLAUSE)
        day = past_day(session, form.handed_in_on, field="handed_in_on", clause=CLAUSE)
        row = _hand_in(receipt, form, day)
        began = receipt.arrived_at or receipt.created_at
        if row.handed_in_on < local_day(session, began):
            raise Invalid(_("This lies before the work on site."), field="handed_in_on", clause=CLAUSE)
        row.handed_to = taker
        receipt.hand_ins.append(row)
        receipt.cash_handed_in += row.amount
        about = {"person": receipt.cash_holder, "counterpart": taker, "data": {"amount": str(row.amount)}}
        log(session, receipt, EventKind.CASH_HANDED_IN, _words(row), **about)
        keeping.settle(session, receipt)


def _hand_in(receipt: ServiceReceipt, form: HandInForm, day: date) -> CashHandIn:
    if not form.amount:
        raise Invalid(_("Enter how much was handed in."), field="amount", clause=CLAUSE)
    amount = check_sum(form.amount, field="amount")
    if amount > receipt.cash_in_hand:
        text = _("Only {amount} of it are still in hand.").format(amount=money(receipt.cash_in_hand))
        raise Invalid(text, field="amount", clause=CLAUSE)
    voucher = clean_line(form.voucher_no, field="voucher_no", limit=NAME_LIMIT)
    return CashHandIn(handed_in_on=day, amount=amount, voucher_no=voucher)


def _words(row: CashHandIn) -> str:
    return " · ".join(part for part in (money(row.amount), date_text(row.handed_in_on), row.voucher_no) if part)
