"""What changed, told after commit to whoever shows it."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Change:
    """A fact about stored data: records of ``kind`` with these ids are new or different.

    An empty ``ids`` means "of this kind, anything may have changed" (another desk wrote, a minute went by). ``by`` is
    who changed them at another desk, empty for what was changed here.
    """

    kind: str
    ids: frozenset[int] = field(default_factory=frozenset)
    by: str = ""


Subscriber = Callable[[Change], None]


class ChangeBus:
    """Delivers every published change to every subscriber, on the thread that published it."""

    def __init__(self) -> None:
        self._subscribers: list[Subscriber] = []

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Add a subscriber and return the function that takes it off again."""
        self._subscribers.append(subscriber)
        return lambda: self._subscribers.remove(subscriber)

    def publish(self, change: Change) -> None:
        """Tell every subscriber; called after the commit that made the change true."""
        for subscriber in tuple(self._subscribers):
            subscriber(change)
