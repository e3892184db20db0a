"""The pictures of Today: promises kept against missed, and requests by class, month by month."""

from datetime import date

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QWidget

from app.i18n import _, current_language, ngettext, pgettext
from app.labels import label
from app.queries.promises.figures import MONTHS, TARGET_PERCENT, ClassMonth, Figures, KeptMonth
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
        note = _("last {months} months · target {percent} %")
        self.set_note(note.format(months=MONTHS, percent=TARGET_PERCENT))

    def show_figures(self, figures: Figures) -> None:
        """Show the months."""
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
