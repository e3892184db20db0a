"""A file as a field of a form: chosen, or dropped; looked into in the background, so that a slow disk stops nobody."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from app.errors import AppError
from app.i18n import _
from ui.runtime.jobs import JobRunner
from ui.theme.icons import icon
from ui.widgets.detail.link_button import LinkButton

Look = Callable[[Path], str]


class FileField(QFrame):
    """``look`` reads a file on the read lane: it returns what the file is in a few words, or raises an AppError.

    The button is ``<name>.choose``, the cross that takes the file away ``<name>.remove``.
    """

    value_changed = Signal(object)  # Path or None

    def __init__(
        self,
        name: str,
        look: Look,
        jobs: JobRunner,
        suffixes: tuple[str, ...],
        parent: QWidget | None = None,
        filter_words: str = "",
    ) -> None:
        """``suffixes`` (".pdf" …) are what is offered to choose from; ``filter_words`` call them, with their
        ``{patterns}``: scans by default.
        """
        super().__init__(parent)
        self.setObjectName(name)
        self._look = look
        self._jobs = jobs
        self._suffixes = suffixes
        self._filter_words = filter_words or _("Scans ({patterns})")
        self._path: Path | None = None
        self._refusal = ""
        self._button = LinkButton(f"{name}.choose", "", self)
        self._button.setIcon(icon("attachment", "accent"))
        self._button.setAutoDefault(True)  # so that Enter presses it and not the button of the form
        self._button.clicked.connect(self.choose)
        self._words = QLabel(self)
        self._words.setProperty("role", "dim")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._cross = QToolButton(self)
        self._cross.setObjectName(f"{name}.remove")
        self._cross.setIcon(icon("close"))
        self._cross.clicked.connect(lambda: self.set_value(None))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self._button, self._words, self._cross):
            row.addWidget(widget)
        row.addStretch(1)
        self.setFocusProxy(self._button)
        self.setAcceptDrops(True)
        self._show("")

    @property
    def button(self) -> QPushButton:
        """The button that asks for a file."""
        return self._button

    def value(self) -> Path | None:
        """Return the file chosen, None for none."""
        return self._path

    def set_value(self, value: Path | None) -> None:
        """Take a file and look into it, or none."""
        if value == self._path and not self._refusal:
            return
        self._path, self._refusal = value, ""
        self._jobs.drop_read(self.objectName())
        self._show(_("is being read …") if value else "")
        if value is not None:
            looked = partial(self._look, value)
            self._jobs.run_read(self.objectName(), lambda _progress: looked(), self._show, self._on_refused)
        self.value_changed.emit(value)

    def problem(self) -> str:
        """Return why the file cannot be taken, "" when it can."""
        return self._refusal

    def kept(self) -> str:
        """Return where the file lies."""
        return str(self._path) if self._path else ""

    def restore(self, kept: Any) -> None:
        """Take a kept file again; whether it is still there is found out by looking."""
        if isinstance(kept, str):
            self.set_value(Path(kept) if kept else None)

    def shown(self) -> str:
        """Return the name of the file."""
        return self._path.name if self._path else ""

    def choose(self) -> None:
        """Ask for a file, without stopping the program."""
        dialog = QFileDialog(self.window(), self.accessibleName())
        dialog.setObjectName(f"{self.objectName()}.dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        patterns = " ".join(f"*{suffix}" for suffix in self._suffixes)
        dialog.setNameFilters([self._filter_words.format(patterns=patterns), _("All files (*)")])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.set_value(Path(chosen)))
        dialog.open()

    def take_drops_of(self, form: QWidget) -> None:
        """Take what is dropped anywhere on ``form`` too; what is wrong with it stands here."""
        form.setAcceptDrops(True)
        form.installEventFilter(self)

    def eventFilter(self, _form: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if isinstance(event, QDragEnterEvent):
            self.dragEnterEvent(event)
        elif event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            self.dropEvent(event)
        else:
            return False
        return True

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        self.take(dropped_files(event.mimeData()))
        event.acceptProposedAction()

    def take(self, files: tuple[Path, ...]) -> None:
        """Take what was dropped: one file; of several none, because nobody could tell which was meant."""
        if len(files) == 1:
            self.set_value(files[0])
        elif files:
            self._refuse(_("Only one file fits here. Scan all pages into one file."))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._button.updateGeometry()

    def _on_refused(self, error: AppError) -> None:
        self._refuse(error.message)

    def _refuse(self, message: str) -> None:
        self._refusal = message
        self._show("")
        self.value_changed.emit(self._path)

    def _show(self, words: str) -> None:
        name = self._path.name if self._path else ""
        self._button.set_link(self._button.objectName(), name or _("Choose a file, or drop it here …"))
        self._button.setAccessibleName(" ".join(said for said in (self.accessibleName(), name) if said))
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._cross.setVisible(self._path is not None)
        self._cross.setAccessibleName(_("Take away {name}").format(name=name))
        self._cross.setToolTip(self._cross.accessibleName())


def dropped_files(dragged: QMimeData) -> tuple[Path, ...]:
    """Return the local files that somebody drags."""
    return tuple(Path(url.toLocalFile()) for url in dragged.urls() if url.isLocalFile())
