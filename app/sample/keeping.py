"""How the promises of a request are kept: each is looked at when it comes up, and kept in time, late, or not yet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from typing import TypedDict

from sqlalchemy import select

from app.sample.callers import Caller
from app.sample.deals import Deal
from app.sample.pace import DAY, HOUR, MINUTE, Manner
from app.sample.story import Story
from app.sample.texts import CaseText, company, promise_texts
from app.services.promises.agreeing import agree_date
from app.services.promises.waiving import waive_promise
from app.services.requests.steps import (
    record_arrival,
    record_follow_up,
    record_handed_over,
    record_quotation_sent,
    record_reply,
    record_visit_answer,
)
from models.commitment import Commitment
from models.enums import CommitmentKind, CommitmentState

UNSATISFIED, WITHOUT_JUDGEMENT, WAIVED, GUIDED = 0.1, 0.06, 0.04, 0.15
ARRIVING = time(10)
Slot = tuple[CommitmentKind, int]


class _Told(TypedDict):
    """What the services want of anything that was told: of which request, when, by whom to whom, what."""

    record_id: int
    at: datetime
    person: str
    counterpart: str
    text: str


@dataclass(frozen=True, slots=True)
class Owing:
    """A promise that is still owed; ``due`` None while its date is to be agreed."""

    kind: CommitmentKind
    slot: int
    due: datetime | None


@dataclass(frozen=True, slots=True)
class Subject:
    """The request: who called, what about, and how its texts are filled in; ``may_quote`` once its class stands.

    ``deal`` returns what is sold to the customer, None where the quotation is made by hand.
    """

    record_id: int
    caller: Caller
    case: CaseText
    said: Callable[[str], str]
    may_quote: Callable[[], bool]
    deal: Callable[[], Deal | None]


class Keeper:
    """Keeps the promises of one request."""

    def __init__(self, story: Story, subject: Subject, manner: Manner) -> None:
        self._story = story
        self._context = story.context
        self._subject = subject
        self._manner = manner
        self._words = promise_texts()
        self._planned: dict[Slot, datetime | None] = {}  # what has been seen to, by the due time it had then
        self._moments: dict[Slot, datetime] = {}
        self._deal: Deal | None = None
        self.arrival: datetime | None = None  # when somebody is on site, as far as one knows
        self._deeds: Mapping[CommitmentKind, Callable[[Owing], None]] = {
            CommitmentKind.REPLY: self._reply,
            CommitmentKind.VISIT_ANSWER: self._visit_answer,
            CommitmentKind.ARRIVAL: self._arrive,
            CommitmentKind.QUOTATION: self._quote,
            CommitmentKind.PARTS: self._hand_over,
            CommitmentKind.FOLLOW_UP: self._follow_up,
        }

    def look(self) -> None:
        """See to every promise that is new or has another due time; called after each step of the request."""
        for line in self._open():
            slot = line.kind, line.slot
            if line.kind in self._deeds and (slot not in self._planned or self._planned[slot] != line.due):
                self._planned[slot] = line.due
                self._see_to(line)

    @property
    def deal(self) -> Deal | None:
        """What is sold to the customer, as soon as something is."""
        return self._deal

    def ready_at(self) -> datetime | None:
        """Return when the last promise that is being kept will be, None when nothing more is to come."""
        coming = [moment for moment in self._moments.values() if moment > self._story.clock.now()]
        dealt = self._deal.ready_at() if self._deal else None
        return max([*coming, dealt] if dealt else coming, default=None)

    def settle(self) -> None:
        """Let go what nobody keeps any more: the manager waives it before the request is closed."""
        for line in self._open():
            self._waive(line)

    def _open(self) -> list[Owing]:
        table = Commitment.__table__.c
        found = select(table.kind, table.slot, table.due_at).where(
            table.record_id == self._subject.record_id, table.state == CommitmentState.OPEN
        )
        with self._context.read() as session:
            return [Owing(*row) for row in session.execute(found.order_by(table.id))]

    # planning ----------------------------------------------------------------------------------------------------

    def _see_to(self, line: Owing) -> None:
        manner, due = self._manner, line.due
        if line.kind in manner.leaves:
            return
        if due is None:
            if manner.agrees:
                self._plan(line, self._story.clock.now() + self._story.between(2 * HOUR, 20 * HOUR), self._agree)
        elif due <= self._story.until or line.kind in manner.early or not manner.only_due:
            self._plan(line, self._moment(line, due), partial(self._keep, 0))

    def _moment(self, line: Owing, due: datetime) -> datetime:
        """Return when a promise is kept: mostly in good time, now and then too late."""
        now, rng = self._story.clock.now(), self._story.rng
        left = max(due - now, MINUTE)
        if rng.random() < self._manner.late:
            return max(due, now) + self._story.between(20 * MINUTE, max(left, 3 * HOUR))
        at_once = left * rng.uniform(0.1, 0.8)
        return (
            now + min(at_once, self._story.between(10 * MINUTE, 10 * HOUR)) if line.kind in _AT_DESK else now + at_once
        )

    def _plan(self, line: Owing, moment: datetime, deed: Callable[[Owing], None]) -> None:
        slot, moment = (line.kind, line.slot), self._story.waking(moment)
        self._moments[slot] = moment
        if line.kind is CommitmentKind.ARRIVAL:
            self.arrival = moment
        self._story.at(moment, partial(self._do, slot, moment, deed))

    def _do(self, slot: Slot, moment: datetime, deed: Callable[[Owing], None]) -> None:
        """Keep a promise if it is still owed and nothing else was planned for it meanwhile."""
        line = next((line for line in self._open() if (line.kind, line.slot) == slot), None)
        if line is not None and self._moments[slot] == moment:
            deed(line)
            self.look()

    def _keep(self, tries: int, line: Owing) -> None:
        """A quotation and a part wait until the class stands (C3.2)."""
        if line.kind in _AFTER_CLASS and not self._subject.may_quote():
            if tries < _MOST_TRIES:
                later = self._story.clock.now() + 30 * MINUTE
                self._plan(line, later, partial(self._keep, tries + 1))
            return
        self._deeds[line.kind](line)

    # deeds -------------------------------------------------------------------------------------------------------

    def _agree(self, line: Owing) -> None:
        """The clause leaves the date to agreement; now and then the customer needs nobody any more."""
        now, rng = self._story.clock.now(), self._story.rng
        if rng.random() < WAIVED and not self._manner.only_due:
            self._waive(line)
            return
        day = (now.astimezone(self._story.zone) + self._story.between(2 * DAY, 6 * DAY)).date()
        agree_date(
            self._context, record_id=self._subject.record_id, kind=line.kind, slot=line.slot,
            due_at=self._story.moment_on(day, ARRIVING) + self._story.between(timedelta(), 6 * HOUR),
            agreed_with=self._subject.caller.name, reason=rng.choice(self._words.agreed),
        )  # fmt: skip

    def _waive(self, line: Owing) -> None:
        waive_promise(
            self._context, record_id=self._subject.record_id, kind=line.kind, slot=line.slot,
            reason=self._story.rng.choice(self._words.waived),
        )  # fmt: skip

    def _reply(self, _line: Owing) -> None:
        guided = not self._subject.case.visit and self._story.rng.random() < GUIDED
        text = self._subject.case.reply
        if guided:
            text = f"{text}{self._story.rng.choice(self._words.guidance)}"
        record_reply(self._context, **self._told(text), guidance=guided)

    def _visit_answer(self, _line: Owing) -> None:
        now = self._story.clock.now()
        arrival = max(self.arrival or now, now + HOUR)
        people = "、".join(self._story.rng.sample([person.name for person in company().staff[:4]], 2))
        text = self._story.rng.choice(self._words.visit_answers).replace("{people}", people)
        record_visit_answer(self._context, **self._told(text), arrival_at=arrival, people=people)

    def _arrive(self, _line: Owing) -> None:
        who = self._story.rng.choice(company().staff[:4]).name
        text = self._subject.said(self._story.rng.choice(self._words.arrivals))
        record_arrival(
            self._context, record_id=self._subject.record_id, at=self._story.clock.now(), person=who, text=text
        )

    def _quote(self, line: Owing) -> None:
        """Write the quotation, and send it soon after; without a deal it is made outside the program."""
        self._deal = self._deal or self._subject.deal()
        if self._deal is not None:
            if self._deal.offer.id:
                self._deal.send()
            else:
                self._plan(line, self._story.clock.now() + self._deal.write(), self._quote)
            return
        record_quotation_sent(self._context, **self._told(self._story.rng.choice(self._words.quotations)))

    def _hand_over(self, line: Owing) -> None:
        record_handed_over(
            self._context, record_id=self._subject.record_id, line_no=line.slot, at=self._story.clock.now(),
            person=company().secretary, text=self._subject.said(self._story.rng.choice(self._words.handed_over)),
        )  # fmt: skip

    def _follow_up(self, _line: Owing) -> None:
        drawn, words = self._story.rng.random(), self._words
        satisfied = True if drawn > UNSATISFIED + WITHOUT_JUDGEMENT else None if drawn > UNSATISFIED else False
        choices = {True: words.satisfied, None: words.no_judgement, False: words.unsatisfied}[satisfied]
        told = self._told(self._story.rng.choice(choices))
        record_follow_up(self._context, **told, satisfied=satisfied)

    def _told(self, text: str) -> _Told:
        return {
            "record_id": self._subject.record_id,
            "at": self._story.clock.now(),
            "person": company().secretary,
            "counterpart": self._subject.caller.name,
            "text": self._subject.said(text),
        }


_AT_DESK = frozenset({CommitmentKind.REPLY, CommitmentKind.VISIT_ANSWER, CommitmentKind.QUOTATION})
_AFTER_CLASS = frozenset({CommitmentKind.QUOTATION, CommitmentKind.PARTS})
_MOST_TRIES = 100  # half hours: two days
