"""The page of receivables by age, as of any day (C10.6)."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.i18n import N_, _, ngettext
from app.queries.lists.paging import Sort
from app.queries.money.ageing_list import BY_CONTRACT, AgeingFilter, AgeingRow, count_ageing, read_ageing
from app.rules.money.ageing import OVER_90_DAYS, TITLES, AgeBand
from app.rules.permissions import Permission
from app.services.reports import open_report
from models.enums import RecordKind
from ui.dialogs.exporting.outlets import DeskOutlets
from ui.dialogs.printing.printing import ask_print
from ui.runtime.desk import Desk
from ui.runtime.errors import report_error
from ui.table.column import Column
from ui.table.column_kinds import badge_column, money_column, text_column
from ui.table.filter_bar import Chip
from ui.table.list_tab import ListTab
from ui.table.page_spec import ListSpec, PageAction
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.fields.date_edit import DateEdit

NAME = "receivables.ageing"
FORM_ID = "ar_ageing_report"
PRINT_REPORT = PageAction("report", N_("Print the report…"), "print", shortcut="Ctrl+P")
CHIPS = (
    Chip("by_customer", N_("Per customer"), group="by", checked=True),
    Chip(BY_CONTRACT, N_("Per contract"), group="by"),
    Chip("overdue", N_("Overdue")),
    Chip("over_90", N_("Over 90 days")),
    Chip(AgeBand.NOT_DUE.value, N_("Not due")),
    Chip(AgeBand.NO_DATE.value, N_("No date")),
)
KINDS = (RecordKind.RECEIVABLE, RecordKind.RECEIPT, RecordKind.ORDER, RecordKind.CONTRACT, RecordKind.CUSTOMER)
_WIDE, _NARROW = 116, 104


def ageing_columns() -> tuple[Column[AgeingRow], ...]:
    """Return the columns, in the order of the first showing."""
    return (
        text_column("customer", N_("Customer"), lambda row: row.customer, width=170, sort_key="customer"),
        text_column("source", N_("Contract, order"), lambda row: row.source, width=156, sort_key="source"),
        text_column("project", N_("Project"), lambda row: row.project, width=140, hidden=True),
        text_column("owner", N_("Owner"), lambda row: row.owner, width=84, hidden=True),
        money_column("total", N_("Not yet received"), lambda row: row.sums.total, width=140, sort_key="total"),
        money_column("overdue", N_("Overdue"), lambda row: row.sums.overdue or None, width=_WIDE, sort_key="overdue"),
        badge_column("oldest", N_("Oldest"), _oldest, width=96, sort_key="oldest"),
        *map(_band_column, AgeBand),
        money_column("retention", N_("Retention"), lambda row: row.sums.retention or None, width=_NARROW, hidden=True),
    )


def _band_column(band: AgeBand) -> Column[AgeingRow]:
    return money_column(band.value, TITLES[band], lambda row: row.sums.bands[band] or None, width=_NARROW)


def _oldest(row: AgeingRow) -> Badge | None:
    days = row.sums.oldest
    if not days:
        return None
    tone = Tone.OVERDUE if row.sums.of(OVER_90_DAYS) else Tone.SOON
    return Badge(ngettext("{count} day", "{count} days", days).format(count=days), tone)


def ageing_list(desk: Desk, as_of: Callable[[], date]) -> ListSpec[AgeingRow]:
    """Return what the list of receivables by age is, as of the day that ``as_of`` tells."""
    may_issue = desk.context.actor.may(Permission.ISSUE_PAPER)
    return ListSpec(
        name=NAME,
        columns=ageing_columns(),
        fetch=partial(read_ageing, desk.context),
        sort=Sort("total"),
        kinds=frozenset(KINDS),
        make_filter=lambda state: AgeingFilter(as_of(), state.text, state.chips),
        count=partial(count_ageing, desk.context),
        chips=CHIPS,
        actions=(PRINT_REPORT,) if may_issue else (),
        empty_text=N_("Nothing is open on this day."),
        outlets=partial(DeskOutlets, desk),
    )


class AgeingPage(ListTab[AgeingRow]):
    """What each customer owes by age; a double click opens its instalments."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.desk = desk
        self._day: date | None = None
        self.as_of = DateEdit(f"{NAME}.field.as_of", desk.today)
        super().__init__(ageing_list(desk, self.day), desk.jobs, desk.changes, desk.state, parent=parent)
        self.as_of.setAccessibleName(_("As of"))
        self.as_of.set_value(desk.today())
        self.filter_bar.add_field(_labelled(_("As of"), self.as_of))
        self.as_of.value_changed.connect(self._on_day_changed)
        self.open_requested.connect(self._on_opened)
        self.action_requested.connect(self._on_action)

    def day(self) -> date:
        """Return the day that the figures are as of: the last one typed, today while the field is empty."""
        return self._day or self.desk.today()

    def print_report(self) -> None:
        """Show the preview of the report of the month up to the day; it is made with the first look at it."""
        day, desk = self.day(), self.desk
        desk.jobs.run_write(
            lambda _progress: open_report(desk.context, form_id=FORM_ID, since=day.replace(day=1), until=day),
            partial(ask_print, desk, self, FORM_ID),
            partial(report_error, self),
            _("Print the report"),
        )

    @Slot()
    def _on_day_changed(self) -> None:
        """Follow what is typed once it is a day, or nothing; half a date keeps the day before it."""
        before, typed = self.day(), self.as_of.value()
        if typed is not None or not self.as_of.text().strip():
            self._day = typed
        if self.day() != before:
            self._ask_list(self.filter_bar.state())

    @Slot(object)
    def _on_opened(self, row_id: int) -> None:
        rows = (self.model.row_at(at) for at in range(self.model.rowCount()))
        row = next((row for row in rows if row.id == row_id and not row.is_total), None)
        if row is not None:
            self.desk.list_requested.emit(RecordKind.RECEIVABLE.value, row.customer)

    @Slot(str)
    def _on_action(self, code: str) -> None:
        if code == PRINT_REPORT.code:
            self.print_report()


def _labelled(text: str, field: QWidget) -> QWidget:
    """Return a field with what it is called before it."""
    both = QWidget()
    line = QHBoxLayout(both)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(6)
    label = QLabel(text, both)
    label.setProperty("role", "dim")
    line.addWidget(label)
    line.addWidget(field)
    return both
