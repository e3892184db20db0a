"""The menu "Rules": trying out what would be owed, the deadlines, the working calendar, the duty roster."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.i18n import _
from app.rules.permissions import Permission
from ui.dialogs.approvals.limits_window import open_limits
from ui.dialogs.people.duty_dialog import open_duty
from ui.dialogs.promises.calendar_dialog import open_calendar
from ui.dialogs.promises.policies_dialog import open_policies
from ui.dialogs.promises.try_out_dialog import open_try_out
from ui.runtime.desk import Desk
from ui.theme.icons import icon

NAME = "main.rules"
Open = Callable[[Desk, QWidget], object]


class RulesButton(QPushButton):
    """Opens the menu; each entry opens a window of its own over the main one. Who may only read sees them all the
    same.
    """

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._menu = QMenu(self)
        self.setObjectName(NAME)
        self.setText(_("&Rules"))
        self.setAccessibleName(_("Rules: deadlines, calendar, duty roster"))
        self.setIcon(icon("clock"))
        self.setProperty("kind", "menu")
        self.setAutoDefault(False)
        self._add("try_out", _("&What would be owed?"), "help", open_try_out)
        self._menu.addSeparator()
        self._add("policies", _("&Deadlines …"), "due", open_policies)
        self._add("calendar", _("Working &calendar …"), "calendar", open_calendar)
        if desk.context.actor.may(Permission.VIEW_MONEY):
            self._add("limits", _("Approval &limits …"), "approval", open_limits)
        self._menu.addSeparator()
        self._add("duty", _("Duty &roster …"), "staff", open_duty)
        self.setMenu(self._menu)

    def _add(self, code: str, text: str, meaning: str, opened: Open) -> None:
        action = QAction(icon(meaning), text, self._menu)
        action.setObjectName(f"{NAME}.{code}")
        action.triggered.connect(partial(self._open, opened))
        self._menu.addAction(action)

    def _open(self, opened: Open, _checked: bool = False) -> None:
        opened(self._desk, self._window)
