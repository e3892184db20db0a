"""Parts replaced on the customer's equipment: where, when, by whom, which serial number gave way to which (N2)."""

from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid, NotFound
from app.formatting import quantity
from app.forms.material.returns import SwapForm
from app.i18n import _
from app.queries.material.swap_forms import NOT_SENT, IssuedLine, issued_lines
from app.queries.records.lookup import existing
from app.rules.inputs import clean_line, clean_text
from app.rules.material.swaps import CLAUSE, check_swapped, serial_words
from app.rules.permissions import Permission
from app.services.keeping import in_use
from app.services.material.old_parts import NAME_LIMIT, TEXT_LIMIT, give_up_mistaken, new_old_part
from app.services.past_days import past_day
from app.services.promises import keeping
from app.services.promises.unfinished import unfinished_request
from app.services.use_case import log, required, use_case
from models.enums import EventKind
from models.material.part import Part
from models.material.swap import OldPart, PartSwap
from models.people.dispatch import Dispatch
from models.projects.equipment import Equipment
from models.record import Record
from models.requests.request import Request

SERIAL_LIMIT = 80


@use_case(Permission.EDIT_RETURNS)
def record_swap(context: Context, *, request_id: int, form: SwapForm) -> int:
    """Record that a part was replaced for a request; returns the id of the swap.

    It may come of a line of the request's issue slips, of which no more is put in than was issued and has neither come
    back nor been put in yet. The old part, unless it stays, is due back from the day of the swap. The logs of request,
    equipment and dispatch name it. Invalid at the form's field for what is missing or belongs elsewhere.
    """
    with context.write() as session:
        return note_swap(session, unfinished_request(session, request_id), form).id


def note_swap(session: Session, request: Request, form: SwapForm) -> PartSwap:
    """Write down a swap for a request as ``record_swap`` does; a plain function of whatever tells that a part was put
    in.
    """
    swap = PartSwap(
        request_id=request.id, recorded_at=session.info["now"], recorded_by=session.info["user_name"],
        swapped_on=past_day(session, form.swapped_on, field="swapped_on", clause=CLAUSE),
        person=required(form.person, _("Enter who replaced it."), field="person", limit=NAME_LIMIT),
        fault=clean_text(form.fault, field="fault", limit=TEXT_LIMIT),
    )  # fmt: skip
    unit = _write_part(session, swap, form)
    _write_place(session, swap, request, form)
    if form.takes_back:
        swap.old_part_id = _old_part(session, swap, request, unit, form).id
    session.add(swap)
    session.flush()
    _tell(session, swap, request, unit)
    _settle_dispatch(session, swap)
    return swap


def _settle_dispatch(session: Session, swap: PartSwap) -> None:
    """What was put in on a dispatch is not brought back from it (C7.4)."""
    if swap.dispatch_id is not None:
        keeping.settle(session, session.get_one(Dispatch, swap.dispatch_id))


@use_case(Permission.EDIT_RETURNS)
def withdraw_swap(context: Context, *, swap_id: int, reason: str) -> None:
    """Take back a swap that was recorded by mistake, with the reason; the log of the request keeps both.

    Its old part is not awaited any more; Invalid once that came back. NotFound when the swap is gone.
    """
    why = required(reason, _("Give the reason."), field="reason", limit=TEXT_LIMIT)
    with context.write(why) as session:
        swap = session.get(PartSwap, swap_id)
        if swap is None:
            raise NotFound(_("This swap is no longer there."))
        request = unfinished_request(session, swap.request_id)
        if swap.old_part_id is not None:
            give_up_mistaken(context, session, session.get_one(OldPart, swap.old_part_id), why)
        part = session.get(Part, swap.part_id) if swap.part_id is not None else None
        told = _words(swap, part.unit if part is not None else "")
        text = _("Taken back: {swap} ({reason})").format(swap=told, reason=why)
        log(session, request, EventKind.SWAPPED, text, data={"withdrawn": True})
        session.delete(swap)
        session.flush()
        _settle_dispatch(session, swap)


# what was replaced -----------------------------------------------------------------------------------------------


def _write_part(session: Session, swap: PartSwap, form: SwapForm) -> str:
    """Write which part it was and how many; returns its unit."""
    line = _issued(session, swap.request_id, form.slip_line_id)
    if line is not None:
        swap.slip_line_id, swap.part_id, swap.name, swap.spec = line.slip_line_id, line.part_id, line.name, line.spec
        unit = line.unit
    else:
        unit = _write_other_part(session, swap, form)
    swap.quantity = check_swapped(form.quantity, line.left if line is not None else None, unit)
    swap.old_serial_no = clean_line(form.old_serial_no, field="old_serial_no", limit=SERIAL_LIMIT)
    swap.new_serial_no = clean_line(form.new_serial_no, field="new_serial_no", limit=SERIAL_LIMIT)
    if swap.new_serial_no and swap.new_serial_no == swap.old_serial_no:
        raise Invalid(_("The new part has another serial number."), field="new_serial_no", clause=CLAUSE)
    return unit


