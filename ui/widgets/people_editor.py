"""The people of a dispatch: ours picked by name or pinyin, a manufacturer's entered by hand, one leading (C7.2)."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.forms import TravellerForm
from app.i18n import _
from app.rules.inputs import clean_phone
from ui.theme.icons import icon
from ui.widgets.clearing import clear_layout
from ui.widgets.line_edit import LineEdit
from ui.widgets.record_picker import PickItem, RecordPicker

LONGEST_NAME = 60
LONGEST_ORGANISATION = 200
LONGEST_PHONE = 40

People = tuple[TravellerForm, ...]


class PeopleEditor(QWidget):
    """A table of people with the means to add to it. The value is a tuple of ``TravellerForm``.

    The only person leads; among several one says who. Everything can be done with the keyboard: Enter in the picker
    adds, arrow keys among the radio buttons change the lead, the crosses are reached with Tab.
    """

    value_changed = Signal(object)  # tuple of TravellerForm

    def __init__(self, name: str, picker: RecordPicker, parent: QWidget | None = None) -> None:
        """``picker`` finds our staff; the editor takes it over."""
        super().__init__(parent)
        self.setObjectName(name)
        self._people: People = ()
        self.picker = picker
        self.guest = GuestRow(f"{name}.guest", self)
        self.guest_button = QPushButton(_("Manufacturer's person …"), self)
        self._note = QLabel(self)
        self._table = PeopleTable(name, self)
        self._lay_out(name)
        self._connect()
        self._show_people()

    def value(self) -> People:
        """Return the people in their order."""
        return self._people

    def set_value(self, people: People) -> None:
        """Show these people."""
        self._change(tuple(people))

    def problem(self) -> str:
        """Return what is wrong with what is typed, "" when nothing is: nobody half entered may get lost."""
        if self.picker.problem():
            return self.picker.problem()
        return _("Add this person to the list, or clear the fields.") if self.guest.is_begun() else ""

    def add(self, traveller: TravellerForm) -> None:
        """Add a person unless already on the list; the first one leads."""
        if traveller.staff_id is not None and traveller.staff_id in {own.staff_id for own in self._people}:
            self._say(_("{name} is already on the list.").format(name=traveller.name))
            return
        self._change((*self._people, replace(traveller, is_lead=not self._people)))

    def add_staff(self, item: PickItem | None) -> None:
        """Add one of our staff as the picker names them, and stand ready for the next."""
        if item is not None:
            self.add(TravellerForm(staff_id=item.id, name=item.title, organisation=item.subtitle))
            self.picker.setFocus()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self._order_tabs()

    def _lay_out(self, name: str) -> None:
        self.guest.hide()
        self.guest_button.setObjectName(f"{name}.guest.new")
        self.guest_button.setAccessibleName(self.guest_button.text())
        self.guest_button.setIcon(icon("new"))
        self.guest_button.setAutoDefault(False)
        self.picker.setAccessibleName(_("Add one of our staff"))
        self.picker.setPlaceholderText(_("Add: name or pinyin"))
        self._note.setObjectName(f"{name}.note")
        self._note.setProperty("role", "hint")
        self._note.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.picker, 1)
        row.addWidget(self.guest_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self._note)
        layout.addWidget(self.guest)
        layout.addWidget(self._table)
        self.setFocusProxy(self.picker)

    def _connect(self) -> None:
        self.picker.picked.connect(self._on_staff_picked)
        self.picker.textChanged.connect(self._on_typed)
        self.guest_button.clicked.connect(self._on_guest_wanted)
        self.guest.added.connect(self._on_guest_added)
        self.guest.left.connect(self._on_guest_left)
        self.guest.edited.connect(self._on_typed)
        self.guest.refused.connect(self._say)
        self._table.lead_chosen.connect(self._on_lead_chosen)
        self._table.removed.connect(self._on_removed)

    def _on_staff_picked(self, item: PickItem) -> None:
        self.picker.set_value(None)  # first: changing the text hides what ``add`` has to say
        self.add_staff(item)

    def _on_guest_wanted(self) -> None:
        self.guest_button.setEnabled(False)
        self.guest.show()
        self.guest.name.setFocus()

    def _on_guest_added(self, guest: TravellerForm) -> None:
        self.add(guest)
        self._on_guest_left()

    def _on_guest_left(self) -> None:
        self.guest.hide()
        self.guest_button.setEnabled(True)
        self.guest_button.setFocus()
        self.value_changed.emit(self._people)

    def _on_typed(self) -> None:
        """Somebody is being entered: that is a problem on saving, not yet while one types."""
        self._note.hide()
        if not self.problem():
            self.value_changed.emit(self._people)

    def _on_lead_chosen(self, position: int) -> None:
        self._people = tuple(replace(person, is_lead=at == position) for at, person in enumerate(self._people))
        self.value_changed.emit(self._people)

    def _on_removed(self, position: int) -> None:
        self._change(self._people[:position] + self._people[position + 1 :])
        if self._people:
            self._table.focus_row(min(position, len(self._people) - 1))
        else:
            self.picker.setFocus()

    def _change(self, people: People) -> None:
        if len(people) == 1:
            people = (replace(people[0], is_lead=True),)
        self._people = people
        self._note.hide()
        self._show_people()
        self.value_changed.emit(people)

    def _show_people(self) -> None:
        self._table.show_people(self._people)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Let Tab walk as one reads: Qt would put lines made later behind everything else in the window."""
        stops = (self.picker, self.guest_button, *self.guest.stops, *self._table.stops)
        for first, second in pairwise(stops):
            QWidget.setTabOrder(first, second)

    def _say(self, text: str) -> None:
        self._note.setText(text)
        self._note.show()


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


