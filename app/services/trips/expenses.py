"""Expense claims as they are entered: one person's journey, tickets and other costs of one dispatch (C7.4)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.forms.trip_money import CostForm, ExpenseForm, LegForm
from app.i18n import _
from app.queries.material.stock import local_day
from app.queries.trips.expense_facts import span_of
from app.queries.trips.money import UNSETTLED
from app.rules.inputs import clean_line, clean_text
from app.rules.permissions import Permission
from app.rules.trips.claim_rows import ZERO, allowance_of, checked_costs, checked_legs, claimed
from app.services.promises import keeping
from app.services.use_case import check_year, fresh, load, log, next_number, required, use_case
from models.enums import DispatchState, EventKind, ExpenseState, RecordKind
from models.people.dispatch import Dispatch
from models.trips.advance import Advance
from models.trips.expense import Expense, ExpenseLeg, ExpenseLine

CLAUSE = "C7.4"
LINE_LIMIT, TEXT_LIMIT = 200, 4000
MOST_PERSONS = 50
UNTIL_AWAY = (DispatchState.DRAFT, DispatchState.AGREED, DispatchState.BRIEFED, DispatchState.CANCELLED)


@use_case(Permission.EDIT_TRIP_MONEY)
def save_expense(context: Context, *, form: ExpenseForm, record_id: int | None = None) -> int:
    """Enter an expense claim, or change it until it is checked; returns its id. It has its number at once.

    Refused (Invalid at the field): a trip that ends before it begins, somebody who was not on that dispatch in that
    time. What merely does not match is marked (``app.rules.trips.marks``).
    """
    legs, costs = checked_legs(form.legs), checked_costs(form.lines)
    with context.write() as session:
        claim = load(session, Expense, record_id, form.version) if record_id else _new(session)
        if claim.state != ExpenseState.DRAFT:
            raise Invalid(_("Take the claim back to draft before changing it."), clause=CLAUSE)
        dispatch = _dispatch_of(session, form, claim)
        claim.dispatch_id, claim.site_id = dispatch.id, dispatch.site_id
        claim.customer_id, claim.project_id = dispatch.customer_id, dispatch.project_id
        claim.starts_at, claim.ends_at = _times(form)
        claim.staff_id = _traveller(session, dispatch, form, claim)
        claim.advance_id = _advance_of(session, form, claim)
        _write(claim, form, dispatch.title)
        _write_rows(session, claim, legs, costs)
        log(session, claim, EventKind.EDITED if record_id else EventKind.REGISTERED)
        keeping.settle(session, dispatch)
        return claim.id


def _new(session: Session) -> Expense:
    number = next_number(session, RecordKind.EXPENSE)
    return Expense(number=number, state=ExpenseState.DRAFT, sort_at=session.info["now"], **fresh(session))


def _dispatch_of(session: Session, form: ExpenseForm, claim: Expense) -> Dispatch:
    if form.dispatch_id is None:
        raise Invalid(_("Choose the dispatch."), field="dispatch_id")
    dispatch = load(session, Dispatch, form.dispatch_id)
    if dispatch.id != claim.dispatch_id and dispatch.state in UNTIL_AWAY:
        text = _("The people of this dispatch have not left yet: there is nothing to claim.")
        raise Invalid(text, field="dispatch_id", clause=CLAUSE)
    return dispatch


def _times(form: ExpenseForm) -> tuple[datetime, datetime]:
    if form.starts_at is None:
        raise Invalid(_("Enter when the trip began."), field="starts_at")
    if form.ends_at is None:
        raise Invalid(_("Enter when the trip ended."), field="ends_at")
    check_year(form.starts_at, field="starts_at")
    check_year(form.ends_at, field="ends_at")
    if form.ends_at < form.starts_at:
        raise Invalid(_("The trip ends before it begins."), field="ends_at", clause=CLAUSE)
    return form.starts_at, form.ends_at


def _traveller(session: Session, dispatch: Dispatch, form: ExpenseForm, claim: Expense) -> int:
    """Return whose claim it is: one of our people who was on the dispatch on one of the days claimed."""
    if form.staff_id is None:
        raise Invalid(_("Choose the person."), field="staff_id")
    span = span_of(session, dispatch, form.staff_id)
    if span is None:
        raise Invalid(_("This person is not on that dispatch."), field="staff_id", clause=CLAUSE)
    first, last = local_day(session, claim.starts_at), local_day(session, claim.ends_at)
    if last < local_day(session, span.starts_at) or first > local_day(session, span.ends_at):
        text = _("This person was not on that dispatch in that time.")
        raise Invalid(text, field="starts_at", clause=CLAUSE)
    return form.staff_id


def _advance_of(session: Session, form: ExpenseForm, claim: Expense) -> int | None:
    if form.advance_id is None:
        return None
    advance = load(session, Advance, form.advance_id)
    if advance.staff_id != claim.staff_id:
        raise Invalid(_("This advance is somebody else's."), field="advance_id", clause=CLAUSE)
    if advance.id != claim.advance_id and advance.state not in UNSETTLED:
        raise Invalid(_("This advance is settled."), field="advance_id", clause=CLAUSE)
    return advance.id


def _write(claim: Expense, form: ExpenseForm, usual_title: str) -> None:
    title = clean_line(form.title, field="title", limit=LINE_LIMIT) or usual_title
    claim.title = required(title, _("Say what the trip was for."), field="title")
    if form.persons is None or not 1 <= form.persons <= MOST_PERSONS:
        raise Invalid(_("Enter for how many persons it is."), field="persons")
    claim.persons, claim.method = form.persons, form.method
    claim.payee_account = clean_line(form.payee_account, field="payee_account", limit=LINE_LIMIT)
    claim.over_standard = clean_text(form.over_standard, field="over_standard", limit=TEXT_LIMIT)


def _write_rows(session: Session, claim: Expense, legs: Sequence[LegForm], costs: Sequence[CostForm]) -> None:
    """Write legs and costs in the places they have; a row keeps its place, so that the trail tells what changed."""
    known_legs = {row.position: row for row in claim.legs}
    known_lines = {row.position: row for row in claim.lines}
    claim.legs = [
        _written_leg(known_legs.get(place) or ExpenseLeg(position=place), leg)
        for place, leg in enumerate(legs, start=1)
    ]
    claim.lines = [
        _written_cost(known_lines.get(place) or ExpenseLine(position=place), cost)
        for place, cost in enumerate(costs, start=1)
    ]
    claim.total = claimed(legs, costs)
    session.add(claim)
    session.flush()


def _written_leg(row: ExpenseLeg, form: LegForm) -> ExpenseLeg:
    for name in ("departs_at", "origin", "arrives_at", "destination", "transport", "ticket_no"):
        setattr(row, name, getattr(form, name))
    for name in ("fare", "vat", "allowance_days", "allowance_rate"):
        setattr(row, name, getattr(form, name) or ZERO)
    row.sheets = form.sheets or 0
    row.allowance = allowance_of(form)
    return row


def _written_cost(row: ExpenseLine, form: CostForm) -> ExpenseLine:
    for name in ("item", "spent_on", "city", "invoice_no", "note"):
        setattr(row, name, getattr(form, name))
    for name in ("quantity", "amount", "vat"):
        setattr(row, name, getattr(form, name) or ZERO)
    row.sheets = form.sheets or 0
    return row
