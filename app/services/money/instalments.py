"""The instalments of contracts and orders: planned, owed, dated by the end of the service, cancelled (C9, C10).

What is no use case works inside the transaction of the contract or order that it follows.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.errors import Invalid
from app.formatting import date_text, local, money
from app.forms.money import ConditionForm, InstalmentForm
from app.i18n import _
from app.queries.money.instalments import invoiced_sums, money_facts, rows_of, source_total
from app.rules.inputs import clean_line, clean_text
from app.rules.money.instalments import FIELD, balance_due, check_tie, plan_of_terms, state_of, with_amounts
from app.rules.permissions import Permission
from app.rules.trade.pricing import ZERO
from app.services.money.promising import promise_balance
from app.services.moves import move
from app.services.past_days import past_day
from app.services.promises.keeping import drop_all, settle
from app.services.use_case import check_year, fresh, load, log, next_number, use_case
from models.enums import EventKind, HandoverState, InstalmentKind, ReceivableState, RecordKind
from models.money.receivable import Instalment
from models.projects.contract import Contract
from models.projects.handover import Handover
from models.record import Record
from models.trade.order import ServiceOrder

LONGEST_TEXT = 4000


def write_instalments(session: Session, source: Record, forms: Sequence[InstalmentForm]) -> None:
    """Write the instalments of a contract or a draft order; without any an order gets those that its terms make.

    What was paid or invoiced stays: Invalid at ``instalments`` for less than that. Those of a contract are owed from
    now on and have numbers; those of an order get theirs when it takes effect. Whether they add up to the price of an
    order is a gate of its own, instalments_tie.
    """
    session.flush()
    if isinstance(source, ServiceOrder) and not forms:
        wanted = plan_of_terms(source.total, source.advance_percent)
    else:
        wanted = with_amounts(forms, source_total(session, source))
    live = {row.id: row for row in rows_of(session, source.id)}
    named = [one.instalment_id for one in wanted if one.instalment_id is not None]
    if not set(named) <= live.keys() or len(set(named)) < len(named):
        raise Invalid(_("An instalment is no longer there. Open the form again."), field=FIELD)
    spare = _spare(session, source, named)
    left = [*live.values(), *spare]
    for position, form in enumerate(wanted, start=1):
        row = live.get(form.instalment_id or 0) or (spare.pop() if spare else _new(session, source))
        _follow(row, source)
        _write(session, row, checked_instalment(form), position)
        left = [other for other in left if other is not row]
    for row in left:
        _give_up(session, row)
    if isinstance(source, Contract):
        owe_instalments(session, source)


def _spare(session: Session, source: Record, named: Sequence[int]) -> list[Instalment]:
    """Return rows without a number that nobody names: drafts are written over, never deleted. The first is last."""
    unnumbered = select(Instalment).where(Instalment.source_id == source.id, Instalment.number.is_(None))
    return list(session.scalars(unnumbered.where(Instalment.id.not_in(named)).order_by(Instalment.id.desc())))


def _new(session: Session, source: Record) -> Instalment:
    row = Instalment(source_id=source.id, paid=ZERO, deducted=ZERO, state=ReceivableState.PLANNED, **fresh(session))
    session.add(row)
    return row


def checked_instalment(form: InstalmentForm) -> InstalmentForm:
    """Return an instalment as it is kept; Invalid at ``instalments`` for what cannot be so."""
    if form.due_on is not None:
        check_year(form.due_on, field=FIELD)
    return replace(
        form,
        condition=clean_line(form.condition, field=FIELD, limit=200),
        clause=clean_line(form.clause, field=FIELD, limit=40),
        owner_name=clean_line(form.owner_name, field=FIELD, limit=60),
    )


def _write(session: Session, row: Instalment, form: InstalmentForm, position: int) -> None:
    amount = form.amount or ZERO
    bound = max(row.paid + row.deducted, invoiced_sums(session, [row.id]).get(row.id, ZERO) if row.number else ZERO)
    if amount < bound:
        message = _("Of {number}, {bound} is paid or invoiced already; it cannot be less.")
        raise Invalid(message.format(number=row.number, bound=money(bound)), field=FIELD)
    row.position, row.instalment_kind, row.amount = position, form.kind, amount
    row.percent, row.condition, row.clause, row.owner_name = form.percent, form.condition, form.clause, form.owner_name
    date_instalment(session, row, form.due_on)


def date_instalment(session: Session, row: Instalment, due_on: date | None) -> None:
    """Set the day an instalment is due on, and with it its state and its place in lists."""
    row.due_on = due_on
    if due_on is not None:
        zone = ZoneInfo(settings_of(session).text("zone"))
        row.sort_at = datetime.combine(due_on, time.min, zone).astimezone(UTC)
    set_state(row)


def set_state(row: Instalment) -> None:
    """Let the state follow from sums and dates; the one of a cancelled instalment that is used again as well."""
    settled = row.paid + row.deducted
    row.state = state_of(is_owed=row.number is not None, due_on=row.due_on, amount=row.amount, settled=settled)


def _give_up(session: Session, row: Instalment) -> None:
    if row.state == ReceivableState.CANCELLED:
        return
    invoiced = invoiced_sums(session, [row.id]).get(row.id, ZERO)
    if row.paid or row.deducted or invoiced:
        message = _("{number} is paid or invoiced already; it cannot be taken out.")
        raise Invalid(message.format(number=row.number), field=FIELD)
    row.state = ReceivableState.CANCELLED
    if row.number is not None:
        log(session, row, EventKind.CANCELLED)
        drop_all(session, row, _("Cancelled"))


def follow_source(session: Session, source: Record) -> None:
    """Let the instalments carry name, customer and project of their contract or order: lists and search show them."""
    for row in rows_of(session, source.id):
        _follow(row, source)
    settle_owed(session, source)


def settle_owed(session: Session, source: Record) -> None:
    """Let the clocks of what is owed run by its days, its project and its sums as they are now (C10)."""
    for row in rows_of(session, source.id):
        if row.number is not None:
            settle(session, row)
    if isinstance(source, Contract):
        settle_handovers(session, {source.project_id})


def settle_handovers(session: Session, project_ids: Collection[int | None]) -> None:
    """Let handovers of projects owe the collection notice, which hangs on there being something to collect (C10.1)."""
    of_projects = Handover.project_id.in_(project_ids), Handover.state != HandoverState.CANCELLED
    for handover in session.scalars(select(Handover).where(*of_projects)):
        settle(session, handover)


def _follow(row: Instalment, source: Record) -> None:
    row.title, row.customer_id = source.title, source.customer_id
    row.project_id, row.site_id = source.project_id, source.site_id


def owe_instalments(session: Session, source: Record) -> None:
    """Give numbers to the instalments of a contract or order in force; the advance of an order is due at once (C9.1).

    The day it takes effect counts, so set ``effective_at`` first.
    """
    session.flush()
    for row in rows_of(session, source.id):
        if row.number is not None:
            continue
        row.number = next_number(session, RecordKind.RECEIVABLE)
        day = row.due_on
        if day is None and isinstance(source, ServiceOrder) and row.instalment_kind is InstalmentKind.ADVANCE:
            day = _day(session, source.effective_at)
        date_instalment(session, row, day)
        log(session, row, EventKind.REGISTERED, source.number or "")
    session.flush()


def note_service_end(session: Session, order: ServiceOrder) -> None:
    """Date what is to be paid after the service, which ended at ``order.served_at`` (C9.2)."""
    ended = _day(session, order.served_at)
    for row in rows_of(session, order.id):
        if row.instalment_kind is not InstalmentKind.BALANCE:
            continue
        if row.due_on is None:
            date_instalment(session, row, balance_due(ended, order.balance_days))
            log(session, row, EventKind.SERVICE_ENDED, order.number or "")
        promise_balance(session, row, order)


def cancel_instalments(session: Session, source: Record) -> None:
    """Cancel the instalments of a cancelled order; numbers stay (作废). Invalid for what is paid or
    invoiced already.
    """
    for row in rows_of(session, source.id):
        _give_up(session, row)


def _day(session: Session, moment: datetime | None) -> date:
    zone = ZoneInfo(settings_of(session).text("zone"))
    return local(moment or session.info["now"], zone).date()


@use_case(Permission.EDIT_RECEIVABLES)
def save_contract_instalments(
    context: Context, *, record_id: int, version: int, forms: Sequence[InstalmentForm]
) -> None:
    """Write the instalments of a main contract: they come to what it comes to with its supplements, to the fen."""
    with context.write() as session:
        contract = load(session, Contract, record_id, version)
        if contract.main_id is not None:
            raise Invalid(_("Instalments belong to the main contract."), field=FIELD)
        total = source_total(session, contract)
        check_tie(with_amounts(forms, total), total)
        write_instalments(session, contract, forms)
        settle_owed(session, contract)
        log(session, contract, EventKind.INSTALMENTS_SET)


@use_case(Permission.EDIT_RECEIVABLES)
def fulfil_condition(context: Context, *, record_id: int, form: ConditionForm) -> None:
    """Record that the condition of an instalment came true, and by when it is to be paid from now on.

    Blocked where the end of the service dates it by itself (C9.2). Invalid for days that do not fit.
    """
    if form.due_on is None:
        raise Invalid(_("Enter by when it is to be paid."), field="due_on")
    check_year(form.due_on, field="due_on")
    text = clean_text(form.text, field="text", limit=LONGEST_TEXT)
    with context.write() as session:
        missing = _("Enter the day on which the condition was fulfilled.")
        fulfilled_on = past_day(session, form.fulfilled_on, field="fulfilled_on", missing=missing)
        row = load(session, Instalment, record_id, form.version)
        told = _("Fulfilled on {day}").format(day=date_text(fulfilled_on))
        move(context, session, row, "fulfil", money_facts(session, row), text="\n".join(filter(None, (told, text))))
        date_instalment(session, row, form.due_on)
        settle(session, row)
