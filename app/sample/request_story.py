"""One request of the demo on its way, from the customer's call to the end."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from app.context import Actor, Context
from app.forms.requests import HoldForm, RequestForm
from app.queries.money.pay_first import is_paid_for
from app.queries.requests.request_list import OPEN_STATES
from app.sample.callers import Caller
from app.sample.deals import Deal
from app.sample.ground import Ground
from app.sample.intake import ON_PAPER, Intake
from app.sample.keeping import Keeper, Subject
from app.sample.pace import DAY, HOUR, MINUTE, Manner, Moment, Pace, Recent, Standing
from app.sample.texts import CaseText, company, promise_texts
from app.sample.trade import Trade
from app.sample.trade_texts import trade_texts
from app.sample.trips import Trip
from app.services.promises.holding import put_on_hold
from app.services.requests.classing import confirm_class
from app.services.requests.joining import join_request, merge_request
from app.services.requests.moving import cancel_request, move_request, solve_request
from app.services.requests.registering import register_request
from app.services.requests.steps import record_customer_contacted, record_file_consulted
from models.enums import ClassBasis, RequestChannel, RequestState, Role, ServiceClass
from models.requests.request import Request

GOODWILL = 0.12
AWAITING = (*OPEN_STATES, RequestState.SOLVED)  # something may still be owed
LONG_HOLD = 0.3
ASSISTANT = Actor("xujia", "许嘉", frozenset({Role.SECRETARY}))  # whose long holds wait for the manager


class RequestStory:
    """Plans the steps of one request; each step looks at what is promised by then."""

    def __init__(
        self, trade: Trade, ground: Ground, caller: Caller, case: CaseText, pace: Pace, recent: Recent | None
    ) -> None:
        self._trade = trade
        self._story = story = trade.story
        self._context = story.context
        self._ground = ground
        self._caller = caller
        self._case = case
        self._pace = pace
        self._recent = recent
        self._secretary = company().secretary
        self._intake = Intake(story, caller, case, recent)
        most = caller.equipment.text.quantity if caller.equipment else 1
        self._places = {
            "who": caller.called,
            "eq": caller.equipment.text.name if caller.equipment else "设备",
            "no": str(story.rng.randint(1, most)),
            "n": str(story.rng.randint(2, 6)),
        }
        self._id = 0
        self._classed = False
        self._keeper: Keeper | None = None

    def plan(self, received_at: datetime, channel: RequestChannel) -> None:
        """Plan the registration; it plans the rest."""
        self._story.at(received_at + self._pace.after[Moment.REGISTER], lambda: self._register(received_at, channel))

    def plan_duplicate(self, received_at: datetime) -> None:
        """A colleague of the caller reports the same thing; it is found out soon after."""
        self._story.at(received_at + 2 * MINUTE, partial(self._report_again, received_at))

    def _said(self, text: str) -> str:
        return text.format(**self._places)

    # taking it in ------------------------------------------------------------------------------------------------

    def _register(self, received_at: datetime, channel: RequestChannel) -> None:
        self._id = self._enter(self._intake.form(received_at, channel, self._said(self._case.text)))
        deal = partial(self._trade.deal, self._caller, self._case, self._id, received_at)
        subject = Subject(self._id, self._caller, self._case, self._said, lambda: self._classed, deal)
        manner = self._recent.manner if self._recent else Manner()
        self._keeper = Keeper(self._story, subject, manner)
        self._keeper.look()
        steps: dict[Moment, Callable[[], None]] = {
            Moment.CONSULT: self._consult,
            Moment.CONTACT: self._contact,
            Moment.CLASS: self._confirm,
            Moment.PLAN: self._send,
            Moment.SOLVE: self._solve,
            Moment.CANCEL: self._cancel,
            Moment.AGAIN: self._call_again,
            Moment.HOLD: self._hold,
        }
        for moment, step in steps.items():
            if self._pace.has(moment):
                self._at(received_at + self._pace.after[moment], step)
        if self._recent is not None and self._recent.standing is not None:
            self._plan_standing(self._recent.standing)

    def _enter(self, form: RequestForm) -> int:
        """Register a form; a fax or letter lies in the scanner before."""
        if form.channel not in ON_PAPER:
            return register_request(self._context, form=form)
        with TemporaryDirectory() as folder:
            return register_request(self._context, form=replace(form, scan=self._intake.scan(form, Path(folder))))

    def _at(self, moment: datetime, step: Callable[[], None]) -> None:
        """Take a step while the request is open, and look at what is promised then."""

        def take() -> None:
            if self._state() in (OPEN_STATES if step != self._close else AWAITING):
                step()
                self._look()

        self._story.at(self._story.waking(moment), take)

    def _look(self) -> None:
        if self._keeper is not None and self._state() in AWAITING:
            self._keeper.look()

    def _state(self) -> RequestState:
        return _standing(self._context, self._id).state

    def _report_again(self, received_at: datetime) -> None:
        words = self._said(promise_texts().duplicate)
        form = self._intake.form(received_at, RequestChannel.PHONE, words)
        number = register_request(self._context, form=form)
        self._story.at(self._story.clock.now() + HOUR, partial(self._merge, number))

    def _merge(self, duplicate_id: int) -> None:
        version = _standing(self._context, duplicate_id).version
        if self._state() in OPEN_STATES:
            merge_request(
                self._context, record_id=duplicate_id, version=version, into_id=self._id,
                reason=promise_texts().merge_reason,
            )  # fmt: skip
        else:
            reason = promise_texts().merge_reason
            cancel_request(self._context, record_id=duplicate_id, version=version, reason=reason)

    def _call_again(self) -> None:
        """The customer asks how it stands: an entry of the log, not another request."""
        now = self._story.clock.now()
        text = self._said(self._story.rng.choice(promise_texts().again))
        form = replace(self._intake.form(now, RequestChannel.PHONE, text), lines=())
        join_request(self._context, record_id=self._id, form=form)

    # analysing ---------------------------------------------------------------------------------------------------

    def _consult(self) -> None:
        record_file_consulted(
            self._context, record_id=self._id, at=self._story.clock.now(), person=self._secretary,
            text="已查阅项目原始档案：合同、设备清单、调试记录。" if self._caller.project else "查无我方项目档案。",
        )  # fmt: skip

    def _contact(self) -> None:
        record_customer_contacted(
            self._context, record_id=self._id, at=self._story.clock.now(), person=self._secretary,
            counterpart=self._caller.name, text=self._said(self._case.learnt),
        )  # fmt: skip

    def _confirm(self) -> None:
        found = _standing(self._context, self._id)
        chosen, basis, reason = found.proposed_class, found.proposed_basis, ""
        if basis is ClassBasis.OUT_OF_WARRANTY and self._recent is None and self._story.rng.random() < GOODWILL:
            chosen, basis = ServiceClass.FREE, ClassBasis.GOODWILL
            reason = self._story.rng.choice(company().goodwill_reasons)
        confirm_class(
            self._context, record_id=self._id, version=found.version, service_class=chosen, basis=basis, reason=reason
        )
        self._classed = True
        excepted = self._recent.excepted if self._recent else self._case.urgent
        if chosen is ServiceClass.PAID and excepted:
            self._trade.consider_exception(self._id)

    # waiting -----------------------------------------------------------------------------------------------------

    def _hold(self) -> None:
        """The customer is waited for: mostly some hours, now and then some days, which the manager confirms."""
        long = self._story.rng.random() < LONG_HOLD
        length = self._story.between(DAY + HOUR, 4 * DAY) if long else self._story.between(3 * HOUR, 20 * HOUR)
        self._put_on_hold(length)

    def _put_on_hold(self, length: timedelta) -> None:
        now = self._story.clock.now()
        reason, note = self._story.rng.choice(promise_texts().holds)
        form = HoldForm(reason=reason, starts_at=now, ends_at=now + length, note=note)
        put_on_hold(self._context, record_id=self._id, form=form)

    def _plan_standing(self, standing: Standing) -> None:
        """The clocks stand when the story ends."""
        ago, ahead = {
            Standing.SHORT: (2 * HOUR, 5 * HOUR),
            Standing.LONG: (20 * HOUR, 2 * DAY),
            Standing.UNCONFIRMED: (4 * HOUR, 3 * DAY),
        }[standing]

        def hold() -> None:
            actor = self._context.actor
            self._context.actor = ASSISTANT if standing is Standing.UNCONFIRMED else actor
            try:
                self._put_on_hold(self._story.until + ahead - self._story.clock.now())
            finally:
                self._context.actor = actor

        self._at(self._story.until - ago, hold)

    # going there, and the end --------------------------------------------------------------------------------------

    def _send(self) -> None:
        if self._is_sold_elsewhere():
            return
        arrival = self._keeper.arrival if self._keeper else None
        trip = Trip(self._story, self._ground, self._id, self._case, self._pace, self._look)
        maker = self._caller.equipment.text.maker if self._caller.equipment else ""
        content, tools = self._said(self._case.job), self._said(self._case.tools)
        trip.plan(maker=maker, content=content, tools=tools, arrival=arrival)

    def _is_sold_elsewhere(self) -> bool:
        """Tell whether the customer pays for it by an order of the time before the program: people went without it."""
        deal = self._keeper.deal if self._keeper else None
        with self._context.read() as session:
            return deal is None and is_paid_for(session, self._id)

    def _version(self) -> int:
        return _standing(self._context, self._id).version

    def _solve(self) -> None:
        if self._put_off(self._solve):
            return
        deal = self._keeper.deal if self._keeper else None
        if deal is not None and deal.is_declined:
            self._give_up(deal)
            return
        solve_request(
            self._context, record_id=self._id, version=self._version(), result=self._said(self._case.result),
            cause=self._said(self._case.cause),
        )  # fmt: skip
        if deal is not None:
            deal.served()
        if self._pace.has(Moment.CLOSE):
            later = self._pace.after[Moment.CLOSE] - self._pace.after[Moment.SOLVE]
            self._at(self._story.clock.now() + later, self._close)

    def _close(self) -> None:
        """What nobody keeps any more is let go before."""
        if self._keeper is not None and not self._put_off(self._close):
            self._keeper.settle()
            move_request(self._context, record_id=self._id, version=self._version(), action="close")

    def _put_off(self, step: Callable[[], None]) -> bool:
        """Put a step off until the promises have been kept that somebody is about to keep; tells whether it is."""
        ready = self._keeper.ready_at() if self._keeper else None
        if ready is not None:
            self._at(ready + HOUR, step)
        return ready is not None

    def _give_up(self, deal: Deal) -> None:
        """Nothing is done for a customer who declined."""
        words = trade_texts()
        reason = words.words["declined_request"].format(reason=words.declined[deal.reason])
        cancel_request(self._context, record_id=self._id, version=self._version(), reason=reason)

    def _cancel(self) -> None:
        """What is being sold goes its way first, and then there is nothing to cancel."""
        if self._keeper is not None and self._keeper.deal is not None and self._keeper.deal.is_open:
            self._solve()
            return
        reason = self._story.rng.choice(company().cancel_reasons)
        cancel_request(self._context, record_id=self._id, version=self._version(), reason=reason)


@dataclass(frozen=True, slots=True)
class _Now:
    """A request as it stands now."""

    state: RequestState
    version: int
    proposed_class: ServiceClass
    proposed_basis: ClassBasis


def _standing(context: Context, record_id: int) -> _Now:
    columns = Request.state, Request.version, Request.proposed_class, Request.proposed_basis
    with context.read() as session:
        row = session.execute(select(*columns).where(Request.id == record_id)).one()
        return _Now(RequestState(row[0]), *row[1:])
