"""The fields in which a manufacturer's person is entered by hand."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.forms.people import TravellerForm
from app.i18n import _
from ui.widgets.fields.checks import LONGEST_PHONE, phone_problem
from ui.widgets.fields.composing import is_composing
from ui.widgets.fields.line_edit import LineEdit

LONGEST_NAME = 60
LONGEST_ORGANISATION = 200


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
        self.phone = self._line(f"{name}.phone", _("Phone"), LONGEST_PHONE, phone_problem)
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

    def kept(self) -> list[str]:
        """Return the texts as they are typed."""
        return [line.kept() for line in self._lines()]

    def restore(self, kept: Any) -> None:
        """Put kept texts back."""
        if isinstance(kept, list) and len(kept) == len(self._lines()):
            for line, text in zip(self._lines(), kept, strict=True):
                line.restore(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keep Enter and Esc from the dialog around: here they add and leave."""
        if not isinstance(event, QKeyEvent) or watched not in self._lines():
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.KeyPress and not is_composing(watched):
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
        empty = (line for line in (self.name, self.organisation) if not line.value())
        wrong = next(empty, None) or next((line for line in self._lines() if line.problem()), None)
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
