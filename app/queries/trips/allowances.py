"""Reading the company's allowance tables; for those who may see money (C7.4)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from app.context import Context
from app.forms.trip_money import AllowanceForm, AllowanceRateForm
from app.queries.lists.table_list import Looking
from app.queries.records.keeping import Keeping, keeping_of
from app.queries.records.lookup import existing
from app.queries.records.record_parts import EventLine, events_of
from app.queries.trips.standards import table_on
from app.rules.permissions import Permission
from models.enums import CityClass, PostLevel
from models.trips.allowance import Allowance

_OWN = ("title", "valid_from", "valid_to", "first_cities", "second_cities", "note", "version")
RATE = ("city_class", "post_level", "daily", "hotel", "local_transport")


@dataclass(frozen=True, slots=True)
class Rate:
    """What one class of city grants one level of post, in yuan."""

    city_class: CityClass
    post_level: PostLevel
    daily: Decimal
    hotel: Decimal
    local_transport: Decimal


@dataclass(frozen=True, slots=True)
class AllowanceDetails:
    """One table in full; ``is_current`` tells that claims of today are judged by it."""

    id: int
    number: str
    version: int
    title: str
    valid_from: date
    valid_to: date | None
    first_cities: str
    second_cities: str
    note: str
    is_current: bool
    rates: tuple[Rate, ...]
    keeping: Keeping
    events: tuple[EventLine, ...]


def allowance_details(context: Context, record_id: int) -> AllowanceDetails:
    """Read one allowance table; NotFound when there is none."""
    context.require(Permission.VIEW_MONEY)
    with context.read() as session:
        found = existing(session, Allowance, record_id)
        current = table_on(session, Looking(context.actor, context.clock.now(), session).today)
        own: dict[str, Any] = {name: getattr(found, name) for name in _OWN}
        return AllowanceDetails(
            **own,
            id=found.id,
            number=found.number or "",
            is_current=current is not None and current.id == found.id,
            rates=tuple(Rate(**{name: getattr(row, name) for name in RATE}) for row in found.rates),
            keeping=keeping_of(session, found, context.actor),
            events=events_of(session, (found.id,)),
        )


def allowance_form(context: Context, record_id: int) -> AllowanceForm:
    """Read an allowance table into the form that edits it."""
    context.require(Permission.EDIT_ALLOWANCE)
    with context.read() as session:
        found = existing(session, Allowance, record_id)
        rates = tuple(AllowanceRateForm(**{name: getattr(row, name) for name in RATE}) for row in found.rates)
        return AllowanceForm(**{name: getattr(found, name) for name in _OWN}, rates=rates)
