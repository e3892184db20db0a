"""Small exclusive buttons: the pages of a tab, or a choice of few in a form."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget


class _Pill(QPushButton):
    """A button with room for its words in bold, as they stand while it is chosen."""

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        bold = QFont(self.font())
        bold.setBold(True)
        more = QFontMetrics(bold).horizontalAdvance(self.text()) - self.fontMetrics().horizontalAdvance(self.text())
        return super().sizeHint() + QSize(max(more, 0), 0)


class PillRow(QWidget):
    """A row of exclusive buttons; arrow keys move, the checked one takes the focus."""

    chosen = Signal(str)  # code, chosen by a person

    def __init__(
        self, name: str, choices: Sequence[tuple[str, str]], kind: str = "pill", parent: QWidget | None = None
    ) -> None:
        """``choices`` are (code, translated title); buttons are called ``<name>.<code>``."""
        super().__init__(parent)
        self.setObjectName(name)
        self._codes = [code for code, _title in choices]
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for position, (code, title) in enumerate(choices):
            button = _Pill(title, self)
            button.setObjectName(f"{name}.{code}")
            button.setAccessibleName(title)
            button.setProperty("kind", kind)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            self._group.addButton(button, position)
            layout.addWidget(button)
        layout.addStretch(1)
        self.setFocusProxy(self._group.button(0))
        self._group.idClicked.connect(lambda position: self.chosen.emit(self._codes[position]))
        self._group.idToggled.connect(self._on_toggled)

    @property
    def current(self) -> str | None:
        """The code chosen, None while none is."""
        position = self._group.checkedId()
        return self._codes[position] if position >= 0 else None

    def set_current(self, code: str | None) -> None:
        """Check the button of a code without telling; None unchecks. ValueError for an unknown code."""
        self._group.setExclusive(code is not None)
        for position, own in enumerate(self._codes):
            self._group.button(position).setChecked(own == code)
        if code is not None and code not in self._codes:
            raise ValueError(code)
        self._group.setExclusive(True)

    def _on_toggled(self) -> None:
        """Let Tab stop at the chosen button only, from where the arrow keys go on."""
        chosen = self._group.checkedButton()
        self.setFocusProxy(chosen or self._group.button(0))
        for button in self._group.buttons():
            stops = chosen is None or button is chosen
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stops else Qt.FocusPolicy.ClickFocus)

    def button(self, code: str) -> QPushButton:
        """Return the button of a code; ValueError for an unknown code."""
        button = self._group.button(self._codes.index(code))
        if not isinstance(button, QPushButton):
            raise TypeError(code)
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        position = (self._group.checkedId() + step) % len(self._codes)
        button = self._group.button(position)
        button.setFocus()
        button.click()


class PagePills(PillRow):
    """The pages of a tab."""


class SegmentedChoice(PillRow):
    """A choice of few in a form: ``value_changed`` tells each change, also one made by ``set_value``."""

    value_changed = Signal(object)  # code or None

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(name, choices, "chip", parent)
        self.chosen.connect(self.value_changed.emit)

    def value(self) -> str | None:
        """Return the code chosen, None while none is."""
        return self.current

    def code(self) -> str:
        """Return the code chosen, "" while none is; for choices that a form requires."""
        return self.current or ""

    def set_value(self, code: str | None) -> None:
        """Choose a code; None chooses nothing."""
        if code != self.current:
            self.set_current(code)
            self.value_changed.emit(code)

    def problem(self) -> str:
        """Nothing can be wrong with a choice."""
        return ""

    def kept(self) -> str | None:
        """Return the code chosen."""
        return self.current

    def restore(self, kept: Any) -> None:
        """Choose a kept code, if it is still offered."""
        if kept is None or (isinstance(kept, str) and kept in self._codes):
            self.set_value(kept)

    def shown(self) -> str:
        """Return what a person reads for the code chosen."""
        return self.button(self.current).text() if self.current is not None else ""
