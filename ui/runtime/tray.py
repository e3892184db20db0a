"""The notice beside the system's clock when something falls due soon; a desktop without such a place has none."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QSystemTrayIcon

from app.i18n import _, ngettext
from app.queries.promises.agenda import DueLine, Section
from app.queries.promises.agenda_words import line_title, time_left
from ui.runtime.desk import Desk
from ui.theme.icons import icon

NAMED = 4  # promises named in one notice


class Tray(QObject):
    """Shows an icon while notices are wanted, and a notice for what is due soon."""

    clicked = Signal()  # the notice or the icon: a person wants to see the work list

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._icon: QSystemTrayIcon | None = None
        self._is_hushed = False
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._icon = QSystemTrayIcon(icon("due", "accent"), self)
            self._icon.setToolTip(_("Aftercare"))
            self._icon.activated.connect(lambda _reason: self.clicked.emit())
            self._icon.messageClicked.connect(self.clicked)
            self._icon.setVisible(desk.reminders.is_on)
        desk.reminders.due_soon.connect(self.announce)

    @Slot(bool)
    def switch(self, on: bool) -> None:
        """Show or hide the icon, as notices are wanted or not."""
        self._desk.reminders.switch(on=on)
        if self._icon is not None:
            self._icon.setVisible(on)

    @Slot(object)
    def announce(self, lines: Sequence[DueLine]) -> None:
        """Tell of these promises."""
        if self._icon is not None and not self._is_hushed:
            title, text = notice_words(self._desk, lines)
            self._icon.showMessage(title, text)

    @Slot(bool)
    def hush(self, on: bool) -> None:
        """Tell of nothing while the window is locked: notices name customers."""
        self._is_hushed = on

    def close(self) -> None:
        """Take the icon away."""
        if self._icon is not None:
            self._icon.hide()


def notice_words(desk: Desk, lines: Sequence[DueLine]) -> tuple[str, str]:
    """Return title and text of the notice about some promises."""
    count, now = len(lines), desk.now()
    title = ngettext("{count} promise is due soon", "{count} promises are due soon", count).format(count=count)
    named = [f"{time_left(line, Section.TODAY, now, desk.zone)}  {line_title(line)}" for line in lines[:NAMED]]
    return title, "\n".join([*named, "…"] if count > NAMED else named)
