"""What the company's allowance table grants a person on a day, in a city (C7.4)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.rules.trips.allowance_rates import class_of
from models.enums import BasicState, CityClass, ExpenseItem, PostLevel
from models.trips.allowance import Allowance


@dataclass(frozen=True, slots=True)
class Standard:
    """What one city grants one level of post, in yuan: a day's allowance, a night, a day's local transport."""

    daily: Decimal
    hotel: Decimal
    local_transport: Decimal


@dataclass(frozen=True, slots=True)
class Standards:
    """What a table grants a level of post; ``rates`` by class of city, ``first`` and ``second`` name the cities."""

    first: str
    second: str
    rates: dict[CityClass, Standard]

    def of(self, city: str) -> Standard | None:
        """Return what a city grants, None where the table has no rate for its class."""
        return self.rates.get(class_of(city, self.first, self.second))

    def daily(self, city: str) -> Decimal | None:
        """Return a day's allowance there, None where the table does not tell it."""
        standard = self.of(city)
        return standard.daily if standard is not None else None

    def of_item(self, item: ExpenseItem, city: str) -> Decimal | None:
        """Return what a night or a day of a cost may be there, None for what has no standard."""
        standard = self.of(city)
        if standard is None:
            return None
        return {ExpenseItem.HOTEL: standard.hotel, ExpenseItem.LOCAL_TRANSPORT: standard.local_transport}.get(item)


NOTHING = Standards("", "", {})


def table_on(session: Session, day: date) -> Allowance | None:
    """Return the table that counts on a day: of those in use and valid then the one that became valid last."""
    valid = (Allowance.valid_from <= day, or_(Allowance.valid_to.is_(None), Allowance.valid_to >= day))
    in_use = select(Allowance).where(Allowance.state == BasicState.ACTIVE, *valid)
    return session.scalar(in_use.order_by(Allowance.valid_from.desc(), Allowance.id.desc()).limit(1))


def standards_on(session: Session, day: date, level: PostLevel) -> Standards:
    """Return what is granted a level of post on a day; nothing where there is no table."""
    table = table_on(session, day)
    if table is None:
        return NOTHING
    rates = {
        rate.city_class: Standard(rate.daily, rate.hotel, rate.local_transport)
        for rate in table.rates
        if rate.post_level is level
    }
    return Standards(table.first_cities, table.second_cities, rates)
