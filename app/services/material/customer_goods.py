"""Customers' goods with us for repair: registered in and out, each step with who and when (N7, N2)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.archive.scans import FIELD
from app.context import Context
from app.errors import Invalid
from app.forms.material.returns import CustomerGoodsForm, GoodsItemForm, GoodsStepForm
from app.i18n import _
from app.queries.material.stock import local_day
from app.rules.inputs import clean_line, clean_phone, clean_text
from app.rules.material.gates import ReturnFacts
from app.rules.material.goods_items import CLAUSE, TEXT_LIMIT, checked_items, goods_title
from app.rules.permissions import Permission
from app.services.material.return_sources import write_sources
from app.services.material.return_steps import repairing_partner, step_moment
from app.services.moves import move
from app.services.promises import keeping
from app.services.scans import ScannedPaper, file_scan, stored_scan
from app.services.use_case import check_past, fresh, load, log, next_number, required, use_case
from models.enums import EventKind, GoodsState, RecordKind
from models.material.customer_goods import CustomerGoods, GoodsItem
from models.paper import IssuedPaper
from models.record import Record

NAME_LIMIT = 60
LINE_LIMIT = 200
SIGNED_PAPER = "A6-08"  # swaps, replaced parts and goods of customers, in the catalogue of the archive
FORM = "customer_goods"
WITH_US = (GoodsState.RECEIVED, GoodsState.AT_MAKER, GoodsState.BACK)


@use_case(Permission.EDIT_RETURNS)
def save_customer_goods(context: Context, *, form: CustomerGoodsForm, record_id: int | None = None) -> int:
    """Register what a customer brings for repair, or correct it while it is with us; returns its id.

    It has its number at once; five working days from the receipt it is due back repaired (N2). Invalid at the form's
    field for what is missing, lies in the future or belongs to another customer; at ``reason`` where the receipt moves
    a clock that was missed already, which is the manager's.
    """
    items = checked_items(form.items)
    why = clean_text(form.reason, field="reason", limit=TEXT_LIMIT)
    with context.write(why) as session:
        goods = load(session, CustomerGoods, record_id, form.version) if record_id else _new(session)
        if goods.state not in WITH_US:
            raise Invalid(_("It was given back: the entry is not changed any more."), clause=CLAUSE)
        _write_own(context, session, goods, form)
        write_sources(session, goods, form, form.customer_id)
        if goods.customer_id is None:
            raise Invalid(_("Choose the customer."), field="customer_id", clause=CLAUSE)
        _write_items(goods, items)
        session.add(goods)
        session.flush()
        if record_id is None:
            log(session, goods, EventKind.REGISTERED, goods.fault, at=goods.received_at, person=goods.received_by)
            told = _("brought for repair: {name}").format(name=goods.title)
            _tell(session, goods, EventKind.NOTE, told, goods.received_at, goods.received_by)
        else:
            log(session, goods, EventKind.EDITED, why)
        keeping.settle_correction(session, goods, context.actor, why)
        return goods.id


def _new(session: Session) -> CustomerGoods:
    number = next_number(session, RecordKind.CUSTOMER_GOODS)
    return CustomerGoods(number=number, state=GoodsState.RECEIVED, **fresh(session))


def _write_own(context: Context, session: Session, goods: CustomerGoods, form: CustomerGoodsForm) -> None:
    if form.received_at is None:
        raise Invalid(_("Enter when it was received."), field="received_at", clause=CLAUSE)
    received_at = check_past(form.received_at, session.info["now"], field="received_at")
    if goods.sent_at is not None and received_at > goods.sent_at:
        raise Invalid(_("This lies after it was sent to the manufacturer."), field="received_at", clause=CLAUSE)
    goods.received_at = goods.sort_at = received_at
    named = clean_line(form.received_by, field="received_by", limit=NAME_LIMIT)
    goods.received_by = named or context.actor.display_name
    goods.brought_by = required(
        clean_line(form.brought_by, field="brought_by", limit=NAME_LIMIT),
        _("Enter who brought it."),
        field="brought_by",
    )
    goods.contact_phone = clean_phone(form.contact_phone, field="contact_phone", limit=40)
    goods.fault = required(form.fault, _("Write down what is wrong with it."), field="fault", limit=TEXT_LIMIT)
    goods.place = clean_line(form.place, field="place", limit=LINE_LIMIT)


def _write_items(goods: CustomerGoods, items: tuple[GoodsItemForm, ...]) -> None:
    goods.title = goods_title(items)
    known = {item.line_no: item for item in goods.items}
    rows = []
    for line_no, form in enumerate(items, start=1):
        row = known.get(line_no) or GoodsItem(line_no=line_no)
        for name in GoodsItemForm.__slots__:
            setattr(row, name, getattr(form, name))
        rows.append(row)
    goods.items = rows


def _tell(session: Session, goods: CustomerGoods, kind: EventKind, text: str, at: datetime, person: str) -> None:
    """Write what was done into the log of the request that the goods were brought for."""
    if goods.request_id is not None:
        told = f"{goods.number}: {text}"
        request = session.get_one(Record, goods.request_id)
        log(session, request, kind, told, at=at, person=person, data={"goods": goods.id})


# the way of the goods --------------------------------------------------------------------------------------------


@use_case(Permission.EDIT_RETURNS)
def send_to_maker(context: Context, *, record_id: int, version: int, form: GoodsStepForm) -> None:
    """Record that the goods went to a manufacturer or supplier for repair: to whom, when, by whom, how.

    The clock runs on: to the customer we answer for it. Invalid at the form's field.
    """
    how = required(form.how, _("Enter how it travels: waybill, carrier, by hand."), field="how", limit=LINE_LIMIT)
    note = clean_text(form.text, field="text", limit=TEXT_LIMIT)
    with context.write() as session:
        goods = load(session, CustomerGoods, record_id, version)
        move(context, session, goods, "send", ReturnFacts(), text=note)
        at = step_moment(session, form.at, goods.received_at, _("This lies before it was received."))
        maker = repairing_partner(session, form.maker_id, kept=None, field="maker_id")
        goods.maker_id, goods.sent_at, goods.sent_how = maker.id, at, how
        told = {"at": at, "person": _person(context, form), "counterpart": maker.short_name}
        log(session, goods, EventKind.SENT_TO_MAKER, how, **told)


@use_case(Permission.EDIT_RETURNS)
def take_back(context: Context, *, record_id: int, version: int, form: GoodsStepForm) -> None:
    """Record that the goods are back from the manufacturer: when, who took them, what was done to them."""
    repair = required(form.text, _("Write down what was done to it."), field="text", limit=TEXT_LIMIT)
    with context.write() as session:
        goods = load(session, CustomerGoods, record_id, version)
        move(context, session, goods, "take_back", ReturnFacts())
        at = step_moment(session, form.at, goods.sent_at, _("This lies before it was sent to the manufacturer."))
        goods.back_at, goods.repair = at, repair
        log(session, goods, EventKind.BACK_FROM_MAKER, repair, at=at, person=_person(context, form))


@use_case(Permission.EDIT_RETURNS)
def give_back(context: Context, *, record_id: int, version: int, form: GoodsStepForm) -> None:
    """Record that the customer has the goods back: when, by whom, how, and what was done to them; that meets the clock
    (N2).
    """
    repair = required(form.text, _("Write down what was done to it."), field="text", limit=TEXT_LIMIT)
    how = required(form.how, _("Enter how the customer got it: by hand, waybill."), field="how", limit=LINE_LIMIT)
    with context.write() as session:
        goods = load(session, CustomerGoods, record_id, version)
        is_back = goods.state == GoodsState.BACK
        move(context, session, goods, "give_back", ReturnFacts())
        text = _("This lies before it came back.") if is_back else _("This lies before it was received.")
        at = step_moment(session, form.at, goods.back_at or goods.received_at, text)
        goods.returned_at, goods.returned_how, goods.repair = at, how, repair
        text, who = f"{how}\n{repair}", _person(context, form)
        log(session, goods, EventKind.GIVEN_BACK, text, at=at, person=who)
        _tell(session, goods, EventKind.GIVEN_BACK, text, at, who)
        keeping.settle(session, goods)


@use_case(Permission.EDIT_RETURNS)
def sign_back(context: Context, *, record_id: int, version: int, form: GoodsStepForm) -> None:
    """Record that the customer signed for the goods: who, when; the signed slip is filed under A6-08.

    Invalid at the form's field, at ``scan`` without the slip or for a file that is none.
    """
    who = required(form.person, _("Enter who signed."), field="person", limit=NAME_LIMIT)
    if form.scan is None:
        raise Invalid(_("Choose the scan of the slip that the customer signed."), field=FIELD, clause=CLAUSE)
    scan = stored_scan(context.store, form.scan)
    with context.write() as session:
        goods = load(session, CustomerGoods, record_id, version)
        move(context, session, goods, "sign", ReturnFacts())
        at = step_moment(session, form.at, goods.returned_at, _("This lies before it was given back."))
        goods.signed_at, goods.signed_by = at, who
        title = _("Signed slip {number}: {title}").format(number=goods.number, title=goods.title)
        printed = goods.number if _is_printed(session, goods) else None
        paper = ScannedPaper(SIGNED_PAPER, title, local_day(session, at), printed)
        goods.receipt_id = file_scan(session, context.store, goods, scan, paper).id


def _is_printed(session: Session, goods: CustomerGoods) -> bool:
    """Tell whether the slip was printed here: then what was signed is filed with it."""
    issued = select(IssuedPaper.id).where(IssuedPaper.record_id == goods.id, IssuedPaper.form == FORM)
    return session.scalar(issued.limit(1)) is not None


@use_case(Permission.CANCEL_RECORD)
def cancel_customer_goods(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Cancel an entry made by mistake, for a reason; its number stays (作废), its clock is dropped."""
    why = required(reason, _("Give the reason."), field="reason", limit=TEXT_LIMIT)
    with context.write(why) as session:
        goods = load(session, CustomerGoods, record_id, version)
        move(context, session, goods, "cancel", ReturnFacts(), text=why)
        keeping.drop_all(session, goods, why)


def _person(context: Context, form: GoodsStepForm) -> str:
    return clean_line(form.person, field="person", limit=NAME_LIMIT) or context.actor.display_name
