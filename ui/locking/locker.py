"""Locking a main window and opening it again as it was."""

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget, QWidget

from app.changes import Change
from app.queries.access.users import LogInRules, log_in_rules
from app.security.login import prove
from ui.locking.idle import IdleWatch
from ui.locking.lock_page import LockPage
from ui.runtime.desk import Desk


class Locker(QObject):
    """Locks after idle time or on wish, where people log in.

    While locked the window shows nothing but the question for the password: its contents are hidden, so that neither
    eye nor shortcut gets at them, and so are dialogs and menus, also those that open meanwhile. Unlocked, everything
    stands as it stood, half-typed forms included.
    """

    other_wanted = Signal()  # somebody else wants to log in
    locked = Signal(bool)

    def __init__(self, desk: Desk, window: QMainWindow, stack: QStackedWidget) -> None:
        """``stack`` is the central widget; its first page is what one works in."""
        super().__init__(window)
        self._desk, self._window, self._stack = desk, window, stack
        self._page: LockPage | None = None
        self._hidden: list[QWidget] = []
        self._focus: QWidget | None = None
        self._is_released = False
        self.idle = IdleWatch(desk.context.clock, 0, self)
        self.idle.idle.connect(self.lock)
        desk.changes.changed.connect(self._on_changed)
        QGuiApplication.instance().focusWindowChanged.connect(self._on_focus_window_changed)  # type: ignore[union-attr]
        self._read_rules()

    @property
    def can_lock(self) -> bool:
        """True where a password opens the window again."""
        return self._desk.context.actor.user_id is not None

    @property
    def is_locked(self) -> bool:
        """True while the window shows nothing."""
        return self._page is not None

    @property
    def page(self) -> LockPage:
        """What a locked window shows; RuntimeError while it is open."""
        if self._page is None:
            raise RuntimeError("the window is not locked")
        return self._page

    def lock(self) -> None:
        """Hide everything until the person's password is typed; without log-in nothing happens."""
        if self.is_locked or self._is_released or not self.can_lock:
            return
        self._focus = QApplication.focusWidget()
        self._page = LockPage(self._desk.context.clock, self._desk.context.actor.display_name, self._stack)
        self._page.unlock_wanted.connect(self._on_unlock_wanted)
        self._page.other_wanted.connect(self.other_wanted)
        self._stack.addWidget(self._page)
        self._stack.setCurrentWidget(self._page)
        self._window.statusBar().hide()
        self.hide_others()
        self._page.begin()
        self._window.activateWindow()
        self.locked.emit(True)

    def release(self) -> None:
        """Let go of the program's other windows: this one is about to close."""
        self._is_released = True
        self.idle.minutes = 0

    def hide_others(self) -> None:
        """Hide every other window of the program; what a person asks for at the locked one itself stays."""
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        shown = (one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not self._window)
        for one in sorted(shown, key=_depth):
            if self._is_of_page(one):
                continue
            one.hide()
            if isinstance(one, QDialog):
                self._hidden.append(one)

    def _is_of_page(self, widget: QWidget | None) -> bool:
        """Tell whether a window was opened from the locked page."""
        while widget is not None and widget is not self._page:
            widget = widget.parentWidget()
        return widget is not None

    def _on_unlock_wanted(self, password: str) -> None:
        context = self._desk.context
        page = self.page
        self._desk.jobs.run_write(
            lambda _progress: prove(context, password=password), lambda _none: self._open(), page.refuse
        )

    def _open(self) -> None:
        """Show everything as it was."""
        page, self._page = self.page, None
        self._stack.setCurrentIndex(0)
        self._stack.removeWidget(page)
        page.deleteLater()
        self._window.statusBar().show()
        hidden, self._hidden = self._hidden, []
        for one in hidden:
            if shiboken6.isValid(one):  # it may have been finished meanwhile by a job
                one.show()
        self.idle.note()
        self.locked.emit(False)
        if self._focus is not None and shiboken6.isValid(self._focus):
            self._focus.window().activateWindow()
            self._focus.setFocus()

    def _on_focus_window_changed(self, window: QWindow | None) -> None:
        """Whatever comes up over a locked window is hidden at once."""
        if self.is_locked and window is not None and window is not self._window.windowHandle():
            QTimer.singleShot(0, self, self._hide_late)

    def _hide_late(self) -> None:
        if self.is_locked and not self._is_released:
            self.hide_others()

    def _on_changed(self, change: Change) -> None:
        if change.kind == "setting":
            self._read_rules()

    def _read_rules(self) -> None:
        context = self._desk.context
        self._desk.jobs.run_read("lock.rules", lambda _progress: log_in_rules(context), self._on_rules)

    def _on_rules(self, rules: LogInRules) -> None:
        self.idle.minutes = rules.lock_after_minutes if rules.is_on else 0


def _depth(widget: QWidget) -> int:
    """Return how many windows a window stands over: those are shown again first."""
    above = widget.parentWidget()
    return 0 if above is None else 1 + _depth(above)
