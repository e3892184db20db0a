"""The lines of the people of a dispatch: who leads, name, where from, phone, a cross."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QLabel, QRadioButton, QToolButton, QWidget

from app.forms.people import TravellerForm
from app.i18n import _
from ui.theme.icons import icon
from ui.widgets.fields.clearing import clear_layout

People = tuple[TravellerForm, ...]


class PeopleTable(QFrame):
    """One line per person: who leads, name, where from, phone, a cross. ``stops`` is where Tab halts, in order."""

    lead_chosen = Signal(int)  # position
    removed = Signal(int)  # position

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
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
        self.stops.clear()
        self._leads.deleteLater()
        self._leads = QButtonGroup(self)
        self._leads.idClicked.connect(self.lead_chosen)
        if not people:
            empty = QLabel(_("Nobody yet. The person added first leads."), self)
            empty.setProperty("role", "dim")
            self._grid.addWidget(empty, 0, 0, 1, 5)
            return
        for column, title in enumerate((_("Lead"), _("Name"), _("Organisation"), _("Phone"))):
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
        cross = self._cross(position, person.name)
        self._grid.addWidget(cross, line, 4)
        for stop in (lead, cross):
            stop.show()  # now, not when the layout comes to it: the keyboard may be sent here at once
            self.stops.append(stop)

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
