"""The frame of every form: labels, fields, a message below each field, and a save button that says what is missing."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar, cast

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.i18n import _
from ui.runtime.jobs import JobHandle, JobRunner, Work
from ui.theme.palette import Tone
from ui.widgets.message_bar import MessageBar

Answer = TypeVar("Answer")
MARGIN = QSize(40, 60)  # around a dialog on a small or strongly scaled screen
_MNEMONIC = re.compile(r"\s?\(&\w\)|&")


class FieldWidget(Protocol):
    """What a widget needs to be a field: all of ``ui.widgets`` that take input have it."""

    value_changed: SignalInstance

    def value(self) -> Any:
        """Return what is entered; None or "" is nothing."""

    def problem(self) -> str:
        """Return what is wrong with what is entered, "" when nothing is."""


@dataclass(eq=False, slots=True)
class _FormRow:
    """One field with its label and message."""

    title: str
    label: QLabel
    widget: QWidget
    field: FieldWidget
    message: QLabel
    required: bool
    check: Callable[[], str] | None
    touched: bool = False
    refused: str = ""

    def is_missing(self) -> bool:
        value = self.field.value()
        return self.required and (value is None or (isinstance(value, str) and not value.strip()))

    def problem(self) -> str:
        return self.refused or self.field.problem() or (self.check() if self.check else "")


class FormDialog(QDialog):
    """A question with fields. Subclasses add rows and offer ``form()`` with the typed answer.

    ``submitted`` is emitted when everything is right and a person saves. Whoever asked then calls ``run`` with the
    work: the dialog stays, busy, until it is answered; an ``AppError`` marks its field and everything typed is kept.
    """

    submitted = Signal()

    def __init__(self, name: str, title: str, save_text: str, parent: QWidget | None = None) -> None:
        """``name`` is ``<tab>.<page>``; title and save_text are translated."""
        super().__init__(parent)
        self._name = name
        self._rows: dict[str, _FormRow] = {}
        self._pristine: list[Any] = []
        self._busy = False
        self._save_text = save_text
        self._job_id = 0
        self.setObjectName(f"{name}.form")
        self.setWindowTitle(title)
        self.message = MessageBar(f"{name}.form.message", self)
        self._grid = QGridLayout()
        self._half_open = False
        self._missing = QLabel(self)
        self._save = QPushButton(save_text, self)
        self._cancel = QPushButton(_("Cancel"), self)
        self._body = QWidget(self)
        self._lay_out()
        self._connect()
        self.resize(620, 560)

    # building ----------------------------------------------------------------------------------------------------

    def add_section(self, title: str) -> None:
        """Begin a group of fields with a heading."""
        self._half_open = False
        heading = QLabel(title, self._body)
        heading.setProperty("role", "heading")
        line = self._grid.rowCount()
        self._grid.setRowMinimumHeight(line, 30)
        self._grid.addWidget(heading, line, 0, 1, 4, Qt.AlignmentFlag.AlignBottom)

    def add_note(self, part: str, text: str = "") -> QLabel:
        """Add a line of dim words across the form, named ``<name>.<part>``, and return it for changing."""
        self._half_open = False
        note = QLabel(text, self._body)
        note.setObjectName(f"{self._name}.{part}")
        note.setProperty("role", "dim")
        note.setWordWrap(True)
        self._grid.addWidget(note, self._grid.rowCount(), 0, 1, 4)
        return note

    def add_button(self, button: QPushButton) -> None:
        """Put one more button into the footer, before "Cancel"."""
        self._foot.insertWidget(1, button)

    def add_row(
        self,
        field: str,
        label: str,
        widget: QWidget,
        *,
        required: bool = False,
        check: Callable[[], str] | None = None,
        hint: str = "",
        half: bool = False,
    ) -> None:
        """Add a field. ``label`` may hold a mnemonic (&); ``widget`` is a ``FieldWidget``.

        ``field`` is the name that ``AppError.field`` uses. ``check`` returns what is wrong beyond what the widget
        knows. Two ``half`` fields that follow each other share a line.
        """
        title = _MNEMONIC.sub("", label)
        caption = QLabel(f"{label} *" if required else label, self._body)
        caption.setBuddy(widget)
        caption.setProperty("role", "dim")
        widget.setAccessibleName(title)
        widget.setToolTip(hint)
        message = QLabel(self._body)
        message.setObjectName(f"{self._name}.problem.{field}")
        message.setProperty("role", "error")
        message.setWordWrap(True)
        message.hide()
        row = _FormRow(title, caption, widget, cast("FieldWidget", widget), message, required, check)
        self._rows[field] = row
        self._place(row, half=half)
        row.field.value_changed.connect(lambda _value: self._on_field_changed(row))

    def _place(self, row: _FormRow, *, half: bool) -> None:
        second = half and self._half_open
        line = self._grid.rowCount() - 2 if second else self._grid.rowCount()
        column = 2 if second else 0
        span = 1 if half else 3
        self._half_open = half and not second
        self._grid.addWidget(row.label, line, column, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(row.widget, line, column + 1, 1, span)
        self._grid.addWidget(row.message, line + 1, column + 1, 1, span)
        row.label.setContentsMargins(12 if second else 0, 6, 0, 0)

    def _lay_out(self) -> None:
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)
        self._grid.setColumnMinimumWidth(0, 76)
        inner = QVBoxLayout(self._body)
        inner.setContentsMargins(20, 16, 20, 16)
        inner.addLayout(self._grid)
        inner.addStretch(1)
        self._body.setProperty("ground", "none")
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.message)
        layout.addWidget(scroll, 1)
        layout.addLayout(self._footer())

    def _footer(self) -> QHBoxLayout:
        self._missing.setObjectName(f"{self._name}.form.missing")
        self._missing.setProperty("role", "hint")
        self._missing.setWordWrap(True)
        self._save.setObjectName(f"{self._name}.action.save")
        self._save.setProperty("kind", "primary")
        self._save.setDefault(True)
        self._cancel.setObjectName(f"{self._name}.action.cancel")
        self._cancel.setAutoDefault(False)
        row = QHBoxLayout()
        row.setContentsMargins(20, 10, 20, 14)
        row.setSpacing(8)
        row.addWidget(self._missing, 1)
        row.addWidget(self._cancel)
        row.addWidget(self._save)
        self._foot = row
        return row

    def _connect(self) -> None:
        self._save.clicked.connect(self._on_save_clicked)
        self._cancel.clicked.connect(self.reject)
        save = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self)
        save.activated.connect(self._save.click)

    # asked by others ---------------------------------------------------------------------------------------------

    @property
    def is_busy(self) -> bool:
        """True while the work of saving runs."""
        return self._busy

    @property
    def is_dirty(self) -> bool:
        """True when something was entered since the form was shown."""
        return bool(self._pristine) and self._pristine != self._values()

    def missing(self) -> tuple[str, ...]:
        """Return the titles of the required fields that are still empty."""
        return tuple(row.title for row in self._rows.values() if row.is_missing())

    def mark(self, field: str | None, message: str) -> None:
        """Show a refusal at its field, or above the form when the field is not here; it goes when one types there."""
        row = self._rows.get(field or "")
        if row is None:
            self.message.show_message(message, Tone.OVERDUE)
            return
        row.refused = message
        row.touched = True
        self._show_state()
        row.widget.setFocus()

    def check_again(self) -> None:
        """Show anew what is missing or wrong; for checks that depend on something outside the fields."""
        self._show_state()

    def set_pristine(self) -> None:
        """Take what is entered now as the state that may be thrown away without asking."""
        self._pristine = self._values()

    def run(self, jobs: JobRunner, work: Work[Answer], on_done: Callable[[Answer], object] | None = None) -> JobHandle:
        """Save on the write lane; on success the dialog is accepted and then ``on_done`` called."""
        self._set_busy(True)
        self.message.hide()

        def done(answer: Answer) -> None:
            self._set_busy(False)
            self.accept()
            if on_done is not None:
                on_done(answer)

        handle = jobs.run_write(work, done, self._on_refused, self.windowTitle())
        self._job_id = handle.id
        jobs.job_finished.connect(self._on_job_finished)  # also after a bug, which answers nobody
        return handle

    def confirm_discard(self) -> bool:
        """Ask whether what was typed may be thrown away; tests and drafts may answer instead."""
        box = QMessageBox(self)
        box.setObjectName(f"{self._name}.discard")
        box.setWindowTitle(self.windowTitle())
        box.setText(_("Throw away what you typed?"))
        keep = box.addButton(_("Keep typing"), QMessageBox.ButtonRole.RejectRole)
        throw = box.addButton(_("Throw away"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.exec()
        return box.clickedButton() is throw

    # reactions ---------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        if not self._pristine:
            self._begin()
        self._show_state()

    def _begin(self) -> None:
        """What the form was filled with is nobody's mistake yet; the keyboard starts where something is missing."""
        self.set_pristine()
        self.resize(self.size().boundedTo(self.screen().availableSize() - MARGIN))
        for row in self._rows.values():
            row.touched = bool(row.refused)
        missing = [row for row in self._rows.values() if row.is_missing()]
        first = missing or list(self._rows.values())
        if first:
            first[0].widget.setFocus()

    def reject(self) -> None:
        if not self._busy and (not self.is_dirty or self.confirm_discard()):
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        event.ignore()
        self.reject()

    def _values(self) -> list[Any]:
        return [row.field.value() for row in self._rows.values()]

    def _on_field_changed(self, row: _FormRow) -> None:
        row.refused = ""
        row.touched = True
        self._show_state()

    def _on_save_clicked(self) -> None:
        if self._busy:
            return
        for row in self._rows.values():
            row.touched = True
        self._show_state()
        wrong = next((row for row in self._rows.values() if row.is_missing() or row.problem()), None)
        if wrong is None:
            self.submitted.emit()
        else:
            wrong.widget.setFocus()

    def _on_refused(self, error: AppError) -> None:
        self._set_busy(False)
        self.mark(error.field, error.message)

    def _on_job_finished(self, handle: JobHandle) -> None:
        if handle.id == self._job_id:
            self._set_busy(False)

    def _show_state(self) -> None:
        for row in self._rows.values():
            problem = row.problem() or (_("Needed") if row.is_missing() else "")
            shown = problem if row.touched else ""
            row.message.setText(shown)
            row.message.setVisible(bool(shown))
            _set_invalid(row.widget, invalid=bool(shown))
        names = self.missing()
        text = _("Still missing: {fields}").format(fields=_(", ").join(names)) if names else ""
        self._missing.setText(text)
        self._save.setToolTip(text)

    def _set_busy(self, busy: bool) -> None:
        if busy == self._busy:
            return
        self._busy = busy
        self._body.setEnabled(not busy)
        self._save.setEnabled(not busy)
        self._cancel.setEnabled(not busy)
        self._save.setText(_("Saving …") if busy else self._save_text)


def _set_invalid(widget: QWidget, *, invalid: bool) -> None:
    """Let the style sheet draw the frame of a field in the colour of an error."""
    target = widget.focusProxy() or widget
    if bool(target.property("invalid")) != invalid:
        target.setProperty("invalid", "true" if invalid else None)
        target.style().unpolish(target)
        target.style().polish(target)
