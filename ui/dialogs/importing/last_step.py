"""What the assistant asks of the step that saves: a preview of its own, and the work that is done in the end."""

from abc import abstractmethod
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.imports.reading import Book
from app.queries.imports.preview import SheetChoice
from ui.runtime.jobs import Progress


class LastStep(QWidget):
    """``changed`` tells that it may be ready now or no longer, ``preview_wanted`` that its preview is to be read
    again.
    """

    changed = Signal()
    preview_wanted = Signal()

    @abstractmethod
    def title(self) -> str:
        """Return what stands above the step."""

    @abstractmethod
    def save_text(self) -> str:
        """Return what the button that saves says, with its mnemonic."""

    @abstractmethod
    def look(self, book: Book, kind: str, choice: SheetChoice) -> Callable[[], object]:
        """Return what reads the preview; it runs in a thread."""

    @abstractmethod
    def show_found(self, found: object) -> None:
        """Show what was read."""

    @abstractmethod
    def is_ready(self) -> bool:
        """Tell whether it can be saved."""

    @abstractmethod
    def work(self, file: str) -> Callable[[Progress], int]:
        """Return what saves it and tells how many records that are; it runs in a thread."""
