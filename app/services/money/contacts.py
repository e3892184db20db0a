"""Talks about money: calls, visits, messages, and the promises made in them (C10)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.errors import Invalid, NotFound
from app.formatting import date_text, local, money
from app.forms.money import ShareForm, TalkForm
from app.i18n import _
from app.labels import label
from app.queries.money.payable import payables_of
from app.rules.inputs import clean_line
from app.rules.money.allocation import Payable, checked_shares, propose
from app.rules.money.amounts import positive_amount
from app.rules.money.promised import check_promised_day
from app.rules.permissions import Permission
from app.rules.trade.pricing import ZERO
from app.services.keeping import in_use
from app.services.money.settling import settle_instalment
from app.services.use_case import check_past, load, log, required, use_case
from models.enums import EventKind, RecordKind
from models.money.contact import CollectionContact, PaymentPromise
from models.money.receivable import Instalment
from models.parties.customer import Customer
from models.record import Record

LONGEST_TEXT = 4000
OWING = (RecordKind.CONTRACT, RecordKind.ORDER)


@use_case(Permission.EDIT_COLLECTION)
def log_contact(context: Context, *, form: TalkForm) -> int:
    """Log a talk about money with its result, and the promise made in it; returns its id.

    Invalid at the field for a time in the future, an empty result, a contract of somebody else, a promise of more than
    is open, or for a day before the talk.
    """
    with context.write() as session:
        return write_contact(session, form).id


def write_contact(session: Session, form: TalkForm) -> CollectionContact:
    """Log a talk about money inside the transaction of whatever it was part of (``log_contact``)."""
    form = _checked(form)
    customer = in_use(session, Customer, form.customer_id or 0, field="customer_id")
    contact = _contact(session, customer, form)
    session.add(contact)
    session.flush()
    told = _(", ").join(one for one in (label(form.way), form.counterpart) if one) + f"\n{form.text}"
    about = session.get_one(Record, form.source_id) if form.source_id else customer
    log(session, about, EventKind.COLLECTION_TALK, told, at=contact.at, person=form.person)
    if form.promised_on is not None:
        made_on = local(contact.at, ZoneInfo(settings_of(session).text("zone"))).date()
        payables = _payables(session, customer.id, form.source_id)
        shares = promised_shares(form.amount, form.shares, payables)
        promise_payment(session, shares, made_on, form.promised_on, contact_id=contact.id)
    return contact


def _checked(form: TalkForm) -> TalkForm:
    if form.customer_id is None:
        raise Invalid(_("Choose the customer."), field="customer_id")
    return replace(
        form,
        person=required(form.person, _("Enter who of us talked to them."), field="person"),
        counterpart=clean_line(form.counterpart, field="counterpart", limit=200),
        text=required(form.text, _("Enter what came of it."), field="text", limit=LONGEST_TEXT),
    )


def _contact(session: Session, customer: Customer, form: TalkForm) -> CollectionContact:
    if form.at is None:
        raise Invalid(_("Enter when it was."), field="at")
    now = session.info["now"]
    if form.source_id is not None:
        source = session.get(Record, form.source_id)
        if source is None or source.kind not in OWING or source.customer_id != customer.id:
            raise Invalid(_("This contract is not this customer's."), field="source_id")
    return CollectionContact(
        customer_id=customer.id,
        source_id=form.source_id,
        at=check_past(form.at, now, field="at"),
        way=form.way,
        person=form.person,
        counterpart=form.counterpart,
        text=form.text,
        is_void=False,
        recorded_at=now,
        recorded_by=session.info["user_name"],
    )


def _payables(session: Session, customer_id: int, source_id: int | None) -> Sequence[Payable]:
    payables = payables_of(session, customer_id)
    if source_id is None:
        return payables
    of_source = set(session.scalars(select(Instalment.id).where(Instalment.source_id == source_id)))
    return tuple(one for one in payables if one.id in of_source)


def promised_shares(
    amount: Decimal | None, shares: Sequence[ShareForm], payables: Sequence[Payable], *, field: str = "amount"
) -> tuple[tuple[int, Decimal], ...]:
    """Return (instalment, sum) of what was promised; Invalid at ``shares`` or ``field`` for more than is open."""
    everything = sum((one.open for one in payables), ZERO)
    if not everything:
        raise Invalid(_("Nothing is open here that could be promised."), field=field)
    whole = positive_amount(amount, field=field) if amount is not None else everything
    if whole > everything:
        raise Invalid(_("Only {open} is open.").format(open=money(everything)), field=field)
    chosen = tuple(shares) or propose(whole, payables)
    return checked_shares(chosen, everything, {one.id: one for one in payables})


def promise_payment(
    session: Session,
    shares: Sequence[tuple[int, Decimal]],
    made_on: date,
    promised_on: date,
    *,
    contact_id: int | None = None,
    letter_id: int | None = None,
) -> None:
    """Write down what was promised, in a talk or on a return slip, and let its clock run on each instalment."""
    day = check_promised_day(promised_on, made_on)
    for instalment_id, amount in shares:
        row = load(session, Instalment, instalment_id)
        row.version += 1
        session.add(
            PaymentPromise(
                contact_id=contact_id,
                letter_id=letter_id,
                instalment_id=row.id,
                amount=amount,
                made_on=made_on,
                promised_on=day,
                is_void=False,
            )
        )
        told = _("{amount} by {day}").format(amount=money(amount), day=date_text(day))
        log(session, row, EventKind.PAYMENT_PROMISED, told)
        settle_instalment(session, row)


@use_case(Permission.EDIT_COLLECTION)
def void_contact(context: Context, *, contact_id: int, reason: str) -> None:
    """Take back a talk entered by mistake, with a reason; what was promised in it is no promise any more."""
    why = required(reason, _("Give the reason."), field="reason", limit=LONGEST_TEXT)
    with context.write(why) as session:
        contact = session.get(CollectionContact, contact_id)
        if contact is None:
            raise NotFound(_("This talk no longer exists."))
        if contact.is_void:
            raise Invalid(_("This talk was taken back already."))
        contact.is_void = True
        about = session.get_one(Record, contact.source_id or contact.customer_id)
        told = _("{way} taken back: {reason}").format(way=label(contact.way), reason=why)
        log(session, about, EventKind.COLLECTION_TALK, told)
        for promise in contact.promises:
            promise.is_void = True
            settle_instalment(session, load(session, Instalment, promise.instalment_id))
