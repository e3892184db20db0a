"""How fast a request goes its way: which of its steps are taken, and how long after it came in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from app.sample.story import Story
from app.sample.texts import CaseText
from models.enums import Severity

LATE_REPLIES = 0.1
DISPATCHED = 0.62
CANCELLED = 0.05
DISPATCH_CANCELLED = 0.08

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
REPLY_LIMIT = {Severity.GENERAL: 4 * HOUR, Severity.MAJOR: 24 * HOUR}


class Moment(StrEnum):
    """The steps of a request that the demo takes."""

    REGISTER = "register"
    CONSULT = "consult"
    CONTACT = "contact"
    REPLY = "reply"
    CLASS = "class"
    PLAN = "plan"
    AGREE = "agree"
    SETTLE = "settle"
    PAPER = "paper"
    CALL_OFF = "call_off"
    SOLVE = "solve"
    CLOSE = "close"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Pace:
    """When each step is taken, counted from the receipt; a step that is not named is never taken."""

    after: Mapping[Moment, timedelta]

    def has(self, moment: Moment) -> bool:
        """Tell whether a step is taken."""
        return moment in self.after


@dataclass(frozen=True, slots=True)
class Recent:
    """A request that is still open at the end: received ``minutes`` ago, got as far as ``upto``, answered or not.

    ``agreed`` tells whether the lending departments of its dispatch have given their word.
    """

    minutes: int
    severity: Severity
    upto: Moment
    replied: bool
    agreed: bool = True

    def pace(self) -> Pace:
        """Spread the steps evenly over the time there was."""
        way = [Moment.REGISTER, Moment.CONSULT, Moment.CONTACT, Moment.CLASS, Moment.PLAN]
        way += [Moment.AGREE, Moment.SETTLE, Moment.PAPER] if self.agreed else []
        taken = way[: way.index(self.upto) + 1]
        share = timedelta(minutes=self.minutes) / (len(taken) + 1)
        after = {step: share * index for index, step in enumerate(taken, start=1)}
        after[Moment.REGISTER] = min(2 * MINUTE, share)
        if self.replied:
            in_time = REPLY_LIMIT[self.severity] * 0.6
            after[Moment.REPLY] = max(after[Moment.REGISTER], min(timedelta(minutes=self.minutes) * 0.7, in_time))
        return Pace(after)


def _recent(minutes: int, severity: Severity, upto: Moment, replied: bool, agreed: bool = True) -> Recent:
    return Recent(minutes, severity, upto, replied, agreed)


_GENERAL, _MAJOR = Severity.GENERAL, Severity.MAJOR
RECENT: tuple[Recent, ...] = (
    # overdue
    _recent(6 * 60 + 10, _GENERAL, Moment.CONTACT, replied=False),
    _recent(25 * 60 + 40, _MAJOR, Moment.CLASS, replied=False),
    _recent(4 * 60 + 35, _GENERAL, Moment.CONSULT, replied=False),
    # due within the hour, then today
    _recent(3 * 60 + 12, _GENERAL, Moment.CONTACT, replied=False),
    _recent(23 * 60 + 20, _MAJOR, Moment.CLASS, replied=False),
    _recent(2 * 60 + 5, _GENERAL, Moment.CONSULT, replied=False),
    _recent(19 * 60, _MAJOR, Moment.CONTACT, replied=False),
    _recent(70, _GENERAL, Moment.REGISTER, replied=False),
    # fresh
    _recent(34, _GENERAL, Moment.REGISTER, replied=False),
    _recent(21, _MAJOR, Moment.REGISTER, replied=False),
    _recent(6, _GENERAL, Moment.REGISTER, replied=False),
    # answered and on the way
    _recent(5 * 60, _GENERAL, Moment.REGISTER, replied=True),
    _recent(7 * 60 + 30, _GENERAL, Moment.CONTACT, replied=True),
    _recent(22 * 60, _GENERAL, Moment.CLASS, replied=True),
    _recent(27 * 60, _MAJOR, Moment.CLASS, replied=True),
    _recent(31 * 60, _MAJOR, Moment.PLAN, replied=True, agreed=False),
    _recent(46 * 60, _MAJOR, Moment.PLAN, replied=True, agreed=False),
    _recent(50 * 60, _GENERAL, Moment.PLAN, replied=True, agreed=False),
    _recent(53 * 60, _GENERAL, Moment.AGREE, replied=True),
    _recent(56 * 60, _MAJOR, Moment.SETTLE, replied=True),
    _recent(73 * 60, _MAJOR, Moment.PAPER, replied=True),
    _recent(77 * 60, _GENERAL, Moment.PAPER, replied=True),
)


def ordinary_pace(story: Story, case: CaseText, *, written: bool) -> Pace:
    """Draw the way of a request that goes to its end; a ``written`` one waits until somebody opens the post."""
    between = story.between
    after = {Moment.REGISTER: between(20 * MINUTE, 2 * HOUR) if written else between(MINUTE, 8 * MINUTE)}
    after[Moment.CONSULT] = after[Moment.REGISTER] + between(8 * MINUTE, 50 * MINUTE)
    after[Moment.CONTACT] = after[Moment.CONSULT] + between(5 * MINUTE, 40 * MINUTE)
    after[Moment.REPLY] = _reply(story, case.severity, after[Moment.REGISTER])
    after[Moment.CLASS] = after[Moment.CONTACT] + between(HOUR, 20 * HOUR)
    if story.rng.random() < CANCELLED:
        after[Moment.CANCEL] = after[Moment.CLASS] + between(2 * HOUR, 2 * DAY)
        return Pace(after)
    solved_from = after[Moment.CLASS] + between(4 * HOUR, 4 * DAY)
    if case.job and story.rng.random() < DISPATCHED:
        after |= _dispatch(story, after[Moment.CLASS])
        solved_from = after[Moment.PAPER] + between(2 * DAY, 5 * DAY)
    after[Moment.SOLVE] = solved_from
    after[Moment.CLOSE] = solved_from + between(DAY, 7 * DAY)
    return Pace(after)


def _reply(story: Story, severity: Severity, registered: timedelta) -> timedelta:
    limit = REPLY_LIMIT[severity]
    if story.rng.random() < LATE_REPLIES:
        return limit + story.between(10 * MINUTE, limit)
    return registered + story.between(5 * MINUTE, min(limit - registered, 10 * HOUR) * 0.8)


def _dispatch(story: Story, classed: timedelta) -> dict[Moment, timedelta]:
    between = story.between
    after = {Moment.PLAN: classed + between(30 * MINUTE, 5 * HOUR)}
    after[Moment.AGREE] = after[Moment.PLAN] + between(20 * MINUTE, 6 * HOUR)
    after[Moment.SETTLE] = after[Moment.AGREE] + between(5 * MINUTE, HOUR)
    after[Moment.PAPER] = after[Moment.SETTLE] + between(5 * MINUTE, 30 * MINUTE)
    if story.rng.random() < DISPATCH_CANCELLED:
        after[Moment.CALL_OFF] = after[Moment.PAPER] + between(2 * HOUR, 12 * HOUR)
    return after
