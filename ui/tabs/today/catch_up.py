"""The strip in the main window that says, on any tab, what fell due while the program was off."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.queries.promises.agenda_words import line_title
from ui.runtime.desk import Desk
from ui.runtime.reminders import Meanwhile
from ui.tabs.today.page import meanwhile_words
from ui.theme.palette import Tone
from ui.widgets.message_bar import BarAnswer, MessageBar

NAME = "main.catch_up"
NAMED = 3


class CatchUp(MessageBar):
    """Hidden until it is told that something fell due meanwhile."""

    wanted = Signal()  # a person wants to see the work list

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(NAME, parent)
        self._desk = desk

    def tell(self, meanwhile: Meanwhile) -> None:
        """Say what fell due, the first few by name."""
        lines = meanwhile.news.lines
        named = [line_title(line) for line in lines[:NAMED]] + (["…"] if meanwhile.news.count > NAMED else [])
        text = _("{head}: {text}").format(head=meanwhile_words(self._desk, meanwhile), text=_("; ").join(named))
        self.ask(text[:1].upper() + text[1:], (BarAnswer("show", _("Show Today"), self.wanted.emit),), Tone.SOON)
