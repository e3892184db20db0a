"""Reading what due times are computed from: the policies of every profile, the working-day calendar, the zone."""

from collections import defaultdict
from typing import Any
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, Row, select
from sqlalchemy.orm import Session

from app.context import settings_of
from app.rules.promises.calendar import WorkingCalendar, parse_hours
from app.rules.promises.conditions import parse_condition
from app.rules.promises.deadlines import PolicyBook
from app.rules.promises.policies import PolicyRule, parse_cut_offs
from models.access.calendar import CalendarDay
from models.policy import Policy

BOOK_SETTINGS = ("rules_version", "zone", "profile", "business_hours")
_BOOKS: WeakKeyDictionary[Engine | Connection, tuple[tuple[str, ...], PolicyBook]] = WeakKeyDictionary()


def read_deadlines(session: Session) -> PolicyBook:
    """Return the policies, the calendar and the zone in force.

    They are read anew only when somebody has changed them: every change of a policy or a calendar day writes another
    ``rules_version`` (``app.services.promises.rules``), so that saving a request need not read some hundred rows.
    """
    settings = settings_of(session)
    stamp = tuple(settings.text(key) for key in BOOK_SETTINGS)
    known = _BOOKS.get(session.get_bind())
    if known is not None and known[0] == stamp:
        return known[1]
    book = _read(session)
    _BOOKS[session.get_bind()] = stamp, book
    return book


def _read(session: Session) -> PolicyBook:
    settings = settings_of(session)
    profiles: dict[str, list[PolicyRule]] = defaultdict(list)
    for row in session.execute(select(Policy.__table__).order_by(Policy.__table__.c.id)):
        profiles[row.profile].append(policy_rule(row))
    days = dict(session.execute(select(CalendarDay.day, CalendarDay.working)).all())
    return PolicyBook(
        profiles={name: tuple(rules) for name, rules in profiles.items()},
        calendar=WorkingCalendar(days, parse_hours(settings.text("business_hours"))),
        zone=ZoneInfo(settings.text("zone")),
        profile=settings.text("profile"),
    )


def policy_rule(row: Row[Any] | Policy) -> PolicyRule:
    """Return a stored policy row as the rules read it."""
    return PolicyRule(
        kind=row.kind,
        clause=row.clause,
        condition=parse_condition(row.condition),
        anchor=row.anchor,
        unit=row.unit,
        amount=row.amount,
        target=row.target,
        cut_offs=parse_cut_offs(row.cut_offs or ()),
        effective_from=row.effective_from,
        policy_id=row.id,
    )
