"""Demo data: a department with fourteen months behind it, entered through the same services that people use.

Nothing here writes to the database by itself, so that demo data obey every rule; the same seed and the same moment tell
the same story, numbers and texts included.
"""

from datetime import datetime, timedelta
from functools import partial
from random import Random

from app.clock import FixedClock
from app.context import Actor, Context
from app.i18n import using_language
from app.sample.agreements import Agreements
from app.sample.caring import Caring
from app.sample.chasing import Chasing
from app.sample.contract_money import ContractMoney
from app.sample.ground import Ground
from app.sample.registers import print_of_money, print_of_trips, print_register, print_today
from app.sample.requests import Requests
from app.sample.returned import Returned
from app.sample.rosters import keep_rosters
from app.sample.showcase import Showcase
from app.sample.store import Store
from app.sample.story import Progress, Story
from app.sample.texts import company
from app.sample.trade import Trade
from app.sample.underway import Underway
from app.services.setup import set_up
from models.enums import Role

SEED = 20260306
HISTORY = timedelta(days=425)
DATA_LANGUAGE = "zh_CN"
PRINTED, ROSTERS_KEPT = timedelta(minutes=30), timedelta(hours=3)  # before the story ends
ON_DUTY = 4  # of our own people take turns


def fill_demo(
    context: Context,
    *,
    seed: int = SEED,
    scale: int = 1,
    at: datetime | None = None,
    progress: Progress = lambda _done, _total: None,
) -> None:
    """Fill an empty, just opened data folder: 30 customers, 40 projects, 150 requests … times ``scale``.

    The story ends ``at`` (default: now by the context's clock). Papers are printed and filed when the context has a
    printer. Raises Invalid when the folder has been set up already; ValueError for a scale below 1. ``progress`` may
    raise to stop; what was entered until then stays.
    """
    if scale < 1:
        raise ValueError(f"no demo data at scale {scale}")
    until = (at or context.clock.now()).replace(microsecond=0)
    clock, actor = context.clock, context.actor
    story_clock = FixedClock(until - HISTORY)
    context.clock, context.actor = story_clock, _single_person()
    try:
        with using_language(DATA_LANGUAGE):
            story = Story(
                context, story_clock, story_clock.moment, until, Random(seed), context.zone, Random(f"aside {seed}")
            )
            set_up(context, company_name=company().company, demo=True)
            trade = Trade(story, seed)
            trade.desk.prices.enter()
            ground = Ground(story, scale)
            ground.lay()
            Requests(trade, ground, scale).plan()
            Agreements(trade, ground).plan()
            ContractMoney(story, ground).plan()
            Chasing(story, ground).plan()
            Showcase(trade, ground).plan()
            Store(trade, ground).plan()
            Returned(trade, ground).plan()
            Underway(story, ground).plan()
            Caring(story, ground).plan()
            story.at(until - ROSTERS_KEPT, lambda: keep_rosters(story, ground.people[:ON_DUTY]))
            story.at(until - PRINTED, partial(print_register, context))
            story.at(until - PRINTED, partial(print_today, context))
            story.at(until - PRINTED, partial(print_of_trips, context))
            story.at(until - PRINTED, partial(print_of_money, context))
            story.play(progress)
    finally:
        context.clock, context.actor = clock, actor


def _single_person() -> Actor:
    """Return the one who does everything in a department without log-in."""
    return Actor("zhoumin", company().secretary, frozenset({Role.MANAGER}))
