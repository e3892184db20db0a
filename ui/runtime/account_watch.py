"""Noticing that whoever works here may do something else than a moment ago, or may not work here any more."""

from PySide6.QtCore import QObject, Signal, Slot

from app.changes import Change
from app.context import Actor
from app.queries.records.activity import DELEGATION, USER
from app.security.accounts import present_actor
from ui.runtime.desk import Desk

_CONCERNS = frozenset({USER, DELEGATION, "setting"})


class AccountWatch(QObject):
    """Looks each minute, and when an account, a delegation or the way of logging in changed, here or elsewhere."""

    changed = Signal(object)  # Actor as it is now; without a role nobody may work here before logging in

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._known = desk.context.actor
        desk.changes.minute_passed.connect(self.look)
        desk.changes.changed.connect(self._on_changed)

    @Slot()
    def look(self) -> None:
        """Look now."""
        context = self._desk.context
        self._desk.jobs.run_read("account.watch", lambda _progress: present_actor(context), self._on_found)

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if change.kind in _CONCERNS:
            self.look()

    def _on_found(self, found: Actor) -> None:
        if found != self._known:
            self._known = found
            self.changed.emit(found)
