"""The list of receivables by age: a line for each customer, or for each contract and order, and the totals (C10.6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from app.context import Context
from app.i18n import _, ngettext
from app.queries.lists.finding import ids_found
from app.queries.lists.paging import Page, PageRequest
from app.queries.money.ageing import Ageing, AgeingLine, AgeingSums, CustomerAge, added, ageing
from app.rules.money.ageing import OVER_90_DAYS, AgeBand
from app.rules.permissions import Permission
from models.enums import RecordKind

BY_CONTRACT = "by_contract"
TOTALS_ID = 0  # of the line of totals, which is no record
VIEWS = {  # codes of the views that ask for lines with something in these bands
    "over_90": OVER_90_DAYS,
    AgeBand.NOT_DUE.value: (AgeBand.NOT_DUE,),
    AgeBand.NO_DATE.value: (AgeBand.NO_DATE,),
}


@dataclass(frozen=True, slots=True)
class AgeingFilter:
    """Which customers by their words, which views (VIEWS, "overdue", BY_CONTRACT), as of which day."""

    on: date
    text: str = ""
    views: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class AgeingRow:
    """A line; ``id`` is that of the customer, or of the contract or order, TOTALS_ID for the line of totals."""

    id: int
    customer: str
    source: str
    project: str
    owner: str
    sums: AgeingSums

    @property
    def is_total(self) -> bool:
        """True for the line of totals."""
        return self.id == TOTALS_ID


def read_ageing(context: Context, page: PageRequest) -> Page[AgeingRow]:
    """Read all lines that ``page.filter`` (an AgeingFilter) shows, in its order, the totals below them.

    They are added up to be sorted and totalled, so that there is but one page. KeyError for an unknown order.
    """
    context.require(Permission.VIEW_MONEY)
    rows = sorted(_rows(context, page.filter), key=lambda row: row.id)
    rows.sort(key=lambda row: _sort_value(row, page.sort.key), reverse=page.sort.descending)
    totals = [_totals(rows)] if rows else []
    return Page((*rows, *totals), None, None)


def count_ageing(context: Context, wanted: AgeingFilter) -> int:
    """Count the lines that a filter shows, without that of totals."""
    context.require(Permission.VIEW_MONEY)
    return len(_rows(context, wanted))


def _rows(context: Context, wanted: AgeingFilter) -> list[AgeingRow]:
    with context.read() as session:
        found = _of_customers(ageing(session, wanted.on), ids_found(session, wanted.text, RecordKind.CUSTOMER))
    by_contract = BY_CONTRACT in wanted.views
    rows = map(_contract_row, found.lines) if by_contract else map(_customer_row, found.by_customer())
    return [row for row in rows if _is_shown(row.sums, wanted.views)]


def _of_customers(found: Ageing, ids: frozenset[int] | None) -> Ageing:
    if ids is None:
        return found
    return Ageing(found.on, tuple(line for line in found.lines if line.customer_id in ids))


def _is_shown(sums: AgeingSums, views: frozenset[str]) -> bool:
    if "overdue" in views and not sums.overdue:
        return False
    return all(sums.of(VIEWS[code]) for code in views & VIEWS.keys())


def _contract_row(line: AgeingLine) -> AgeingRow:
    return AgeingRow(line.source_id, line.customer, line.source, line.project, line.owner, line.sums)


def _customer_row(one: CustomerAge) -> AgeingRow:
    """Return the line of a customer; what is the same for all its contracts and orders is told."""
    count = len(one.lines)
    words = ngettext("{count} contract or order", "{count} contracts and orders", count).format(count=count)
    source = one.lines[0].source if count == 1 else words
    projects, owners = ({getattr(line, name) for line in one.lines} for name in ("project", "owner"))
    project = projects.pop() if len(projects) == 1 else ""
    return AgeingRow(one.customer_id, one.customer, source, project, owners.pop() if len(owners) == 1 else "", one.sums)


def _totals(rows: Iterable[AgeingRow]) -> AgeingRow:
    return AgeingRow(TOTALS_ID, _("In all"), "", "", "", added(row.sums for row in rows))


def _sort_value(row: AgeingRow, key: str) -> Any:
    """Return what a line is sorted by; KeyError for an unknown key."""
    figures: dict[str, Decimal | int | str] = {
        "customer": row.customer,
        "source": row.source,
        "total": row.sums.total,
        "overdue": row.sums.overdue,
        "oldest": row.sums.oldest,
    }
    return figures[key]
