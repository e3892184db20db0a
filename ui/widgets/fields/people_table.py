"""The lines of the people of a dispatch: who leads, name, where from, phone, joins and leaves, a cross."""

from dataclasses import dataclass
from datetime import tzinfo
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QLabel, QRadioButton, QToolButton, QWidget

from app.forms.people import TravellerForm
from app.i18n import _
from ui.theme.icons import icon
from ui.widgets.fields.clearing import clear_layout
from ui.widgets.fields.moment_edit import MomentEdit, Now

People = tuple[TravellerForm, ...]
_MOMENT_WIDTH = 138  # px: a moment and the button of its calendar
STAYS = ("joins_at", "leaves_at")  # the moments of one person apart from the others


@dataclass(frozen=True, slots=True)
class Clock:
    """What moments are typed by: ``now`` tells the time (aware), ``zone`` is the one people here read clocks in."""

    now: Now
    zone: tzinfo


class PeopleTable(QFrame):
    """One line per person: who leads, name, where from, phone, a cross; with a ``clock`` also from when to when, where
    that is not with the others. ``stops`` is where Tab halts, in order.
    """

    lead_chosen = Signal(int)  # position
    removed = Signal(int)  # position
    stay_changed = Signal(int, str, object)  # position, "joins_at" or "leaves_at", aware datetime or None

    def __init__(self, name: str, parent: QWidget, clock: Clock | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._stays: list[dict[str, MomentEdit]] = []
        self.setObjectName(f"{name}.table")
        self.setProperty("role", "card")
        self._name = name
        self._leads = QButtonGroup(self)
        self._crosses: list[QToolButton] = []
        self.stops: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(10, 5, 5, 5)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(2, 1)

    def show_people(self, people: People) -> None:
        """Show these people in place of the former ones."""
        clear_layout(self._grid)
        self._crosses.clear()
        self._stays.clear()
        self.stops.clear()
        self._leads.deleteLater()
        self._leads = QButtonGroup(self)
        self._leads.idClicked.connect(self.lead_chosen)
        if not people:
            empty = QLabel(_("Nobody yet. The person added first leads."), self)
            empty.setProperty("role", "dim")
            self._grid.addWidget(empty, 0, 0, 1, 5)
            return
        titles = [_("Lead"), _("Name"), _("Organisation"), _("Phone")]
        titles += [_("Joins"), _("Leaves")] if self._clock is not None else []
        for column, title in enumerate(titles):
            heading = QLabel(title, self)
            heading.setProperty("role", "small")
            self._grid.addWidget(heading, 0, column)
        for position, person in enumerate(people):
            self._add_row(position, person)

    def focus_row(self, position: int) -> None:
        """Put the keyboard on the cross of a line."""
        self._crosses[position].setFocus()

    def _add_row(self, position: int, person: TravellerForm) -> None:
        lead = QRadioButton(self)
        lead.setObjectName(f"{self._name}.lead.{position}")
        lead.setAccessibleName(_("{name} leads").format(name=person.name))
        lead.setToolTip(lead.accessibleName())
        lead.setChecked(person.is_lead)
        self._leads.addButton(lead, position)
        line = position + 1
        self._grid.addWidget(lead, line, 0)
        for column, text in enumerate((person.name, person.organisation, person.phone), start=1):
            label = QLabel(text, self)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("role", "dim" if column > 1 else "")
            self._grid.addWidget(label, line, column)
        stays = self._stay_cells(position, person)
        for column, cell in enumerate(stays.values(), start=4):
            self._grid.addWidget(cell, line, column)
        cross = self._cross(position, person.name)
        self._grid.addWidget(cross, line, 4 + len(stays))
        for stop in (lead, *stays.values(), cross):
            stop.show()  # now, not when the layout comes to it: the keyboard may be sent here at once
            self.stops.append(stop)

    def stays(self) -> list[list[str]]:
        """Return what is typed as joining and leaving, line by line."""
        return [[cell.kept() for cell in cells.values()] for cells in self._stays]

    def restore_stays(self, kept: list[list[str]]) -> None:
        """Put back what was typed as joining and leaving."""
        for cells, texts in zip(self._stays, kept, strict=False):
            for cell, text in zip(cells.values(), texts, strict=False):
                cell.restore(text)

    def problem(self) -> str:
        """Return what is wrong with a moment typed, "" when nothing is."""
        found = (cell.problem() for cells in self._stays for cell in cells.values())
        return next((problem for problem in found if problem), "")

    def _stay_cells(self, position: int, person: TravellerForm) -> dict[str, MomentEdit]:
        """Make the cells in which one enters from when to when a person is along."""
        if self._clock is None:
            return {}
        spoken = {"joins_at": _("{name} joins"), "leaves_at": _("{name} leaves")}
        cells = {}
        for field in STAYS:
            cell = MomentEdit(f"{self._name}.{field}.{position}", self._clock.now, self._clock.zone, self)
            cell.set_value(getattr(person, field))
            cell.setPlaceholderText(_("with the others"))
            cell.setAccessibleName(spoken[field].format(name=person.name))
            cell.setMinimumWidth(_MOMENT_WIDTH)
            cell.value_changed.connect(partial(self.stay_changed.emit, position, field))
            cells[field] = cell
        self._stays.append(cells)
        return cells

    def _cross(self, position: int, name: str) -> QToolButton:
        cross = QToolButton(self)
        cross.setObjectName(f"{self._name}.remove.{position}")
        cross.setAccessibleName(_("Remove {name}").format(name=name))
        cross.setToolTip(cross.accessibleName())
        cross.setIcon(icon("close"))
        cross.setIconSize(QSize(14, 14))
        cross.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        cross.clicked.connect(lambda: self.removed.emit(position))
        self._crosses.append(cross)
        return cross
