"""The foot of a form: what is still missing, and the buttons."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from app.i18n import _


class FormFooter(QWidget):
    """Says what is missing; the save button says so too."""

    def __init__(self, name: str, save_text: str, parent: QWidget) -> None:
        """``name`` is ``<tab>.<page>``; ``save_text`` is translated."""
        super().__init__(parent)
        self._save_text = save_text
        self._missing = QLabel(self)
        self._missing.setObjectName(f"{name}.form.missing")
        self._missing.setProperty("role", "hint")
        self._missing.setWordWrap(True)
        self.save = QPushButton(save_text, self)
        self.save.setObjectName(f"{name}.action.save")
        self.save.setProperty("kind", "primary")
        self.save.setDefault(True)
        self.cancel = QPushButton(_("Cancel"), self)
        self.cancel.setObjectName(f"{name}.action.cancel")
        self.cancel.setAutoDefault(False)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(20, 10, 20, 14)
        self._row.setSpacing(8)
        self._row.addWidget(self._missing, 1)
        self._row.addWidget(self.cancel)
        self._row.addWidget(self.save)

    def add_button(self, button: QPushButton) -> None:
        """Put one more button before "Cancel"."""
        self._row.insertWidget(1, button)

    def show_missing(self, names: Sequence[str]) -> None:
        """Say which required fields are still empty."""
        text = _("Still missing: {fields}").format(fields=_(", ").join(names)) if names else ""
        self._missing.setText(text)
        self.save.setToolTip(text)

    def set_busy(self, busy: bool) -> None:
        """Show that saving runs."""
        self.save.setEnabled(not busy)
        self.cancel.setEnabled(not busy)
        self.save.setText(_("Saving …") if busy else self._save_text)
