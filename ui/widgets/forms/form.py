"""The frame of every form: labels, fields, a message below each field, and a save button that says what is missing."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, TypeVar, cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QDialog, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.errors import AppError
from ui.runtime.jobs import JobHandle, JobRunner, Work
from ui.theme.palette import Tone
from ui.theme.sizes import scaled
from ui.widgets.fields.composing import is_composing
from ui.widgets.forms.form_footer import FormFooter
from ui.widgets.forms.form_rows import FormRow, FormRows
from ui.widgets.forms.leave_question import LeaveQuestion
from ui.widgets.lines.line_table import LineTable
from ui.widgets.message_bar import MessageBar

Answer = TypeVar("Answer")
MARGIN = QSize(40, 60)  # around a dialog on a small or strongly scaled screen
LEAST_HEIGHT = 200  # px at the usual text size


class FormDialog(QDialog):
    """A question with fields. Subclasses add rows and offer ``form()`` with the typed answer.

    ``submitted`` is emitted when everything is right and a person saves. Whoever asked then calls ``run`` with the
    work: the dialog stays, busy, until it is answered; an ``AppError`` marks its field and everything typed is kept.

    A form of a record keeps the version that was read in ``_version``. Enter goes on to the next field and saves in
    the last one, Ctrl+S saves, Esc closes; none of them while an input method composes.
    """

    keeps_drafts: ClassVar[bool] = True  # what is typed survives a crash; False where nothing is written by hand

    submitted = Signal()
    edited = Signal()  # something else is entered
    refused = Signal(object)  # AppError of saving, after it was shown
    left = Signal(bool)  # closed without saving though something was typed; True: a person wants it kept

    def __init__(self, name: str, title: str, save_text: str, parent: QWidget | None = None) -> None:
        """``name`` is ``<tab>.<page>``; title and save_text are translated."""
        super().__init__(parent)
        self.name_of_form = name
        self.can_keep = False  # set by whoever keeps what is typed
        self._version = 0
        self._pristine: dict[str, Any] = {}
        self._busy = False
        self._restoring = False
        self._kept_size = QSize()
        self._given_size = QSize()
        self._job_id = 0
        self.setObjectName(f"{name}.form")
        self.setWindowTitle(title)
        self.message = MessageBar(f"{name}.form.message", self)
        self._body = FormRows(name, self)
        self._rows = self._body.rows
        self._footer = FormFooter(name, save_text, self)
        self._scroll = QScrollArea(self)
        self._side: QWidget | None = None
        self._middle = QHBoxLayout()
        self._lay_out()
        self._connect()
        self.resize(620, 560)

    # building ----------------------------------------------------------------------------------------------------

    def add_section(self, title: str) -> None:
        """Begin a group of fields with a heading."""
        self._body.add_section(title)

    def add_note(self, part: str, text: str = "", *, below_field: bool = False) -> QLabel:
        """Add a line of dim words across the form, named ``<name>.<part>``, and return it for changing.

        ``below_field`` it begins where the fields do.
        """
        return self._body.add_note(part, text, below_field=below_field)

    def add_button(self, button: QPushButton) -> None:
        """Put one more button into the footer, before "Cancel"."""
        self._footer.add_button(button)

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
        wide: bool = False,
    ) -> None:
        """Add a field. ``label`` may hold a mnemonic (&); ``widget`` is a ``FieldWidget``.

        ``field`` is the name that ``AppError.field`` uses, the attribute of the frozen form. ``check`` returns what is
        wrong beyond what the widget knows. Two ``half`` fields that follow each other share a line; a ``wide`` one has
        the whole width, its label is said by screen readers only.
        """
        self._body.add_row(field, label, widget, required=required, check=check, hint=hint, half=half, wide=wide)

    def add_side(self, side: QWidget, *, least_width: int = 0) -> None:
        """Put something beside the fields that follows from what is entered; Tab comes to it after the last field.

        On a screen with less room than ``least_width`` (px at the usual text size) it stands below them.
        """
        self._side = side
        self._middle.addWidget(side)
        if self.screen().availableSize().width() - MARGIN.width() < scaled(least_width):
            self._middle.setDirection(QBoxLayout.Direction.TopToBottom)
        QWidget.setTabOrder(self._body, side)
        QWidget.setTabOrder(side, self._footer)

    def show_row(self, field: str, *, shown: bool) -> None:
        """Show a field or leave it out; what is entered in it stays."""
        self._body.show_row(field, shown=shown)

    def require(self, field: str, *, required: bool) -> None:
        """Let a field be needed from now on, or no longer; it is marked as needed and asked for before saving."""
        self._body.require(field, required=required)

    def _lay_out(self) -> None:
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._body)
        self._middle.setSpacing(0)
        self._middle.addWidget(self._scroll, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.message)
        layout.addLayout(self._middle, 1)
        layout.addWidget(self._footer)

    def _connect(self) -> None:
        self._body.row_changed.connect(self._on_row_changed)
        self._footer.save.clicked.connect(self._on_save_clicked)
        self._footer.cancel.clicked.connect(self.reject)
        save = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self)
        save.activated.connect(self._on_save_key)

    # asked by others ---------------------------------------------------------------------------------------------

    @property
    def is_busy(self) -> bool:
        """True while the work of saving runs."""
        return self._busy

    @property
    def is_restoring(self) -> bool:
        """True while ``restore`` fills in: what follows from a field by itself is filled in too and must not win."""
        return self._restoring

    @property
    def is_dirty(self) -> bool:
        """True when something was typed since the form was shown, also text that is no value yet."""
        return bool(self._pristine) and self._pristine != self.kept()

    @property
    def version(self) -> int:
        """The version of the record that the form holds, 0 for a new one."""
        return self._version

    @property
    def pristine(self) -> dict[str, Any]:
        """What the form held, as ``kept``, when it was filled; empty before it was shown."""
        return self._pristine

    @property
    def rows(self) -> tuple[FormRow, ...]:
        """The fields in the order of reading."""
        return tuple(self._rows.values())

    def kept(self) -> dict[str, Any]:
        """Return what is typed, by field, as JSON can hold it."""
        return self._body.kept()

    def restore(self, kept: Mapping[str, Any]) -> None:
        """Put back what ``kept`` returned, or some fields of it; names without a field are ignored."""
        self._restoring = True
        for row in self.rows:
            if row.name in kept:
                row.field.restore(kept[row.name])
        self._restoring = False
        self._show_state()

    def adopt(self, version: int, kept: Mapping[str, Any]) -> None:
        """Take a newer version of the same record, that holds ``kept``, for the one edited here; the fields stay."""
        self._version = version
        self._pristine = dict(kept)

    def missing(self) -> tuple[str, ...]:
        """Return the titles of the required fields that are still empty."""
        return tuple(row.title for row in self.rows if row.is_missing())

    def mark(self, field: str | None, message: str) -> None:
        """Show a refusal at its field, or above the form when the field is not here; it goes when one types there."""
        row = self._rows.get(field or "")
        if row is None:
            self.message.show_message(message, Tone.OVERDUE)
            return
        row.refused = message
        row.touched = True
        self._show_state()
        self._go_to(row)

    def check_again(self) -> None:
        """Show anew what is missing or wrong; for checks that depend on something outside the fields."""
        self._show_state()

    @property
    def is_sized_by_hand(self) -> bool:
        """True when a person made the form larger or smaller."""
        return self._given_size.isValid() and self.size() != self._given_size

    def keep_size(self, size: QSize) -> None:
        """Open in the size that a person gave it, instead of one that fits what is in it."""
        self._kept_size = size

    def set_pristine(self) -> None:
        """Take what is entered now as the state that may be thrown away without asking."""
        self._pristine = self.kept()

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

    # reactions ---------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        if not self._pristine:
            self._begin()
        self._show_state()

    def _begin(self) -> None:
        """What the form was filled with is nobody's mistake yet; the keyboard starts where something is missing."""
        self.set_pristine()
        room = self.screen().availableSize() - MARGIN
        self._give_size((self._kept_size if self._kept_size.isValid() else self._fitting_size()).boundedTo(room))
        for row in self.rows:
            row.touched = bool(row.refused)
        first = next((row for row in self.rows if row.is_missing()), next(iter(self.rows), None))
        if first is not None:
            first.widget.setFocus()

    def _give_size(self, size: QSize) -> None:
        self.resize(size)
        self._given_size = self.size()

    def _fitting_size(self) -> QSize:
        """Return the width asked for, as wide as the text is large, and the height that all of it needs."""
        width = scaled(self.width())
        message = self.message.heightForWidth(width) if self.message.text else 0
        beside = self._side.sizeHint().width() if self._side else 0
        height = self._body.height_for(width - beside) + self._footer.sizeHint().height() + message
        return QSize(width, max(height, scaled(LEAST_HEIGHT)))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._go_on():
            event.accept()
        else:
            super().keyPressEvent(event)

    def _go_on(self) -> bool:
        """Go from a field to the next one; in the last one False, which leaves Enter to the save button."""
        here = self.focusWidget()
        if _is_pressed(here):
            cast("QPushButton", here).click()
            return True
        row = self._body.row_of(here)
        if here is None or row is None:
            return False
        left = row if isinstance(row.widget, LineTable) and row.widget.is_done else None
        self.focusNextChild()
        while (following := self._body.row_of(self.focusWidget())) and (
            following is left or _is_pressed(self.focusWidget())
        ):
            self.focusNextChild()
        if following is not None:
            return True
        here.setFocus()
        return False

    def reject(self) -> None:
        """Close; with something typed, a question comes first."""
        if self._busy:
            return
        if not self.is_dirty:
            super().reject()
            return
        question = LeaveQuestion(
            self.name_of_form, self.windowTitle(), self._leave, can_keep=self.can_keep, parent=self
        )
        question.open()

    def _leave(self, keep: bool) -> None:
        self.left.emit(keep)
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        event.ignore()
        self.reject()

    def _on_row_changed(self, row: FormRow) -> None:
        row.refused = ""
        row.touched = True
        self._show_state()
        self.edited.emit()

    def _on_save_key(self) -> None:
        if not is_composing(self.focusWidget()):
            self._footer.save.click()

    def _on_save_clicked(self) -> None:
        self._footer.save.setFocus()  # whatever is half typed is finished with now
        if self.is_right():
            self.submitted.emit()

    def is_right(self) -> bool:
        """Tell whether everything needed is there and nothing is wrong; else show it, the keyboard in the first."""
        if self._busy:
            return False
        for row in self.rows:
            row.touched = True
        self._show_state()
        wrong = next((row for row in self.rows if row.is_missing() or row.problem()), None)
        if wrong is not None:
            self._go_to(wrong)
        return wrong is None

    def _go_to(self, row: FormRow) -> None:
        """Put the keyboard into a field and scroll it, with its message, into sight."""
        row.widget.setFocus()
        self._scroll.ensureWidgetVisible(row.message if row.message.isVisibleTo(self) else row.widget)
        self._scroll.ensureWidgetVisible(row.widget)

    def _on_refused(self, error: AppError) -> None:
        self._set_busy(False)
        self.mark(error.field, error.message)
        self.refused.emit(error)

    def _on_job_finished(self, handle: JobHandle) -> None:
        if handle.id == self._job_id:
            self._set_busy(False)

    def _show_state(self) -> None:
        for row in self.rows:
            row.show_state()
        self._footer.show_missing(self.missing())
        if self.isVisible() and not self._kept_size.isValid():
            self._grow()

    def _grow(self) -> None:
        """Make room for the messages below the fields as far as the screen has it; the form never shrinks."""
        lacking = self._body.height_for(self._scroll.viewport().width()) - self._scroll.viewport().height()
        if lacking > 0:
            room = self.screen().availableSize() - MARGIN
            self._give_size(QSize(self.width(), max(self.height(), min(self.height() + lacking, room.height()))))

    def _set_busy(self, busy: bool) -> None:
        if busy == self._busy:
            return
        self._busy = busy
        self._body.setEnabled(not busy)
        if self._side is not None:
            self._side.setEnabled(not busy)
        self._footer.set_busy(busy)


def _is_pressed(widget: QWidget | None) -> bool:
    """Tell a button, which Enter presses, from a choice and a field, where it goes on."""
    return isinstance(widget, QPushButton) and not widget.isCheckable()
