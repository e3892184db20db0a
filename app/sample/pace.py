"""How fast a request goes its way: which steps are taken, how long after it came in, how its promises are kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from app.sample.story import Story
from app.sample.texts import CaseText
from models.enums import CommitmentKind, PartClass, RequestKind, Severity

LATE = 0.09
AGAIN, HELD = 0.1, 0.07
DISPATCHED = 0.75
CANCELLED = 0.05
DISPATCH_CANCELLED = 0.08

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Moment(StrEnum):
    """The steps of a request that the demo takes."""

    REGISTER = "register"
    CONSULT = "consult"
    CONTACT = "contact"
    CLASS = "class"
    PLAN = "plan"
    AGREE = "agree"
    SETTLE = "settle"
    PAPER = "paper"
    CALL_OFF = "call_off"
    SOLVE = "solve"
    CLOSE = "close"
    CANCEL = "cancel"
    AGAIN = "again"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class Pace:
    """When each step is taken, counted from the receipt; a step that is not named is never taken."""

    after: Mapping[Moment, timedelta]

    def has(self, moment: Moment) -> bool:
        """Tell whether a step is taken."""
        return moment in self.after


@dataclass(frozen=True, slots=True)
class Wish:
    """What a request is to be about, each None for whatever comes: urgent, a visit, paid service, beyond 100 km, a
    supporting manufacturer.
    """

    urgent: bool | None = None
    visit: bool | None = None
    paid: bool | None = None
    far: bool | None = None
    maker: bool | None = None
    kind: RequestKind | None = None


@dataclass(frozen=True, slots=True)
class Manner:
    """How promises are kept: the share of them ``late``, those that nobody keeps (``leaves``).

    ``only_due`` leaves what is not due by the end of the story, but for the kinds in ``early``; ``agrees`` tells that a
    date is agreed where the clause leaves it to agreement.
    """

    late: float = LATE
    leaves: frozenset[CommitmentKind] = frozenset()
    early: frozenset[CommitmentKind] = frozenset()
    only_due: bool = False
    agrees: bool = True


class Standing(StrEnum):
    """Whether and how the clocks of a request stand at the end."""

    SHORT = "short"
    LONG = "long"  # confirmed by the manager
    UNCONFIRMED = "unconfirmed"  # waits for the manager


@dataclass(frozen=True, slots=True)
class Recent:
    """A request that is still open at the end: received ``minutes`` ago, got as far as ``upto``, answered or not.

    ``agreed`` tells whether the lending departments of its dispatch have given their word. ``misses`` are the kinds of
    promise that nobody has kept though they were due, ``dated`` whether dates left to agreement were agreed. ``part``
    is asked for with it; ``again`` makes it one more fault of the machine that keeps breaking down. A ``pressing`` one
    is urgent whatever it is about, an ``excepted`` one may go first and pay later.
    """

    minutes: int
    severity: Severity
    upto: Moment
    replied: bool
    agreed: bool = True
    wish: Wish = Wish()
    misses: frozenset[CommitmentKind] = frozenset()
    dated: bool = True
    part: PartClass | None = None
    standing: Standing | None = None
    again: bool = False
    large: bool = False
    pressing: bool = False
    excepted: bool = False

    @property
    def manner(self) -> Manner:
        """How its promises are kept."""
        reply = frozenset({CommitmentKind.REPLY})
        return Manner(
            late=0.0,
            leaves=self.misses if self.replied else self.misses | reply,
            early=reply if self.replied else frozenset(),
            only_due=True,
            agrees=self.dated,
        )

    def pace(self) -> Pace:
        """Spread the steps evenly over the first half of the time there was."""
        way = [Moment.REGISTER, Moment.CONSULT, Moment.CONTACT, Moment.CLASS, Moment.PLAN]
        way += [Moment.AGREE, Moment.SETTLE, Moment.PAPER] if self.agreed else []
        if self.upto is Moment.SOLVE:
            way = [*way[: way.index(Moment.PLAN)], Moment.SOLVE]
        taken = way[: way.index(self.upto) + 1]
        share = timedelta(minutes=self.minutes) / (2 * len(taken))
        after = {step: share * index for index, step in enumerate(taken, start=1)}
        after[Moment.REGISTER] = min(2 * MINUTE, share)
        return Pace(after)


_GENERAL, _MAJOR = Severity.GENERAL, Severity.MAJOR
_URGENT_NEAR = Wish(urgent=True, paid=False, far=False, maker=False)
_URGENT_FAR = Wish(urgent=True, paid=False, far=True)
_VISIT, _PAID = Wish(urgent=False, visit=True, paid=False), Wish(visit=False, paid=True)
_PARTS = Wish(paid=False, kind=RequestKind.SPARE_PARTS)
_SOLD = Wish(paid=True, kind=RequestKind.SPARE_PARTS)  # no agreement covers it
_ARRIVAL, _ANSWER = CommitmentKind.ARRIVAL, CommitmentKind.VISIT_ANSWER
_QUOTATION, _NEEDED = CommitmentKind.QUOTATION, CommitmentKind.PARTS
RECENT: tuple[Recent, ...] = (
    # overdue: a first reply, a visit, an answer on one, a quotation, a part, a follow-up call
    Recent(4 * 60 + 35, _GENERAL, Moment.CONSULT, replied=False),
    Recent(25 * 60 + 40, _MAJOR, Moment.CLASS, replied=False, wish=Wish(visit=False, paid=False)),
    Recent(26 * 60 + 10, _MAJOR, Moment.CLASS, replied=True, wish=_URGENT_NEAR, misses=frozenset({_ARRIVAL})),
    Recent(13 * 60 + 20, _MAJOR, Moment.CONTACT, replied=True, wish=_URGENT_FAR, misses=frozenset({_ANSWER})),
    Recent(27 * 60, _GENERAL, Moment.CLASS, replied=True, wish=_PAID, misses=frozenset({_QUOTATION})),
    Recent(29 * 60, _GENERAL, Moment.CLASS, True, wish=_PARTS, part=PartClass.COMMON, misses=frozenset({_NEEDED})),
    Recent(54 * 60, _GENERAL, Moment.SOLVE, True, wish=Wish(visit=False), misses=frozenset({CommitmentKind.FOLLOW_UP})),
    # due within the hour, then today
    Recent(3 * 60 + 12, _GENERAL, Moment.CONTACT, replied=False),
    Recent(23 * 60 + 20, _MAJOR, Moment.CLASS, replied=False, wish=Wish(visit=False, paid=False)),
    Recent(2 * 60 + 5, _GENERAL, Moment.CONSULT, replied=False),
    Recent(19 * 60, _MAJOR, Moment.CONTACT, replied=False, wish=Wish(visit=False)),
    Recent(70, _GENERAL, Moment.REGISTER, replied=False),
    Recent(5 * 60 + 15, _GENERAL, Moment.CLASS, replied=True, wish=_SOLD, pressing=True),
    Recent(44 * 60, _GENERAL, Moment.CLASS, replied=True, wish=_SOLD, pressing=True, excepted=True),
    Recent(20 * 60, _MAJOR, Moment.PLAN, replied=True, wish=_URGENT_NEAR),
    # fresh
    Recent(34, _GENERAL, Moment.REGISTER, replied=False),
    Recent(6, _GENERAL, Moment.REGISTER, replied=False),
    # the next days
    Recent(7 * 60 + 30, _MAJOR, Moment.CLASS, replied=True, wish=_URGENT_FAR),
    Recent(50 * 60 + 40, _GENERAL, Moment.CLASS, replied=True, wish=_PARTS, part=PartClass.DOMESTIC),
    Recent(5 * 60 + 50, _GENERAL, Moment.CLASS, replied=True, wish=_SOLD, large=True),
    Recent(30 * 60, _GENERAL, Moment.CLASS, replied=True, wish=_VISIT),
    Recent(22 * 60, _GENERAL, Moment.SOLVE, replied=True, wish=Wish(visit=False)),
    # a date is still to be agreed
    Recent(28 * 60, _GENERAL, Moment.CLASS, replied=True, wish=_VISIT, dated=False),
    Recent(47 * 60, _MAJOR, Moment.CLASS, replied=True, wish=Wish(urgent=False, visit=True), dated=False, again=True),
    Recent(32 * 60, _GENERAL, Moment.CLASS, replied=True, wish=_PARTS, part=PartClass.IMPORTED, dated=False),
    # the clocks stand
    Recent(33 * 60, _MAJOR, Moment.CLASS, replied=True, wish=_URGENT_FAR, standing=Standing.UNCONFIRMED),
    Recent(52 * 60, _MAJOR, Moment.CLASS, replied=True, wish=_URGENT_NEAR, standing=Standing.LONG),
    Recent(9 * 60, _MAJOR, Moment.CLASS, replied=True, wish=_URGENT_NEAR, standing=Standing.SHORT),
    # people are to be sent
    Recent(31 * 60, _MAJOR, Moment.PLAN, replied=True, agreed=False, wish=_VISIT),
    Recent(50 * 60, _GENERAL, Moment.PLAN, replied=True, agreed=False, wish=_VISIT),
    Recent(53 * 60, _GENERAL, Moment.AGREE, replied=True, wish=_VISIT),
    Recent(56 * 60, _MAJOR, Moment.SETTLE, replied=True, wish=_VISIT),
    Recent(73 * 60, _MAJOR, Moment.PAPER, replied=True, wish=_VISIT),
)


def ordinary_pace(story: Story, case: CaseText, *, written: bool) -> Pace:
    """Draw the way of a request that goes to its end; a ``written`` one waits until somebody opens the post."""
    between = story.between
    after = {Moment.REGISTER: between(20 * MINUTE, 2 * HOUR) if written else between(MINUTE, 8 * MINUTE)}
    after[Moment.CONSULT] = after[Moment.REGISTER] + between(8 * MINUTE, 50 * MINUTE)
    after[Moment.CONTACT] = after[Moment.CONSULT] + between(5 * MINUTE, 40 * MINUTE)
    after[Moment.CLASS] = after[Moment.CONTACT] + between(10 * MINUTE, 2 * HOUR)
    if story.rng.random() < AGAIN:
        after[Moment.AGAIN] = after[Moment.CLASS] + between(3 * HOUR, 2 * DAY)
    if story.rng.random() < HELD:
        after[Moment.HOLD] = after[Moment.CLASS] + between(10 * MINUTE, 5 * HOUR)
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


def _dispatch(story: Story, classed: timedelta) -> dict[Moment, timedelta]:
    between = story.between
    after = {Moment.PLAN: classed + between(30 * MINUTE, 5 * HOUR)}
    after[Moment.AGREE] = after[Moment.PLAN] + between(20 * MINUTE, 6 * HOUR)
    after[Moment.SETTLE] = after[Moment.AGREE] + between(5 * MINUTE, HOUR)
    after[Moment.PAPER] = after[Moment.SETTLE] + between(5 * MINUTE, 30 * MINUTE)
    if story.rng.random() < DISPATCH_CANCELLED:
        after[Moment.CALL_OFF] = after[Moment.PAPER] + between(2 * HOUR, 12 * HOUR)
    return after
