"""The order of events: steps happen at their moments, the clock is set to each, and each may lead to further steps."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.clock import FixedClock
from app.context import Context
from models.record import Record

Step = Callable[[], object]
Progress = Callable[[int, int], None]

OFFICE = (time(8, 30), time(17, 15))
MORNING, EVENING = time(7, 45), time(18, 20)
WEEKEND = 5
AFTER_HOURS = 0.15


@dataclass(slots=True)
class Story:
    """What has happened by ``until``: later steps are left out, which is why the newest requests are still open.

    ``rng`` is drawn from only inside steps and in a fixed order, so that the same seed tells the same story; what
    happens on a trip is drawn from ``aside``, so that more of it changes nothing else.
    """

    context: Context
    clock: FixedClock
    start: datetime
    until: datetime
    rng: Random
    zone: ZoneInfo
    aside: Random
    _steps: list[tuple[datetime, int, Step]] = field(default_factory=list)
    _order: "count[int]" = field(default_factory=count)

    def at(self, moment: datetime, step: Step) -> None:
        """Let ``step`` happen at ``moment``, to the second."""
        heapq.heappush(self._steps, (moment.replace(microsecond=0), next(self._order), step))

    def play(self, progress: Progress) -> None:
        """Take the steps in order; ``progress`` is told how much of the time has gone by, in per cent."""
        length = self.until - self.start
        while self._steps and self._steps[0][0] <= self.until:
            moment, _order, step = heapq.heappop(self._steps)
            self.clock.moment = moment
            step()
            progress(round((moment - self.start) / length * 100), 100)
        self.clock.moment = self.until

    def between(self, shortest: timedelta, longest: timedelta) -> timedelta:
        """Return a length of time drawn evenly, in whole minutes."""
        low, high = (round(length.total_seconds() / 60) for length in (shortest, longest))
        return timedelta(minutes=self.rng.randint(low, high))

    def moment_on(self, day: date, clock_time: time) -> datetime:
        """Return a moment on the department's clock."""
        return datetime.combine(day, clock_time, self.zone)

    def day_before(self, days: int) -> date:
        """Return the local day so many days before the end of the story."""
        return self.until.astimezone(self.zone).date() - timedelta(days=days)

    def today(self) -> date:
        """Return the local day on which a step is taken."""
        return self.clock.now().astimezone(self.zone).date()

    def version_of(self, record_id: int) -> int:
        """Return the version of a record as it stands now."""
        with self.context.read() as session:
            return session.scalars(select(Record.version).where(Record.id == record_id)).one()

    def state_of(self, record_id: int) -> str:
        """Return the state of a record as it stands now."""
        with self.context.read() as session:
            return session.scalars(select(Record.state).where(Record.id == record_id)).one()

    def office_hour(self, day: date) -> datetime:
        """Return a morning hour on ``day``, or on the working day before: offices are closed at weekends."""
        working = day - timedelta(days=max(day.weekday() - WEEKEND + 1, 0))
        return self.moment_on(working, time(9, 10))

    def waking(self, moment: datetime) -> datetime:
        """Return when a step planned for ``moment`` is taken: not at night but the evening before.

        Never before a minute from now either, so that the order of steps stays.
        """
        local = moment.astimezone(self.zone)
        evening = datetime.combine(local.date(), EVENING, self.zone)
        if local.time() < MORNING:
            local = evening - timedelta(days=1)
        return max(min(local, evening), self.clock.now() + timedelta(minutes=1))

    def calling_time(self, day: date) -> datetime:
        """Return when a customer calls on ``day``: mostly while the office is open, now and then at any hour."""
        if day.weekday() >= WEEKEND or self.rng.random() < AFTER_HOURS:
            return self.moment_on(day, time(6)) + self.between(timedelta(), timedelta(hours=16))
        opening, closing = (self.moment_on(day, edge) for edge in OFFICE)
        return opening + self.between(timedelta(), closing - opening)
