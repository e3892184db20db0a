"""How often a thing was repaired, and from when on that is called repeated."""

from collections.abc import Iterable

from models.enums import RequestKind, RequestState

REPEATED_FROM = 3
_NOT_DONE = frozenset({RequestState.CANCELLED, RequestState.MERGED})


def count_repairs(requests: Iterable[tuple[RequestKind, RequestState]]) -> int:
    """Count the repairs among requests about one piece of equipment; what was cancelled or merged was none."""
    return sum(kind is RequestKind.REPAIR and state not in _NOT_DONE for kind, state in requests)


def is_repeated(repairs: int) -> bool:
    """Return whether so many repairs of one piece of equipment are worth a word."""
    return repairs >= REPEATED_FROM
