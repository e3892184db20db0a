"""Hours of the travellers, as lines of a service receipt (N1)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from app.formatting import date_text, quantity
from app.forms.on_site import WorkHoursForm
from app.i18n import N_, _, pgettext
from app.queries.trips.receipt_forms import ReceiptSheet, Traveller
from app.rules.trips.hours import ZERO, DayHours, day_problem, sum_hours
from ui.runtime.desk import Desk
from ui.widgets.lines.column import LineColumn, choice_column, computed_column, date_column, number_column
from ui.widgets.lines.line_table import LineTable
from ui.widgets.lines.table_foot import Total

HOURS = ("normal", "overtime", "holiday")


class ReceiptHours(LineTable[WorkHoursForm]):
    """A line per traveller and day; more than a day has, or outside the trip, is said at once."""

    def __init__(self, name: str, desk: Desk, sheet: ReceiptSheet, parent: QWidget | None = None) -> None:
        self._sheet = sheet
        self._people = {_code(one): one for one in sheet.travellers}
        choices = [(code, one.name) for code, one in self._people.items()]
        hours = {
            name: number_column(title, 3, most=24, places=2)
            for name, title in (
                ("normal", N_("Normal h")),
                ("overtime", N_("Overtime h")),
                ("holiday", N_("Holiday h")),
            )
        }
        columns: dict[str, LineColumn] = {
            "person": choice_column(N_("Who worked"), 6, lambda: choices, empty=N_("Choose…")),
            "worked_on": date_column(N_("Day"), 5, desk.today),
            **hours,
            "total": computed_column(N_("Hours in all"), 3),
        }
        super().__init__(name, columns, _("Add a da&y"), movable=True, parent=parent)

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> WorkHoursForm:
        person = self._people.get(values["person"] or "")
        return WorkHoursForm(
            staff_id=person.staff_id if person is not None else None,
            name=person.name if person is not None else "",
            worked_on=values["worked_on"],
            **{name: values[name] or ZERO for name in HOURS},
        )

    def values_of(self, line: WorkHoursForm) -> Mapping[str, Any]:
        code = _code(Traveller(line.staff_id, line.name))
        amounts = {name: getattr(line, name) or None for name in HOURS}
        return {"person": code if code in self._people else None, "worked_on": line.worked_on, **amounts}

    def line_problem(self, line: WorkHoursForm, place: int) -> str:
        if not line.name:
            return self.cell_problem(place, _("Choose who worked."))
        if line.worked_on is None:
            return self.cell_problem(place, _("Enter the day."))
        return day_problem(line.name, _day(line), self._sheet.span)

    def wrong_column(self, line: WorkHoursForm) -> str:
        if not line.name:
            return "person"
        return "worked_on" if line.worked_on is None else "normal"

    def line_words(self, line: WorkHoursForm) -> str:
        return f"{line.name} {date_text(line.worked_on)} {quantity(_total(line))}".strip()

    def computed(self, line: WorkHoursForm) -> Mapping[str, str]:
        total = _total(line)
        return {"total": quantity(total) if total else ""}

    def totals(self, lines: Sequence[WorkHoursForm]) -> Sequence[Total]:
        sums = sum_hours(_day(line) for line in lines if line.worked_on is not None)
        if not sums["total"]:
            return ()
        titles = {
            "normal": pgettext("hours", "Normal"),
            "overtime": _("Overtime"),
            "holiday": _("Holidays"),
        }
        shown = [Total(name, titles[name], quantity(sums[name])) for name in HOURS if sums[name]]
        return (*shown, Total("total", _("In all"), quantity(sums["total"]), is_main=True))


def person_hours(lines: Sequence[WorkHoursForm]) -> tuple[Decimal, int]:
    """Return the hours of all persons, and on how many days one of them worked."""
    return sum((_total(line) for line in lines), ZERO), len(lines)


def _total(line: WorkHoursForm) -> Decimal:
    return line.normal + line.overtime + line.holiday


def _day(line: WorkHoursForm) -> DayHours:
    if line.worked_on is None:
        raise ValueError("hours of no day")
    return DayHours(line.worked_on, line.normal, line.overtime, line.holiday)


def _code(person: Traveller) -> str:
    return f"staff:{person.staff_id}" if person.staff_id is not None else f"name:{person.name}"
