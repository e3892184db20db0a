"""Ageing of receivables: by how long they are overdue, with columns of their own for what is not due or has no day."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.i18n import N_


class AgeBand(StrEnum):
    """A column of the ageing report, in its order."""

    NOT_DUE = "not_due"
    NO_DATE = "no_date"
    D30 = "d30"
    D60 = "d60"
    D90 = "d90"
    D180 = "d180"
    D365 = "d365"
    Y2 = "y2"
    Y3 = "y3"
    OLDER = "older"


@dataclass(frozen=True, slots=True)
class Span:
    """The days overdue that a band holds, both included; ``last`` None has no end. ``title`` is a message id."""

    band: AgeBand
    first: int
    last: int | None
    title: str


SPANS: tuple[Span, ...] = (
    Span(AgeBand.D30, 1, 30, N_("1–30 days")),
    Span(AgeBand.D60, 31, 60, N_("31–60 days")),
    Span(AgeBand.D90, 61, 90, N_("61–90 days")),
    Span(AgeBand.D180, 91, 180, N_("91–180 days")),
    Span(AgeBand.D365, 181, 365, N_("181–365 days")),
    Span(AgeBand.Y2, 366, 730, N_("1–2 years")),
    Span(AgeBand.Y3, 731, 1095, N_("2–3 years")),
    Span(AgeBand.OLDER, 1096, None, N_("Over 3 years")),
)
OVERDUE = tuple(span.band for span in SPANS)
OVER_90_DAYS = OVERDUE[3:]
OVER_A_YEAR = OVERDUE[5:]


def due_since(on: date) -> tuple[tuple[AgeBand, date], ...]:
    """Return by band the earliest due day that falls into it as seen on a day, the bands in order; the oldest one,
    which has none, is left out. What is due on the day itself is not overdue.
    """
    ends = [(span.band, span.last) for span in SPANS if span.last is not None]
    return ((AgeBand.NOT_DUE, on), *((band, on - timedelta(days=last)) for band, last in ends))


TITLES = {  # msgids of the columns' headings
    AgeBand.NOT_DUE: N_("Not due"),
    AgeBand.NO_DATE: N_("No date"),
    **{span.band: span.title for span in SPANS},
}
