"""Who is where: one person in one place at a time (invariant 4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo


@dataclass(frozen=True, slots=True)
class Stay:
    """Time that takes a person up, both ends included: ``name`` is the person's, ``where`` what it is called.

    ``is_absence`` tells leave, illness and the like from a dispatch.
    """

    staff_id: int
    name: str
    starts_at: datetime
    ends_at: datetime
    where: str = ""
    is_absence: bool = False

    def overlaps(self, other: "Stay") -> bool:
        """Tell whether the same person would have to be in both places at once."""
        return self.staff_id == other.staff_id and self.starts_at <= other.ends_at and other.starts_at <= self.ends_at


def first_clash(planned: Iterable[Stay], taken: Iterable[Stay]) -> Stay | None:
    """Return the first of the stays already taken that one of the planned ones overlaps, None where there is none."""
    known = tuple(taken)
    return next((there for here in planned for there in known if here.overlaps(there)), None)


def day_span(day: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """Return the first and the last moment of a local day."""
    first = datetime.combine(day, time.min, zone)
    last = datetime.combine(day, time.max, zone)
    return first.astimezone(UTC), last.astimezone(UTC)