class GuestRow(QWidget):
    """The fields of a manufacturer's person; Enter adds, Esc leaves. ``stops`` is where Tab halts, in order."""

    added = Signal(object)  # TravellerForm
    left = Signal()
    edited = Signal()
    refused = Signal(str)  # why nobody was added

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.name = self._line(f"{name}.name", _("Name"), LONGEST_NAME)
        self.organisation = self._line(f"{name}.organisation", _("Manufacturer"), LONGEST_ORGANISATION)
        self.phone = self._line(f"{name}.phone", _("Phone"), LONGEST_PHONE, _phone_problem)
        self.add_button = QPushButton(_("Add"), self)
        self.add_button.setObjectName(f"{name}.add")
        self.add_button.setAutoDefault(False)
        self.add_button.clicked.connect(self._on_add)
        leave = QPushButton(_("Leave out"), self)
        leave.setObjectName(f"{name}.cancel")
        leave.setAutoDefault(False)
        leave.clicked.connect(self._leave)
        self.stops: tuple[QWidget, ...] = (*self._lines(), self.add_button, leave)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for line, stretch in zip(self._lines(), (2, 3, 2), strict=True):
            layout.addWidget(line, stretch)
        layout.addWidget(self.add_button)
        layout.addWidget(leave)

    def is_begun(self) -> bool:
        """True while something stands in the fields."""
        return any(line.value() for line in self._lines())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keep Enter and Esc from the dialog around: here they add and leave."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched in self._lines():
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on_add()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._leave()
                return True
        return super().eventFilter(watched, event)

    def _lines(self) -> tuple[LineEdit, LineEdit, LineEdit]:
        return self.name, self.organisation, self.phone

    def _line(self, name: str, title: str, longest: int, check: Callable[[str], str] | None = None) -> LineEdit:
        line = LineEdit(name, longest, check, self)
        line.setPlaceholderText(title)
        line.setAccessibleName(title)
        line.installEventFilter(self)
        line.textChanged.connect(lambda _text: self.edited.emit())
        return line

    def _on_add(self) -> None:
        wrong = next((line for line in (self.name, self.organisation) if not line.value()), None)
        if wrong is None and self.phone.problem():
            wrong = self.phone
        if wrong is not None:
            needed = _("Enter the person's {field}.").format(field=wrong.placeholderText())
            self.refused.emit(wrong.problem() or needed)
            wrong.setFocus()
            return
        guest = TravellerForm(None, self.name.value(), self.organisation.value(), self.phone.value())
        self._clear()
        self.added.emit(guest)

    def _leave(self) -> None:
        self._clear()
        self.left.emit()

    def _clear(self) -> None:
        for line in self._lines():
            line.clear()


def _phone_problem(text: str) -> str:
    """Return why a text is no telephone number, "" when it is one."""
    try:
        clean_phone(text, field="phone", limit=LONGEST_PHONE)
    except AppError as error:
        return error.message
    return ""
