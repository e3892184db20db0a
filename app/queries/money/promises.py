"""Promises of payment: the one that a customer broke, and those of a letter's answer (C10)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.context import Actor
from app.queries.money.payable import WAITING_FOR_MONEY
from app.rules.money.promised import is_broken
from app.rules.permissions import Permission
from models.money.contact import PaymentPromise
from models.record import Record


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """What was promised of one instalment; ``kept_on`` None while the money is not there, ``is_broken`` once its day
    is over without it.
    """

    number: str
    amount: Decimal
    promised_on: date
    kept_on: date | None
    is_broken: bool


class _Made(Protocol):
    """A promise, or the columns of one."""

    @property
    def amount(self) -> Decimal: ...
    @property
    def promised_on(self) -> date: ...
    @property
    def kept_on(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class BrokenPromise:
    """What was promised by a day that is over and is still owed, in yuan; of several days the first."""

    amount: Decimal
    promised_on: date


def broken_promise_of(session: Session, customer_id: int, today: date, actor: Actor) -> BrokenPromise | None:
    """Return the oldest promise that a customer broke, None without one or for who may not see money."""
    if not actor.may(Permission.VIEW_MONEY):
        return None
    total = func.sum(PaymentPromise.amount, type_=PaymentPromise.amount.type)
    live = (~PaymentPromise.is_void, PaymentPromise.kept_on.is_(None), PaymentPromise.promised_on < today)
    owed = (Record.customer_id == customer_id, Record.state.in_(WAITING_FOR_MONEY))
    broken = (
        select(total, PaymentPromise.promised_on)
        .join(Record, Record.id == PaymentPromise.instalment_id)
        .where(*live, *owed)
        .group_by(PaymentPromise.promised_on)
        .order_by(PaymentPromise.promised_on)
        .limit(1)
    )
    row = session.execute(broken).one_or_none()
    return BrokenPromise(row[0], row[1]) if row is not None else None


def promises_of_letter(session: Session, letter_id: int, today: date) -> tuple[PromiseLine, ...]:
    """Return what was promised in the answer to a letter, of each instalment, the earliest day first."""
    made = (
        select(Record.number, PaymentPromise)
        .join(Record, Record.id == PaymentPromise.instalment_id)
        .where(PaymentPromise.letter_id == letter_id, ~PaymentPromise.is_void)
        .order_by(PaymentPromise.promised_on, PaymentPromise.id)
    )
    return tuple(promise_line(number, one, today) for number, one in session.execute(made))


def promise_line(number: str | None, made: _Made, today: date) -> PromiseLine:
    """Return what was promised of the instalment of this number, and what became of it."""
    broken = is_broken(made.promised_on, made.kept_on, today)
    return PromiseLine(number or "", made.amount, made.promised_on, made.kept_on, broken)
