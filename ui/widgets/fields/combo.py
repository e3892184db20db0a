"""A choice from a fixed list, fed with stored codes and what a person reads for them."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget


class Combo(QComboBox):
    """Choices are (code, translated label); with ``empty`` the first choice means none (None)."""

    value_changed = Signal(object)  # code or None

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[str, str]],
        empty: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.installEventFilter(self)
        if empty is not None:
            self.addItem(empty, None)
        for code, label in choices:
            self.addItem(label, code)
        self.currentIndexChanged.connect(lambda _at: self.value_changed.emit(self.value()))

    def value(self) -> str | None:
        """Return the code chosen, None for none."""
        data = self.currentData()
        return str(data) if data is not None else None

    def code(self) -> str:
        """Return the code chosen, "" for none; for choices that a form requires."""
        return self.value() or ""

    def set_value(self, code: str | None) -> None:
        """Choose a code; ValueError for a code that is not offered."""
        at = self.findData(code) if code is not None else self.findData(None)
        if at < 0 and code is not None:
            raise ValueError(code)
        self.setCurrentIndex(at)

    def problem(self) -> str:
        """Nothing can be wrong with a choice."""
        return ""

    def kept(self) -> str | None:
        """Return the code chosen."""
        return self.value()

    def restore(self, kept: Any) -> None:
        """Choose a kept code, if it is still offered."""
        if (kept is None or isinstance(kept, str)) and self.findData(kept) >= 0:
            self.setCurrentIndex(self.findData(kept))

    def shown(self) -> str:
        """Return what a person reads for the code chosen."""
        return self.currentText() if self.value() is not None else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let the wheel scroll the form, not change a choice nobody looks at."""
        if event.type() == QEvent.Type.Wheel and not self.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)
