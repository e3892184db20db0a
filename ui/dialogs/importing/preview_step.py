"""The third step: what would come in and what would not, cell by cell, and what the person decides about it."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.formatting import money
from app.i18n import N_, _
from app.imports.fields import ImportKind
from app.imports.kinds.contract_columns import CONTRACTS
from app.imports.kinds.customers import CUSTOMERS
from app.imports.known import ImportWish
from app.imports.reading import Book
from app.queries.imports.preview import Preview, RowState, SheetChoice, counted, importable, preview_import
from app.services.imports.importing import import_records
from ui.dialogs.importing.last_step import LastStep
from ui.dialogs.importing.preview_model import WHY, PreviewModel, listed
from ui.runtime.desk import Desk
from ui.runtime.jobs import Progress
from ui.theme.icons import icon
from ui.theme.sizes import row_height, scaled
from ui.widgets.fields.check_row import CheckRow
from ui.widgets.fields.date_edit import DateEdit

CREATE, ACCEPT, LEAVE_OUT = "create_missing", "accept_questions", "leave_out_bad"
TOTALS = {"contracts": N_("Contracts"), "instalments": N_("Instalments"), "received": N_("Amount received")}
MOST_SIZED = 60  # rows by which the columns are made as wide as what they hold


class PreviewStep(LastStep):
    """The table, the counts, and the decisions; a change of one makes the preview anew."""

    def __init__(self, desk: Desk, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._preview: Preview | None = None
        self._wished_day: date | None = None
        choices = (
            (CREATE, _("Create customers and sites that nobody knows")),
            (ACCEPT, _("What is asked about is right")),
            (LEAVE_OUT, _("Leave out what is refused")),
        )
        self.wishes = CheckRow(f"{name}.field.wishes", choices, self)
        self.received_on = DateEdit(f"{name}.field.received_on", desk.today, self)
        self.received_on.setAccessibleName(_("Day of receipts without a date"))
        self.received_on.setMaximumWidth(scaled(150))
        self.counts = QLabel(self)
        self.counts.setObjectName(f"{name}.counts")
        self.counts.setWordWrap(True)
        self.counts.setProperty("role", "heading")
        self.only_bad = QCheckBox(_("&Only what is refused"), self)
        self.only_bad.setObjectName(f"{name}.only_bad")
        self.copy = QPushButton(icon("copy"), _("&Copy the list of refusals"), self)
        self.copy.setObjectName(f"{name}.action.copy")
        self.copy.setAutoDefault(False)
        self.model = PreviewModel(self)
        self.table = plain_table(f"{name}.table", self.model, self)
        self._lay_out()
        self.wishes.value_changed.connect(lambda _codes: self._on_wish())
        self.received_on.editingFinished.connect(self._on_day)
        self.only_bad.toggled.connect(self._on_only_bad)
        self.copy.clicked.connect(self._on_copy)

    def _lay_out(self) -> None:
        self._day_label = QLabel(_("&Day of receipts without a date"), self)
        self._day_label.setBuddy(self.received_on)
        day = QHBoxLayout()
        day.addWidget(self._day_label)
        day.addWidget(self.received_on)
        day.addStretch(1)
        below = QHBoxLayout()
        below.addWidget(self.only_bad)
        below.addStretch(1)
        below.addWidget(self.copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.counts)
        layout.addWidget(self.wishes)
        layout.addLayout(day)
        layout.addWidget(self.table, 1)
        layout.addLayout(below)

    # what is decided ---------------------------------------------------------------------------------------------

    def wish(self) -> ImportWish:
        """Return what the person decides."""
        codes = self.wishes.value()
        return ImportWish(
            create_missing=CREATE in codes,
            accept_questions=ACCEPT in codes,
            leave_out_bad=LEAVE_OUT in codes,
            received_on=self.received_on.value(),
        )

    def _on_day(self) -> None:
        if self.received_on.value() != self._wished_day:
            self._wished_day = self.received_on.value()
            self._on_wish()

    def _on_wish(self) -> None:
        """Until the preview is made anew, nothing is saved by the old one."""
        self._preview = None
        self.changed.emit()
        self.preview_wanted.emit()

    # what the assistant asks -------------------------------------------------------------------------------------

    def title(self) -> str:
        return _("3 · Preview")

    def save_text(self) -> str:
        return _("&Import")

    def look(self, book: Book, kind: str, choice: SheetChoice) -> Callable[[], object]:
        work = partial(preview_import, kind=kind, book=book, choice=choice, wish=self.wish())
        return partial(work, self._desk.context)

    def is_ready(self) -> bool:
        """Tell whether everything is right, or the rest is left out."""
        if self._preview is None or not self._preview.drafts:
            return False
        return not self._preview.count(RowState.REFUSED) or self.wish().leave_out_bad

    def work(self, file: str) -> Callable[[Progress], int]:
        if self._preview is None:
            raise ValueError("there is no preview")
        drafts = importable(self._preview, self.wish())
        context = self._desk.context
        return lambda progress: import_records(context, drafts=drafts, file=file, advance=progress)

    # what is shown -----------------------------------------------------------------------------------------------

    @property
    def preview(self) -> Preview | None:
        """What is shown, None while it is being made."""
        return self._preview

    def show_found(self, found: object) -> None:
        """Show what an import would bring."""
        if isinstance(found, Preview):
            self._preview = found
            self._show_wishes(found.source.kind, refused=found.count(RowState.REFUSED))
            self._show_rows(found)
            self.changed.emit()

    def _show_wishes(self, kind: ImportKind, *, refused: int) -> None:
        """Ask only what can make a difference."""
        asked = {CREATE: kind is not CUSTOMERS, ACCEPT: kind is CONTRACTS, LEAVE_OUT: refused > 0}
        self.wishes.setVisible(any(asked.values()))
        for code, visible in asked.items():
            box = self.wishes.findChild(QCheckBox, f"{self.wishes.objectName()}.{code}")
            if isinstance(box, QCheckBox):
                box.setVisible(visible)
        for widget in (self._day_label, self.received_on):
            widget.setVisible(kind is CONTRACTS)

    def _show_rows(self, preview: Preview) -> None:
        self.counts.setText("\n".join((counted(preview) or _("Nothing can be imported."), *_totals(preview))))
        refused = preview.count(RowState.REFUSED)
        self.only_bad.setEnabled(bool(refused))
        self.copy.setEnabled(bool(preview.problems))
        if not refused:
            self.only_bad.setChecked(False)
        self.model.show_preview(preview)
        _fit(self.table, self.model)

    def _on_only_bad(self, only_bad: bool) -> None:
        self.model.set_only_bad(only_bad)

    def _on_copy(self) -> None:
        if self._preview is not None:
            QApplication.clipboard().setText(listed(self._preview.problems))


def _totals(preview: Preview) -> tuple[str, ...]:
    parts = [f"{_(TOTALS[name])} {money(amount)}" for name, amount in preview.totals.items()]
    return (_(" · ").join(parts),) if parts else ()


def plain_table(name: str, model: QAbstractItemModel, parent: QWidget) -> QTableView:
    """Return a table of what was read, a row at a time, that Tab leaves."""
    table = QTableView(parent)
    table.setObjectName(name)
    table.setAccessibleName(_("Preview"))
    table.setProperty("role", "plain")
    table.setModel(model)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setShowGrid(True)
    table.setWordWrap(False)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(row_height(table.font().pixelSize()))
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.horizontalHeader().setResizeContentsPrecision(MOST_SIZED)
    return table


def _fit(table: QTableView, model: PreviewModel) -> None:
    """Columns as wide as what stands in the first rows, within reason."""
    table.setColumnHidden(WHY, not model.says_why())
    header = table.horizontalHeader()
    for column in range(model.columnCount()):
        wide = max(table.sizeHintForColumn(column), header.sectionSizeHint(column)) + scaled(12)
        most = 380 if column == WHY else 220
        header.resizeSection(column, min(max(wide, scaled(56)), scaled(most)))
