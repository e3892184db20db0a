"""Customers as the daily round meets them: overdue, asked, promised, disputed, with money that pays nothing yet."""

from dataclasses import replace
from datetime import date
from typing import Any

from app.context import Context
from app.forms.money import TalkForm
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.money.round import ROUND, RoundRow
from app.services.money.contacts import log_contact
from models.enums import ContactWay
from tests.factories import local_time
from tests.letter_paper_factories import customer_of
from tests.remembered import remembered

TALK = TalkForm(
    at=local_time("2026-03-06 09:30"),
    way=ContactWay.CALL,
    person="李秘书",
    counterpart="财务科 陈科长",
    text="答应下周安排付款",
)


@remembered
def promise(context: Context, contract_id: int, promised_on: date = date(2026, 3, 13), **fields: Any) -> int:
    """Log a talk of Friday morning about a contract with a promise; returns its id."""
    form = replace(TALK, customer_id=customer_of(context, contract_id), source_id=contract_id)
    return log_contact(context, form=replace(form, promised_on=promised_on, **fields))


def rows(context: Context, *views: str, text: str = "") -> tuple[RoundRow, ...]:
    """Return the first page of the round, the largest sum first."""
    page = PageRequest(ListFilter(text=text, views=frozenset(views)), Sort("overdue"))
    return ROUND.read(context, page).rows


def row_of(context: Context, contract_id: int) -> RoundRow:
    """Return the line of a contract's customer."""
    customer = customer_of(context, contract_id)
    return next(row for row in rows(context) if row.id == customer)


def shown(context: Context, *views: str) -> list[int]:
    """Return whom some quick views show."""
    return [row.id for row in rows(context, *views)]
