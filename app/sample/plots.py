"""How deals of the demo go: what is special about a quotation, what the customer says to it, how the order is paid."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from models.enums import DeclineReason


class Answer(StrEnum):
    """What the customer says to a quotation, if anything."""

    YES = "yes"
    NO = "no"
    NOTHING = "nothing"


class Paying(StrEnum):
    """How far an order is paid: all of it in time, its balance late, or not at all yet."""

    IN_TIME = "in_time"
    LATE = "late"
    OWING = "owing"


@dataclass(frozen=True, slots=True)
class Plot:
    """How one deal goes; ``margin`` is what the prices are to leave (None: the usual ones), ``pieces`` how many of the
    dearest part (None: a few of the main one). ``discount`` is a share of the lines, ``halved`` asks for half in
    advance only. ``signed`` files the customer's signed scan. What it cost in the end is ``cost`` times what was
    expected.
    """

    answer: Answer = Answer.YES
    reason: DeclineReason = DeclineReason.PRICE
    margin: Decimal | None = None
    pieces: int | None = None
    discount: Decimal | None = None
    halved: bool = False
    revised: bool = False
    signed: bool = False
    talks: bool = True
    paying: Paying = Paying.IN_TIME
    cost: Decimal = Decimal("0.96")


_NO = Answer.NO
_UNDER_FLOOR, _AT_A_LOSS = Decimal("0.16"), Decimal("-0.04")
_OFF, _MORE_OFF = Decimal("0.03"), Decimal("0.05")
PLOTS: tuple[Plot, ...] = (
    Plot(_NO, DeclineReason.COMPETITOR),
    Plot(),
    Plot(_NO, DeclineReason.PRICE),
    Plot(discount=_OFF, signed=True),
    Plot(_NO, DeclineReason.POSTPONED),
    Plot(halved=True, cost=Decimal("0.92")),
    Plot(_NO, DeclineReason.NO_BUDGET, talks=False),
    Plot(margin=_UNDER_FLOOR),
    Plot(cost=Decimal("1.45")),
    Plot(halved=True, paying=Paying.LATE),
    Plot(discount=_MORE_OFF, revised=True),
    Plot(halved=True, paying=Paying.OWING),
    Plot(talks=False, signed=True),
)
AGREED = tuple(plot for plot in PLOTS if plot.answer is Answer.YES)
LARGE = Plot(pieces=16, signed=True)
AT_A_LOSS = Plot(margin=_AT_A_LOSS, cost=Decimal("1.05"))
CHEAP = Plot(Answer.NOTHING, margin=_UNDER_FLOOR)
