"""The one place that knows what time it is; everything else is told."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

LOCAL_ZONE_DEFAULT = "Asia/Shanghai"


class Clock(Protocol):
    """Tells the present moment."""

    def now(self) -> datetime:
        """Return the present moment, timezone-aware in UTC, to the second."""
        ...


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        """Return the computer's time in UTC, cut to the second as it is stored."""
        return datetime.now(UTC).replace(microsecond=0)


@dataclass(slots=True)
class FixedClock:
    """A clock that stands still until ``moment`` is set; for demo data and tests."""

    moment: datetime

    def now(self) -> datetime:
        """Return the set moment in UTC."""
        return self.moment.astimezone(UTC)
