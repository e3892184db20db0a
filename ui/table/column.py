"""What a table shows: columns described as data, over frozen rows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import Qt

from ui.theme.badge import Badge
from ui.theme.palette import Tone

__all__ = ["LEFT", "RIGHT", "Badge", "Column", "Row", "Tone"]

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Row(Protocol):
    """A frozen row made by ``app.queries``."""

    @property
    def id(self) -> int:
        """Identity of the record behind the row."""


RowT = TypeVar("RowT", bound=Row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[RowT]):
    """One column. ``title`` is a msgid, translated when shown.

    ``value`` is what stands there and what is copied; with ``badge`` the cell shows a pill instead (None: the plain
    value). ``sort_key`` is the name the query sorts by, None for a column that cannot be sorted.
    """

    key: str
    title: str
    value: Callable[[RowT], str]
    align: Qt.AlignmentFlag = LEFT
    width: int = 120
    sort_key: str | None = None
    badge: Callable[[RowT], Badge | None] | None = None
    tooltip: Callable[[RowT], str] | None = None
    stretch: bool = False
    hidden: bool = False
    dim: bool = False


AnyColumn = Column[Any]