def _issued(session: Session, request_id: int, slip_line_id: int | None) -> IssuedLine | None:
    if slip_line_id is None:
        return None
    found = next((one for one in issued_lines(session, request_id) if one.slip_line_id == slip_line_id), None)
    if found is None:
        text = _("This item was not issued for the request, or all of it is accounted for already.")
        raise Invalid(text, field="slip_line_id", clause="C6.3")
    return found


def _write_other_part(session: Session, swap: PartSwap, form: SwapForm) -> str:
    """A part that did not leave by our slips: the manufacturer's, the customer's own."""
    part = in_use(session, Part, form.part_id, field="part_id") if form.part_id is not None else None
    name = clean_line(form.name, field="name", limit=200) or (part.title if part is not None else "")
    swap.name = required(name, _("Enter what was replaced."), field="name")
    swap.part_id = part.id if part is not None else None
    swap.spec = clean_line(form.spec, field="spec", limit=200) or (part.spec if part is not None else "")
    return part.unit if part is not None else ""


# where -----------------------------------------------------------------------------------------------------------


def _write_place(session: Session, swap: PartSwap, request: Request, form: SwapForm) -> None:
    equipment_id = form.equipment_id or request.equipment_id
    if equipment_id is not None:
        swap.equipment_id = _equipment(session, request, equipment_id).id
    if form.dispatch_id is not None:
        swap.dispatch_id = _dispatch(session, request, form.dispatch_id).id


def _equipment(session: Session, request: Request, equipment_id: int) -> Equipment:
    equipment = in_use(session, Equipment, equipment_id, field="equipment_id", kept=request.equipment_id)
    if request.project_id is not None and equipment.project_id != request.project_id:
        raise Invalid(_("This equipment belongs to another project."), field="equipment_id", clause=CLAUSE)
    if equipment.customer_id != request.customer_id:
        raise Invalid(_("This equipment is another customer's."), field="equipment_id", clause=CLAUSE)
    return equipment


def _dispatch(session: Session, request: Request, dispatch_id: int) -> Dispatch:
    dispatch = existing(session, Dispatch, dispatch_id)
    if dispatch.request_id != request.id or dispatch.state in NOT_SENT:
        raise Invalid(_("Nobody was sent by this dispatch for the request."), field="dispatch_id", clause=CLAUSE)
    return dispatch


# what becomes of the old one -------------------------------------------------------------------------------------


def _old_part(session: Session, swap: PartSwap, request: Request, unit: str, form: SwapForm) -> OldPart:
    carrier = clean_line(form.carrier_name, field="carrier_name", limit=NAME_LIMIT) or swap.person
    old = new_old_part(session)
    for name in ("customer_id", "project_id", "site_id"):
        setattr(old, name, getattr(request, name))
    old.request_id, old.equipment_id, old.part_id = request.id, swap.equipment_id, swap.part_id
    old.title, old.spec, old.serial_no, old.unit = swap.name, swap.spec, swap.old_serial_no, unit
    old.quantity, old.removed_on, old.carrier_name, old.fault = swap.quantity, swap.swapped_on, carrier, swap.fault
    session.add(old)
    session.flush()
    log(session, old, EventKind.REGISTERED, _words(swap, unit), data={"request": request.id})
    keeping.settle(session, old)
    return old


def _tell(session: Session, swap: PartSwap, request: Request, unit: str) -> None:
    """Write the swap into the logs of request and dispatch, and of equipment that the request is not about: the log of
    a request is shown with its equipment.
    """
    at_once = {"person": swap.person, "data": {"swap": swap.id, "day": swap.swapped_on.isoformat()}}
    other = swap.equipment_id if swap.equipment_id != request.equipment_id else None
    for record_id in (swap.request_id, other, swap.dispatch_id):
        if record_id is not None:
            log(session, session.get_one(Record, record_id), EventKind.SWAPPED, _words(swap, unit), **at_once)


def _words(swap: PartSwap, unit: str) -> str:
    item = " ".join(part for part in (swap.name, swap.spec, quantity(swap.quantity), unit) if part)
    return _("; ").join(
        part for part in (item, serial_words(swap.old_serial_no, swap.new_serial_no), swap.fault) if part
    )
