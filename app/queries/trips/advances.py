"""Reading advances: one in full, with the claims that use it up, and the form; for those who may see money (C7.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Actor, Context
from app.forms.trip_money import AdvanceForm
from app.i18n import N_
from app.queries.records.closing_parts import closing_parts
from app.queries.records.lookup import existing
from app.queries.records.record_parts import CommitmentLine, EventLine, NextStep, PaperLine, ScanLine
from app.queries.trade.order_parts import Linked
from app.queries.trips.around import Payee, around_of, payees_of, plain_values
from app.queries.trips.money import unsettled_of
from app.rules.permissions import Permission
from app.rules.trips.money_gates import AdvanceFacts
from models.enums import AdvanceMethod, AdvanceState, ExpenseState
from models.people.dispatch import Dispatch
from models.trips.advance import Advance
from models.trips.expense import Expense


@dataclass(frozen=True, slots=True)
class UsingClaim:
    """A claim that names an advance: what it comes to, and what it uses up of the advance, in yuan."""

    id: int
    number: str
    state: ExpenseState
    total: Decimal
    set_off: Decimal


@dataclass(frozen=True, slots=True)
class AdvanceDetails:
    """One advance in full; ``open_amount`` is what is still to be set off or handed back, ``unsettled`` the numbers of
    the person's earlier advances that are not settled, ``around`` person, dispatch, customer and project.
    """

    id: int
    number: str
    version: int
    title: str
    state: AdvanceState
    dispatch_id: int
    staff_id: int
    amount: Decimal
    method: AdvanceMethod
    payee_account: str
    repay_on: date | None
    paid_on: date | None
    voucher_no: str
    set_off: Decimal
    refunded: Decimal
    open_amount: Decimal
    settled_on: date | None
    exception: str
    unsettled: tuple[str, ...]
    claims: tuple[UsingClaim, ...]
    around: Mapping[str, Linked | None]
    commitments: tuple[CommitmentLine, ...]
    steps: tuple[NextStep, ...]
    papers: tuple[PaperLine, ...]
    scans: tuple[ScanLine, ...]
    events: tuple[EventLine, ...]
    event_count: int


_OWN = (
    "id", "version", "title", "dispatch_id", "staff_id", "amount", "method", "payee_account", "repay_on", "paid_on",
    "voucher_no", "set_off", "refunded", "open_amount", "settled_on", "exception",
)  # fmt: skip
_TYPED = (
    "dispatch_id", "staff_id", "title", "amount", "method", "payee_account", "repay_on", "exception", "version",
)  # fmt: skip


def advance_details(context: Context, record_id: int) -> AdvanceDetails:
    """Read one advance with all that its detail pane shows; NotFound when there is none."""
    context.require(Permission.VIEW_MONEY)
    with context.read() as session:
        found = existing(session, Advance, record_id)
        unsettled = unsettled_of(session, found.staff_id, before=found.id)
        closing = closing_parts(context, session, found, AdvanceFacts(unsettled, bool(found.exception)))
        closing["steps"] = _steps(found, closing["steps"], context.actor)
        return AdvanceDetails(
            **plain_values(found, _OWN),
            number=found.number or "",
            state=AdvanceState(found.state),
            unsettled=unsettled,
            claims=_claims(session, found.id),
            around=around_of(session, found, context.actor),
            **closing,
        )


def _claims(session: Session, advance_id: int) -> tuple[UsingClaim, ...]:
    using = select(Expense).where(Expense.advance_id == advance_id, Expense.state != ExpenseState.CANCELLED)
    return tuple(
        UsingClaim(one.id, one.number or "", ExpenseState(one.state), one.total, one.set_off)
        for one in session.scalars(using.order_by(Expense.id))
    )


def _steps(found: Advance, steps: tuple[NextStep, ...], actor: Actor) -> tuple[NextStep, ...]:
    """Return the arrows, and, while something is open of what was paid out, the handing back of it."""
    if found.state != AdvanceState.PAID:
        return steps
    allowed = actor.may(Permission.EDIT_TRIP_MONEY)
    refund = NextStep("refund", N_("Record cash handed back"), "advance_refund", allowed, ())
    return (*steps, refund)


@dataclass(frozen=True, slots=True)
class AdvanceDraft:
    """The form of an advance with those it may be for; ``unsettled`` by person the numbers of unsettled earlier
    ones.
    """

    form: AdvanceForm
    payees: tuple[Payee, ...]
    unsettled: Mapping[int, tuple[str, ...]]


def advance_form(context: Context, record_id: int) -> AdvanceDraft:
    """Read an advance into the form that changes it."""
    context.require(Permission.EDIT_TRIP_MONEY)
    with context.read() as session:
        found = existing(session, Advance, record_id)
        return _draft(session, AdvanceForm(**plain_values(found, _TYPED)), before=found.id)


def new_advance_form(context: Context, *, dispatch_id: int | None = None, staff_id: int | None = None) -> AdvanceDraft:
    """Return the form of a new advance for a dispatch, where one is given: what the trip is for, its lead, or the one
    person who is on it.
    """
    context.require(Permission.EDIT_TRIP_MONEY)
    with context.read() as session:
        if dispatch_id is None:
            return AdvanceDraft(AdvanceForm(), (), {})
        dispatch = existing(session, Dispatch, dispatch_id)
        payees = payees_of(session, dispatch_id)
        first = staff_id or (payees[0].staff_id if payees else None)
        return _draft(session, AdvanceForm(dispatch_id=dispatch.id, staff_id=first, title=dispatch.title))


def _draft(session: Session, form: AdvanceForm, *, before: int | None = None) -> AdvanceDraft:
    payees = payees_of(session, form.dispatch_id)
    unsettled = {one.staff_id: unsettled_of(session, one.staff_id, before=before) for one in payees}
    return AdvanceDraft(form, payees, unsettled)
