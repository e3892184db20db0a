"""How a letter reads while it is written: the text with its facts, beside the form (C10)."""

from collections.abc import Callable
from functools import partial
from html import escape

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QTextBrowser, QVBoxLayout, QWidget

from app.errors import AppError
from app.forms.letters import LetterForm
from app.i18n import _
from app.queries.money.letter_content import letter_preview
from app.rules.money.letter_keys import keys_of
from app.rules.money.letter_text import LetterText
from models.enums import LetterKind
from ui.runtime.desk import Desk
from ui.theme.sizes import scaled

PAUSE_MS = 350  # of typing, before the text is read again
WIDTH = 430


class LetterPreview(QWidget):
    """The finished text, read again a moment after the last change; below it the facts that are not known."""

    def __init__(self, desk: Desk, name: str, form: Callable[[], LetterForm], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._name, self._form = desk, name, form
        self.setObjectName(name)
        self.text = QTextBrowser(self)
        self.text.setObjectName(f"{name}.text")
        self.text.setAccessibleName(_("How the letter reads"))
        self.text.setTabChangesFocus(True)
        self.lacks = QLabel(self)
        self.lacks.setProperty("role", "hint")
        self.lacks.setWordWrap(True)
        title = QLabel(_("How the letter reads"), self)
        title.setProperty("role", "section")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 16, 20, 16)
        for part in (title, self.text, self.lacks):
            layout.addWidget(part, 1 if part is self.text else 0)
        self.setMinimumWidth(scaled(WIDTH))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._read)

    def read_soon(self, _value: object = None) -> None:
        """Read the text again once nothing was typed for a moment."""
        self._pause.start()

    def _read(self) -> None:
        form = self._form()
        if form.customer_id is None:
            self.text.setPlainText(_("Choose the customer."))
            return
        self._desk.jobs.run_read(
            self._name,
            lambda _progress: letter_preview(self._desk.context, form),
            partial(self._show, form.letter_kind),
            self._refused,
        )

    def _show(self, kind: LetterKind, told: LetterText) -> None:
        place = self.text.verticalScrollBar().value()
        self.text.setHtml(_html(told, 2 * self.text.fontInfo().pixelSize()))
        self.text.verticalScrollBar().setValue(place)
        names = keys_of(kind)
        missing = _(", ").join(_(names[code]) for code in told.missing if code in names)
        self.lacks.setText(_("Left out, as these are not known: {names}").format(names=missing) if missing else "")

    def _refused(self, error: AppError) -> None:
        """Say what keeps the letter from being shown; while its words are being typed they stay as they were."""
        being_typed = error.field in ("heading", "wording")
        self.lacks.setText(error.message if being_typed else "")
        if not being_typed:
            self.text.setPlainText(error.message)


def _html(told: LetterText, inset: int) -> str:
    """Return the text as the browser shows it: title in the middle, paragraphs indented by ``inset`` px, two signs."""
    salutation = escape(told.salutation).replace("\n", "<br>")
    parts = [f"<p align='center'><b>{escape(told.heading)}</b></p>", f"<p>{salutation}</p>"]
    for place, paragraph in enumerate(told.paragraphs):
        if place == told.table_at:
            parts.append(_table())
        parts.append(f"<p style='text-indent:{inset}px'>{escape(paragraph)}</p>")
    if told.table_at == len(told.paragraphs):
        parts.append(_table())
    parts.append(f"<p style='text-indent:{inset}px'>{escape(told.closing)}</p>")
    return "".join(parts)


def _table() -> str:
    return f"<p align='center'><i>[{escape(_('Table of instalments'))}]</i></p>"
