"""What is painted on a line of the calendar: bars with words and colours, in lanes where they meet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from app.formatting import short_date_time
from app.i18n import N_, _, pgettext
from app.labels import label
from app.queries.people.calendar import Entry, EntryKind, Person
from app.rules.spans import Span
from models.enums import DispatchState, DutyShift
from ui.runtime.desk import Desk
from ui.theme.badge import Badge
from ui.theme.palette import Tone

_STATE_TONES: Mapping[DispatchState, Tone] = {
    DispatchState.DRAFT: Tone.SOON,
    DispatchState.AGREED: Tone.KEPT,
    DispatchState.BRIEFED: Tone.KEPT,
    DispatchState.DEPARTED: Tone.ACCENT,
    DispatchState.ARRIVED: Tone.ACCENT,
    DispatchState.FINISHED: Tone.ACCENT,
}  # those that are back are grey
_KIND_TONES = {EntryKind.ABSENCE: Tone.GRAVE, EntryKind.DUTY: Tone.NEUTRAL}
_LEGEND = (
    (N_("Draft"), Tone.SOON),
    (N_("Agreed"), Tone.KEPT),
    (N_("Under way"), Tone.ACCENT),
    (N_("Absent"), Tone.GRAVE),
    (N_("Back, on duty"), Tone.NEUTRAL),
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: the columns of its first and last day, its lane from the top, its words and its colours.

    ``short`` is said where there is no room for the words, "" where they have no shorter form.
    """

    first: int
    last: int
    lane: int
    text: str
    short: str
    tone: Tone
    entry: Entry


@dataclass(frozen=True, slots=True)
class Line:
    """A person's line: its bars, and by column those of the day, in the order in which Enter opens them."""

    person: Person
    bars: tuple[Bar, ...]
    by_column: Mapping[int, tuple[Bar, ...]]

    @property
    def lanes(self) -> int:
        """How many bars lie on each other at most."""
        return max((bar.lane + 1 for bar in self.bars), default=1)


def line_of(person: Person, span: Span) -> Line:
    """Return what is painted of a person in a month."""
    bars: list[Bar] = []
    ends: list[int] = []  # by lane: the last column taken
    for entry in person.entries:
        first, last = (column_of(day, span) for day in (entry.first_day, entry.last_day))
        lane = next((at for at, end in enumerate(ends) if end < first), len(ends))
        ends[lane : lane + 1] = [last]
        bars.append(Bar(first, last, lane, _words(entry), _short(entry), _tone(entry), entry))
    by_column: dict[int, tuple[Bar, ...]] = {}
    for bar in sorted(bars, key=lambda one: tuple(EntryKind).index(one.entry.kind)):
        for column in range(bar.first, bar.last + 1):
            by_column[column] = (*by_column.get(column, ()), bar)
    return Line(person, tuple(bars), by_column)


def bar_text(bar: Bar, metrics: QFontMetrics, width: int) -> str:
    """Return what stands on a bar with ``width`` px: its words, cut on a long bar; on one of a day shorter words or
    nothing, since its colour and the tip tell the rest.
    """
    if bar.first != bar.last:
        return metrics.elidedText(bar.text, Qt.TextElideMode.ElideRight, width)
    return next((words for words in (bar.text, bar.short) if metrics.horizontalAdvance(words) <= width), "")


def column_of(day: date, span: Span) -> int:
    """Return the column of a day, that of the month's nearest day for one outside."""
    return (min(max(day, span[0]), span[1]) - span[0]).days


def short_weekday(day: date) -> str:
    """Return the day of the week for a narrow column: "Mo", "一"."""
    names = (
        pgettext("narrow weekday", "Mo"), pgettext("narrow weekday", "Tu"), pgettext("narrow weekday", "We"),
        pgettext("narrow weekday", "Th"), pgettext("narrow weekday", "Fr"), pgettext("narrow weekday", "Sa"),
        pgettext("narrow weekday", "Su"),
    )  # fmt: skip
    return names[day.weekday()]


def legend() -> Sequence[Badge]:
    """Return what the colours mean."""
    return [Badge(_(words), tone) for words, tone in _LEGEND]


def entry_words(entry: Entry, desk: Desk) -> str:
    """Return an entry in full: what, in which state, where, from when until when."""
    said = [label(entry.state)] if entry.state is not None else []
    said += [part for part in (entry.title, entry.place) if part]
    if entry.starts_at is not None and entry.ends_at is not None:
        since, until = (short_date_time(at, desk.zone, desk.today()) for at in (entry.starts_at, entry.ends_at))
        said.append(f"{since} – {until}")
    return " · ".join(said)


def _tone(entry: Entry) -> Tone:
    if entry.state is not None:
        return _STATE_TONES.get(entry.state, Tone.NEUTRAL)
    return _KIND_TONES[entry.kind]


def _words(entry: Entry) -> str:
    """Return what stands on a bar; a turn of duty has room for one sign."""
    if entry.kind is EntryKind.DUTY:
        is_night = entry.title == label(DutyShift.NIGHT)
        return pgettext("on duty by night", "N") if is_night else pgettext("on duty by day", "D")
    said = (label(entry.state) if entry.state else entry.title, entry.place)
    if entry.first_day == entry.last_day:
        return said[0]
    return " · ".join(part for part in said if part)


def _short(entry: Entry) -> str:
    """Return the state for a bar of one day, in a word as narrow as the column."""
    words = {
        DispatchState.DRAFT: pgettext("narrow state", "Draft"),
        DispatchState.AGREED: pgettext("narrow state", "Set"),
        DispatchState.BRIEFED: pgettext("narrow state", "Told"),
        DispatchState.DEPARTED: pgettext("narrow state", "Left"),
        DispatchState.ARRIVED: pgettext("narrow state", "Site"),
        DispatchState.FINISHED: pgettext("narrow state", "Done"),
        DispatchState.RETURNED: pgettext("narrow state", "Back"),
        DispatchState.CLOSED: pgettext("narrow state", "Over"),
    }
    return words.get(entry.state, "") if entry.state is not None else ""
