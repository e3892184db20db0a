"""A field of many rows that are ticked: which of them are meant, with words beside each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

_ID = Qt.ItemDataRole.UserRole
_LEAST_ROWS, _MOST_ROWS = 4, 12  # seen at once


@dataclass(frozen=True, slots=True)
class TickRow:
    """A row: what its tick stands for, its name, and what is known besides, a text for each further column."""

    id: int
    name: str
    notes: tuple[str, ...] = ()


class TickTable(QTableWidget):
    """The value is a tuple of the ids that are ticked, in the order of the rows; Space ticks the current row."""

    value_changed = Signal(object)  # tuple of ids

    def __init__(
        self, name: str, titles: Sequence[str], rows: Sequence[TickRow], parent: QWidget | None = None
    ) -> None:
        """``titles`` (translated) are those of the name and of the further columns."""
        super().__init__(len(rows), len(titles), parent)
        self.setObjectName(name)
        self.setProperty("role", "plain")
        self.setHorizontalHeaderLabels(list(titles))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self._fill(rows)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.itemChanged.connect(lambda _item: self.value_changed.emit(self.value()))

    def _fill(self, rows: Iterable[TickRow]) -> None:
        shown, ticks = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable, Qt.ItemFlag.ItemIsUserCheckable
        for place, row in enumerate(rows):
            named = QTableWidgetItem(row.name)
            named.setFlags(shown | ticks)
            named.setData(_ID, row.id)
            named.setCheckState(Qt.CheckState.Unchecked)
            self.setItem(place, 0, named)
            for column, note in enumerate(row.notes, start=1):
                told = QTableWidgetItem(note)
                told.setFlags(shown)
                self.setItem(place, column, told)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        rows = min(max(self.rowCount(), _LEAST_ROWS), _MOST_ROWS)
        height = self.horizontalHeader().sizeHint().height() + rows * self.verticalHeader().defaultSectionSize()
        return QSize(super().sizeHint().width(), height + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self.sizeHint()

    def _names(self) -> Iterable[QTableWidgetItem]:
        items = (self.item(place, 0) for place in range(self.rowCount()))
        return (item for item in items if item is not None)

    # the field ---------------------------------------------------------------------------------------------------

    def value(self) -> tuple[int, ...]:
        """Return what is ticked."""
        return tuple(item.data(_ID) for item in self._names() if item.checkState() is Qt.CheckState.Checked)

    def set_value(self, ids: Iterable[int]) -> None:
        """Tick these rows and no other."""
        wanted, states = set(ids), (Qt.CheckState.Unchecked, Qt.CheckState.Checked)
        self.blockSignals(True)
        for item in self._names():
            item.setCheckState(states[item.data(_ID) in wanted])
        self.blockSignals(False)
        self.viewport().update()
        self.value_changed.emit(self.value())

    def problem(self) -> str:
        """Nothing can be wrong with ticks."""
        return ""

    def kept(self) -> list[int]:
        """Return what is ticked as a draft keeps it."""
        return list(self.value())

    def restore(self, kept: Any) -> None:
        """Tick what was kept; rows that are gone are left out."""
        if isinstance(kept, list):
            self.set_value(one for one in kept if isinstance(one, int))

    def shown(self) -> str:
        """Return what is ticked as one reads it."""
        return "\n".join(item.text() for item in self._names() if item.checkState() is Qt.CheckState.Checked)
