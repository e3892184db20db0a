"""Rows of cards in one list: a head, lines, a word where there are none, and where the lines go on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.theme.badge import Badge

AnyIndex = QModelIndex | QPersistentModelIndex


class RowKind(Enum):
    """What a row of a card is; the keyboard stops at lines and at what shows more of them."""

    HEAD = auto()
    LINE = auto()
    EMPTY = auto()
    MORE = auto()


STOPS = frozenset({RowKind.LINE, RowKind.MORE})


@dataclass(frozen=True, slots=True)
class CardRow:
    """One row. ``key`` names it for good, so that it is found again after the list was read anew; ``is_last`` closes
    its card. Beside title and second line stand a pill at the left, a person and a badge at the right. ``tip`` makes
    the tooltip when somebody wants to see it.
    """

    kind: RowKind
    key: str
    title: str
    detail: str = ""
    pill: Badge | None = None
    person: str = ""
    badge: Badge | None = None
    tip: Callable[[], str] = field(default=str, compare=False)
    is_last: bool = False

    @property
    def spoken(self) -> str:
        """The whole row as a screen reader says it."""
        badge, pill = self.badge.text if self.badge else "", self.pill.text if self.pill else ""
        return ", ".join(part for part in (self.title, badge, self.detail, self.person, pill) if part)


class CardRows(QAbstractListModel):
    """The rows of all cards of a list, one below the other."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[CardRow, ...] = ()

    @property
    def rows(self) -> tuple[CardRow, ...]:
        """All rows, from the top."""
        return self._rows

    def set_rows(self, rows: Sequence[CardRow]) -> bool:
        """Show these rows; False, and nothing happens, where they are shown already."""
        if tuple(rows) == self._rows:
            return False
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()
        return True

    def position(self, key: str) -> int | None:
        """Return where the row called ``key`` stands, None where it is gone."""
        return next((at for at, row in enumerate(self._rows) if row.key == key), None)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if self._rows[index.row()].kind not in STOPS:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.title
            case Qt.ItemDataRole.ToolTipRole:
                return row.tip()
            case Qt.ItemDataRole.AccessibleTextRole:
                return row.spoken
            case _:
                return None
