"""Disputes and proposals of stronger measures with all there is to print on their papers."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

from app.context import Context
from app.forms.money import TalkForm
from app.services.money.contacts import log_contact
from models.enums import ContactWay
from tests.dispute_factories import make_dispute, make_measures, resolve, submit, verify
from tests.factories import make_request
from tests.letter_paper_factories import customer_of, make_debtor


def full_dispute(context: Context) -> int:
    """Return a dispute that was verified as ours and resolved."""
    dispute = make_dispute(context, make_debtor(context))
    return resolve(context, verify(context, dispute))


def open_dispute(context: Context) -> int:
    """Return a dispute that nobody has verified, which became a service request."""
    contract = make_debtor(context)
    request = make_request(context, customer_id=customer_of(context, contract))
    return make_dispute(context, contract, request_id=request)


def talk(context: Context, contract: int, at: datetime, text: str, promised_on: date | None = None) -> None:
    """Log a call about the money of a contract's customer."""
    form = TalkForm(
        customer_id=customer_of(context, contract),
        at=at,
        way=ContactWay.CALL,
        person="周敏",
        counterpart="财务部 王芳",
        text=text,
        promised_on=promised_on,
        amount=Decimal("200000") if promised_on else None,
    )
    log_contact(context, form=form)


def full_measures(context: Context) -> int:
    """Return a proposal before the leader, after two calls and a broken promise."""
    contract = make_debtor(context)
    now = context.clock.now()
    talk(context, contract, now - timedelta(days=30), "答应春节后付一部分", date(2026, 2, 25))
    talk(context, contract, now - timedelta(days=3), "称集团资金统一调度，无法给出付款日期")
    measures = make_measures(context, contract)
    submit(context, measures)
    return measures


MAKERS: dict[str, Callable[[Context], int]] = {
    "dispute_record": full_dispute,
    "collection_measures_approval": full_measures,
}
