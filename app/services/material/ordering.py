"""What purchasing says about a purchase order: that it is ordered, and by when the goods are expected (C6.2)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.context import Context, settings_of
from app.errors import Invalid
from app.formatting import date_text
from app.forms.material.purchases import ExpectedForm, OrderingForm
from app.i18n import _
from app.queries.material.purchase_facts import purchase_facts
from app.queries.material.stock import local_day
from app.queries.records.lookup import existing
from app.rules.inputs import clean_line
from app.rules.material.purchases import CLAUSE, RECEIVABLE, YEARS
from app.rules.permissions import Permission
from app.rules.promises.clocks import END_OF_DAY
from app.services.material.purchase_news import tell_served
from app.services.moves import move
from app.services.promises import keeping
from app.services.use_case import check_past, load, log, required, use_case
from models.commitment import AgreedDate
from models.enums import CommitmentKind, EventKind
from models.material.purchase import Purchase
from models.parties.partner import Partner

NAME_LIMIT = 60
REASON_LIMIT = 4000


@use_case(Permission.EDIT_MATERIAL)
def record_ordering(context: Context, *, record_id: int, version: int, form: OrderingForm) -> None:
    """Record that purchasing ordered it (or we ourselves bought it): who, when, where, and by when it is expected.

    The day starts the clock of the delivery; who waits for the goods is told. Invalid at the form's field for a moment
    in the future or before it was submitted, a missing name or day, a day before the ordering. Blocked while a purchase
    of our own is not granted (C6.2).
    """
    who = required(form.person, _("Enter who ordered it."), field="person", limit=NAME_LIMIT)
    if form.at is None:
        raise Invalid(_("Enter when it was ordered."), field="at")
    at = check_past(form.at, context.clock.now(), field="at")
    order_ref = clean_line(form.order_ref, field="order_ref", limit=60)
    with context.write() as session:
        purchase = load(session, Purchase, record_id, version)
        move(context, session, purchase, "order", purchase_facts(session, purchase))
        _check_after(purchase, at)
        expected = _expected(form.expected_on, local_day(session, at))
        supplier = existing(session, Partner, form.supplier_id) if form.supplier_id is not None else None
        purchase.ordered_at, purchase.ordered_by = at, who
        purchase.supplier_id, purchase.order_ref = form.supplier_id, order_ref
        _write_expected(purchase, expected)
        text = " · ".join(one for one in (supplier.title if supplier is not None else "", order_ref) if one)
        log(session, purchase, EventKind.GOODS_ORDERED, text, at=at, person=who)
        tell_served(session, purchase, EventKind.GOODS_ORDERED, _expected_words(expected))
        keeping.settle(session, purchase)


def _check_after(purchase: Purchase, at: datetime) -> None:
    submitted = purchase.submitted_at
    if submitted is not None and at < submitted.replace(second=0, microsecond=0):
        raise Invalid(_("This lies before it was submitted to purchasing."), field="at", clause=CLAUSE)


def _expected(day: date | None, earliest: date) -> date:
    if day is None:
        raise Invalid(_("Enter the day by which the goods are expected."), field="expected_on", clause=CLAUSE)
    if day.year not in YEARS:
        raise Invalid(_("Check the year of this date."), field="expected_on")
    if day < earliest:
        raise Invalid(_("This lies before it was ordered."), field="expected_on", clause=CLAUSE)
    return day


def _write_expected(purchase: Purchase, day: date) -> None:
    purchase.expected_on = day
    for line in purchase.lines:
        if line.to_come:
            line.expected_on = day


def _expected_words(day: date) -> str:
    return _("expected on {day}").format(day=date_text(day))


@use_case(Permission.EDIT_MATERIAL)
def record_expected(context: Context, *, record_id: int, version: int, form: ExpectedForm) -> None:
    """Record another day by which what is still to come is expected: who at purchasing or the supplier's said so, why.

    A day that was missed already stays missed (invariant 7); who waits for the goods is told. Invalid at the form's
    field; for a purchase of which nothing is on its way.
    """
    who = required(form.person, _("Enter who said so."), field="person", limit=NAME_LIMIT)
    why = required(form.reason, _("Give the reason."), field="reason", limit=REASON_LIMIT)
    with context.write(why) as session:
        purchase = load(session, Purchase, record_id, version)
        if purchase.state not in RECEIVABLE or purchase.ordered_at is None:
            raise Invalid(_("Nothing of it is on its way."), clause=CLAUSE)
        day = _expected(form.expected_on, local_day(session, purchase.ordered_at))
        _write_expected(purchase, day)
        due_at = datetime.combine(day, END_OF_DAY, ZoneInfo(settings_of(session).text("zone")))
        kind, info = CommitmentKind.DELIVERY, session.info
        agreed = AgreedDate(
            record_id=purchase.id, kind=kind, slot=0, due_at=due_at, agreed_with=who, reason=why,
            set_at=info["now"], set_by=info["user_name"],
        )  # fmt: skip
        session.add(agreed)
        told = {"kind": kind.value, "slot": 0, "due_at": due_at.isoformat()}
        log(session, purchase, EventKind.DATE_AGREED, why, counterpart=who, data=told)
        tell_served(session, purchase, EventKind.GOODS_ORDERED, _expected_words(day))
        keeping.settle(session, purchase)
