"""The days of a roster as a table: a line per day, with whoever is on duty by day and by night."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from app.formatting import date_text, weekday_text
from app.forms.people import DutyTurnForm
from app.i18n import _
from app.labels import label
from app.rules.duty import DayKind, Shift, by_shift, day_kind_words
from models.enums import DutyShift
from ui.theme.palette import active_palette
from ui.theme.sizes import USUAL_FONT, row_height, scaled

SHIFTS = tuple(DutyShift)
DAY, KIND, FIRST_SHIFT = 0, 1, 2
_WIDTHS = {DAY: 138, KIND: 96}
_OFF = (DayKind.WEEKEND, DayKind.HOLIDAY)
_Index = QModelIndex | QPersistentModelIndex


class DutyModel(QAbstractTableModel):
    """Days and their turns, read only."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._days: tuple[tuple[date, DayKind], ...] = ()
        self._turns: Mapping[Shift, Sequence[DutyTurnForm]] = {}

    def show_days(self, kinds: Mapping[date, DayKind]) -> None:
        """Show other days."""
        self.beginResetModel()
        self._days = tuple(kinds.items())
        self.endResetModel()

    def show_turns(self, turns: Sequence[DutyTurnForm]) -> None:
        """Show these turns on the same days."""
        self._turns = by_shift(turns)
        if self._days:
            corners = self.index(0, FIRST_SHIFT), self.index(len(self._days) - 1, self.columnCount() - 1)
            self.dataChanged.emit(*corners)

    def shift_at(self, index: _Index) -> Shift:
        """Return the shift of a cell; the day itself stands for its day shift."""
        return self._days[index.row()][0], SHIFTS[max(index.column() - FIRST_SHIFT, 0)]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        return 0 if parent.isValid() else len(self._days)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        return 0 if parent.isValid() else FIRST_SHIFT + len(SHIFTS)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        titles = (_("Day"), _("Kind"), *(label(shift) for shift in SHIFTS))
        return titles[section] if section < len(titles) else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(index)
        if role == Qt.ItemDataRole.ForegroundRole and index.column() < FIRST_SHIFT:
            off = self._days[index.row()][1] in _OFF
            return active_palette().color("overdue" if off else "dim")
        return None

    def _text(self, index: _Index) -> str:
        day, kind = self._days[index.row()]
        if index.column() == DAY:
            return f"{date_text(day)} {weekday_text(day)}"
        if index.column() == KIND:
            return day_kind_words(kind)
        turns = self._turns.get(self.shift_at(index), ())
        return _(", ").join(f"{turn.name} {turn.phone}".strip() for turn in turns)


class DutyGrid(QTableView):
    """One cell is the shift that is looked at; Delete empties it."""

    shift_chosen = Signal(object)  # Shift
    clear_wished = Signal(object)  # Shift

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(_("Days and shifts"))
        self.setProperty("role", "plain")
        self._model = DutyModel(self)
        self.setModel(self._model)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(row_height(scaled(USUAL_FONT)))
        self._size_columns()
        self.selectionModel().currentChanged.connect(lambda index, _before: self._tell(index))

    def show_days(self, kinds: Mapping[date, DayKind]) -> None:
        """Show other days, the first of which is chosen."""
        self._model.show_days(kinds)
        self.setCurrentIndex(self._model.index(0, FIRST_SHIFT))

    def show_turns(self, turns: Sequence[DutyTurnForm]) -> None:
        """Show these turns."""
        self._model.show_turns(turns)

    def shift(self) -> Shift | None:
        """Return the shift that is looked at, None without days."""
        index = self.currentIndex()
        return self._model.shift_at(index) if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.shift() is not None:
            self.clear_wished.emit(self.shift())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # the form goes on to the next field
        else:
            super().keyPressEvent(event)

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid():
            self.shift_chosen.emit(self._model.shift_at(index))

    def _size_columns(self) -> None:
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        for column in range(self._model.columnCount()):
            stretched = column >= FIRST_SHIFT
            mode = QHeaderView.ResizeMode.Stretch if stretched else QHeaderView.ResizeMode.Fixed
            header.setSectionResizeMode(column, mode)
            if not stretched:
                header.resizeSection(column, scaled(_WIDTHS[column]))
