"""Who may be sent as far as confidentiality goes: an agreement in force, and a lesson within the last year (C14)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

AGREEMENT, LESSON = "agreement", "lesson"
LESSON_LASTS = timedelta(days=366)  # twelve months, a leap year's too


@dataclass(frozen=True, slots=True)
class TripPerson:
    """A person on a dispatch, ours by ``staff_id``; both days of the trip belong to it."""

    id: int
    staff_id: int | None
    name: str
    organisation: str
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class AgreementFact:
    """A signed agreement: whose, from when, until when; ``ended_on`` is the day on which it was ended early."""

    staff_id: int | None
    name: str
    organisation: str
    signed_on: date | None
    valid_until: date | None
    ended_on: date | None

    def covers(self, person: TripPerson) -> bool:
        """Tell whether it is this person's and in force on every day of the trip."""
        if self.signed_on is None or self.signed_on > person.first_day or not self._is_of(person):
            return False
        return all(end is None or end >= person.last_day for end in (self.valid_until, self.ended_on))

    def _is_of(self, person: TripPerson) -> bool:
        if person.staff_id is not None:
            return self.staff_id == person.staff_id
        return self.staff_id is None and (self.name, self.organisation) == (person.name, person.organisation)


@dataclass(frozen=True, slots=True)
class LessonFact:
    """A lesson that one of our people attended."""

    staff_id: int
    held_on: date


def lacking(person: TripPerson, agreements: Iterable[AgreementFact], lessons: Iterable[LessonFact]) -> tuple[str, ...]:
    """Return what a person lacks for a trip: AGREEMENT, and of our own people LESSON."""
    missing = []
    if not any(one.covers(person) for one in agreements):
        missing.append(AGREEMENT)
    if person.staff_id is not None and not any(_counts(one, person) for one in lessons):
        missing.append(LESSON)
    return tuple(missing)


def _counts(lesson: LessonFact, person: TripPerson) -> bool:
    is_own = lesson.staff_id == person.staff_id
    return is_own and person.first_day - LESSON_LASTS <= lesson.held_on <= person.first_day
