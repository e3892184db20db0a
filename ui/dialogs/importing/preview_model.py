"""The rows of a preview as a table: bad cells are coloured and say why, in a tip and in a column of their own."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from app.i18n import _
from app.imports.rows import Problem
from app.queries.imports.preview import STATE_WORDS, Preview, PreviewRow, RowState
from ui.table.column import RIGHT
from ui.theme.palette import active_palette

Index = QModelIndex | QPersistentModelIndex
ROW, STATE, WHY, OWN = range(4)  # the columns before those of the sheet, which begin at OWN
_ROOT = QModelIndex()
_TONES = {RowState.READY: "kept", RowState.REFUSED: "overdue", RowState.LEFT_OUT: "dim"}
Role = Qt.ItemDataRole


class PreviewModel(QAbstractTableModel):
    """Shows all rows, or only those that are refused."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._titles: tuple[str, ...] = ()
        self._sums: frozenset[int] = frozenset()  # columns
        self._all: tuple[PreviewRow, ...] = ()
        self._rows: tuple[PreviewRow, ...] = ()
        self._only_bad = False

    def show_preview(self, preview: Preview) -> None:
        """Show the rows of a preview."""
        self.beginResetModel()
        self._titles, self._all = preview.titles(), preview.rows
        fields = preview.source.kind.by_name
        self._sums = frozenset(place for place, name in enumerate(preview.fields, OWN) if fields[name].is_money)
        self._pick()
        self.endResetModel()

    def set_only_bad(self, only_bad: bool) -> None:
        """Show only what is refused, or everything."""
        self.beginResetModel()
        self._only_bad = only_bad
        self._pick()
        self.endResetModel()

    def _pick(self) -> None:
        wanted = (row for row in self._all if not self._only_bad or row.state is RowState.REFUSED)
        self._rows = tuple(wanted)

    def says_why(self) -> bool:
        """Tell whether any row has something to explain."""
        return any(row.why for row in self._all)

    def row_at(self, position: int) -> PreviewRow:
        """Return a row that is shown."""
        return self._rows[position]

    # the table ---------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() or not self._titles else OWN + len(self._titles)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> str | Qt.AlignmentFlag | None:
        if role == Role.TextAlignmentRole and section in self._sums:
            return RIGHT
        if role != Role.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return (_("Row"), _("State"), _("Why"), *self._titles)[section]

    def data(self, index: Index, role: int = Role.DisplayRole) -> str | QColor | Qt.AlignmentFlag | None:
        row, place = self._rows[index.row()], index.column() - OWN
        if role == Role.DisplayRole:
            return self._text(row, index.column())
        why = row.bad.get(place, "") if place >= 0 else row.why
        if role in (Role.ToolTipRole, Role.AccessibleDescriptionRole):
            return why or None
        if role == Role.TextAlignmentRole:
            return RIGHT if index.column() in self._sums else None
        if role == Role.BackgroundRole and place in row.bad:
            return active_palette().color("overdue_ground")
        if role == Role.ForegroundRole:
            return self._ink(row, index.column())
        return None

    def _text(self, row: PreviewRow, column: int) -> str:
        return (str(row.number), _(STATE_WORDS[row.state]), row.why, *row.cells)[column]

    def _ink(self, row: PreviewRow, column: int) -> QColor | None:
        if column - OWN in row.bad:
            return active_palette().color("overdue")
        if column < OWN and column != ROW:
            return active_palette().color(_TONES[row.state])
        return active_palette().color("dim") if row.state is RowState.LEFT_OUT else None


def listed(problems: tuple[Problem, ...]) -> str:
    """Return all that is refused as a text to copy: one line a cell."""
    return "\n".join(problem.text() for problem in problems)
