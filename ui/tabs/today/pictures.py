"""The pictures of Today: promises kept against missed and requests by class, month by month; receivables by age."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QDate, QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.formatting import money
from app.i18n import N_, _, current_language, ngettext, pgettext
from app.labels import label
from app.queries.promises.figures import MONTHS, ClassMonth, Figures, KeptMonth
from app.rules.money.ageing import OVER_A_YEAR, AgeBand
from models.enums import ServiceClass
from ui.widgets.charts.column_chart import Bar, ColumnChart, Series
from ui.widgets.detail.card import Card

NAME = "today.today"


class KeptPicture(Card):
    """How many promises that fell due in a month were kept, how many missed, and the share kept (N8)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        title = _("Promises kept")
        super().__init__(f"{NAME}.kept", title, parent=parent)
        self.chart = ColumnChart(f"{NAME}.kept.chart", title, _("No promise fell due in these months."), self)
        self.body.addWidget(self.chart)

    def show_figures(self, figures: Figures) -> None:
        """Show the months."""
        self.set_note(_("last {months} months · target {target}").format(months=MONTHS, target=figures.target))
        series = (Series(_("In time"), "accent"), Series(pgettext("promises", "Missed"), "overdue"))
        self.chart.show_bars(series, [_kept_bar(month) for month in figures.kept])


class ClassPicture(Card):
    """How many requests came in a month, free, paid and not yet confirmed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        title = _("Requests by class")
        super().__init__(f"{NAME}.classes", title, parent=parent)
        self.chart = ColumnChart(f"{NAME}.classes.chart", title, _("No request came in these months."), self)
        self.body.addWidget(self.chart)
        self.set_note(_("last {months} months").format(months=MONTHS))

    def show_figures(self, figures: Figures) -> None:
        """Show the months."""
        series = (
            Series(label(ServiceClass.FREE), "accent"),
            Series(label(ServiceClass.PAID), "accent", 55),
            Series(_("Not confirmed"), "dim", 45),
        )
        self.chart.show_bars(series, [_class_bar(month) for month in figures.classes])


@dataclass(frozen=True, slots=True)
class _Age:
    """A column of the ages: a msgid, the bands it stands for, and the chip of the list that shows its lines."""

    title: str
    bands: tuple[AgeBand, ...]
    chip: str


AGES = (
    _Age(N_("Not due"), (AgeBand.NOT_DUE,), AgeBand.NOT_DUE.value),
    _Age(N_("No date"), (AgeBand.NO_DATE,), AgeBand.NO_DATE.value),
    _Age("1–30", (AgeBand.D30,), "overdue"),
    _Age("31–90", (AgeBand.D60, AgeBand.D90), "overdue"),
    _Age("91–180", (AgeBand.D180,), "over_90"),
    _Age("181–365", (AgeBand.D365,), "over_90"),
    _Age(N_("> 1 year"), OVER_A_YEAR, "over_90"),
)


class AgePicture(Card):
    """What customers owe now by how long it is overdue; a column opens the list that it counts (C10.6)."""

    list_wanted = Signal(str)  # code of the chip

    def __init__(self, parent: QWidget | None = None) -> None:
        title = _("Receivables by age")
        super().__init__(f"{NAME}.ages", title, _("Show list"), parent)
        self.chart = ColumnChart(f"{NAME}.ages.chart", title, _("Nothing is open."), self)
        self.chart.setCursor(Qt.CursorShape.PointingHandCursor)
        self.chart.bar_clicked.connect(self._on_bar_clicked)
        self.link_clicked.connect(self._on_link_clicked)
        self.body.addWidget(self.chart)
        self.set_note(_("in CNY 10,000"))

    def show_figures(self, figures: Figures) -> None:
        """Show the ages, or nothing to those who may not see money."""
        self.setVisible(figures.ages is not None)
        if figures.ages is not None:
            ages = figures.ages
            series = (Series(_("Not late"), "accent"), Series(_("Overdue"), "overdue"))
            self.chart.show_bars(series, [_age_bar(age, sum(ages[band] for band in age.bands)) for age in AGES])

    @Slot(int)
    def _on_bar_clicked(self, position: int) -> None:
        self.list_wanted.emit(AGES[position].chip)

    @Slot()
    def _on_link_clicked(self) -> None:
        self.list_wanted.emit("")


def _age_bar(age: _Age, amount: Decimal | int) -> Bar:
    """Return a column as high as its sum in yuan."""
    sum_, title = Decimal(amount), _(age.title)
    top = f"{sum_ / 10_000:,.1f}" if sum_ else ""
    late = age.bands[0] not in (AgeBand.NOT_DUE, AgeBand.NO_DATE)
    parts = (0, round(sum_)) if late else (round(sum_), 0)
    named = title if not late or age.bands == OVER_A_YEAR else _("{days} days late").format(days=title)
    return Bar(title, parts, top, _("{name}: {text}").format(name=named, text=money(sum_)))


def month_name(month: date) -> str:
    """Return a month as it stands below a column: "3 月", "Mar"."""
    return QLocale(current_language()).toString(QDate(month.year, month.month, 1), pgettext("format of a month", "MMM"))


def _kept_bar(month: KeptMonth) -> Bar:
    percent = month.percent
    share = f"{percent} %" if percent is not None else ""
    said = [
        ngettext("{count} kept", "{count} kept", month.kept).format(count=month.kept),
        ngettext("{count} missed", "{count} missed", month.missed).format(count=month.missed),
    ]
    if month.waived:
        said.append(ngettext("{count} waived", "{count} waived", month.waived).format(count=month.waived))
    return Bar(month_name(month.month), (month.kept, month.missed), share, _tip(month.month, [*said, share]))


def _class_bar(month: ClassMonth) -> Bar:
    said = [
        _("{name} {count}").format(name=name, count=count)
        for name, count in (
            (label(ServiceClass.FREE), month.free),
            (label(ServiceClass.PAID), month.paid),
            (_("Not confirmed"), month.unconfirmed),
        )
    ]
    parts = (month.free, month.paid, month.unconfirmed)
    return Bar(month_name(month.month), parts, str(month.total) if month.total else "", _tip(month.month, said))


def _tip(month: date, said: list[str]) -> str:
    return _("{name}: {text}").format(name=f"{month:%Y-%m}", text=_(", ").join(part for part in said if part))
