"""The two ways of an error: a known one is told in words, a bug becomes a report that can be copied.

``ErrorHooks`` is the one exception hook of the program: uncaught exceptions of the GUI thread, of other threads and
Qt's own messages end here and in the log.
"""

import faulthandler
import logging
import platform
import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, Slot, qInstallMessageHandler, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.errors import AppError
from app.i18n import _
from ui.widgets.glyph import Glyph

log = logging.getLogger(__name__)

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class ErrorBox(QDialog):
    """Says what happened, what was kept and what to do; details wait behind a button and can be copied."""

    def __init__(self, title: str, happened: str, advice: str, details: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("error.box")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._details = QPlainTextEdit(details, self)
        self._details.setObjectName("error.box.details")
        self._details.setAccessibleName(_("Details"))
        self._details.setReadOnly(True)
        self._details.setVisible(False)
        self._details.setMinimumHeight(160)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addLayout(self._message(happened, advice))
        layout.addWidget(self._details)
        layout.addLayout(self._buttons(bool(details)))
        self.setMinimumWidth(460)
        self.setAccessibleName(happened)

    @property
    def details(self) -> str:
        """The text that the copy button puts on the clipboard."""
        return self._details.toPlainText()

    def _message(self, happened: str, advice: str) -> QHBoxLayout:
        picture = Glyph(32, self)
        picture.show_icon("warning", "overdue")
        what = QLabel(happened, self)
        what.setProperty("role", "heading")
        then = QLabel(advice, self)
        then.setVisible(bool(advice))
        words = QVBoxLayout()
        words.setSpacing(8)
        for label in (what, then):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return row

    def _buttons(self, has_details: bool) -> QHBoxLayout:
        show = QPushButton(_("Details"), self)
        show.setObjectName("error.box.show_details")
        show.setCheckable(True)
        show.setVisible(has_details)
        show.toggled.connect(self._on_details_toggled)
        copy = QPushButton(_("Copy"), self)
        copy.setObjectName("error.box.copy")
        copy.setVisible(has_details)
        copy.clicked.connect(self._on_copy_clicked)
        close = QPushButton(_("Close"), self)
        close.setObjectName("error.box.close")
        close.setProperty("kind", "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        close.setFocus()
        row = QHBoxLayout()
        row.addWidget(show)
        row.addWidget(copy)
        row.addStretch(1)
        row.addWidget(close)
        return row

    @Slot(bool)
    def _on_details_toggled(self, shown: bool) -> None:
        self._details.setVisible(shown)
        self.adjustSize()

    @Slot()
    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self.details)


def report_error(parent: QWidget | None, error: AppError, kept: str = "") -> ErrorBox:
    """Tell a known error in a box of its own; ``kept`` says what was kept, by default that nothing was changed."""
    advice = "\n".join(part for part in (kept or _("Nothing was changed."), _clause_line(error)) if part)
    box = ErrorBox(_("This did not work"), error.message, advice, error.details, parent)
    box.open()
    return box


def report_bug(parent: QWidget | None, report: str) -> ErrorBox:
    """Tell that the program made a mistake, with the report to copy."""
    advice = _("What was saved before is kept. Copy the report and send it to whoever looks after the program.")
    box = ErrorBox(_("Program error"), _("The program made a mistake."), advice, report, parent)
    box.open()
    return box


def bug_report(error: BaseException) -> str:
    """Return the text of a report: versions and traceback, without values of variables (customer data)."""
    system = f"Python {platform.python_version()} · Qt {qVersion()} · {platform.platform()}"
    return system + "\n\n" + "".join(traceback.format_exception(error))


class ErrorHooks(QObject):
    """Catches what nobody caught; ``bug_found`` arrives on the GUI thread with the text of the report."""

    bug_found = Signal(str)

    _caught = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._caught.connect(self._on_caught, Qt.ConnectionType.QueuedConnection)
        self._previous = (sys.excepthook, threading.excepthook)

    def install(self) -> None:
        """Become the exception hook of the process."""
        if sys.stderr is not None:  # a windowed program on Windows has none
            faulthandler.enable()
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        qInstallMessageHandler(_log_qt_message)

    def uninstall(self) -> None:
        """Give the hooks back."""
        sys.excepthook, threading.excepthook = self._previous
        qInstallMessageHandler(None)

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.error("uncaught exception", exc_info=(kind, error, trace))
        self._caught.emit(error)

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._on_exception(args.exc_type, args.exc_value, args.exc_traceback)

    @Slot(object)
    def _on_caught(self, error: BaseException) -> None:
        self.bug_found.emit(bug_report(error))


def _clause_line(error: AppError) -> str:
    return _("Rule: {clause}").format(clause=error.clause) if error.clause else ""


def _log_qt_message(kind: QtMsgType, _context: QMessageLogContext, message: str | None) -> None:
    log.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", message)
