"""A list of answers to choose one from: each with a line of words below it; one that cannot be chosen says why."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from ui.dialogs.material.needs_words import Choice
from ui.widgets.detail.state_badge import StateBadge

INDENT = 30  # logical px, to where the words of a button begin


class ChoiceRow(QFrame):
    """One answer: a button, its badges, and words below; a press anywhere in it chooses it."""

    def __init__(self, name: str, choice: Choice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = choice
        self.button = QRadioButton(choice.title, self)
        self.button.setObjectName(f"{name}.{choice.key}")
        self.button.setAccessibleName(choice.title)
        said = [*(badge.text for badge in choice.badges), choice.note]
        self.button.setAccessibleDescription(" · ".join(word for word in said if word))
        self.button.setEnabled(choice.enabled)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.button)
        for badge in choice.badges:
            head.addWidget(StateBadge(badge, self))
        head.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(2)
        layout.addLayout(head)
        if choice.note:
            note = QLabel(choice.note, self)
            note.setProperty("role", "dim")
            note.setWordWrap(True)
            note.setIndent(INDENT)
            layout.addWidget(note)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if self.button.isEnabled() and event.button() is Qt.MouseButton.LeftButton:
            self.button.setChecked(True)
            self.button.setFocus()
        super().mousePressEvent(event)


class ChoiceList(QWidget):
    """The answers under each other; arrow keys go from one that can be chosen to the next."""

    value_changed = Signal(object)  # Choice or None, chosen by a person

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.rows: list[ChoiceRow] = []
        self._group = QButtonGroup(self)
        self._group.idToggled.connect(self._on_toggled)
        self._filling = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)

    def set_choices(self, choices: Sequence[Choice], key: str) -> None:
        """Offer these answers; the one of ``key`` is chosen, none where it is not among them."""
        self._filling = True
        for row in self.rows:
            self._group.removeButton(row.button)
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [ChoiceRow(self.objectName(), choice, self) for choice in choices]
        for place, row in enumerate(self.rows):
            self._group.addButton(row.button, place)
            self._layout.addWidget(row)
            row.button.setChecked(row.choice.key == key and row.choice.enabled)
        self._stop_at(self._chosen())
        self._filling = False

    def value(self) -> Choice | None:
        """Return the answer that is chosen, None for none."""
        return next((row.choice for row in self.rows if row.button.isChecked()), None)

    def begin(self) -> None:
        """Put the keyboard at the answer that is chosen, at the first that can be while none is."""
        free = next((row.button for row in self.rows if row.button.isEnabled()), None)
        stop = self._chosen() or free
        if stop is not None:  # no focus proxy: Tab would come back to it from behind
            stop.setFocus()

    def _chosen(self) -> QRadioButton | None:
        return next((row.button for row in self.rows if row.button.isChecked()), None)

    def _on_toggled(self, place: int, on: bool) -> None:
        if on and not self._filling:
            self._stop_at(self.rows[place].button)
            self.value_changed.emit(self.rows[place].choice)

    def _stop_at(self, chosen: QRadioButton | None) -> None:
        """Let Tab stop at the chosen button only; Qt does so by itself only once one has had the keyboard."""
        for row in self.rows:
            stops = chosen is None or row.button is chosen
            row.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stops else Qt.FocusPolicy.ClickFocus)
