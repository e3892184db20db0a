"""Issue slips: goods leave by one, checked with the keeper, and what is not used comes back by a red one (C6.3)."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.forms.material.slips import CheckForm, SlipForm, WordForm
from app.i18n import _
from app.queries.approvals.deciders import is_decider
from app.queries.material.slip_facts import is_paid_for, slip_facts
from app.queries.material.stock import local_day
from app.queries.trade.order_facts import orders_in_force
from app.rules.inputs import clean_line, clean_text, comparison_key
from app.rules.material.slips import CLAUSE
from app.rules.permissions import Permission
from app.services.material.free_parts import count_free_parts
from app.services.material.handing_over import hand_over
from app.services.material.ledger import recount
from app.services.material.needs import note_requested
from app.services.material.slip_checking import Checked, write_check
from app.services.material.slip_writing import TEXT_LIMIT, check_back, write_issue, write_red
from app.services.moves import move
from app.services.promises import keeping
from app.services.use_case import check_past, fresh, load, log, next_number, required, use_case
from models.enums import EventKind, RecordKind, Role, SlipState
from models.material.need import MaterialNeed
from models.material.slip import Slip
from models.record import Record
from models.trade.order import ServiceOrder


@use_case(Permission.EDIT_MATERIAL)
def save_slip(context: Context, *, form: SlipForm, record_id: int | None = None) -> int:
    """Write a draft of an issue slip, or of a red one where ``reverses_id`` is given; returns its id.

    A draft has no number and reserves nothing. Invalid at the field of the form that is wrong, and for a slip that is
    no draft any more; a red slip stays one of the same goods.
    """
    with context.write() as session:
        slip = load(session, Slip, record_id, form.version) if record_id else _new(session, form)
        if slip.state != SlipState.DRAFT:
            raise Invalid(_("Take the slip back to draft before changing it."), clause=CLAUSE)
        if slip.reverses_id != form.reverses_id:
            raise Invalid(_("A slip stays a red slip of the same goods."), field="reverses_id", clause=CLAUSE)
        (write_red if slip.is_red else write_issue)(session, slip, form)
        session.add(slip)
        session.flush()
        log(session, slip, EventKind.EDITED if record_id else EventKind.REGISTERED)
        return slip.id


def _new(session: Session, form: SlipForm) -> Slip:
    return Slip(
        state=SlipState.DRAFT, is_red=form.reverses_id is not None, reverses_id=form.reverses_id,
        sort_at=session.info["now"], **fresh(session),
    )  # fmt: skip


@use_case(Permission.APPROVE_SLIP)
def approve_slip(context: Context, *, record_id: int, version: int, form: WordForm) -> str:
    """Approve a draft: from now on its items are reserved, and it has a number, which is returned (decision 9).

    The manager approves in person; anybody else names who did, somebody who may decide as the manager on that day.
    Blocked while the class of the request is open (C3.2), paid work has no order in force (C8.1), or less is free than
    asked for: every short item is named.
    """
    note = clean_text(form.note, field="note", limit=TEXT_LIMIT)
    with context.write() as session:
        slip = load(session, Slip, record_id, version)
        at = check_past(form.at or session.info["now"], session.info["now"], field="at")
        who = _approver(context, session, form, at)
        move(context, session, slip, "approve", slip_facts(session, slip), text=note)
        if slip.reverses_id is not None:
            check_back(session, slip, slip.reverses_id, slip.lines)
        else:
            _note_order(session, slip)
        slip.number = slip.number or next_number(session, RecordKind.SLIP)
        slip.approved_at, slip.approved_by = at, who
        log(session, slip, EventKind.APPROVED, at=at, person=who)
        _stock_changed(session, slip)
        _tell(session, slip, EventKind.SLIP_MADE, slip.number)
        for order in _orders(session, slip):
            note_requested(session, order)
        _settle(session, slip)
        return slip.number


def _approver(context: Context, session: Session, form: WordForm, at: datetime) -> str:
    """Return whose word it was: of whoever is the manager that day the own one, else that of the one named."""
    if context.actor.may(Permission.APPROVE):
        return context.actor.display_name
    who = required(form.person, _("Enter who approved it."), field="person", limit=60)
    if not is_decider(session, who, Role.MANAGER, local_day(session, at)):
        message = _("{name} may not decide as the manager on that day.").format(name=who)
        raise Invalid(message, field="person", clause=CLAUSE)
    return who


def _note_order(session: Session, slip: Slip) -> None:
    """Paid goods of a request with one order in force are that order's: their cost reaches it (C8.3)."""
    if slip.order_id is None and slip.request_id is not None and is_paid_for(session, slip):
        found = session.execute(orders_in_force(session, slip.request_id, session.info["now"])).all()
        if len(found) == 1:
            slip.order_id = found[0][0]


