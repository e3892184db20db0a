"""The demo's store: what lies there, and spare parts planned so that one stands at every stage (C6)."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial

from app.forms.material.parts import CountForm, CountLineForm, StockForm
from app.queries.material.counts import count_form
from app.sample.approving import Approvals
from app.sample.callers import Caller
from app.sample.ground import Ground
from app.sample.pace import DAY, HOUR, MINUTE
from app.sample.stock_texts import Shelf, stock_texts
from app.sample.story import Step, Story
from app.sample.supply import Supply, Wanted
from app.sample.texts import PartText, parts
from app.sample.trade import Trade
from app.services.material.counts import save_count, submit_count
from app.services.material.stock_by_hand import move_by_hand
from app.services.papers import issue_paper
from models.enums import ArrivalCondition, PartFamily, StockAnswer

COUNT = "stock_count"
KEEPS = timedelta(days=700)
STOCK, BUY, CLOSE = StockAnswer.FROM_STOCK, StockAnswer.BUY, StockAnswer.SUBSTITUTE
Scene = Callable[[Supply], None]
HALF = Decimal("0.5")

_Order = tuple[str, int, StockAnswer, str]  # code, how many, the answer, the close model
PIECES: tuple[tuple[tuple[_Order, ...], Mapping[timedelta, tuple[Scene, ...]]], ...] = (
    (
        (("BJ-PU-002", 2, STOCK, ""), ("SB-VA-101", 1, CLOSE, "SB-VA-102"), ("BJ-PU-001", 1, STOCK, ""),
         ("BJ-ED-001", 2, BUY, "")),
        {
            26 * DAY: (Supply.ask, Supply.look, Supply.issue, Supply.buy),
            25 * DAY: (partial(Supply.order, days=9),),
            18 * DAY: (Supply.receive, Supply.issue),
            17 * DAY: (Supply.ship,),
            15 * DAY: (Supply.track,),
            13 * DAY: (Supply.track,),
            12 * DAY: (Supply.arrive,),
            11 * DAY: (Supply.confirm, Supply.bring_back, Supply.swap),
            9 * DAY: (Supply.finish,),
        },
    ),
    (
        (("BJ-RO-001", 20, STOCK, ""), ("BJ-RO-003", 1, STOCK, "")),
        {7 * DAY: (Supply.ask, Supply.look, Supply.issue), 6 * DAY: (Supply.ship,), 4 * DAY: (Supply.track,)},
    ),
    (
        (("BJ-DS-001", 2, STOCK, ""),),
        {3 * DAY: (Supply.ask, Supply.look, Supply.issue), 2 * DAY: (Supply.notify,)},
    ),
    (
        (("BJ-UF-002", 4, STOCK, ""),),
        {
            13 * DAY: (Supply.ask, Supply.look, Supply.issue),
            12 * DAY: (Supply.ship,),
            10 * DAY: (Supply.track,),
            9 * DAY: (partial(Supply.arrive, condition=ArrivalCondition.DAMAGED),),
            1 * DAY: (Supply.track,),
        },
    ),
    (
        (("BJ-IN-003", 3, STOCK, ""),),
        {
            40 * DAY: (Supply.ask, Supply.look, Supply.issue),
            39 * DAY: (Supply.ship,),
            37 * DAY: (Supply.track,),
            36 * DAY: (Supply.arrive,),
            35 * DAY: (partial(Supply.confirm, signed=False), Supply.swap),
            34 * DAY: (Supply.finish,),
        },
    ),
    ((("BJ-OZ-002", 1, BUY, ""),), {2 * DAY: (Supply.ask, Supply.look, Supply.buy)}),
    (
        (("BJ-UF-001", 2, BUY, ""),),
        {20 * DAY: (Supply.ask, Supply.look, Supply.buy), 19 * DAY: (partial(Supply.order, days=14),)},
    ),
    (
        (("BJ-MR-001", 2, BUY, ""),),
        {
            24 * DAY: (Supply.ask, Supply.look, Supply.buy),
            23 * DAY: (partial(Supply.order, days=25),),
            5 * DAY: (partial(Supply.receive, share=HALF),),
        },
    ),
    ((("BJ-OZ-002", 1, BUY, ""),), {6 * HOUR: (Supply.ask, Supply.look, partial(Supply.buy, own=True))}),
    ((("BJ-MB-001", 4, STOCK, ""),), {DAY: (Supply.ask, Supply.look, Supply.approve)}),
    ((("BJ-FL-001", 2, STOCK, ""),), {5 * HOUR: (Supply.ask, Supply.look, Supply.draft_slip)}),
    ((("BJ-BL-001", 2, STOCK, ""),), {4 * HOUR: (Supply.ask,)}),
    ((("BJ-BL-002", 1, STOCK, ""),), {2 * DAY: (Supply.ask, Supply.look, Supply.approve, Supply.check, Supply.swap)}),
    ((("BJ-RO-003", 1, STOCK, ""),), {3 * DAY: (Supply.ask, Supply.look, Supply.issue)}),
    (
        (("BJ-MR-002", 10, STOCK, ""),),
        {2 * DAY: (Supply.ask, Supply.look, Supply.issue), 5 * HOUR: (Supply.draft_shipment,)},
    ),
    ((("BJ-DS-003", 1, BUY, ""),), {3 * HOUR: (Supply.ask, Supply.look, Supply.draft_purchase)}),
)  # fmt: skip
NEEDS_PRINTER = frozenset({Supply.ship, Supply.notify})


class Store:
    """Plans what happens in the store; whose turn it is goes through the plants under warranty."""

    def __init__(self, trade: Trade, ground: Ground) -> None:
        self._story: Story = trade.story
        self._context = trade.story.context
        self._prices = trade.desk.prices
        self._approvals: Approvals = trade.desk.approvals
        self._ground = ground
        self._words = stock_texts().words
        self._turn = 0

    def plan(self) -> None:
        """Plan the opening stock, what customers ask for, and two counts."""
        for code, shelf in stock_texts().shelves.items():
            if shelf.opening:
                self._on(shelf.days, partial(self._open, code, shelf))
        for orders, scenes in PIECES:
            self._plan(orders, scenes)
        self._on(33, partial(self._count, ("BJ-PU-001", "BJ-PU-002", "BJ-RO-001"), ended=True))
        self._on(1, partial(self._count, ("BJ-DS-001", "BJ-DS-002", "BJ-IN-001", "YJ-003"), ended=False))
        self._on(1, partial(self._plan_count, ("BJ-BL-001", "BJ-BL-002", "BJ-DW-001")))

    def _on(self, days: int, step: Step) -> None:
        """Take a step in the morning so many days before the end, but never before the story begins."""
        moment = self._story.office_hour(self._story.day_before(days)) - 20 * MINUTE
        self._story.at(max(moment, self._story.start + 2 * HOUR), step)

    def _open(self, code: str, shelf: Shelf) -> None:
        now = self._story.clock.now()
        is_chemical = shelf.family is PartFamily.CHEMICAL
        form = StockForm(
            quantity=shelf.opening, at=now, person=self._words["keeper"], reason=self._words["opening"],
            batch=f"{self._story.today():%y%m%d}" if is_chemical else "",
            expires_on=self._story.today() + KEEPS if is_chemical else None,
        )  # fmt: skip
        move_by_hand(self._context, part_id=self._prices.part_id(code), form=form)

    # requests for parts ------------------------------------------------------------------------------------------

    def _plan(self, orders: tuple[_Order, ...], scenes: Mapping[timedelta, tuple[Scene, ...]]) -> None:
        """Each scene in the hours at which people work."""
        wanted = [Wanted(_part(code), count, answer, chosen) for code, count, answer, chosen in orders]
        made: list[Supply] = []

        def play(scene: Scene) -> None:
            if not made:
                made.append(Supply(self._story, self._prices, self._caller(), wanted))
            scene(made[0])

        moment = self._story.start
        for ago, taken in scenes.items():
            moment = max(self._moment(ago), moment)  # what falls on a weekend is done on the Friday before
            for scene in taken:
                self._story.at(moment, partial(play, scene))
                moment += 7 * MINUTE
        self._turn += 1

    def _moment(self, ago: timedelta) -> datetime:
        if ago < DAY:
            return self._story.until - ago
        day = (self._story.until - ago).astimezone(self._story.zone).date()
        return self._story.office_hour(day) + (self._turn % 5) * 13 * MINUTE

    def _caller(self) -> Caller:
        """Return the next customer with a plant that is still under warranty."""
        today = self._story.today()
        having = [
            (customer, plant)
            for customer in self._ground.customers
            for plant in customer.projects
            if plant.is_free(today) and plant.equipment
        ]
        self._turn += 1
        customer, plant = having[(self._turn * 3) % len(having)]
        thing = next(iter(plant.equipment.values()))
        return Caller(customer, plant, thing, customer.text.contacts[0][0], customer.phones[0])

    # counts ------------------------------------------------------------------------------------------------------

    def _plan_count(self, codes: tuple[str, ...]) -> None:
        """A count that somebody is still to make."""
        self._draw(codes)

    def _draw(self, codes: tuple[str, ...]) -> int:
        """Draw up the sheet of a count."""
        lines = tuple(CountLineForm(part_id=self._prices.part_id(code)) for code in codes)
        return save_count(self._context, form=CountForm(scope=self._words["scope"], lines=lines))

    def _count(self, codes: tuple[str, ...], *, ended: bool) -> None:
        """Count some parts; the first of them lacks one piece."""
        count = self._draw(codes)
        _drawn, there = count_form(self._context, count)
        found = tuple(
            CountLineForm(
                part_id=part.part_id, counted=part.expected - (1 if place == 0 else 0),
                reason=self._words["missing"] if place == 0 else "",
            )
            for place, part in enumerate(there)
        )  # fmt: skip
        form = CountForm(
            scope=self._words["scope"], counted_by=self._words["counter"], witness=self._words["witness"],
            counted_at=self._story.clock.now(), lines=found, version=self._story.version_of(count),
        )  # fmt: skip
        save_count(self._context, form=form, record_id=count)
        approval = submit_count(self._context, record_id=count, version=self._story.version_of(count))
        if self._context.printer is not None:
            issue_paper(self._context, form_id=COUNT, record_id=count)
        if ended and approval is not None:
            self._approvals.grant(approval)


def _part(code: str) -> PartText:
    texts = [*stock_texts().machines, *(part for some in parts().values() for part in some)]
    return next(text for text in texts if text.code == code)
