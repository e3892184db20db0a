"""The ageing of receivables (应收账款账龄分析表, ar_ageing_report): what is open on a day, by age, with tails (C10.6).

It is as of the last day of its report; "collected" counts the receipts of all its days. Every figure comes from
receipts and deductions dated up to that day, so that columns, lines and the receivable itself always tie.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import MISSING, date_text, money
from app.i18n import _
from app.labels import label
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import Row
from app.papers.sources import ticked
from app.queries.money.ageing import Ageing, AgeingLine, AgeingSums, CustomerAge, ageing
from app.queries.money.collection_status import CollectionStatus, statuses
from app.queries.money.tails import Tail, open_tails
from app.rules.money.ageing import OVER_90_DAYS, OVER_A_YEAR, AgeBand
from app.rules.trade.pricing import ZERO
from models.enums import BasicState, ReceiptState
from models.money.receipt import Receipt
from models.record import Record
from models.report import Report

ISSUED_FROM = frozenset({BasicState.ACTIVE})
LATE_MARK = "▲"
TOP = 5
_WITHIN_A_YEAR = tuple(band for band in AgeBand if band not in OVER_A_YEAR)


@dataclass(frozen=True, slots=True)
class _Report:
    """What the paper is made of."""

    ageing: Ageing
    customers: tuple[CustomerAge, ...]
    tails: tuple[Tail, ...]
    collected: Decimal


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return what is open on the report's last day; runs inside ``using_language`` of the paper's language."""
    report = session.get_one(Report, record.id)
    found = ageing(session, report.until)
    made = _Report(found, found.by_customer(), open_tails(session, report.until), _collected(session, report))
    rows = {
        "rows": tuple(_lines(made.customers)),
        "sums": _sums(found.total),
        "tails": tuple(_tail_rows(made.tails)),
        "actions": tuple(_status_rows(session, made.customers, report.until)),
    }
    title = _("Ageing of receivables as of {day}").format(day=date_text(report.until))
    return Filled(title, {**_head(report), **_summary(made, report)}, rows)


def _collected(session: Session, report: Report) -> Decimal:
    """Return what came in during the days of the report."""
    total = func.sum(Receipt.amount, type_=Receipt.__table__.c.amount.type)
    booked = (Receipt.state == ReceiptState.BOOKED.value, Receipt.received_on.between(report.since, report.until))
    return session.scalar(select(total).where(*booked)) or ZERO


def _head(report: Report) -> dict[str, FieldValue]:
    return {
        "as_of": date_text(report.until),
        "unit": ticked("yuan"),
        "basis": ticked("due"),
        "scope": _("All contracts and service orders of the department"),
    }


def _summary(made: _Report, report: Report) -> dict[str, FieldValue]:
    total = made.ageing.total
    whole, late = total.total, total.of(OVER_90_DAYS)
    top = sum((one.sums.total for one in made.customers[:TOP]), ZERO)
    return {
        "total_ar": money(whole),
        "overdue_total": money(total.overdue),
        "overdue_ratio": _share(total.overdue, whole),
        "over90": f"{money(late)}\n{_share(late, whole)}",
        "over1y_ratio": _share(total.of(OVER_A_YEAR), whole),
        "retention_share": f"{_share(total.retention, whole)}\n{money(total.retention)}",
        "top5": f"{_share(top, whole)}\n{money(top)}",
        "collected": f"{money(made.collected)}\n{date_text(report.since)}～{date_text(report.until)}",
        "by_years": _by_years(total),
    }


def _by_years(total: AgeingSums) -> str:
    """Return the four classes of the notes to the accounts, which count what is not due with the first year."""
    parts = (
        (_("within 1 year"), total.of(_WITHIN_A_YEAR)),
        (_("1–2 years"), total.bands[AgeBand.Y2]),
        (_("2–3 years"), total.bands[AgeBand.Y3]),
        (_("over 3 years"), total.bands[AgeBand.OLDER]),
    )
    return _("; ").join(_("{name} {sum}").format(name=name, sum=money(amount)) for name, amount in parts)


def _share(part: Decimal, whole: Decimal) -> str:
    return f"{part * 100 / whole:.1f} %" if whole else MISSING


def _figure(amount: Decimal) -> str:
    """Return a sum as it stands in a column of a table in yuan."""
    return f"{amount:,.2f}" if amount else MISSING


def _columns(sums: AgeingSums) -> Row:
    bands = {band.value: _figure(amount) for band, amount in sums.bands.items()}
    return {"total": _figure(sums.total), **bands, "retention": _figure(sums.retention)}


def _lines(customers: Sequence[CustomerAge]) -> Iterator[Row]:
    """Yield a line for each contract and order, those of a customer one below the other."""
    lines = [line for customer in customers for line in customer.lines]
    for place, line in enumerate(lines, start=1):
        yield {
            "seq": f"{LATE_MARK}{place}" if line.sums.of(OVER_90_DAYS) else str(place),
            "customer": "\n".join(part for part in (line.customer, line.owner) if part),
            "contract": _about(line),
            **_columns(line.sums),
        }


def _about(line: AgeingLine | Tail) -> str:
    return "\n".join(part for part in (line.source, line.project) if part)


def _sums(total: AgeingSums) -> tuple[Row, ...]:
    """Return the row of totals, and what each column is of all that is open."""
    whole = total.total
    parts = {"total": whole, **{band.value: sums for band, sums in total.bands.items()}, "retention": total.retention}
    shares = {key: _share(part, whole) if part else MISSING for key, part in parts.items()}
    return ({"what": _("In all"), **_columns(total)}, {"what": _("Share"), **shares})


def _tail_rows(tails: Sequence[Tail]) -> Iterator[Row]:
    for place, tail in enumerate(tails, start=1):
        yield {
            "seq": f"{LATE_MARK}{place}" if tail.is_called_out else str(place),
            "customer": tail.customer,
            "contract": _about(tail),
            "number": tail.number,
            "open": _figure(tail.open),
            "since": date_text(tail.since),
            "days": str(tail.days) if tail.since is not None else MISSING,
            "limit": date_text(tail.limit),
            "cause": tail.cause,
        }


def _status_rows(session: Session, customers: Sequence[CustomerAge], on: date) -> Iterator[Row]:
    """Yield how far collection is with each customer who is late."""
    late = [one for one in customers if one.sums.overdue]
    known = statuses(session, [one.customer_id for one in late], on, ZoneInfo(settings_of(session).text("zone")))
    for one in late:
        yield _status_row(one, known[one.customer_id])


def _status_row(one: CustomerAge, status: CollectionStatus) -> Row:
    return {
        "customer": one.customer,
        "overdue": _figure(one.sums.overdue),
        "max_days": str(one.sums.oldest),
        "level": label(status.level) if status.level is not None else MISSING,
        "last_contact": date_text(status.last_contact),
        "promise": date_text(status.promised_on),
        "next": status.next_step,
    }
