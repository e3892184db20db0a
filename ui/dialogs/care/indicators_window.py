"""All indicators of a report side by side: this span, the one before, the year before, the year so far (N8)."""

from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QWidget

from app.i18n import N_, _
from app.labels import label
from app.queries.care.indicators import Figure
from app.queries.care.periodic_reports import PeriodicReportDetails
from app.queries.lists.paging import Page, PageRequest, Sort
from app.queries.promises.figures import ClassMonth
from app.rules.care.indicators import figure_text, target_text
from models.enums import ServiceClass
from ui.dialogs.care.counted_window import open_counted
from ui.dialogs.forms.list_window import ListWindow, opened_window
from ui.runtime.desk import Desk
from ui.table.column import RIGHT, Column
from ui.table.column_kinds import badge_column, text_column
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.charts.column_chart import Bar, ColumnChart, Series

NAME = "visits.indicators"
AS_READ = Sort("place", descending=False)
SHOWN = (
    ("current", N_("This span")),
    ("previous", N_("Span before")),
    ("year_before", N_("Year before")),
    ("year_to_date", N_("Year to date")),
)


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """A line of the window; ``id`` is its place."""

    id: int
    figure: Figure


def met_badge(figure: Figure) -> Badge | None:
    """Return whether a figure meets its target, None where it has none, or nothing to judge."""
    if figure.is_met is None:
        return None
    return Badge(_("met"), Tone.KEPT) if figure.is_met else Badge(_("missed"), Tone.OVERDUE)


def indicator_columns() -> tuple[Column[IndicatorRow], ...]:
    """Return the columns: what it is, what is aimed at, the figures of four spans."""

    def formula(row: IndicatorRow) -> str:
        return row.figure.indicator.formula_text

    target = lambda row: target_text(row.figure.indicator, row.figure.target)  # noqa: E731
    return (
        Column(
            key="name",
            title=N_("Indicator"),
            value=lambda row: _(row.figure.indicator.name),
            width=150,
            tooltip=formula,
        ),
        text_column("target", N_("Target"), target, width=80),
        badge_column("met", N_("Against target"), lambda row: met_badge(row.figure), width=92),
        *(_figure_column(name, title) for name, title in SHOWN),
        Column(key="formula", title=N_("Formula"), value=formula, width=240, tooltip=formula, stretch=True, dim=True),
    )


def _figure_column(name: str, title: str) -> Column[IndicatorRow]:
    def text(row: IndicatorRow) -> str:
        return figure_text(row.figure.indicator, getattr(row.figure, name))

    return Column(key=name, title=title, value=text, align=RIGHT, width=116)


class IndicatorsWindow(ListWindow[IndicatorRow]):
    """The indicators of one report with a picture of its months; a line opens the list that its figure counts."""

    def __init__(self, desk: Desk, details: PeriodicReportDetails, parent: QWidget | None = None) -> None:
        super().__init__(desk, NAME, details.title, indicator_columns(), parent)
        self._details = details
        self.chart = ColumnChart(f"{NAME}.chart", _("Requests by class"), _("No request came in these months."), self)
        self.chart.show_bars(_series(), [_bar(month) for month in details.months])
        self.show_button = self.make_button("show", _("&Show what is counted"), "")
        self.show_button.clicked.connect(self.open_current)
        note = QLabel(_("Figures are those of now; the filed paper keeps those of its day."), self)
        note.setProperty("role", "dim")
        desk.show_requested.connect(self.accept)
        self.lay_out((self.show_button,), QSize(1240, 760), above=(self.chart,), below=(note,))

    def reload(self) -> None:
        """Show the indicators as they were read."""
        self.model.show_list(None, AS_READ)

    def fetch(self, _request: PageRequest) -> Page[IndicatorRow]:
        rows = (IndicatorRow(place, one) for place, one in enumerate(self._details.figures, start=1))
        return Page(tuple(rows), None, None)

    def show_state(self) -> None:
        """Grey the button where nothing was counted."""
        chosen = self.current()
        self.show_button.setEnabled(chosen is not None and chosen.figure.current is not None)

    def open_current(self) -> None:
        """Open the list that the chosen figure counts."""
        chosen = self.current()
        if chosen is not None and chosen.figure.current is not None:
            open_counted(self._desk, self, chosen.figure.indicator.code, self._details.span)


def _series() -> tuple[Series, ...]:
    return (
        Series(label(ServiceClass.FREE), "accent"),
        Series(label(ServiceClass.PAID), "accent", 55),
        Series(_("Not confirmed"), "dim", 45),
    )


def _bar(month: ClassMonth) -> Bar:
    name = f"{month.month:%Y-%m}"
    parts = (month.free, month.paid, month.unconfirmed)
    top = str(month.total) if month.total else ""
    return Bar(name, parts, top, _("{name}: {text}").format(name=name, text=month.total))


def open_indicators(desk: Desk, parent: QWidget, details: PeriodicReportDetails) -> IndicatorsWindow:
    """Open the indicators of a report over its page."""
    return opened_window(IndicatorsWindow(desk, details, parent))
