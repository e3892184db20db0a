"""Quotations and orders that nobody asked for, planned so that at the end of the story one stands at every stage."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import partial

from app.sample.callers import Caller
from app.sample.deals import BALANCE
from app.sample.ground import Ground
from app.sample.jobs import Job
from app.sample.offers import Client, Offer
from app.sample.pace import DAY, HOUR, MINUTE
from app.sample.plots import AT_A_LOSS, CHEAP, LARGE, Answer, Plot
from app.sample.trade import Trade
from app.sample.trade_texts import trade_texts
from app.services.trade.order_steps import cancel_order
from app.services.trade.quotations import cancel_quotation
from models.enums import DeclineReason, InstalmentKind, Role

ADVANCE = (InstalmentKind.ADVANCE,)
ORDINARY, HALVED = Plot(), Plot(halved=True)
SILENT = Plot(Answer.NOTHING)
REFUSED = (("blower", DeclineReason.NO_BUDGET, 47), ("filter", DeclineReason.COMPETITOR, 38))


@dataclass(slots=True)
class _Case:
    """A quotation and the order it may lead to."""

    offer: Offer
    job: Job


Scene = Callable[[_Case], None]


@dataclass(frozen=True, slots=True)
class Piece:
    """A deal about ``role`` that goes by ``plot``: its ``scenes`` by how long before the end they happen."""

    role: str
    plot: Plot
    scenes: Mapping[timedelta, Scene]
    needs_printer: bool = True
    goods_only: bool = False


def _approve(case: _Case) -> None:
    case.offer.write()
    case.offer.approve()


def _send(case: _Case) -> None:
    _approve(case)
    case.offer.send()


def _wait_for_manager(case: _Case) -> None:
    case.offer.write()
    case.offer.submit()


def _order(case: _Case) -> None:
    case.offer.accept()
    case.job.follow(case.offer.id)


def _enforce(case: _Case) -> None:
    case.job.sign()
    case.job.enforce()
    case.job.invoice(*ADVANCE)


def _enforce_unasked(case: _Case) -> None:
    """In force since today; neither is its advance in nor its material asked for."""
    case.job.sign()
    case.job.enforce(asks=False)
    case.job.invoice(*ADVANCE)


def _start(case: _Case) -> None:
    """In force and paid as far as it is to be before anything is done."""
    _enforce(case)
    case.job.pay(*ADVANCE)


def _serve(case: _Case) -> None:
    case.job.serve()
    case.job.invoice(*BALANCE)


def _finish(case: _Case) -> None:
    case.job.pay(*BALANCE)
    case.job.settle()


def _talk_again_tomorrow(case: _Case) -> None:
    case.offer.talk(DAY)


def _draft_order(case: _Case) -> None:
    case.offer.accept()
    case.job.draft(case.offer.id)


def _order_otherwise(case: _Case) -> None:
    """The customer asks for something more: the order says other things than the quotation and waits for a yes."""
    case.offer.accept()
    case.job.draft(case.offer.id)
    case.job.add_day()
    case.job.submit()


def _decline(case: _Case) -> None:
    case.offer.decline()


class Showcase:
    """Plans the pieces; whose turn it is goes through the customers that have a plant of ours."""

    def __init__(self, trade: Trade, ground: Ground) -> None:
        self._trade = trade
        self._story = trade.story
        self._ground = ground
        self._turn = 0

    def plan(self) -> None:
        """Plan all pieces that can be made: without a printer nothing is sent."""
        for piece in self._pieces():
            if self._story.context.printer is not None or not piece.needs_printer:
                self._plan(piece)

    def _pieces(self) -> tuple[Piece, ...]:
        return (
            Piece("ozone", ORDINARY, {2 * HOUR: lambda case: case.offer.write()}, needs_printer=False),
            Piece("dosing", ORDINARY, {3 * HOUR: _wait_for_manager}, needs_printer=False),
            Piece("ro", LARGE, {22 * HOUR: self._wait_for_leader}, needs_printer=False),
            Piece("pump", ORDINARY, {25 * HOUR: self._return}, needs_printer=False),
            Piece("instrument", ORDINARY, {5 * HOUR: _approve, 4 * HOUR: lambda case: case.offer.print()}),
            Piece("filter", SILENT, {8 * DAY: _send}),
            Piece("uf", SILENT, {27 * DAY: _send, 25 * DAY: _talk_again_tomorrow, 24 * DAY: lambda c: c.offer.talk()}),
            Piece("blower", CHEAP, {33 * DAY: _send, 31 * DAY: lambda case: case.offer.talk()}),
            Piece("mixedbed", Plot(Answer.NOTHING, discount=Decimal("0.06"), revised=True), {
                12 * DAY: _send, 11 * DAY: lambda case: case.offer.talk(), 7 * DAY: lambda case: case.offer.revise(),
                5 * DAY: lambda case: case.offer.talk(7 * DAY),
            }),
            Piece("dewater", CHEAP, {2 * DAY: _send}),
            *(
                Piece(role, Plot(Answer.NO, reason=reason), {ago * DAY: _send, (ago - 3) * DAY: _decline})
                for role, reason, ago in REFUSED
            ),
            Piece("ozone", ORDINARY, {40 * DAY: _send, 39 * DAY: self._cancel}),
            Piece("ro", LARGE, {75 * DAY: _send, 73 * DAY: _order, 72 * DAY: _start, 60 * DAY: _serve,
                                50 * DAY: _finish}),
            Piece("pump", AT_A_LOSS, {55 * DAY: _send, 54 * DAY: _order, 53 * DAY: _start, 47 * DAY: _serve,
                                      45 * DAY: _finish}),
            Piece("mbr", HALVED, {64 * DAY: _send, 62 * DAY: _order, 61 * DAY: _start, 45 * DAY: _serve}),
            Piece("dosing", HALVED, {30 * DAY: _send, 28 * DAY: _order, 27 * DAY: _start, 8 * DAY: _serve}),
            Piece("instrument", Plot(cost=Decimal("1.4")), {20 * DAY: _send, 19 * DAY: _order, 18 * DAY: _start,
                                                            9 * DAY: lambda case: case.job.spend()}),
            Piece("uf", ORDINARY, {6 * DAY: _send, 4 * DAY: _order, 2 * HOUR: _enforce_unasked}, goods_only=True),
            Piece("filter", ORDINARY, {5 * DAY: _send, 30 * HOUR: _order}, goods_only=True),
            Piece("ro", ORDINARY, {9 * DAY: _send, 4 * HOUR: _order_otherwise}),
            Piece("edi", HALVED, {4 * DAY: _send, 6 * HOUR: _draft_order}),
            Piece("dewater", ORDINARY, {16 * DAY: _send, 14 * DAY: _order, 13 * DAY: self._cancel_order}),
        )  # fmt: skip

    def _plan(self, piece: Piece) -> None:
        """Each scene on its day, in the hours at which people work."""
        cases: list[_Case] = []

        def play(scene: Scene) -> None:
            if not cases:
                cases.append(self._case(piece))
            scene(cases[0])

        for ago, scene in piece.scenes.items():
            moment = self._story.until - ago
            if ago >= DAY:
                day = moment.astimezone(self._story.zone).date()
                moment = self._story.office_hour(day) + (self._turn % 7) * 11 * MINUTE
            self._story.at(moment, partial(play, scene))
        self._turn += 1

    def _case(self, piece: Piece) -> _Case:
        client = self._client(piece.role, goods_only=piece.goods_only)
        return _Case(Offer(self._trade.desk, client, piece.plot), Job(self._trade.desk, client, piece.plot))

    def _client(self, role: str, *, goods_only: bool) -> Client:
        """Return the next customer with such a machine."""
        having = [
            (customer, plant)
            for customer in self._ground.customers
            for plant in customer.projects
            if role in plant.equipment
        ]
        self._turn += 1
        customer, plant = having[(self._turn * 5) % len(having)]
        contact = customer.text.contacts[-1][0]
        caller = Caller(customer, plant, plant.equipment[role], contact, customer.phones[-1])
        return self._trade.client(caller, role, goods_only=goods_only)

    # scenes that need more than the case ---------------------------------------------------------------------------

    def _wait_for_leader(self, case: _Case) -> None:
        case.offer.write()
        self._trade.desk.approvals.grant(case.offer.submit(), until=Role.LEADER)

    def _return(self, case: _Case) -> None:
        case.offer.write()
        self._trade.desk.approvals.refuse(case.offer.submit(), trade_texts().words["returned"])

    def _cancel(self, case: _Case) -> None:
        version, words = self._story.version_of(case.offer.id), trade_texts().words
        cancel_quotation(self._story.context, record_id=case.offer.id, version=version, reason=words["cancelled"])

    def _cancel_order(self, case: _Case) -> None:
        version, words = self._story.version_of(case.job.id), trade_texts().words
        cancel_order(self._story.context, record_id=case.job.id, version=version, reason=words["order_cancelled"])
