"""Which customers can be given a survey, when each had its last one, and whose turn it is (N3)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from app.context import Context
from app.queries.material.stock import local_day
from app.rules.care.survey_rounds import is_due
from app.rules.permissions import Permission
from models.enums import BasicState, SurveyState
from models.parties.customer import Customer
from models.trips.survey import Survey


@dataclass(frozen=True, slots=True)
class SurveyedCustomer:
    """A customer in use: when a survey was given out to it last (None: never), and whether its turn has come."""

    id: int
    name: str
    is_key: bool
    last_given_on: date | None
    is_due: bool


@dataclass(frozen=True, slots=True)
class SurveyRound:
    """All customers that a round of surveys can go to on a day: whose turn it is first, then by name."""

    today: date
    customers: tuple[SurveyedCustomer, ...]


def survey_round(context: Context) -> SurveyRound:
    """Read the customers in use with the day of their last survey; one that was given up was none."""
    context.require(Permission.EDIT_TRIPS)
    with context.read() as session:
        today = local_day(session, context.clock.now())
        last = (
            select(Survey.customer_id, func.max(Survey.sent_on).label("given_on"))
            .where(Survey.state != SurveyState.CANCELLED)
            .group_by(Survey.customer_id)
            .subquery()
        )
        found = select(Customer.id, Customer.title, Customer.is_key, last.c.given_on)
        in_use = found.outerjoin(last, last.c.customer_id == Customer.id).where(Customer.state == BasicState.ACTIVE)
        customers = [
            SurveyedCustomer(row.id, row.title, row.is_key, row.given_on, is_due(row.given_on, today))
            for row in session.execute(in_use.order_by(Customer.sort_title, Customer.id))
        ]
        return SurveyRound(today, tuple(sorted(customers, key=lambda one: not one.is_due)))
