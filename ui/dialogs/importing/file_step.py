"""The first step: what is to be imported, and from which file."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.archive.store import write_whole
from app.database import storage_errors
from app.errors import AppError
from app.i18n import N_, _, ngettext
from app.imports.kinds import KINDS
from app.imports.reading import read_file
from app.imports.template import template_of
from ui.dialogs.printing.printing_files import FileKind, ask_path
from ui.runtime.desk import Desk
from ui.theme.icons import icon
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.file_field import FileField

SUFFIXES = (".xlsx", ".xls", ".csv")
TEMPLATE = FileKind("xlsx", N_("Save the template"), "Excel", "import.template.folder")


def look_at(path: Path) -> str:
    """Return what a file holds in a few words; an AppError says why it cannot be read. Runs in a thread."""
    sheets = read_file(path).sheets
    rows = sum(len(sheet.rows) for sheet in sheets)
    words = ngettext("{count} sheet, {rows} rows", "{count} sheets, {rows} rows", len(sheets))
    return words.format(count=len(sheets), rows=f"{rows:,}")


class FileStep(QWidget):
    """Kind and file; the template of the kind can be saved from here."""

    changed = Signal()
    failed = Signal(object)  # AppError

    def __init__(self, desk: Desk, name: str, kinds: tuple[str, ...], kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.kind = Combo(f"{name}.field.kind", [(code, _(KINDS[code].kind.title)) for code in kinds], parent=self)
        self.kind.setAccessibleName(_("What is imported"))
        self.kind.set_value(kind)
        self.kind.setVisible(len(kinds) > 1)
        self.file = FileField(f"{name}.field.file", look_at, desk.jobs, SUFFIXES, self, _("Spreadsheets ({patterns})"))
        self.file.setAccessibleName(_("Choose a spreadsheet"))
        self.template = QPushButton(icon("export"), _("Save an empty &template …"), self)
        self.template.setObjectName(f"{name}.action.template")
        self.template.setAutoDefault(False)
        self._columns = self._words()
        self._lay_out(len(kinds) > 1)
        self._show_columns()
        self.kind.value_changed.connect(lambda _code: self._on_kind())
        self.file.value_changed.connect(lambda _path: self.changed.emit())
        self.template.clicked.connect(self._ask_template)

    def _lay_out(self, has_choice: bool) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(12)
        form.setHorizontalSpacing(16)
        if has_choice:
            form.addRow(self._label(_("&What"), self.kind), self.kind)
        form.addRow(self._label(_("&Spreadsheet file"), self.file.button), self.file)
        words = self._words(
            _(
                "A ledger as your department keeps it will do: titles above the headings, merged cells, sums and empty "
                "rows are understood. Nothing is saved before you have seen the preview."
            )
        )
        foot = QHBoxLayout()
        foot.addWidget(self.template)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(words)
        layout.addLayout(form)
        layout.addWidget(self._columns)
        layout.addLayout(foot)
        layout.addStretch(1)

    def _label(self, text: str, buddy: QWidget) -> QLabel:
        label = QLabel(text, self)
        label.setBuddy(buddy)
        return label

    def _words(self, text: str = "") -> QLabel:
        words = QLabel(text, self)
        words.setWordWrap(True)
        words.setProperty("role", "dim")
        return words

    def _show_columns(self) -> None:
        columns = (one for one in KINDS[self.kind.code()].kind.fields if one.in_template)
        names = _(", ").join(column.text() for column in columns)
        self._columns.setText(_("Columns that are understood: {names}").format(names=names))

    def _on_kind(self) -> None:
        self._show_columns()
        self.changed.emit()

    def path(self) -> Path | None:
        """Return the file chosen, None while there is none that can be read."""
        return None if self.file.problem() else self.file.value()

    def _ask_template(self) -> None:
        kind = KINDS[self.kind.code()].kind
        ask_path(self._desk, self, f"{_(kind.title)}.xlsx", partial(self._save_template, self.kind.code()), TEMPLATE)

    def _save_template(self, code: str, path: Path) -> None:
        def write() -> None:
            with storage_errors(path):
                write_whole(path, template_of(KINDS[code].kind))

        self._desk.jobs.run_output(
            lambda _progress: write(), lambda _answer: self._desk.open_file(path), self._on_failed, _("Template")
        )

    def _on_failed(self, error: AppError) -> None:
        self.failed.emit(error)
