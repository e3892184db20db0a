"""The satisfaction of a year: what its surveys come to, with each survey that counts (N3, N8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.context import Context
from app.queries.material.stock import local_day
from app.queries.trips.survey_words import item_name
from app.rules.care.satisfaction import (
    Answered,
    Satisfaction,
    by_customer,
    by_item,
    by_quarter,
    summed_up,
)
from app.rules.permissions import Permission
from app.rules.trips.surveys import Scored
from models.enums import SurveyState
from models.parties.customer import Customer
from models.trips.survey import Survey


@dataclass(frozen=True, slots=True)
class CountedSurvey:
    """A survey that the statistics count; ``percent`` is its weighted satisfaction."""

    id: int
    number: str
    customer: str
    answered_on: date
    percent: Decimal | None
    recorded_by: str


Counted = Mapping[int, CountedSurvey]
Names = Mapping[int | None, str]  # of customers; "" where there is none


@dataclass(frozen=True, slots=True)
class Group:
    """One line of the statistics: a quarter, an item or a customer, what it comes to, and the surveys it counts."""

    name: str
    found: Satisfaction
    surveys: tuple[CountedSurvey, ...]


@dataclass(frozen=True, slots=True)
class YearOfSurveys:
    """The surveys of a year: in all, by quarter (always four, named 1 to 4), by item and by customer, the least
    satisfied first. ``years`` are those in which something was answered, newest first, with this one.
    """

    year: int
    years: tuple[int, ...]
    whole: Satisfaction
    surveys: tuple[CountedSurvey, ...]
    quarters: tuple[Group, ...]
    items: tuple[Group, ...]
    customers: tuple[Group, ...]


def satisfaction_of(context: Context, *, year: int | None = None) -> YearOfSurveys:
    """Return the statistics of a year, of the present one unless another is asked for."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        wanted = year if year is not None else local_day(session, context.clock.now()).year
        rows = _of_year(session, wanted)
        surveys, names = tuple(map(_answered, rows)), _customers(session, rows)
        counted = {row.id: _counted(row, one, names) for row, one in zip(rows, surveys, strict=True)}
        return YearOfSurveys(
            year=wanted,
            years=_years(session, wanted),
            whole=summed_up(one.percent for one in surveys),
            surveys=tuple(counted.values()),
            quarters=_quarters(surveys, counted),
            items=_items(surveys, counted),
            customers=_by_customer(surveys, counted, names),
        )


def _of_year(session: Session, year: int) -> tuple[Survey, ...]:
    days = Survey.answered_on.between(date(year, 1, 1), date(year, 12, 31))
    answered = select(Survey).where(Survey.state == SurveyState.ANSWERED, days)
    return tuple(session.scalars(answered.order_by(Survey.answered_on, Survey.id)))


def _answered(row: Survey) -> Answered:
    scores = {line.item: Scored(line.weight, line.score) for line in row.scores}
    return Answered(row.id, row.customer_id, row.answered_on or row.sent_on, scores)


def _customers(session: Session, rows: Sequence[Survey]) -> Names:
    ids = {one.customer_id for one in rows}
    found = session.execute(select(Customer.id, Customer.short_name, Customer.title).where(Customer.id.in_(ids)))
    return {None: "", **{row.id: row.short_name or row.title for row in found}}


def _counted(row: Survey, survey: Answered, names: Names) -> CountedSurvey:
    name = names[row.customer_id]
    return CountedSurvey(row.id, row.number or "", name, survey.answered_on, survey.percent, row.recorded_by)


def _years(session: Session, year: int) -> tuple[int, ...]:
    span = select(func.min(Survey.answered_on), func.max(Survey.answered_on)).where(
        Survey.state == SurveyState.ANSWERED
    )
    first, last = session.execute(span).one()
    found = range(first.year, last.year + 1) if first is not None and last is not None else ()
    return tuple(sorted({year, *found}, reverse=True))


def _quarters(surveys: Sequence[Answered], counted: Counted) -> tuple[Group, ...]:
    return tuple(
        Group(str(quarter), found, tuple(counted[one.survey_id] for one in surveys if one.quarter == quarter))
        for quarter, found in by_quarter(surveys).items()
    )


def _items(surveys: Sequence[Answered], counted: Counted) -> tuple[Group, ...]:
    """Return the items in the order of the form; each counts the surveys that gave it points."""
    return tuple(
        Group(item_name(item), found, tuple(counted[one.survey_id] for one in surveys if _has_points(one, item)))
        for item, found in by_item(surveys).items()
    )


def _has_points(survey: Answered, item: str) -> bool:
    return item in survey.scores and survey.scores[item].score is not None


def _by_customer(surveys: Sequence[Answered], counted: Counted, names: Names) -> tuple[Group, ...]:
    groups = (
        Group(names[customer], found, tuple(counted[one.survey_id] for one in surveys if one.customer_id == customer))
        for customer, found in by_customer(surveys).items()
    )
    return tuple(sorted(groups, key=lambda one: (one.found.percent or Decimal(0), one.name)))
