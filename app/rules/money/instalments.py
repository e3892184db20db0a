"""Instalments: the plan that terms of payment make, the sums it comes to, and where an instalment stands (C9, C10)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from app.errors import Invalid
from app.formatting import money
from app.forms.money import InstalmentForm
from app.i18n import _
from app.rules.money.amounts import positive_amount
from app.rules.trade.amounts import HUNDRED, is_percent
from app.rules.trade.pricing import ZERO, share_of
from app.rules.trade.terms import advance_of
from models.enums import InstalmentKind, ReceivableState

MOST = 99
FIELD = "instalments"
SOON = timedelta(days=7)  # "due soon" in the list of receivables
_DATED_BY_ORDERS = (InstalmentKind.ADVANCE, InstalmentKind.BALANCE)  # effect and end of the service date them


def plan_of_terms(total: Decimal, advance_percent: Decimal) -> tuple[InstalmentForm, ...]:
    """Return the instalments of usual terms: the advance (C9.1), and what is left of ``total`` after service (C9.2).

    They add up to the total to the fen; one that would come to nothing is left out.
    """
    advance = advance_of(total, advance_percent)
    planned = (
        InstalmentForm(kind=InstalmentKind.ADVANCE, percent=advance_percent, amount=advance),
        InstalmentForm(kind=InstalmentKind.BALANCE, percent=HUNDRED - advance_percent, amount=total - advance),
    )
    return tuple(one for one in planned if one.amount)


def with_amounts(forms: Sequence[InstalmentForm], total: Decimal | None) -> tuple[InstalmentForm, ...]:
    """Return the instalments with their sums: those given in percent follow ``total``, the others keep what was typed.

    Where all together make a hundred percent, the last of them takes what rounding left over. Invalid at
    ``instalments`` for a percentage out of range or of an unknown total, and for a sum of nothing or less.
    """
    _check_percents(forms, total)
    counted = [replace(one, amount=share_of(total or ZERO, one.percent)) if one.percent else one for one in forms]
    percents = [one.percent for one in forms if one.percent is not None]
    if counted and len(percents) == len(forms) and sum(percents) == HUNDRED:
        rest = (total or ZERO) - sum((one.amount or ZERO for one in counted[:-1]), ZERO)
        counted[-1] = replace(counted[-1], amount=rest)
    return tuple(replace(one, amount=positive_amount(one.amount, field=FIELD)) for one in counted)


def _check_percents(forms: Sequence[InstalmentForm], total: Decimal | None) -> None:
    if len(forms) > MOST:
        raise Invalid(_("Too many lines: at most {most}.").format(most=MOST), field=FIELD)
    for one in forms:
        if one.percent is None:
            continue
        if not (is_percent(one.percent) and one.percent):
            raise Invalid(_("A share is more than 0 % and at most 100 %, with two decimal places."), field=FIELD)
        if total is None:
            raise Invalid(_("The total is not known yet: enter amounts instead of shares."), field=FIELD)


def amount_shown(total: Decimal | None, percent: Decimal) -> Decimal | None:
    """Return the amount of a share while it is being typed; None of an unknown total or for what is no share."""
    return share_of(total, percent) if total is not None and is_percent(percent) else None


def line_problem(form: InstalmentForm, place: int) -> str:
    """Return what an instalment lacks while it is being typed, "" when nothing: a sum, and why it can wait."""
    if not form.amount:
        return _("Line {place}: {problem}").format(place=place, problem=_("Enter a share or an amount"))
    if form.due_on is None and not form.condition.strip() and form.kind not in _DATED_BY_ORDERS:
        return _("Line {place}: {problem}").format(place=place, problem=_("Enter when it is due, or on what condition"))
    return ""


def sum_of(forms: Sequence[InstalmentForm]) -> Decimal:
    """Return what instalments come to; those without a sum count as nothing."""
    return sum((one.amount or ZERO for one in forms), ZERO)


def tie_problem(forms: Sequence[InstalmentForm], total: Decimal | None) -> str:
    """Return by how much instalments miss ``total``, "" when they come to it to the fen; an unknown total binds nobody.

    None at all are no problem either: they can be entered later.
    """
    given = sum_of(forms)
    if total is None or not forms or given == total:
        return ""
    message = _("The instalments come to {given}, the contract to {total}: {difference} apart.")
    return message.format(given=money(given), total=money(total), difference=money(abs(total - given)))


def check_tie(forms: Sequence[InstalmentForm], total: Decimal | None) -> None:
    """Raise Invalid at ``instalments`` for a ``tie_problem``."""
    problem = tie_problem(forms, total)
    if problem:
        raise Invalid(problem, field=FIELD)


def state_of(*, is_owed: bool, due_on: date | None, amount: Decimal, settled: Decimal) -> ReceivableState:
    """Return where an instalment stands that is not cancelled.

    ``is_owed`` tells that contract or order is in force, ``settled`` what came in and what the customer may keep;
    without a day it waits for its condition.
    """
    if is_owed and settled == amount:
        return ReceivableState.PAID
    return ReceivableState.OPEN if is_owed and due_on is not None else ReceivableState.PLANNED


def balance_due(service_ended_on: date, balance_days: int) -> date:
    """Return the last day for what is agreed after service (C9.2): ``balance_days`` calendar days after it ended."""
    return service_ended_on + timedelta(days=balance_days)


def is_overdue(state: ReceivableState, due_on: date | None, today: date) -> bool:
    """Return whether an instalment should have been paid by now: the due day itself still counts as in time."""
    return state is ReceivableState.OPEN and due_on is not None and due_on < today
