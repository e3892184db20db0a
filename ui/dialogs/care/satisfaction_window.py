"""How satisfied customers were in a year: by quarter, by item, by customer; with the surveys that count (N3, N8)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.formatting import MISSING
from app.i18n import N_, _, ngettext
from app.queries.care.satisfaction import CountedSurvey, Group, YearOfSurveys, satisfaction_of
from app.queries.lists.paging import Page, PageRequest, Sort
from app.rules.care.satisfaction import SATISFIED, TARGET, Satisfaction
from ui.dialogs.forms.list_window import ListWindow, opened_window
from ui.runtime.desk import Desk
from ui.runtime.errors import report_error
from ui.table.column import Column
from ui.table.column_kinds import count_column, day_column, text_column
from ui.widgets.charts.column_chart import Bar, ColumnChart, Series
from ui.widgets.fields.combo import Combo

NAME, COUNTED = "visits.satisfaction", "visits.counted_surveys"
AS_READ = Sort("name", descending=False)
ITEMS, CUSTOMERS = "items", "customers"
ShowSurvey = Callable[[int], object]


def percent_words(percent: Decimal | None) -> str:
    """Return a percentage as one reads it; None is shown as missing."""
    return f"{percent} %" if percent is not None else MISSING


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A line of the window; ``id`` is its place."""

    id: int
    group: Group


def group_columns() -> tuple[Column[GroupRow], ...]:
    """Return the columns: what it is, how many answers, how satisfied, how many are satisfied."""
    share: Callable[[GroupRow], str] = lambda row: percent_words(row.group.found.share)  # noqa: E731
    return (
        text_column("name", N_("Item or customer"), lambda row: row.group.name, width=260, stretch=True),
        count_column("count", N_("Answers"), lambda row: row.group.found.count, width=90),
        text_column("percent", N_("Satisfaction"), lambda row: percent_words(row.group.found.percent), width=120),
        text_column("share", N_("Share satisfied"), share, width=130),
    )


class SatisfactionWindow(ListWindow[GroupRow]):
    """The statistics of a year; a column of the picture, or a line, opens the surveys that it counts."""

    def __init__(self, desk: Desk, read: YearOfSurveys, show_survey: ShowSurvey, parent: QWidget | None = None) -> None:
        super().__init__(desk, NAME, _("Customer satisfaction"), group_columns(), parent)
        self._show_survey, self._read = show_survey, read
        self.year = Combo(f"{NAME}.field.year", [(str(one), str(one)) for one in read.years])
        self.year.setAccessibleName(_("Year"))
        self.year.set_value(str(read.year))
        groups = [(ITEMS, _("By item")), (CUSTOMERS, _("By customer"))]
        self.grouping = Combo(f"{NAME}.field.grouping", groups)
        self.grouping.setAccessibleName(_("What the lines are"))
        self.grouping.set_value(ITEMS)
        self.whole = QLabel(self)
        self.whole.setObjectName(f"{NAME}.whole")
        self.chart = ColumnChart(
            f"{NAME}.chart", _("Satisfied customers by quarter"), _("No survey was answered."), self
        )
        self.show_button = self.make_button("show", _("&Show the surveys"), "")
        self.show_button.clicked.connect(self.open_current)
        self.chart.bar_clicked.connect(lambda place: self._open(self._read.quarters[place], _quarter(place + 1)))
        self.year.value_changed.connect(self._on_year_changed)
        self.grouping.value_changed.connect(lambda _code: self.reload())
        head = QHBoxLayout()
        for widget in (self.year, self.grouping):
            head.addWidget(widget)
        head.addWidget(self.whole, 1)
        self.lay_out([self.show_button], QSize(820, 620), head=head, above=[self.chart])
        self._show_year()

    # the year ----------------------------------------------------------------------------------------------------

    def _on_year_changed(self, code: object) -> None:
        year = int(str(code))
        self._desk.jobs.run_read(
            f"{NAME}.year",
            lambda _progress: satisfaction_of(self._desk.context, year=year),
            self._take,
            lambda error: report_error(self, error),
        )

    def _take(self, read: YearOfSurveys) -> None:
        self._read = read
        self._show_year()
        self.reload()

    def _show_year(self) -> None:
        self.whole.setText(whole_words(self._read.whole))
        series = (Series(_("Satisfied"), "accent"), Series(_("Not satisfied"), "overdue"))
        self.chart.show_bars(series, [_bar(place, one) for place, one in enumerate(self._read.quarters, start=1)])

    # the list ----------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Ask for the list anew."""
        self.model.show_list(None, AS_READ)

    def fetch(self, _request: PageRequest) -> Page[GroupRow]:
        """Return the lines of the year as it was read."""
        groups = self._read.customers if self.grouping.code() == CUSTOMERS else self._read.items
        return Page(tuple(GroupRow(place, one) for place, one in enumerate(groups, start=1)), None, None)

    def empty_words(self) -> str:
        """Return that nobody answered in that year."""
        return _("No survey was answered.")

    def open_current(self) -> None:
        """Show the surveys that the chosen line counts."""
        row = self.current()
        if row is not None:
            self._open(row.group, row.group.name)

    def show_state(self) -> None:
        """Offer the surveys of a line only."""
        self.show_button.setEnabled(self.current() is not None)

    def _open(self, group: Group, title: str) -> None:
        if group.surveys:
            window = CountedSurveysWindow(self._desk, title, group.surveys, self._show, self)
            opened_window(window)

    def _show(self, survey_id: int) -> None:
        self.accept()
        self._show_survey(survey_id)


