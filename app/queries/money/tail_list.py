"""The list of tail amounts open today, by age against six months (C10.6)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.context import Context
from app.formatting import local
from app.queries.lists.finding import ids_found
from app.queries.lists.paging import Page, PageRequest
from app.queries.money.tails import Tail, open_tails
from app.rules.money.tails import CALLED_OUT, TailAge
from app.rules.permissions import Permission
from models.enums import RecordKind

VIEWS = {  # codes of the views, with the ages that they show
    "called_out": CALLED_OUT,
    **{age.value: (age,) for age in TailAge},
}


@dataclass(frozen=True, slots=True)
class TailFilter:
    """As of which day, of which customers and contracts by their words, of which ages (VIEWS)."""

    on: date
    text: str = ""
    views: frozenset[str] = frozenset()


def read_tails(context: Context, page: PageRequest) -> Page[Tail]:
    """Read all tails that ``page.filter`` (a TailFilter) shows, in its order; KeyError for an unknown order.

    Few are open at a time, and their ages are not the database's to tell: there is but one page.
    """
    context.require(Permission.VIEW_MONEY)
    rows = sorted(_rows(context, page.filter), key=lambda tail: tail.id)
    rows.sort(key=lambda tail: _sort_value(tail, page.sort.key), reverse=page.sort.descending)
    return Page(tuple(rows), None, None)


def count_tails(context: Context, wanted: TailFilter) -> int:
    """Count the tails that a filter shows."""
    context.require(Permission.VIEW_MONEY)
    return len(_rows(context, wanted))


def count_tail_views(context: Context) -> dict[str, int]:
    """Count what each view shows today."""
    context.require(Permission.VIEW_MONEY)
    with context.read() as session:
        found = open_tails(session, local(context.clock.now(), context.zone).date())
    return {code: sum(tail.age in ages for tail in found) for code, ages in VIEWS.items()}


def _rows(context: Context, wanted: TailFilter) -> list[Tail]:
    shown = [VIEWS[code] for code in wanted.views]
    with context.read() as session:
        found = ids_found(session, wanted.text, RecordKind.RECEIVABLE)
        tails = open_tails(session, wanted.on)
    among = [tail for tail in tails if found is None or tail.id in found]
    return [tail for tail in among if all(tail.age in ages for ages in shown)]


def _sort_value(tail: Tail, key: str) -> Any:
    """Return what a tail is sorted by, what has no day last; KeyError for an unknown key."""
    values = {
        "age": tail.days if tail.since is not None else -1,
        "customer": tail.customer,
        "number": tail.number,
        "open": tail.open,
        "limit": tail.limit or date.max,
    }
    return values[key]
