"""Requests of the demo, each from the customer's call to the end, through the department's own services."""

from datetime import datetime, timedelta
from functools import partial

from app.sample.callers import Topics
from app.sample.ground import Ground
from app.sample.pace import RECENT, Recent, ordinary_pace
from app.sample.request_story import RequestStory
from app.sample.store import PIECES
from app.sample.texts import CaseText
from app.sample.trade import Trade
from models.enums import RequestChannel

TOTAL = 150
FAULTS, DUPLICATES = 4, 3  # of the machine that keeps breaking down; calls that turn out to be one
WRITTEN = (RequestChannel.FAX, RequestChannel.LETTER, RequestChannel.EMAIL)

CHANNEL_WORDS = (
    ("来函", RequestChannel.LETTER),
    ("传真", RequestChannel.FAX),
    ("邮件", RequestChannel.EMAIL),
    ("发来", RequestChannel.MESSAGE),
    ("来电", RequestChannel.PHONE),
)
OTHER_CHANNELS = (*[RequestChannel.PHONE] * 6, *[RequestChannel.MESSAGE] * 3, *[RequestChannel.IN_PERSON] * 2, *WRITTEN)


class Requests:
    """Lets customers call: requests that are mostly done, and the newest ones that are still open."""

    def __init__(self, trade: Trade, ground: Ground, scale: int) -> None:
        self._trade = trade
        self._story = story = trade.story
        self._ground = ground
        self._scale = scale
        self._topics = Topics(story, ground)
        self._doubled = 0

    def plan(self) -> None:
        """Plan all calls; whose turn it is and what about is drawn when the call comes."""
        newest = max(recent.minutes for recent in RECENT) // (24 * 60) + 1
        oldest = (self._story.until - self._story.start).days - 2
        faults = FAULTS * self._scale
        for _number in range((TOTAL - DUPLICATES - len(RECENT)) * self._scale - faults - len(PIECES)):
            # The power draws more calls towards today: the department has grown.
            share = self._story.rng.random() ** 1.25
            self._plan_call(newest + round(share * (oldest - newest)))
        for number in range(faults):
            self._plan_call(newest + 20 + number * 150 // faults, again=True)
        for recent in RECENT * self._scale:
            received_at = (self._story.until - timedelta(minutes=recent.minutes)).replace(second=0)
            self._story.at(received_at, partial(self._call, received_at, recent, again=recent.again))

    def _plan_call(self, days_ago: int, *, again: bool = False) -> None:
        received_at = self._story.calling_time(self._story.day_before(days_ago))
        self._story.at(received_at, partial(self._call, received_at, None, again=again))

    def _call(self, received_at: datetime, recent: Recent | None, *, again: bool) -> None:
        caller, case = self._topics.again() if again else self._topics.choose(recent)
        channel = self._channel(case)
        pace = recent.pace() if recent else ordinary_pace(self._story, case, written=channel in WRITTEN)
        request = RequestStory(self._trade, self._ground, caller, case, pace, recent)
        request.plan(received_at, channel)
        if recent is None and not again:
            self._double(request, received_at)

    def _double(self, request: RequestStory, received_at: datetime) -> None:
        """Now and then a colleague of the caller reports the same; it is found out soon after."""
        late_enough = received_at > self._story.until - timedelta(days=200)
        if late_enough and self._doubled < DUPLICATES * self._scale:
            self._doubled += 1
            request.plan_duplicate(received_at + self._story.between(timedelta(hours=1), timedelta(hours=3)))

    def _channel(self, case: CaseText) -> RequestChannel:
        for word, channel in CHANNEL_WORDS:
            if word in case.text:
                return channel
        return self._story.rng.choice(OTHER_CHANNELS)
