"""How often a thing was repaired, from when on that is called repeated (N1), and when it is replaced instead (N2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.formatting import date_text
from app.i18n import ngettext
from models.enums import RequestKind, RequestState

REPEATED_FROM = 3
MOST_REPAIRS = 3  # N2: what was repaired more often is replaced
_NOT_DONE = frozenset({RequestState.CANCELLED, RequestState.MERGED})


@dataclass(frozen=True, slots=True)
class RepairHistory:
    """The repairs of one piece of equipment: how many, and the local day of the first."""

    count: int = 0
    since: date | None = None

    @property
    def is_repeated(self) -> bool:
        """Whether so many repairs are worth a word (N1)."""
        return is_repeated(self.count)

    @property
    def is_to_be_replaced(self) -> bool:
        """Whether the unit is replaced whole instead of repaired once more (N2)."""
        return self.count > MOST_REPAIRS


def repair_history(requests: Iterable[tuple[RequestKind, RequestState, date]]) -> RepairHistory:
    """Return the history among requests (kind, state, local day of receipt) about one piece of equipment."""
    days = [day for kind, state, day in requests if _is_repair(kind, state)]
    return RepairHistory(len(days), min(days, default=None))


def count_repairs(requests: Iterable[tuple[RequestKind, RequestState]]) -> int:
    """Count the repairs among requests about one piece of equipment; what was cancelled or merged was none."""
    return sum(_is_repair(kind, state) for kind, state in requests)


def is_repeated(repairs: int) -> bool:
    """Return whether so many repairs of one piece of equipment are worth a word."""
    return repairs >= REPEATED_FROM


def repair_note(history: RepairHistory) -> str:
    """Return what is to be said of a piece of equipment, "" while it was hardly ever repaired."""
    if not history.is_repeated:
        return ""
    # Two sentences, because the extraction of plurals has to see each text.
    if history.is_to_be_replaced:
        text = ngettext(
            "{count} repair since {day}: replace the unit (N2)",
            "{count} repairs since {day}: replace the unit (N2)",
            history.count,
        )
    else:
        text = ngettext(
            "{count} repair since {day}: ask for the cause that comes back (N1)",
            "{count} repairs since {day}: ask for the cause that comes back (N1)",
            history.count,
        )
    return text.format(count=history.count, day=date_text(history.since))


def _is_repair(kind: RequestKind, state: RequestState) -> bool:
    return kind is RequestKind.REPAIR and state not in _NOT_DONE
