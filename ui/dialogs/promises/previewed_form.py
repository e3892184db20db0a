"""A form beside which stands what its answer would change for the open requests."""

from abc import abstractmethod

from PySide6.QtWidgets import QWidget

from ui.dialogs.promises.policy_preview import LEAST_WIDTH, PreviewPane
from ui.runtime.desk import Desk
from ui.widgets.forms.form import FormDialog


class PreviewedForm(FormDialog):
    """Subclasses add their rows, fill them in and then call ``add_preview``; ``show_effect`` says what is asked of
    ``preview``, and is called whenever something else is entered.
    """

    keeps_drafts = False

    def __init__(self, desk: Desk, name: str, title: str, save_text: str, parent: QWidget | None = None) -> None:
        """``name`` is ``<tab>.<page>``; title and save_text are translated."""
        super().__init__(name, title, save_text, parent)
        self._desk = desk
        self.preview = PreviewPane(name, desk, self)

    @abstractmethod
    def show_effect(self) -> None:
        """Ask ``preview`` for the effect of what is entered, or let it say what is missing."""

    def add_preview(self) -> None:
        """Put the effect beside the rows and show it from now on."""
        self.add_side(self.preview, least_width=LEAST_WIDTH)
        self.edited.connect(self.show_effect)
        self.show_effect()
