"""The last step of a bank's statement: which lines are booked, whose money each is, and what it pays."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.context import Context
from app.formatting import money
from app.i18n import _, ngettext
from app.imports.reading import Book
from app.queries.imports.preview import Preview, RowState, SheetChoice, preview_import
from app.queries.imports.statement import Proposal, propose_receipts
from app.rules.trade.pricing import ZERO
from app.services.imports.statement import import_statement
from models.enums import RecordKind
from ui.dialogs.forms.pickers import record_picker
from ui.dialogs.importing.last_step import LastStep
from ui.dialogs.importing.preview_step import plain_table
from ui.dialogs.importing.statement_model import AMOUNT, CUSTOMER, DAY, NOTE, PAYER, PAYS, TICK, StatementModel
from ui.runtime.desk import Desk
from ui.runtime.jobs import Progress
from ui.theme.sizes import scaled

WIDTHS = {TICK: 56, DAY: 100, AMOUNT: 120, PAYER: 170, CUSTOMER: 170, PAYS: 220, NOTE: 160}


@dataclass(frozen=True, slots=True)
class Found:
    """A statement as it was read, with a proposal for each line."""

    preview: Preview
    proposals: tuple[Proposal, ...]


class StatementStep(LastStep):
    """Space ticks a line; the customer of the current line is chosen below the table."""

    def __init__(self, desk: Desk, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._name = name
        self._customers: dict[int, int] = {}  # by place, whom a person gave a line to
        self._preview: Preview | None = None
        self._showing = False
        self.counts = QLabel(self)
        self.counts.setObjectName(f"{name}.counts")
        self.counts.setWordWrap(True)
        self.counts.setProperty("role", "heading")
        self.refusals = QLabel(self)
        self.refusals.setWordWrap(True)
        self.refusals.setTextFormat(Qt.TextFormat.PlainText)
        self.refusals.setProperty("role", "error")
        self.model = StatementModel(self)
        self.table = plain_table(f"{name}.table", self.model, self)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        for column, width in WIDTHS.items():
            self.table.setColumnWidth(column, scaled(width))
        self.table.horizontalHeader().setStretchLastSection(True)
        self.note = QLabel(self)  # the remark of the current line, whose column is narrow
        self.note.setObjectName(f"{name}.note")
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setProperty("role", "dim")
        self.customer = record_picker(desk, f"{name}.field.customer", RecordKind.CUSTOMER, parent=self)
        self.customer.setAccessibleName(_("Customer of the line"))
        self.again = QPushButton(_("&As proposed"), self)
        self.again.setObjectName(f"{name}.action.again")
        self.again.setAutoDefault(False)
        self._lay_out()
        self.model.ticked.connect(self._on_ticked)
        self.customer.value_changed.connect(self._on_customer)
        self.again.clicked.connect(self._on_again)
        self.table.selectionModel().currentRowChanged.connect(lambda *_of: self._show_current())

    def _lay_out(self) -> None:
        label = QLabel(_("&Customer of the line"), self)
        label.setBuddy(self.customer)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(label)
        below.addWidget(self.customer, 1)
        below.addWidget(self.again)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for widget in (self.counts, self.refusals):
            layout.addWidget(widget)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.note)
        layout.addLayout(below)

    # what the assistant asks -------------------------------------------------------------------------------------

    def title(self) -> str:
        return _("3 · What the lines pay")

    def save_text(self) -> str:
        return _("Book &receipts")

    def look(self, book: Book, kind: str, choice: SheetChoice) -> Callable[[], object]:
        """Another statement: nothing that was said of lines holds any more."""
        self._customers = {}
        self.model.forget_ticks()
        return partial(_read, self._desk.context, book, kind, choice)

    def show_found(self, found: object) -> None:
        """Show the lines of a statement with what each most likely is."""
        if isinstance(found, Found):
            self._preview = found.preview
            self._show(found.proposals)

    def is_ready(self) -> bool:
        return bool(self.model.chosen())

    def work(self, file: str) -> Callable[[Progress], int]:
        forms = [one.form for one in self.model.chosen()]
        context = self._desk.context
        return lambda _progress: import_statement(context, forms=forms, file=file)

    # what is shown -----------------------------------------------------------------------------------------------

    def _show(self, proposals: tuple[Proposal, ...]) -> None:
        self._showing = True
        place = max(0, self.table.currentIndex().row())
        self.model.show_lines(proposals)
        if proposals:
            self.table.setCurrentIndex(self.model.index(min(place, len(proposals) - 1), TICK))
        self._showing = False
        self._show_current()
        self._count()

    def _count(self) -> None:
        chosen = self.model.chosen()
        total = money(sum((one.line.amount for one in chosen), ZERO))
        text = ngettext("{count} receipt of {total} is booked", "{count} receipts of {total} are booked", len(chosen))
        parts = [text.format(count=len(chosen), total=total)]
        rest = len(self.model.proposals) - len(chosen)
        if rest:
            parts.append(ngettext("{count} line left out", "{count} lines left out", rest).format(count=rest))
        if self._preview is not None and self._preview.count(RowState.LEFT_OUT):
            parts.append(_("money that went out is not shown"))
        self.counts.setText(_(" · ").join(parts))
        problems = self._preview.problems if self._preview is not None else ()
        self.refusals.setText("\n".join(problem.text() for problem in problems[:5]))
        self.refusals.setVisible(bool(problems))
        self.changed.emit()

    def _show_current(self) -> None:
        place = self.table.currentIndex().row()
        has_line = 0 <= place < len(self.model.proposals)
        self.customer.setEnabled(has_line)
        self.again.setEnabled(place in self._customers)
        self.note.setText(str(self.model.index(place, NOTE).data()) if has_line else "")
        if has_line and not self._showing:
            self._showing = True
            self.customer.set_value(None)
            self._showing = False

    # what is chosen ----------------------------------------------------------------------------------------------

    def _on_customer(self, item: object) -> None:
        place = self.table.currentIndex().row()
        picked = self.customer.value()
        if self._showing or picked is None or place < 0:
            return
        self._customers[place] = picked.id
        self._propose()

    def _on_again(self) -> None:
        self._customers.pop(self.table.currentIndex().row(), None)
        self._propose()

    def _on_ticked(self) -> None:
        self._count()
        self._propose()

    def _propose(self) -> None:
        """What one line uses up is no longer open for the next: all are proposed anew."""
        if self._preview is None:
            return
        lines, chosen, ticks = self._preview.drafts, dict(self._customers), self.model.ticks()
        work = partial(propose_receipts, self._desk.context, lines=lines, chosen=chosen, ticks=ticks)
        self._desk.jobs.run_read(f"{self._name}.propose", lambda _progress: work(), self._show)


def _read(context: Context, book: Book, kind: str, choice: SheetChoice) -> Found:
    """Runs in a thread."""
    preview = preview_import(context, kind=kind, book=book, choice=choice)
    return Found(preview, propose_receipts(context, lines=preview.drafts))
