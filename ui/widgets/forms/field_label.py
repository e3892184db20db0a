"""The label before a field of a form."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShortcutEvent
from PySide6.QtWidgets import QLabel


class FieldLabel(QLabel):
    """Its underlined letter leads into the field; Qt's own label leads only into one that takes the keyboard itself."""

    def event(self, event: QEvent) -> bool:
        """Hand the keyboard on: a field of several parts knows which of them comes first."""
        field = self.buddy() if isinstance(event, QShortcutEvent) else None
        if field is None:
            return super().event(event)
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True
