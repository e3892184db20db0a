"""A form whose service may ask before it takes what is entered: it looks like a slip, but may be right."""

from abc import abstractmethod
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QMessageBox, QWidget

from app.errors import AppError, Questioned
from app.i18n import _
from ui.theme.icons import icon
from ui.widgets.forms.form import FormDialog


class SureQuestion(QMessageBox):
    """What looks wrong; go back to the form (the default, and Esc), or save all the same."""

    def __init__(self, name: str, title: str, asked: Iterable[str], go_on: Callable[[], None], parent: QWidget) -> None:
        """``asked`` are the questions (translated); ``go_on`` is called when a person says that all of it is right."""
        super().__init__(parent)
        self.setObjectName(f"{name}.sure")
        self.setWindowTitle(title)
        self.setIconPixmap(icon("warning", "soon").pixmap(32, 32))
        self.setText(_("Is this right?"))
        self.setInformativeText("\n\n".join(asked))
        self.back = self.addButton(_("Back to the form"), QMessageBox.ButtonRole.RejectRole)
        self.save = self.addButton(_("Save all the same"), QMessageBox.ButtonRole.AcceptRole)
        for code, button in (("back", self.back), ("save", self.save)):
            button.setObjectName(f"{self.objectName()}.{code}")
            button.setAccessibleName(button.text())
        self.setDefaultButton(self.back)
        self.setEscapeButton(self.back)
        self.save.clicked.connect(go_on)
        self.finished.connect(self.deleteLater)


class QuestionedForm(FormDialog):
    """``answered`` are the codes of the questions that were answered with yes, while it is saved again for that."""

    def __init__(self, name: str, title: str, save_text: str, parent: QWidget | None = None) -> None:
        """As ``FormDialog``."""
        super().__init__(name, title, save_text, parent)
        self.answered: frozenset[str] = frozenset()
        self.refused.connect(self._on_refused_by_service)

    @abstractmethod
    def form(self) -> Any:
        """Return what is entered."""

    def _on_refused_by_service(self, error: AppError) -> None:
        if not isinstance(error, Questioned):
            return
        self.message.hide()
        go_on = partial(self._save_again, frozenset(error.asked))
        SureQuestion(self.name_of_form, self.windowTitle(), error.asked.values(), go_on, self).open()

    def _save_again(self, answered: frozenset[str]) -> None:
        """Save once more what is entered, with these answers; the next time everything is asked anew."""
        self.answered = answered
        self.submitted.emit()
        self.answered = frozenset()
