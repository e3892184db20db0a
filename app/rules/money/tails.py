"""Tail amounts (合同尾款): how old they are, and which of them are called out (C10.6)."""

from datetime import date, timedelta
from enum import StrEnum

from app.i18n import N_, _
from app.rules.promises.clocks import add_months
from models.enums import InstalmentKind

CLAUSE = "C10.6"
TAILS = (InstalmentKind.TAIL, InstalmentKind.BALANCE)  # of contracts; retention is no tail
LIMIT_MONTHS = 6
SOON = timedelta(days=30)


class TailAge(StrEnum):
    """Where a tail stands against its six months, the worst first."""

    OVER = "over"
    SOON = "soon"
    RUNNING = "running"
    NOT_DUE = "not_due"
    NO_DATE = "no_date"


CALLED_OUT = (TailAge.OVER, TailAge.SOON)
_TITLES = {
    TailAge.OVER: N_("Over six months"),
    TailAge.SOON: N_("Six months within 30 days"),
    TailAge.RUNNING: N_("Under six months"),
    TailAge.NOT_DUE: N_("Not due"),
    TailAge.NO_DATE: N_("No date"),
}


def tail_since(due_on: date | None, handed_over_on: date | None) -> date | None:
    """Return the day from which the age of a tail counts: due, or without a due day handed over; None without both."""
    return due_on or handed_over_on


def tail_limit(since: date) -> date:
    """Return the last day of the six months that a tail may stay open."""
    return add_months(since, LIMIT_MONTHS)


def tail_age(since: date | None, limit: date | None, on: date) -> TailAge:
    """Return where a tail stands on a day; ``limit`` is the last day that it may stay open."""
    if since is None or limit is None:
        return TailAge.NO_DATE
    if since >= on:
        return TailAge.NOT_DUE
    if limit < on:
        return TailAge.OVER
    return TailAge.SOON if limit <= on + SOON else TailAge.RUNNING


def tail_age_title(age: TailAge) -> str:
    """Return how an age of a tail is called in the current language."""
    return _(_TITLES[age])
