"""The people of a dispatch: ours picked by name or pinyin, a manufacturer's entered by hand, one leading (C7.2)."""

from dataclasses import asdict, replace
from datetime import datetime
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.forms.people import TravellerForm
from app.i18n import _
from ui.theme.icons import icon
from ui.widgets.fields.guest_row import GuestRow
from ui.widgets.fields.people_table import STAYS, Clock, People, PeopleTable
from ui.widgets.fields.record_picker import PickItem, RecordPicker


class PeopleEditor(QWidget):
    """A table of people with the means to add to it. The value is a tuple of ``TravellerForm``.

    The only person leads; among several one says who. Everything can be done with the keyboard: Enter in the picker
    adds, arrow keys among the radio buttons change the lead, the crosses are reached with Tab.
    """

    value_changed = Signal(object)  # tuple of TravellerForm

    def __init__(
        self, name: str, picker: RecordPicker, clock: Clock | None = None, parent: QWidget | None = None
    ) -> None:
        """``picker`` finds our staff; the editor takes it over. With a ``clock`` some may come later or go earlier."""
        super().__init__(parent)
        self.setObjectName(name)
        self._people: People = ()
        self.picker = picker
        self.guest = GuestRow(f"{name}.guest", self)
        self.guest_button = QPushButton(_("Manufacturer's person …"), self)
        self._note = QLabel(self)
        self._table = PeopleTable(name, self, clock)
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
        if self._table.problem():
            return self._table.problem()
        return _("Add this person to the list, or clear the fields.") if self.guest.is_begun() else ""

    def kept(self) -> dict[str, Any]:
        """Return the people, and whoever is half entered."""
        return {
            "people": [_kept_person(person) for person in self._people],
            "stays": self._table.stays(),
            "staff": self.picker.kept(),
            "guest": self.guest.kept(),
        }

    def restore(self, kept: Any) -> None:
        """Put back the people and whoever is half entered."""
        if not isinstance(kept, dict):
            return
        people = kept.get("people")
        known = [_traveller(person) for person in people] if isinstance(people, list) else []
        self._change(tuple(person for person in known if person is not None))
        stays = kept.get("stays")
        if isinstance(stays, list):
            self._table.restore_stays([row for row in stays if isinstance(row, list)])
        self.picker.restore(kept.get("staff"))
        self.guest.restore(kept.get("guest"))
        self.guest.setVisible(self.guest.is_begun())
        self.guest_button.setEnabled(not self.guest.is_begun())

    def shown(self) -> str:
        """Return the names, the lead first among them marked."""
        names = (_("{name} (lead)").format(name=p.name) if p.is_lead else p.name for p in self._people)
        return _(", ").join(names)

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
        self._table.stay_changed.connect(self._on_stay_changed)

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

    def _on_stay_changed(self, position: int, field: str, moment: datetime | None) -> None:
        people = list(self._people)
        person = people[position]
        late = field == STAYS[0]
        people[position] = replace(person, joins_at=moment) if late else replace(person, leaves_at=moment)
        self._people = tuple(people)
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


def _kept_person(person: TravellerForm) -> dict[str, Any]:
    """Return who somebody is, as JSON holds it; the moments are kept as they are typed."""
    return {name: value for name, value in asdict(person).items() if name not in STAYS}


def _traveller(kept: Any) -> TravellerForm | None:
    """Return a person out of the kept form, None when it is none."""
    if not isinstance(kept, dict) or kept.keys() - (set(TravellerForm.__slots__) - set(STAYS)):
        return None
    words = all(isinstance(kept.get(name), str) for name in ("name", "organisation", "phone"))
    if not words or not isinstance(kept.get("staff_id"), int | None) or not isinstance(kept.get("is_lead"), bool):
        return None
    return TravellerForm(**kept)
