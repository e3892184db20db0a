"""How a user left the windows: an INI file per user in the data folder, never the registry (decision 25)."""

from pathlib import Path
from urllib.parse import quote

from PySide6.QtCore import QByteArray, QPoint, QRect, QSettings
from PySide6.QtWidgets import QSplitter, QWidget


class WindowState:
    """Remembers geometry, splitters and small texts under the object names of their widgets."""

    def __init__(self, path: Path) -> None:
        """``path`` is the INI file, made on the first change."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)

    def save_window(self, window: QWidget) -> None:
        """Keep place and size of a window or dialog."""
        self._settings.setValue(f"window/{window.objectName()}", window.saveGeometry())

    def restore_window(self, window: QWidget) -> bool:
        """Put a window where it was, or onto a screen that is there; False when nothing is remembered."""
        saved = self._settings.value(f"window/{window.objectName()}")
        if not isinstance(saved, QByteArray) or not window.restoreGeometry(saved):
            return False
        if not window.isMaximized():
            _bring_back(window)
        return True

    def save_splitter(self, splitter: QSplitter) -> None:
        """Keep the places of a splitter's handles."""
        self._settings.setValue(f"splitter/{splitter.objectName()}", splitter.saveState())

    def restore_splitter(self, splitter: QSplitter) -> bool:
        """Put the handles where they were; False when nothing is remembered."""
        saved = self._settings.value(f"splitter/{splitter.objectName()}")
        return isinstance(saved, QByteArray) and splitter.restoreState(saved)

    def text(self, name: str, default: str = "") -> str:
        """Return a remembered text (columns of a table, the tab one was on)."""
        saved = self._settings.value(f"text/{name}")
        return saved if isinstance(saved, str) else default

    def set_text(self, name: str, value: str) -> None:
        """Remember a text."""
        self._settings.setValue(f"text/{name}", value)

    def sync(self) -> None:
        """Write to disk now."""
        self._settings.sync()


def state_file(ui_folder: Path, user: str) -> Path:
    """Return the file in which a user's windows are remembered; no name can lead out of the folder."""
    return ui_folder / f"{file_name(user)}.ini"


def file_name(user: str) -> str:
    """Return a user's name as a file system takes it."""
    return quote(user, safe="").replace(".", "%2E")


def _bring_back(window: QWidget) -> None:
    """Move a window onto its screen where that has become smaller or its former one is gone."""
    room, place = window.screen().availableGeometry(), window.geometry()
    if room.contains(place):
        return
    size = place.size().boundedTo(room.size()).expandedTo(window.minimumSize())
    left = max(room.left(), min(place.left(), room.right() + 1 - size.width()))
    top = max(room.top(), min(place.top(), room.bottom() + 1 - size.height()))
    window.setGeometry(QRect(QPoint(left, top), size))
