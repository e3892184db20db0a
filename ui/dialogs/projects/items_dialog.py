"""Entering several things left over of a project at once, as lines (C10.3)."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from PySide6.QtWidgets import QWidget

from app.formatting import date_text
from app.forms.handovers import ItemLineForm, ItemsForm
from app.i18n import N_, _
from app.queries.projects.punch_items import new_items_form
from app.rules.projects.handover import item_problem
from app.services.projects.punch_items import LONGEST_NAME, save_punch_items
from models.enums import RecordKind
from ui.dialogs.forms.past import past_day_problem
from ui.dialogs.forms.pickers import choose, picked_id, read_items, record_picker
from ui.dialogs.forms.saving import open_new
from ui.runtime.desk import Desk
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.forms.form import FormDialog
from ui.widgets.lines.column import date_column, text_column
from ui.widgets.lines.line_table import LineTable

NAME = "projects.items"
KnownItems = tuple[ItemsForm, Mapping[int, PickItem]]
OnItems = Callable[[tuple[int, ...]], object]


class ItemLines(LineTable[ItemLineForm]):
    """A line per item: what is left over, which department answers for it, who there, by when."""

    def __init__(self, name: str, desk: Desk, parent: QWidget | None = None) -> None:
        columns = {
            "title": text_column(N_("What is left over"), 9),
            "department": text_column(N_("Responsible department"), 4),
            "responsible": text_column(N_("Responsible"), 3, longest=LONGEST_NAME),
            "deadline_on": date_column(N_("To be done by"), 4, desk.today),
        }
        super().__init__(name, columns, _("Add an &item"), movable=True, parent=parent)

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> ItemLineForm:
        return ItemLineForm(**values)

    def values_of(self, line: ItemLineForm) -> Mapping[str, Any]:
        return asdict(line)

    def line_problem(self, line: ItemLineForm, place: int) -> str:
        return item_problem(line, place, None)

    def line_words(self, line: ItemLineForm) -> str:
        due = date_text(line.deadline_on) if line.deadline_on else ""
        return " ".join(part for part in (line.title, line.department, due) if part)


class ItemsDialog(FormDialog):
    """Of which project, found on which day, and the items."""

    def __init__(self, desk: Desk, read: KnownItems, parent: QWidget | None = None) -> None:
        super().__init__(NAME, _("Left over at handover"), _("&Save"), parent)
        self._desk = desk
        form, known = read
        field = f"{NAME}.field"
        self.project = record_picker(desk, f"{field}.project_id", RecordKind.PROJECT)
        self.found_on = DateEdit(f"{field}.found_on", desk.today)
        self.lines = ItemLines(f"{field}.lines", desk, self)
        self.add_row("project_id", _("&Project"), self.project, required=True, half=True)
        self.add_row("found_on", _("&Found on"), self.found_on, required=True, half=True, check=self._day_problem)
        self.add_row("lines", _("Items"), self.lines, required=True, wide=True, check=self._lines_problem)
        choose(self.project, form.project_id, known)
        self.found_on.set_value(form.found_on)
        self.lines.set_value(form.lines)
        self.resize(960, 480)

    def form(self) -> ItemsForm:
        """Return what is entered."""
        return ItemsForm(
            project_id=picked_id(self.project), found_on=self.found_on.value(), lines=tuple(self.lines.value())
        )

    def _day_problem(self) -> str:
        return past_day_problem(self.found_on.value(), self._desk)

    def _lines_problem(self) -> str:
        """A deadline before the day it was found; what else is wrong the lines say themselves."""
        day = self.found_on.value()
        said = (item_problem(line, place, day) for place, line in enumerate(self.lines.value(), start=1))
        return next((problem for problem in said if problem), "")


def ask_items(desk: Desk, parent: QWidget, project_id: int | None, on_saved: OnItems) -> None:
    """Open the form of what is left over of a project; ``on_saved`` is given the ids of the items."""

    def read() -> KnownItems:
        form = new_items_form(desk.context, project_id=project_id)
        return form, read_items(desk, form.project_id)

    make = lambda found: ItemsDialog(desk, found, parent)  # noqa: E731
    open_new(desk, parent, read, make, save_punch_items, on_saved, {"project_id": project_id})
