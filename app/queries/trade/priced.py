"""Reading what quotations and orders share: their lines with sums, their terms, and the hash that freezes them."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.forms.trade import PricedForm, PricedLineForm
from app.queries.approvals.known import granted_approval
from app.queries.approvals.limits import read_limits
from app.rules.approvals.limits import Limits
from app.rules.trade.pricing import LinePrice, LineSums, Sums, sums
from app.rules.trade.revisions import LINES, NAMES, SUMS, said_hash
from app.rules.trade.terms import payment_terms, terms_usual
from models.approval import Approval
from models.enums import InvoiceType, LineKind, RecordKind
from models.record import Record
from models.trade.order import ServiceOrder
from models.trade.priced import PricedLine, PricedRecord

LINE = tuple(one.name for one in fields(PricedLineForm))
SHARED = tuple(one.name for one in fields(PricedForm) if one.name not in ("lines", "version"))
PRICE = ("customer_id", "discount", "large", "advance_percent", "balance_days")
OWN: Mapping[RecordKind, tuple[str, ...]] = {
    RecordKind.QUOTATION: ("quoted_on", "valid_until"),
    RecordKind.ORDER: (
        "order_kind", "quotation_id", "contract_id", "renews_id", "starts_on", "ends_on", "response_time", "late_rate",
        "dispute_way",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PricedLineView:
    """A line as it is shown; ``part`` is the part's code. ``unit_cost``, and cost and margin of the ``sums``, are None
    for those who may not see them, and while nobody knows them.
    """

    line_no: int
    kind: LineKind
    part_id: int | None
    part: str
    name: str
    spec: str
    brand: str
    unit: str
    quantity: Decimal
    unit_price: Decimal
    unit_cost: Decimal | None
    tax_rate: Decimal
    remark: str
    sums: LineSums


@dataclass(frozen=True, slots=True)
class TermsView:
    """The terms of a quotation or an order; ``payment`` is the sentence that papers print."""

    advance_percent: Decimal
    balance_days: int
    reason: str
    are_usual: bool
    payment: str
    invoice_type: InvoiceType
    lead_time: str
    delivery: str
    warranty: str
    exclusions: str
    remark: str


def price_sums(record: PricedRecord, *, with_costs: bool = True) -> Sums:
    """Return every sum of a record; without costs there is no margin either."""
    found = sums([_price(line) for line in record.lines], record.discount)
    return found if with_costs else Sums(tuple(replace(line, cost=None) for line in found.lines), found.discount)


def _price(line: PricedLine) -> LinePrice:
    return LinePrice(line.quantity, line.unit_price, line.tax_rate, line.unit_cost, line.kind)


def priced_lines(
    session: Session, record: PricedRecord, codes: Mapping[int, str] | None = None, *, with_costs: bool = False
) -> tuple[PricedLineView, ...]:
    """Return the lines of a record in their order, each with its sums after the discount; ``codes`` are those of the
    parts they name, where they have been read already.
    """
    each = price_sums(record, with_costs=with_costs).lines
    codes = _part_codes(session, record) if codes is None else codes
    return tuple(_line_view(line, own, codes, with_costs) for line, own in zip(record.lines, each, strict=True))


def _part_codes(session: Session, record: PricedRecord) -> Mapping[int, str]:
    parts = {line.part_id for line in record.lines if line.part_id}
    rows = session.execute(select(Record.id, Record.number).where(Record.id.in_(parts))) if parts else ()
    return {part_id: code or "" for part_id, code in rows}


def _line_view(line: PricedLine, own: LineSums, codes: Mapping[int, str], with_costs: bool) -> PricedLineView:
    values = {name: getattr(line, name) for name in LINE if name != "unit_cost"}
    cost = line.unit_cost if with_costs else None
    return PricedLineView(**values, unit_cost=cost, part=codes.get(line.part_id or 0, ""), sums=own)


def terms_view(session: Session, record: PricedRecord, today: date, limits: Limits | None = None) -> TermsView:
    """Return the terms of a record, in the current language; the limits of ``today``, which are read unless they are
    given, say what is usual.
    """
    usual = terms_usual(record.advance_percent, record.balance_days, limits or read_limits(session, today))
    names = ("invoice_type", "lead_time", "delivery", "warranty", "exclusions", "remark")
    return TermsView(
        advance_percent=record.advance_percent,
        balance_days=record.balance_days,
        reason=record.terms_reason,
        are_usual=usual,
        payment=payment_terms(record.total, record.advance_percent, record.balance_days),
        **{name: getattr(record, name) for name in names},
    )


def terms_are_usual(session: Session, record: PricedRecord, today: date) -> bool:
    """Tell whether advance and balance are as the limits of ``today`` call usual (C9.1, C9.2)."""
    return terms_usual(record.advance_percent, record.balance_days, read_limits(session, today))


def lines_without_cost(record: PricedRecord) -> tuple[str, ...]:
    """Return the names of the lines whose cost nobody knows (C8.3)."""
    return tuple(line.name for line in record.lines if line.unit_cost is None)


def content_hash(record: PricedRecord) -> str:
    """Return the SHA-256 of all that a record says: whoever approved it approved this and nothing else (C8.2)."""
    return said_hash(said(record))


def price_hash(record: PricedRecord) -> str:
    """Return the SHA-256 of what an approval hangs on: customer, lines, discount, large or not, terms of payment.

    An order has that of its quotation as long as it changes none of these; what its lines are numbered makes no
    difference.
    """
    lines = [{name: value for name, value in line.items() if name != "line_no"} for line in _lines(record)]
    return said_hash({**_values(record, PRICE), LINES: lines})


def said(record: PricedRecord) -> dict[str, Any]:
    """Return what a record says as JSON keeps it (see ``app.rules.trade.revisions``)."""
    own = _values(record, OWN[record.kind])
    if isinstance(record, ServiceOrder):
        own["visits"] = [[visit.visit_no, _plain(visit.planned_on), visit.note] for visit in record.visits]
    return {**_values(record, SHARED), **own, LINES: _lines(record)}


def said_in_full(session: Session, record: PricedRecord) -> dict[str, Any]:
    """Return what a record says with the names and sums that a comparison shows."""
    ids = {"customer": record.customer_id, "project": record.project_id, "site": record.site_id}
    known = session.scalars(select(Record).where(Record.id.in_([one for one in ids.values() if one])))
    titles = {one.id: one.title for one in known}
    names = {name: titles.get(record_id or 0, "") for name, record_id in ids.items()}
    return {**said(record), NAMES: names, SUMS: _values(record, ("total", "net_total", "cost_total", "margin"))}


def _lines(record: PricedRecord) -> list[dict[str, Any]]:
    return [{name: _plain(getattr(line, name)) for name in LINE} for line in record.lines]


def _values(record: PricedRecord, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: _plain(getattr(record, name)) for name in names}


def _plain(value: Any) -> Any:
    """Return a value as JSON keeps it; a number says no more places than it has, so that 1 and 1.00 are the same."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else value


def last_approval(session: Session, record: PricedRecord) -> Approval | None:
    """Return the newest approval that was given to a record, None without one."""
    return granted_approval(session, record.id)


def priced_values(record: PricedRecord) -> dict[str, Any]:
    """Return the fields of ``PricedForm`` as a record has them."""
    lines = tuple(PricedLineForm(**{name: getattr(line, name) for name in LINE}) for line in record.lines)
    return {**{name: getattr(record, name) for name in SHARED}, "lines": lines, "version": record.version}