@use_case(Permission.EDIT_MATERIAL)
def reopen_slip(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Take an approved slip back to draft, to change it: what it reserved is free again. It keeps its number."""
    _give_up(context, record_id, version, "reopen", reason)


@use_case(Permission.EDIT_MATERIAL)
def cancel_slip(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Cancel a slip from which nothing has left; what it reserved is free again, a number once given stays (作废)."""
    _give_up(context, record_id, version, "cancel", reason)


def _give_up(context: Context, record_id: int, version: int, action: str, reason: str) -> None:
    why = required(reason, _("Give the reason."), field="reason", limit=TEXT_LIMIT)
    with context.write(why) as session:
        slip = load(session, Slip, record_id, version)
        move(context, session, slip, action, slip_facts(session, slip), text=why)
        if slip.state == SlipState.DRAFT:
            slip.approved_at, slip.approved_by = None, ""
        _stock_changed(session, slip)
        _settle(session, slip)


# the keeper's check ----------------------------------------------------------------------------------------------


@use_case(Permission.CHECK_SLIP)
def check_slip(context: Context, *, record_id: int, version: int, form: CheckForm) -> None:
    """Record the check with the keeper, item by item: the moment at which stock falls, or rises by a red slip (C6.3).

    Less than approved may be handed out; what stays short is named in the logs. Lines of the request whose need is
    issued in full are handed over (C4.2); what was free for a project counts as used of the free spare parts of its
    contract (C3.2). A keeper checks in person; only the manager names one. Blocked as approving
    is; Invalid at ``lines`` where an item was not counted or lies no longer in stock, naming it.
    """
    note = clean_text(form.note, field="note", limit=TEXT_LIMIT)
    with context.write() as session:
        slip = load(session, Slip, record_id, version)
        at = check_past(form.at or session.info["now"], session.info["now"], field="at")
        move(context, session, slip, "check", slip_facts(session, slip), text=note)
        _check_time(at, slip.approved_at, _("This lies before the slip was approved."))
        slip.checked_at, slip.checked_by = at, _keeper(context, form)
        slip.picker_name = _picker(slip, form)
        checked = write_check(session, slip, form, at)
        _stock_changed(session, slip)
        if not slip.is_red:
            hand_over(session, slip, at)
        count_free_parts(session, slip)
        _tell_checked(session, slip, checked)
        _settle(session, slip)


def _check_time(at: datetime, former: datetime | None, message: str) -> None:
    """Forms know minutes, what the program noted itself has seconds."""
    if former is not None and at.replace(second=0, microsecond=0) < former.replace(second=0, microsecond=0):
        raise Invalid(message, field="at", clause=CLAUSE)


def _keeper(context: Context, form: CheckForm) -> str:
    named = clean_line(form.keeper, field="keeper", limit=60)
    return (named if context.actor.may(Permission.APPROVE_SLIP) else "") or context.actor.display_name


def _picker(slip: Slip, form: CheckForm) -> str:
    """Return who took the goods, or brought them back: somebody else than the keeper, as two people check."""
    message = _("Enter who brought them back.") if slip.is_red else _("Enter who takes the goods.")
    picker = required(form.picker or slip.picker_name, message, field="picker", limit=60)
    if comparison_key(picker) == comparison_key(slip.checked_by):
        raise Invalid(_("Two people check: the keeper and whoever takes the goods."), field="picker", clause=CLAUSE)
    return picker


def _tell_checked(session: Session, slip: Slip, checked: Checked) -> None:
    """The log of the slip and of what it is for name what went out, or came back, and what stayed behind."""
    items = _(", ").join(checked.items)
    text = f"{slip.number}: {items}" if slip.number else items
    if checked.short and not slip.is_red:
        text += "\n" + _("Still short: {items}").format(items=_(", ").join(checked.short))
    _tell(session, slip, EventKind.GOODS_RETURNED if slip.is_red else EventKind.GOODS_CHECKED, text)
    if slip.reverses_id is not None:
        original = session.get_one(Slip, slip.reverses_id)
        _log_check(session, original, slip, EventKind.GOODS_RETURNED, text)


@use_case(Permission.EDIT_MATERIAL)
def pack_slip(context: Context, *, record_id: int, version: int, form: WordForm) -> None:
    """Record that the goods were packed by whoever took them (C6.3); Invalid for anybody else, and for a red slip."""
    note = clean_text(form.note, field="note", limit=TEXT_LIMIT)
    with context.write() as session:
        slip = load(session, Slip, record_id, version)
        if slip.is_red:
            raise Invalid(_("What came back is not packed."), clause=CLAUSE)
        at = check_past(form.at or session.info["now"], session.info["now"], field="at")
        move(context, session, slip, "pack", slip_facts(session, slip), text=note)
        _check_time(at, slip.checked_at, _("This lies before the keeper checked it."))
        who = clean_line(form.person, field="person", limit=60) or slip.picker_name
        if comparison_key(who) != comparison_key(slip.picker_name):
            text = _("Whoever took the goods packs them: {name}.").format(name=slip.picker_name)
            raise Invalid(text, field="person", clause=CLAUSE)
        slip.packed_at, slip.packed_by = at, slip.picker_name


# what hangs on a slip --------------------------------------------------------------------------------------------


def _stock_changed(session: Session, slip: Slip) -> None:
    recount(session, {line.part_id for line in slip.lines})


def _source_ids(slip: Slip) -> Collection[int]:
    return [one for one in (slip.request_id, slip.order_id, slip.dispatch_id) if one is not None]


def _tell(session: Session, slip: Slip, kind: EventKind, text: str) -> None:
    """Write the same into the logs of the request, order and dispatch of a slip; a check also into its own."""
    if kind is not EventKind.SLIP_MADE:
        _log_check(session, slip, slip, kind, text)
    for record_id in _source_ids(slip):
        record = session.get_one(Record, record_id)
        if kind is EventKind.SLIP_MADE:
            log(session, record, kind, text, data={"slip": slip.id})
        else:
            _log_check(session, record, slip, kind, text)


def _log_check(session: Session, record: Record, slip: Slip, kind: EventKind, text: str) -> None:
    by = {"at": slip.checked_at, "person": slip.checked_by, "counterpart": slip.picker_name}
    log(session, record, kind, text, data={"slip": slip.id}, **by)


def _orders(session: Session, slip: Slip) -> Collection[ServiceOrder]:
    """Return the orders that a slip has to do with: its own, and those whose needs its lines serve."""
    need_ids = {line.need_id for line in slip.lines if line.need_id is not None}
    of_needs = select(MaterialNeed.record_id).where(MaterialNeed.id.in_(need_ids))
    wanted = select(ServiceOrder).where((ServiceOrder.id == (slip.order_id or 0)) | ServiceOrder.id.in_(of_needs))
    return session.scalars(wanted.order_by(ServiceOrder.id)).all()


def _settle(session: Session, slip: Slip) -> None:
    """Settle what request, orders and dispatch owe: parts (C4.2), asking the warehouse (C5.3), unused parts (C7.4)."""
    session.flush()
    others = (session.get_one(Record, one) for one in (slip.request_id, slip.dispatch_id) if one is not None)
    for record in (*_orders(session, slip), *others):
        keeping.settle(session, record)
