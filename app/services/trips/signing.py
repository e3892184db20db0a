"""The customer's word on a service receipt: signed, or refused with a reason; what was put in is told on (N1, N2)."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.errors import Invalid
from app.formatting import local
from app.forms.material.returns import SwapForm
from app.forms.on_site import RefusalForm, SigningForm
from app.i18n import _
from app.labels import label
from app.queries.trips.receipt_facts import receipt_facts
from app.rules.inputs import clean_phone, clean_text
from app.rules.permissions import Permission
from app.services.material.swaps import note_swap
from app.services.moves import move
from app.services.promises import keeping
from app.services.promises.unfinished import unfinished_request
from app.services.trips.receipts import CLAUSE, TEXT_LIMIT
from app.services.use_case import check_past, load, log, required, use_case
from models.enums import EventKind, OldPartGoes, Rating
from models.people.dispatch import Dispatch
from models.record import Record
from models.requests.request import Request
from models.trips.service_receipt import ReceiptPart, ServiceReceipt

NAME_LIMIT = 60


@use_case(Permission.EDIT_TRIPS)
def sign_receipt(context: Context, *, record_id: int, version: int, form: SigningForm) -> None:
    """Record that the customer signed: who, under which telephone, when, with which word on the work.

    Parts of the receipt that no swap told of yet are recorded as replaced, with the old ones that come back (N2).
    """
    who = required(form.signed_by, _("Enter who signed."), field="signed_by", limit=NAME_LIMIT)
    with context.write() as session:
        receipt = load(session, ServiceReceipt, record_id, version)
        move(context, session, receipt, "sign", receipt_facts(receipt))
        if form.rating is None:
            raise Invalid(_("Enter how satisfied the customer is."), field="rating", clause=CLAUSE)
        receipt.signed_by, receipt.signed_at = who, _moment(session, receipt, form.signed_at)
        receipt.signer_phone = clean_phone(form.signer_phone, field="signer_phone", limit=40)
        receipt.rating, receipt.refusal = form.rating, ""
        receipt.comment = clean_text(form.comment, field="comment", limit=TEXT_LIMIT)
        if form.rating is Rating.DISSATISFIED and not receipt.comment:
            raise Invalid(_("Write down what the customer is not satisfied with."), field="comment", clause=CLAUSE)
        said = _("; ").join(part for part in (label(form.rating), receipt.comment) if part)
        _tell(session, receipt, EventKind.RECEIPT_SIGNED, said, who)


@use_case(Permission.EDIT_TRIPS)
def refuse_receipt(context: Context, *, record_id: int, version: int, form: RefusalForm) -> None:
    """Record that the customer did not sign, and why; what was put in counts all the same."""
    why = required(form.refusal, _("Enter why it was not signed."), field="refusal", limit=TEXT_LIMIT)
    with context.write(why) as session:
        receipt = load(session, ServiceReceipt, record_id, version)
        move(context, session, receipt, "refuse", receipt_facts(receipt), text=why)
        receipt.refusal, receipt.signed_at = why, _moment(session, receipt, form.signed_at)
        receipt.signed_by = required(form.signed_by, _("Enter who refused."), field="signed_by", limit=NAME_LIMIT)
        receipt.signer_phone = clean_phone(form.signer_phone, field="signer_phone", limit=40)
        _tell(session, receipt, EventKind.RECEIPT_REFUSED, why, receipt.signed_by)


@use_case(Permission.CANCEL_RECORD)
def reopen_receipt(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Open a receipt that was recorded wrongly for correction, with the reason; Blocked once cash was handed in.

    The swaps that it told of stay; they are taken back at the request.
    """
    why = required(reason, _("Give the reason."), field="reason", limit=TEXT_LIMIT)
    with context.write(why) as session:
        receipt = load(session, ServiceReceipt, record_id, version)
        move(context, session, receipt, "reopen", receipt_facts(receipt), text=why)
        receipt.signed_by = receipt.signer_phone = receipt.refusal = receipt.comment = ""
        receipt.signed_at, receipt.rating = None, None


def _moment(session: Session, receipt: ServiceReceipt, at: datetime | None) -> datetime:
    if at is None:
        raise Invalid(_("Enter when that was."), field="signed_at", clause=CLAUSE)
    if receipt.arrived_at is not None and at < receipt.arrived_at:
        raise Invalid(_("This lies before the arrival."), field="signed_at", clause=CLAUSE)
    return check_past(at, session.info["now"], field="signed_at")


def _tell(session: Session, receipt: ServiceReceipt, kind: EventKind, said: str, who: str) -> None:
    """Tell receipt, dispatch and request, and record what was put in."""
    dispatch = session.get_one(Dispatch, receipt.dispatch_id)
    about = {"at": receipt.signed_at, "person": session.info["user_name"], "counterpart": who}
    log(session, receipt, kind, said, **about)
    told = f"{receipt.number}: {said}"
    for record_id in (dispatch.id, dispatch.request_id):
        log(session, session.get_one(Record, record_id), kind, told, data={"receipt": receipt.id}, **about)
    _note_swaps(session, receipt, dispatch)
    keeping.settle(session, receipt)


def _note_swaps(session: Session, receipt: ServiceReceipt, dispatch: Dispatch) -> None:
    untold = [row for row in receipt.parts if row.swap_id is None]
    if not untold:
        return
    request = unfinished_request(session, dispatch.request_id)
    zone = ZoneInfo(settings_of(session).text("zone"))
    worked = local(receipt.left_at or session.info["now"], zone).date()
    lead = next((one.name for one in dispatch.people if one.is_lead), session.info["user_name"])
    for row in untold:
        form = replace(_swap_form(receipt, request, row), swapped_on=worked, person=lead, carrier_name=lead)
        row.swap_id = note_swap(session, request, form).id


def _swap_form(receipt: ServiceReceipt, request: Request, row: ReceiptPart) -> SwapForm:
    return SwapForm(
        equipment_id=receipt.equipment_id or request.equipment_id, dispatch_id=receipt.dispatch_id,
        slip_line_id=row.slip_line_id, part_id=row.part_id, name=row.name, spec=row.spec, quantity=row.quantity,
        old_serial_no=row.old_serial_no, new_serial_no=row.serial_no, fault=receipt.fault,
        takes_back=row.old_goes is OldPartGoes.TAKEN_BACK,
    )  # fmt: skip
