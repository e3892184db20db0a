"""Reading the indicators of a span, and the records that each of them counts (N8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, literal, select, union_all
from sqlalchemy.orm import Session, aliased

from app.context import Context, settings_of
from app.queries.care import money_figures, service_figures
from app.queries.care.counted_lines import Count, Lines
from app.queries.care.windows import Window, window
from app.rules.care.indicators import BY_CODE, INDICATORS, Indicator, Measure, is_met, target_of, value_of
from app.rules.care.periods import Compared
from app.rules.permissions import Permission
from app.rules.spans import Span
from app.rules.trade.pricing import ZERO
from app.rules.visible import hidden_kinds
from models.enums import CommitmentKind, RecordKind
from models.parties.customer import Customer
from models.record import Record

COUNTED: Mapping[str, Count] = {**service_figures.COUNTED, **money_figures.COUNTED}
_SPANS = tuple(one.name for one in fields(Compared))


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator in a span, the span before, the same one a year before, and the year so far.

    A value is None where there is nothing to judge, and where money is not for whoever asks. ``is_met`` is None
    without a target.
    """

    indicator: Indicator
    current: Decimal | None
    previous: Decimal | None
    year_before: Decimal | None
    year_to_date: Decimal | None
    target: Decimal | None
    is_met: bool | None


@dataclass(frozen=True, slots=True)
class CountedRow:
    """A line of the list that a figure counts.

    ``counts`` tells whether it adds to the figure, or is only counted among. ``amount`` is what it adds, in yuan, or in
    hours; None where lines are counted. ``about`` is the promise that is meant. The record's words are "" where its
    kind is not for whoever asks.
    """

    id: int  # place in the list: a record may stand in it with several promises
    record_id: int
    kind: RecordKind
    number: str
    title: str
    customer: str
    state: str
    at: datetime | None
    about: CommitmentKind | None
    counts: bool
    amount: Decimal | None
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class CountedList:
    """A figure with the lines it is made of: ``part`` of them counts, ``whole`` is what that is a share of."""

    indicator: Indicator
    value: Decimal | None
    part: Decimal
    whole: Decimal
    rows: tuple[CountedRow, ...]


def read_figures(session: Session, spans: Compared, *, priced: bool) -> tuple[Figure, ...]:
    """Read every indicator over these spans as of now, each by one statement; those of money only if ``priced``."""
    settings = settings_of(session)
    zone = ZoneInfo(settings.text("zone"))
    windows = [window(getattr(spans, name), session.info["now"], zone) for name in _SPANS]
    found = []
    for indicator in INDICATORS:
        shown = priced or not indicator.priced
        values = _values(session, indicator, windows) if shown else [None] * len(windows)
        target = target_of(indicator, settings)
        current, previous, year_before, year_to_date = values
        met = is_met(indicator, current, target)
        found.append(Figure(indicator, current, previous, year_before, year_to_date, target, met))
    return tuple(found)


def _values(session: Session, indicator: Indicator, windows: Sequence[Window]) -> list[Decimal | None]:
    count = COUNTED[indicator.code]
    sums = union_all(*(_summed(count(within), place) for place, within in enumerate(windows)))
    found = {row.place: (_number(row.part), _number(row.whole)) for row in session.execute(sums)}
    return [value_of(indicator.measure, *found[place]) for place in range(len(windows))]


def _summed(lines: Lines, place: int) -> Any:
    """Select what the lines of a span add up to."""
    line = lines.subquery()
    sums = (func.sum(column, type_=column.type).label(column.name) for column in (line.c.part, line.c.whole))
    return select(literal(place).label("place"), *sums)


def _number(found: Decimal | int | None) -> Decimal:
    return ZERO if found is None else Decimal(found)


def counted_list(context: Context, code: str, span: Span) -> CountedList:
    """Read the list that an indicator counts over a span, what counts first; NotAllowed where it tells of money that
    is not for whoever asks.
    """
    context.require(Permission.VIEW_RECORDS)
    indicator = BY_CODE[code]
    if indicator.priced:
        context.require(Permission.VIEW_MONEY)
    within = window(span, context.clock.now(), context.zone)
    with context.read() as session:
        found = session.execute(_named(COUNTED[code](within))).all()
    part, whole = (sum((_number(getattr(row, name)) for row in found), ZERO) for name in ("part", "whole"))
    hidden = hidden_kinds(context.actor.may)
    rows = tuple(_row(place, row, indicator, row.kind in hidden) for place, row in enumerate(found, start=1))
    return CountedList(indicator, value_of(indicator.measure, part, whole), part, whole, rows)


def _named(lines: Lines) -> Any:
    """Select the lines with the records they are."""
    line, record = lines.subquery(), aliased(Record.__table__, name="named")
    customer = Customer.__table__
    return (
        select(
            line.c.record_id, line.c.about, line.c.part, line.c.whole,
            record.c.kind, record.c.number, record.c.title, record.c.state, record.c.sort_at, customer.c.short_name,
        )
        .join(record, record.c.id == line.c.record_id)
        .outerjoin(customer, customer.c.id == record.c.customer_id)
        .order_by((line.c.part != 0).desc(), record.c.sort_at, record.c.id)
    )  # fmt: skip


def _row(place: int, row: Any, indicator: Indicator, is_hidden: bool) -> CountedRow:
    """Return a line; the seconds until a reply become hours."""
    part, amount = _number(row.part), None
    if indicator.measure is Measure.HOURS:
        amount = part / _number(row.whole)
    elif indicator.priced:
        amount = part
    return CountedRow(
        id=place,
        record_id=row.record_id,
        kind=row.kind,
        number="" if is_hidden else row.number or "",
        title="" if is_hidden else row.title,
        customer="" if is_hidden else row.short_name or "",
        state=row.state,
        at=row.sort_at,
        about=row.about,
        counts=bool(part),
        amount=amount,
        is_hidden=is_hidden,
    )
