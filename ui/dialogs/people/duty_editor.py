"""The roster as a field of a form: the days with their shifts, and below them who is on duty in the one chosen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.formatting import date_text, weekday_text
from app.forms.people import DutyTurnForm
from app.i18n import _
from app.labels import label
from app.rules.duty import DayKind, DutyPerson, Shift, by_shift, repeat_first_days, take_turns, turn_of
from models.enums import DutyShift
from ui.dialogs.people.duty_grid import DutyGrid
from ui.dialogs.people.duty_people import DutyPeople
from ui.theme.icons import icon
from ui.theme.sizes import scaled
from ui.widgets.fields.record_picker import RecordPicker

Turns = tuple[DutyTurnForm, ...]
GRID_LEAST = 300  # logical px at the usual text size: a week's holiday without scrolling


class DutyEditor(QWidget):
    """The value is a tuple of ``DutyTurnForm`` in order of time."""

    value_changed = Signal(object)  # Turns

    def __init__(self, name: str, picker: RecordPicker, parent: QWidget | None = None) -> None:
        """``picker`` finds our staff; whoever is picked comes back by ``add`` with a phone number."""
        super().__init__(parent)
        self.setObjectName(name)
        self.picker = picker
        self.grid = DutyGrid(f"{name}.grid", self)
        self.people = DutyPeople(f"{name}.people", self)
        self._turns: Mapping[Shift, Turns] = {}
        self._days: tuple[date, ...] = ()
        self._heading = QLabel(self)
        self._heading.setProperty("role", "heading")
        self.turns_button = self._button("take_turns", _("Fill by &turns"), "refresh", take_turns)
        self.repeat_button = self._button("repeat", _("&Repeat the first days"), "copy", repeat_first_days)
        self._lay_out()
        self.grid.shift_chosen.connect(self._show_shift)
        self.grid.clear_wished.connect(lambda shift: self._put(shift, ()))
        self.people.value_changed.connect(self._on_people_changed)
        self.setFocusProxy(self.grid)

    # the field ---------------------------------------------------------------------------------------------------

    def value(self) -> Turns:
        """Return the turns in order: day by day, the day shift first."""
        order = sorted(self._turns, key=lambda shift: (shift[0], list(DutyShift).index(shift[1])))
        return tuple(turn for shift in order for turn in self._turns[shift])

    def set_value(self, turns: Sequence[DutyTurnForm]) -> None:
        """Show these turns on the days there are."""
        self._turns = dict(by_shift(turns))
        self.grid.show_turns(self.value())
        self._show_shift(self.grid.shift())
        self._tell()

    def problem(self) -> str:
        """Return what is wrong with somebody's turn, "" when nothing is."""
        if self.people.problem() or self.picker.problem():
            return self.people.problem() or self.picker.problem()
        here = self.grid.shift()
        turns = (turn for shift, turns in self._turns.items() if shift != here for turn in turns)
        wrong = next((turn for turn in turns if not (turn.name and turn.phone)), None)
        if wrong is None:
            return ""
        return _("{day}: name and phone of {name} are needed").format(day=date_text(wrong.day), name=wrong.name or "…")

    def kept(self) -> list[dict[str, Any]]:
        """Return the turns as JSON can hold them."""
        return [asdict(turn) | {"day": turn.day.isoformat()} for turn in self.value()]

    def restore(self, kept: Any) -> None:
        """Put kept turns back; what does not fit is left out."""
        found = [_turn(line) for line in kept] if isinstance(kept, list) else []
        self.set_value([turn for turn in found if turn is not None])

    def shown(self) -> str:
        """Return the turns as one reads them."""
        return _("; ").join(f"{date_text(turn.day)} {label(turn.shift)} {turn.name}" for turn in self.value())

    # asked by others ---------------------------------------------------------------------------------------------

    def show_roster(self, kinds: Mapping[date, DayKind], turns: Sequence[DutyTurnForm]) -> None:
        """Show other days with their turns."""
        self._days = tuple(kinds)
        self._turns = dict(by_shift(turns))
        self.grid.show_days(kinds)
        self.set_value(turns)

    def add(self, person: DutyPerson) -> None:
        """Put one of our staff on duty in the shift chosen, unless they are already."""
        shift = self.grid.shift()
        if shift is None or person.staff_id in {turn.staff_id for turn in self._turns.get(shift, ())}:
            return
        self._put(shift, (*self._turns.get(shift, ()), turn_of(*shift, person)))

    # inside ------------------------------------------------------------------------------------------------------

    def _button(
        self, code: str, text: str, meaning: str, fill: Callable[[Sequence[date], Sequence[DutyTurnForm]], Turns]
    ) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(f"{self.objectName()}.{code}")
        button.setAccessibleName(text.replace("&", ""))
        button.setIcon(icon(meaning))
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self.set_value((*self.value(), *fill(self._days, self.value()))))
        return button

    def _lay_out(self) -> None:
        self.picker.setPlaceholderText(_("Our staff: name or pinyin"))
        self.picker.setAccessibleName(_("Add one of our staff"))
        hint = QLabel(_("Enter the first shifts; the rest fills itself. Delete empties a shift."), self)
        hint.setProperty("role", "hint")
        hint.setWordWrap(True)
        buttons, head = QHBoxLayout(), QHBoxLayout()
        for part, stretch in ((self.turns_button, 0), (self.repeat_button, 0), (hint, 1)):
            buttons.addWidget(part, stretch)
        head.addWidget(self._heading)
        head.addWidget(self.picker, 1)
        self.grid.setMinimumHeight(scaled(GRID_LEAST))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.grid, 1)
        layout.addLayout(buttons)
        layout.addSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self.people)

    def _show_shift(self, shift: Shift | None) -> None:
        if shift is None:
            return
        day, part = shift
        self._heading.setText(f"{date_text(day)} {weekday_text(day)} · {label(part)}")
        self.people.blockSignals(True)
        self.people.show_shift(day, part, self._turns.get(shift, ()))
        self.people.blockSignals(False)

    def _on_people_changed(self, turns: Turns) -> None:
        shift = self.grid.shift()
        if shift is not None:
            self._turns = {**self._turns, shift: turns}
            self.grid.show_turns(self.value())
            self._tell()

    def _put(self, shift: Shift, turns: Turns) -> None:
        self.set_value(tuple(turn for other, had in {**self._turns, shift: turns}.items() for turn in had))

    def _tell(self) -> None:
        turns = self.value()
        self.turns_button.setEnabled(bool(turns))
        self.repeat_button.setEnabled(bool(repeat_first_days(self._days, turns)))
        self.value_changed.emit(turns)


def _turn(kept: Any) -> DutyTurnForm | None:
    """Return a turn out of the kept form, None when it is none."""
    if not isinstance(kept, dict) or kept.keys() != set(DutyTurnForm.__slots__):
        return None
    words = all(isinstance(kept[name], str) for name in ("day", "shift", "name", "phone", "note"))
    if not words or not isinstance(kept["staff_id"], int | None):
        return None
    try:
        return DutyTurnForm(**{**kept, "day": date.fromisoformat(kept["day"]), "shift": DutyShift(kept["shift"])})
    except ValueError:
        return None
