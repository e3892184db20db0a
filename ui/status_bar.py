"""The status bar: who works, in which database, when it was backed up last, and what is running."""

from datetime import datetime

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from app.backup import last_backup
from app.errors import AppError
from app.formatting import date_time_text, local, short_date_time
from app.i18n import _
from ui.runtime.desk import Desk
from ui.widgets.job_status import JobStatus


class StatusBar(QStatusBar):
    """Reads the backups folder beside the window, now and once a minute."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("main.status")
        self.setSizeGripEnabled(False)
        self._add("who", _who(desk))
        self._add("database", desk.context.database.place.shown()).setToolTip(str(desk.context.folder.root))
        self._backup = self._add("backup")
        if desk.context.settings().flag("demo_data"):
            self._add("demo", _("Demo data"))
        self.addPermanentWidget(JobStatus("main.jobs", desk.jobs, self))
        desk.changes.minute_passed.connect(self.read_backup)
        self.read_backup()

    @Slot()
    def read_backup(self) -> None:
        """Look for the newest backup on the read lane."""
        folder = self._desk.context.folder
        self._desk.jobs.run_read(
            "status.backup", lambda _progress: last_backup(folder), self._on_backup_read, self._on_backup_failed
        )

    def _add(self, part: str, text: str = "") -> QLabel:
        words = QLabel(text, self)
        words.setObjectName(f"main.status.{part}")
        words.setProperty("role", "small")
        self.addWidget(words)
        return words

    def _on_backup_read(self, made: datetime | None) -> None:
        if made is None:
            self._backup.setText(_("No backup yet"))
            return
        zone, today = self._desk.zone, self._desk.today()
        is_today = local(made, zone).date() == today
        when = _("today {time}").format(time=f"{local(made, zone):%H:%M}") if is_today else ""
        self._backup.setText(_("Backup: {time}").format(time=when or short_date_time(made, zone, today)))
        self._backup.setToolTip(date_time_text(made, zone))

    def _on_backup_failed(self, error: AppError) -> None:
        self._backup.setText(_("Backups cannot be read"))
        self._backup.setToolTip(error.message)


def _who(desk: Desk) -> str:
    """Return the person's name, and that there is no log-in or that somebody stands in for the manager."""
    actor = desk.context.actor
    if desk.context.settings().flag("single_person"):
        return _("{name} · single person, no log-in").format(name=actor.display_name)
    if actor.delegated:
        return _("{name} · in the manager's place today").format(name=actor.display_name)
    return actor.display_name
