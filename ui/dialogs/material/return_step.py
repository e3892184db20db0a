"""What the steps of goods and tasks have in common: when it happened, not before what came first, and who did it."""

from abc import abstractmethod
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from app.i18n import _
from ui.dialogs.forms.past import past_problem
from ui.runtime.desk import Desk
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.forms.form import FormDialog

LONGEST, LONGEST_NAME = 4000, 60


@dataclass(frozen=True, slots=True)
class Former:
    """What came before a step: its moment, None where nothing did, and what is wrong with an earlier one
    (translated).
    """

    at: datetime | None
    problem: str


class ReturnStepDialog(FormDialog):
    """The form of a step; subclasses add ``add_times`` among their own rows and offer ``form()``."""

    def __init__(self, name: str, title: str, desk: Desk, former: Former, parent: QWidget | None = None) -> None:
        """``title`` is translated."""
        super().__init__(name, title, _("&Record"), parent)
        self._desk = desk
        self._former = former
        self.at = DateTimeEdit(f"{name}.field.at", desk.now, desk.zone)
        self.person = LineEdit(f"{name}.field.person", LONGEST_NAME, parent=self)
        self.at.set_value(desk.now())
        self.resize(640, 340)

    @abstractmethod
    def form(self) -> Any:
        """Return what is entered, as the form of the step."""

    def add_times(self, person: str, name: str = "", *, required: bool = False) -> None:
        """Add when and who; ``person`` is the label (translated), ``name`` who is proposed. Without a label it is
        asked for the time alone.
        """
        self.add_row("at", _("W&hen"), self.at, required=True, check=self._time_problem)
        if person:
            self.add_row("person", person, self.person, required=required)
            self.person.set_value(name)
        else:
            self.person.hide()

    def _time_problem(self) -> str:
        at, former = self.at.value(), self._former.at
        if at is not None and former is not None and at < former.replace(second=0, microsecond=0):  # as forms know it
            return self._former.problem
        return past_problem(at, self._desk)
