"""The people one talks to at a customer's, as lines of a form."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.forms import ContactForm
from app.i18n import N_, _
from ui.theme.icons import icon
from ui.widgets.line_edit import LineEdit

# field of ContactForm → title (msgid), longest text, share of the width
COLUMNS = {
    "name": (N_("Contact name"), 200, 3),
    "post": (N_("Post"), 60, 3),
    "phone": (N_("Phone"), 40, 4),
    "mobile": (N_("Mobile"), 40, 4),
    "email": (N_("E-mail"), 120, 5),
}


@dataclass(frozen=True, slots=True)
class _Line:
    """The fields of one contact; ``contact_id`` is None for one that was added here."""

    contact_id: int | None
    fields: dict[str, LineEdit]

    def form(self) -> ContactForm:
        """Return what is entered."""
        return ContactForm(self.contact_id, **{column: field.value() for column, field in self.fields.items()})

    def is_empty(self) -> bool:
        """True when nothing is entered."""
        return not any(field.value() for field in self.fields.values())


class ContactTable(QWidget):
    """A line per person; Tab walks through the cells to the button that adds a line.

    Added lines that are left empty are no contacts. Who is known already can be changed but not taken away.
    """

    value_changed = Signal(object)  # tuple of ContactForm

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._lines: list[_Line] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(6)
        for place, (title, _longest, share) in enumerate(COLUMNS.values()):
            heading = QLabel(_(title), self)
            heading.setProperty("role", "small")
            self._grid.addWidget(heading, 0, place)
            self._grid.setColumnStretch(place, share)
        self.add_button = QPushButton(_("Add a &contact"), self)
        self.add_button.setObjectName(f"{name}.add")
        self.add_button.setProperty("kind", "link")
        self.add_button.setIcon(icon("new", "accent"))
        self.add_button.setAutoDefault(True)  # so that Enter presses it and not the button of the form
        self.add_button.clicked.connect(self.add_line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(self._grid)
        layout.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._append(ContactForm())

    def value(self) -> tuple[ContactForm, ...]:
        """Return the contacts entered, without lines that were left empty."""
        return tuple(line.form() for line in self._lines if line.contact_id is not None or not line.is_empty())

    def set_value(self, contacts: tuple[ContactForm, ...]) -> None:
        """Show these contacts; without any, one empty line."""
        for line in self._lines:
            for field in line.fields.values():
                field.hide()
                field.deleteLater()
        self._lines.clear()
        for contact in contacts or (ContactForm(),):
            self._append(contact)
        self.value_changed.emit(self.value())

    def problem(self) -> str:
        """Return what is wrong with what is typed, "" when nothing is."""
        for place, line in enumerate(self._lines, start=1):
            if not line.fields["name"].value() and (line.contact_id is not None or not line.is_empty()):
                return _("Contact {place}: the name is missing.").format(place=place)
            email = line.fields["email"].value()
            if email and "@" not in email.strip("@"):
                return _("Contact {place}: this is no e-mail address.").format(place=place)
        return ""

    def cell(self, place: int, column: str) -> LineEdit:
        """Return a cell; ``place`` counts the lines from 0. IndexError or KeyError when there is none."""
        return self._lines[place].fields[column]

    def add_line(self) -> None:
        """Add an empty line and put the keyboard into it."""
        if not self._lines or not self._lines[-1].is_empty():
            self._append(ContactForm())
        self._lines[-1].fields["name"].setFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Pass the keyboard on to the line that is wrong, else to the first."""
        super().focusInEvent(event)
        nameless = (line for line in self._lines if not line.is_empty() and not line.fields["name"].value())
        next(nameless, self._lines[0]).fields["name"].setFocus()

    def _append(self, contact: ContactForm) -> None:
        place = len(self._lines)
        fields = {column: self._field(place, column, getattr(contact, column)) for column in COLUMNS}
        self._lines.append(_Line(contact.contact_id, fields))
        for at, field in enumerate(fields.values()):
            self._grid.addWidget(field, place + 1, at)
            field.show()  # now, not with the next event: the keyboard is to go into it
        self._order_tabs()

    def _field(self, place: int, column: str, text: str) -> LineEdit:
        title, longest, _share = COLUMNS[column]
        field = LineEdit(f"{self.objectName()}.{column}.{place}", longest, parent=self)
        field.setAccessibleName(f"{_(title)} {place + 1}")
        field.set_value(text)
        field.setCursorPosition(0)
        field.value_changed.connect(lambda _text: self.value_changed.emit(self.value()))
        return field

    def _order_tabs(self) -> None:
        cells = [field for line in self._lines for field in line.fields.values()]
        for before, after in zip(cells, [*cells[1:], self.add_button], strict=True):
            QWidget.setTabOrder(before, after)
