"""Reading the form of an expense claim: what the dispatch tells already, and what the standards grant (C7.4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.formatting import local
from app.forms.trip_money import CostForm, ExpenseForm, LegForm
from app.queries.records.lookup import existing
from app.queries.trips.around import Payee, payees_of, plain_values
from app.queries.trips.expense_facts import TripSpan, span_of
from app.queries.trips.money import UNSETTLED
from app.queries.trips.standards import NOTHING, Standards, standards_on
from app.rules.permissions import Permission
from app.rules.trips.places import towns_of
from models.enums import AdvanceState, ExpenseItem
from models.parties.site import Site
from models.people.dispatch import Dispatch
from models.people.staff import StaffMember
from models.trips.advance import Advance
from models.trips.expense import Expense

LEG_LASTS = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class AdvanceChoice:
    """An advance that a claim may use up; ``open_amount`` in yuan."""

    id: int
    number: str
    staff_id: int
    open_amount: Decimal
    is_paid: bool


@dataclass(frozen=True, slots=True)
class ExpenseDraft:
    """The form of a claim with those it may be for, their advances, and what their level of post is granted."""

    form: ExpenseForm
    payees: tuple[Payee, ...]
    advances: tuple[AdvanceChoice, ...]
    standards: Mapping[int, Standards]


_TYPED = (
    "dispatch_id", "staff_id", "advance_id", "title", "starts_at", "ends_at", "persons", "method", "payee_account",
    "over_standard", "version",
)  # fmt: skip


def expense_form(context: Context, record_id: int) -> ExpenseDraft:
    """Read a claim into the form that changes it."""
    context.require(Permission.EDIT_TRIP_MONEY)
    with context.read() as session:
        found = existing(session, Expense, record_id)
        legs = tuple(LegForm(**{name: getattr(row, name) for name in LegForm.__slots__}) for row in found.legs)
        lines = tuple(CostForm(**{name: getattr(row, name) for name in CostForm.__slots__}) for row in found.lines)
        form = ExpenseForm(**plain_values(found, _TYPED), legs=legs, lines=lines)
        return _draft(session, form)


def new_expense_form(context: Context, *, dispatch_id: int | None = None, staff_id: int | None = None) -> ExpenseDraft:
    """Return the form of a new claim for a dispatch, where one is given: the person's days on it, there and back with
    the allowance granted, and the person's advance.
    """
    context.require(Permission.EDIT_TRIP_MONEY)
    with context.read() as session:
        if dispatch_id is None:
            return ExpenseDraft(ExpenseForm(), (), (), {})
        dispatch = existing(session, Dispatch, dispatch_id)
        payees = payees_of(session, dispatch_id)
        person = staff_id or (payees[0].staff_id if payees else None)
        span = span_of(session, dispatch, person) if person is not None else None
        form = ExpenseForm(dispatch_id=dispatch.id, staff_id=person, title=dispatch.title)
        return _draft(session, form if span is None or person is None else _filled(session, dispatch, form, span))


def _filled(session: Session, dispatch: Dispatch, form: ExpenseForm, span: TripSpan) -> ExpenseForm:
    zone = ZoneInfo(settings_of(session).text("zone"))
    person = form.staff_id or 0
    site = session.get(Site, dispatch.site_id) if dispatch.site_id else None
    place = (site.city or next(iter(towns_of(site.address)), "")) if site is not None else ""
    first_day = local(span.starts_at, zone).date()
    days = Decimal((local(span.ends_at, zone).date() - first_day).days + 1)
    level = existing(session, StaffMember, person).post_level
    daily = standards_on(session, first_day, level).daily(place)
    home = next(iter(towns_of(settings_of(session).text("company_address"))), "")
    there = LegForm(
        departs_at=span.starts_at, arrives_at=min(span.starts_at + LEG_LASTS, span.ends_at), origin=home,
        destination=place, allowance_days=days if daily else None, allowance_rate=daily,
    )  # fmt: skip
    back = LegForm(
        departs_at=max(span.ends_at - LEG_LASTS, span.starts_at), arrives_at=span.ends_at, origin=place,
        destination=home,
    )  # fmt: skip
    advance = next(iter(_advances(session, {person})), None)
    return ExpenseForm(
        dispatch_id=dispatch.id, staff_id=person, title=form.title, starts_at=span.starts_at, ends_at=span.ends_at,
        advance_id=advance.id if advance is not None else None, legs=(there, back),
        lines=(CostForm(item=ExpenseItem.HOTEL, city=place, quantity=max(days - 1, Decimal(1))),),
    )  # fmt: skip


def _draft(session: Session, form: ExpenseForm) -> ExpenseDraft:
    payees = payees_of(session, form.dispatch_id)
    people = {one.staff_id for one in payees}
    zone = ZoneInfo(settings_of(session).text("zone"))
    standards: Mapping[int, Standards] = dict.fromkeys(people, NOTHING)
    if form.starts_at is not None:
        day = local(form.starts_at, zone).date()
        levels = session.execute(select(StaffMember.id, StaffMember.post_level).where(StaffMember.id.in_(people)))
        standards = {staff_id: standards_on(session, day, level) for staff_id, level in levels}
    return ExpenseDraft(form, payees, _advances(session, people, form.advance_id), standards)


def _advances(session: Session, people: set[int], kept: int | None = None) -> tuple[AdvanceChoice, ...]:
    """Return the advances of these people that are not settled, and the one that a claim names already."""
    theirs = select(Advance).where(Advance.staff_id.in_(people), Advance.state.in_(UNSETTLED) | (Advance.id == kept))
    return tuple(
        AdvanceChoice(one.id, one.number or "", one.staff_id, one.open_amount, one.state == AdvanceState.PAID)
        for one in session.scalars(theirs.order_by(Advance.id))
    )