def whole_words(found: Satisfaction) -> str:
    """Return what a year comes to in words."""
    if not found.count:
        return _("No survey was answered.")
    count = ngettext("{count} survey answered", "{count} surveys answered", found.count).format(count=found.count)
    words = _("satisfaction {percent} % · {share} % of them satisfied ({least} % and more; target {target} %)")
    told = words.format(percent=found.percent, share=found.share, least=SATISFIED, target=TARGET)
    return f"{count} · {told}"


def _quarter(quarter: int) -> str:
    return _("Quarter {quarter}").format(quarter=quarter)


def _bar(quarter: int, group: Group) -> Bar:
    found, name = group.found, _quarter(quarter)
    parts = (found.satisfied, found.count - found.satisfied)
    top = percent_words(found.percent) if found.count else ""
    return Bar(name, parts, top, f"{name}: {whole_words(found)}")


def counted_columns() -> tuple[Column[CountedSurvey], ...]:
    """Return the columns of the surveys that a figure counts."""
    return (
        text_column("number", N_("No."), lambda row: row.number, width=120),
        text_column("customer", N_("Customer"), lambda row: row.customer, width=200, stretch=True),
        day_column("answered_on", N_("Answered on"), lambda row: row.answered_on, width=110),
        text_column("percent", N_("Satisfaction"), lambda row: percent_words(row.percent), width=110),
        text_column("recorded_by", N_("Recorded by"), lambda row: row.recorded_by, width=110),
    )


class CountedSurveysWindow(ListWindow[CountedSurvey]):
    """The surveys that a figure counts; one of them is opened on its page."""

    def __init__(
        self,
        desk: Desk,
        title: str,
        surveys: Sequence[CountedSurvey],
        show_survey: ShowSurvey,
        parent: QWidget | None = None,
    ) -> None:
        """``title`` says which figure it is."""
        super().__init__(desk, COUNTED, _("Surveys counted · {title}").format(title=title), counted_columns(), parent)
        self._surveys, self._show_survey = tuple(surveys), show_survey
        self.show_button = self.make_button("show", _("&Show the survey"), "")
        self.show_button.clicked.connect(self.open_current)
        self.lay_out([self.show_button], QSize(760, 400))

    def reload(self) -> None:
        """Ask for the list anew."""
        self.model.show_list(None, AS_READ)

    def fetch(self, _request: PageRequest) -> Page[CountedSurvey]:
        """Return the surveys."""
        return Page(self._surveys, None, None)

    def open_current(self) -> None:
        """Show the chosen survey on its page."""
        row = self.current()
        if row is not None:
            self.accept()
            self._show_survey(row.id)

    def show_state(self) -> None:
        """Offer a survey that is chosen only."""
        self.show_button.setEnabled(self.current() is not None)


def open_satisfaction(desk: Desk, parent: QWidget, show_survey: ShowSurvey) -> None:
    """Open the statistics of this year; ``show_survey`` shows one of the surveys that it counts."""
    desk.jobs.run_read(
        NAME,
        lambda _progress: satisfaction_of(desk.context),
        lambda read: opened_window(SatisfactionWindow(desk, read, show_survey, parent)),
        lambda error: report_error(parent, error),
    )
