"""Reading what due times are computed from: the policies in force, the working-day calendar, the zone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import local
from app.rules.calendar import WorkingCalendar
from app.rules.deadlines import FactValue, PolicyRule, Promise, choose_policy, promise
from models.access.calendar import CalendarDay
from models.enums import CommitmentKind
from models.policy import Policy


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The policies, calendar and zone in force: everything a due time is computed from."""

    rules: tuple[PolicyRule, ...]
    calendar: WorkingCalendar
    zone: ZoneInfo

    def promise(self, kind: CommitmentKind, facts: Mapping[str, FactValue | None], anchor: datetime) -> Promise | None:
        """Return what is owed for something that happened at ``anchor``, None when nothing is."""
        rule = choose_policy(self.rules, kind, facts, local(anchor, self.zone).date())
        return promise(rule, anchor, self.calendar, self.zone) if rule else None


def read_deadlines(session: Session) -> Deadlines:
    """Read policies of the department's profile and the working-day calendar."""
    settings = settings_of(session)
    # Columns, not entities: this is read on every save, and nobody changes a row of it.
    rows = session.execute(select(Policy.__table__).where(Policy.profile == settings.text("profile")))
    days = dict(session.execute(select(CalendarDay.day, CalendarDay.working)).all())
    return Deadlines(tuple(map(_rule, rows)), WorkingCalendar(days), ZoneInfo(settings.text("zone")))


def _rule(row: Row[Any]) -> PolicyRule:
    return PolicyRule(
        kind=row.kind,
        clause=row.clause,
        condition=row.condition,
        anchor=row.anchor,
        unit=row.unit,
        amount=row.amount,
        target=row.target,
        effective_from=row.effective_from,
        policy_id=row.id,
    )
