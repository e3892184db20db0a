"""What a paid request leads to in the demo: a quotation, the customer's answer, an order, and its money."""

from datetime import datetime, timedelta

from app.sample.jobs import Job
from app.sample.offers import Client, Desk, Offer
from app.sample.pace import DAY, HOUR, MINUTE
from app.sample.plots import Answer, Paying, Plot
from app.sample.story import Step
from models.enums import DeclineReason, InstalmentKind, OrderState, QuotationState

BALANCE = (InstalmentKind.BALANCE,)


class Deal:
    """One deal; it plans its own steps from the sending of the quotation on."""

    def __init__(self, desk: Desk, client: Client, plot: Plot) -> None:
        self._desk = desk
        self._story = desk.story
        self._plot = plot
        self.offer = Offer(desk, client, plot)
        self.job = Job(desk, client, plot)
        self._ready: datetime | None = None

    def ready_at(self) -> datetime | None:
        """Return when order and advance will be there, None once they are: until then nobody leaves (C9.1)."""
        return self._ready if self._ready is not None and self._ready > self._story.clock.now() else None

    @property
    def is_declined(self) -> bool:
        """Whether the customer said no."""
        return bool(self.offer.id) and self.offer.state == QuotationState.DECLINED

    @property
    def reason(self) -> DeclineReason:
        """Why the customer says no, if so."""
        return self._plot.reason

    @property
    def is_open(self) -> bool:
        """Whether something has been written down that is not over."""
        return bool(self.offer.id) and not self.is_declined

    def write(self) -> timedelta:
        """Write the quotation and have it approved; returns how long it takes until it is sent."""
        self.offer.write()
        self.offer.approve()
        return self._between(15 * MINUTE, 50 * MINUTE)

    def send(self) -> None:
        """Send it, and plan what the customer says."""
        self.offer.send()
        answer = self._between(4 * HOUR, 20 * HOUR)
        if self._plot.talks:
            self._at(self._between(2 * HOUR, 4 * HOUR), self.offer.talk)
        if self._plot.revised:
            self._at(self._between(3 * HOUR, 4 * HOUR), self.offer.revise)
            answer += 6 * HOUR
        steps = {Answer.YES: self._accept, Answer.NO: self.offer.decline}
        if self._plot.answer in steps:
            self._at(answer, steps[self._plot.answer])

    def _accept(self) -> None:
        self.offer.accept()
        self._at(self._between(20 * MINUTE, 2 * HOUR), self._order)

    def _order(self) -> None:
        self.job.follow(self.offer.id)
        self._at(self._between(HOUR, 3 * HOUR), self._enforce)

    def _enforce(self) -> None:
        self.job.sign()
        self.job.enforce()
        self._at(self._between(HOUR, 5 * HOUR), self._advance)

    def _advance(self) -> None:
        self.job.pay(InstalmentKind.ADVANCE)

    def served(self) -> None:
        """The work is done: the order ends, and what is left is paid, or not."""
        if not self.job.id or self.job.state != OrderState.EFFECTIVE:
            return
        self.job.serve()
        self.job.invoice(*BALANCE)
        if self._plot.paying is not Paying.OWING:
            late = self._plot.paying is Paying.LATE
            paid = self._between(20 * DAY, 30 * DAY) if late else self._between(2 * DAY, 12 * DAY)
            self._at(paid, self._settle)

    def _settle(self) -> None:
        self.job.pay(*BALANCE)
        self.job.settle()

    def _between(self, shortest: timedelta, longest: timedelta) -> timedelta:
        low, high = (round(length.total_seconds() / 60) for length in (shortest, longest))
        return timedelta(minutes=self._desk.rng.randint(low, high))

    def _at(self, later: timedelta, step: Step) -> None:
        moment = self._story.waking(self._story.clock.now() + later)
        self._ready = moment
        self._story.at(moment, step)
