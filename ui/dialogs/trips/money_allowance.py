"""Adding and changing the company's allowance table (C7.4)."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.formatting import money
from app.forms.trip_money import AllowanceForm, AllowanceRateForm
from app.i18n import N_, _
from app.labels import label
from app.queries.trips.allowances import allowance_form
from app.rules.trips.allowance_rates import SUMS, rate_problem, twice_named
from app.services.trips.allowances import save_allowance
from models.enums import CityClass, PostLevel
from ui.dialogs.forms.saving import OnSaved, open_edited, open_form
from ui.runtime.desk import Desk
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog
from ui.widgets.lines.column import LineColumn, choice_column, money_column
from ui.widgets.lines.line import Line
from ui.widgets.lines.line_table import LineTable

NAME = "dispatch.allowances"
FIELDS = ("title", "valid_from", "valid_to", "first_cities", "second_cities", "rates", "note")


class AllowanceLines(LineTable[AllowanceRateForm]):
    """A line per class of city and level of post: a day's allowance, a night, a day's local transport."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        columns: dict[str, LineColumn] = {
            "city_class": choice_column(N_("City"), 4, lambda: [(one.value, label(one)) for one in CityClass]),
            "post_level": choice_column(N_("Post level"), 4, lambda: [(one.value, label(one)) for one in PostLevel]),
            "daily": money_column(N_("Allowance a day"), 4),
            "hotel": money_column(N_("Hotel a night, at most"), 4),
            "local_transport": money_column(N_("Local transport a day, at most"), 4),
        }
        super().__init__(name, columns, _("Add a &rate"), movable=True, parent=parent)

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> AllowanceRateForm:
        return AllowanceRateForm(
            city_class=CityClass(values["city_class"]),
            post_level=PostLevel(values["post_level"]),
            **{name: values[name] for name in SUMS},
        )

    def values_of(self, line: AllowanceRateForm) -> Mapping[str, Any]:
        codes = {"city_class": line.city_class.value, "post_level": line.post_level.value}
        return {**codes, **{name: getattr(line, name) for name in SUMS}}

    def line_problem(self, line: AllowanceRateForm, place: int) -> str:
        return rate_problem(line, place)

    def line_words(self, line: AllowanceRateForm) -> str:
        return f"{label(line.city_class)} {label(line.post_level)} {money(line.daily)}"

    def cross_words(self, line: Line, place: int) -> str:
        return _("Take away rate {place}").format(place=place)


class AllowanceDialog(FormDialog):
    """Name, first and last day, which cities are of which class, the rates."""

    def __init__(self, desk: Desk, form: AllowanceForm, title: str, parent: QWidget | None = None) -> None:
        """``title`` is translated."""
        super().__init__(NAME, title, _("&Save"), parent)
        field = f"{NAME}.field"
        self.title = LineEdit(f"{field}.title")
        self.valid_from = DateEdit(f"{field}.valid_from", desk.today)
        self.valid_to = DateEdit(f"{field}.valid_to", desk.today)
        self.first_cities = TextArea(f"{field}.first_cities", 4000, 2)
        self.second_cities = TextArea(f"{field}.second_cities", 4000, 2)
        self.rates = AllowanceLines(f"{field}.rates")
        self.note = TextArea(f"{field}.note", 4000, 2)
        self._add_rows()
        self.set_form(form)
        self.resize(900, 720)

    def _add_rows(self) -> None:
        self.valid_to.setToolTip(_("Empty: until the next table"))
        divided = _("Divided by commas; all others are other places")
        self.add_row("title", _("&Name"), self.title, required=True)
        self.add_row("valid_from", _("Valid &from"), self.valid_from, half=True, required=True)
        self.add_row("valid_to", _("Valid &until"), self.valid_to, half=True)
        self.add_row("first_cities", _("F&irst-class cities"), self.first_cities)
        self.add_row("second_cities", _("Secon&d-class cities"), self.second_cities, hint=divided)
        self.add_row("rates", _("Gran&ted"), self.rates, required=True, check=lambda: twice_named(self.rates.value()))
        self.add_row("note", _("N&ote"), self.note)

    def set_form(self, form: AllowanceForm) -> None:
        """Show a table."""
        self._version = form.version
        for name in FIELDS:
            getattr(self, name).set_value(getattr(form, name))

    def form(self) -> AllowanceForm:
        """Return what is entered."""
        return AllowanceForm(version=self._version, **{name: getattr(self, name).value() for name in FIELDS})


def read_new_allowance(desk: Desk) -> AllowanceForm:
    """Return a new table, valid from today, with a line for each class of city and level of post."""
    rates = tuple(AllowanceRateForm(city_class=city, post_level=level) for city in CityClass for level in PostLevel)
    return AllowanceForm(valid_from=desk.today(), rates=rates)


def read_allowance(desk: Desk, record_id: int) -> AllowanceForm:
    """Read a table into its form; runs on the read lane."""
    return allowance_form(desk.context, record_id)


def read_copied_allowance(desk: Desk, record_id: int) -> AllowanceForm:
    """Read a table as the beginning of a new one, valid from today; runs on the read lane."""
    return replace(allowance_form(desk.context, record_id), valid_from=desk.today(), valid_to=None, version=0)


def ask_new_allowance(desk: Desk, parent: QWidget, read: AllowanceForm, on_saved: OnSaved) -> AllowanceDialog:
    """Open the form of a new table (``read_new_allowance``, ``read_copied_allowance``)."""
    dialog = AllowanceDialog(desk, read, _("New allowance table"), parent)
    return open_form(desk, dialog, lambda: partial(save_allowance, desk.context, form=dialog.form()), on_saved)


def ask_allowance(
    desk: Desk, parent: QWidget, record_id: int, read: AllowanceForm, on_saved: OnSaved
) -> AllowanceDialog:
    """Open the form of a table as it was read (``read_allowance``)."""
    make = lambda again: AllowanceDialog(desk, again, _("Edit allowance table"), parent)  # noqa: E731
    return open_edited(desk, record_id, read, partial(read_allowance, desk, record_id), make, save_allowance, on_saved)
