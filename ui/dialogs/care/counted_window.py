"""The list that a figure counts: every figure of a report opens the records it is made of (N8)."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QWidget

from app.formatting import MISSING, date_text, local, money
from app.i18n import N_, _, ngettext
from app.labels import label, label_of
from app.queries.care.indicators import CountedList, CountedRow, counted_list
from app.queries.lists.paging import Page, PageRequest, Sort
from app.rules.care.indicators import Measure, figure_text
from app.rules.spans import Span, span_name
from app.rules.transitions import states_of
from ui.dialogs.forms.list_window import ListWindow, opened_window
from ui.runtime.desk import Desk
from ui.runtime.errors import report_error
from ui.table.column import RIGHT, Column
from ui.table.column_kinds import badge_column, text_column
from ui.theme.badge import Badge
from ui.theme.palette import Tone

NAME = "visits.counted"
AS_READ = Sort("place", descending=False)


def counts_badge(row: CountedRow) -> Badge:
    """Return whether a line adds to the figure, or is only counted among."""
    return Badge(_("counts"), Tone.KEPT) if row.counts else Badge(_("counted among"), Tone.NEUTRAL)


def counted_columns(desk: Desk, found: CountedList) -> tuple[Column[CountedRow], ...]:
    """Return the columns of the list; the sum only where there is one, the promise where one is meant."""
    by_sum = any(row.amount is not None for row in found.rows)
    by_promise = any(row.about is not None for row in found.rows)
    title = N_("Hours taken") if found.indicator.measure is Measure.HOURS else N_("Sum")
    return (
        text_column("number", N_("No."), lambda row: row.number, width=116),
        text_column("kind", N_("Kind"), lambda row: label(row.kind), width=110),
        text_column("title", N_("Title"), lambda row: row.title, width=220, stretch=True),
        text_column("customer", N_("Customer"), lambda row: row.customer, width=120),
        text_column("state", N_("State"), lambda row: label_of(states_of(row.kind), row.state), width=96),
        text_column("at", N_("Day"), lambda row: date_text(row.at and local(row.at, desk.zone).date()), width=100),
        *((_promise_column(),) if by_promise else ()),
        *((Column(key="amount", title=title, value=_amount_of(found), align=RIGHT, width=120),) if by_sum else ()),
        badge_column("counts", N_("In the figure"), counts_badge, width=116),
    )


def _promise_column() -> Column[CountedRow]:
    return text_column("about", N_("Commitment"), lambda row: label(row.about) if row.about else "", width=130)


def _amount_of(found: CountedList) -> Callable[[CountedRow], str]:
    return partial(_amount, found.indicator.measure)


def _amount(measure: Measure, row: CountedRow) -> str:
    """Return what a line adds: hours, or yuan."""
    if row.amount is None:
        return MISSING
    return f"{row.amount:.1f}" if measure is Measure.HOURS else money(row.amount)


class CountedWindow(ListWindow[CountedRow]):
    """The lines of one figure, what counts first; Enter or a double click leads to the record."""

    def __init__(self, desk: Desk, found: CountedList, span: Span, parent: QWidget | None = None) -> None:
        name = _(found.indicator.name)
        title = _("{name} · {span}").format(name=name, span=span_name(*span))
        super().__init__(desk, NAME, title, counted_columns(desk, found), parent)
        self._found = found
        self.head = QLabel(self._head(), self)
        self.head.setObjectName(f"{NAME}.figure")
        self.formula = QLabel(found.indicator.formula_text, self)
        self.formula.setProperty("role", "dim")
        self.formula.setWordWrap(True)
        self.show_button = self.make_button("show", _("&Show the record"), "")
        self.show_button.clicked.connect(self.open_current)
        self.lay_out((self.show_button,), QSize(1080, 560), above=(self.head, self.formula))

    def _head(self) -> str:
        """Return the figure, and how many lines it is made of."""
        found = self._found
        counting = sum(row.counts for row in found.rows)
        lines = ngettext("{count} line counts, of {all}", "{count} lines count, of {all}", counting)
        return " · ".join(
            (figure_text(found.indicator, found.value), lines.format(count=counting, all=len(found.rows)))
        )

    def reload(self) -> None:
        """Show the lines as they were read."""
        self.model.show_list(None, AS_READ)

    def fetch(self, _request: PageRequest) -> Page[CountedRow]:
        return Page(self._found.rows, None, None)

    def empty_words(self) -> str:
        return _("Nothing is counted in this span.")

    def show_state(self) -> None:
        """Grey the button where nothing is chosen, or the record is not for whoever looks."""
        chosen = self.current()
        self.show_button.setEnabled(chosen is not None and not chosen.is_hidden)

    def open_current(self) -> None:
        """Close the list and show the record that is chosen."""
        chosen = self.current()
        if chosen is not None and not chosen.is_hidden:
            self.accept()
            self._desk.show_requested.emit(chosen.kind.value, chosen.record_id)


def open_counted(desk: Desk, parent: QWidget, code: str, span: Span) -> None:
    """Read the list that an indicator counts over a span and show it."""
    desk.jobs.run_read(
        NAME,
        lambda _progress: counted_list(desk.context, code, span),
        lambda found: opened_window(CountedWindow(desk, found, span, parent)),
        partial(report_error, parent),
    )
