"""The lines of a bank's statement as a table: each with a tick, whose money it most likely is, and what it pays."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from app.formatting import date_text, money
from app.i18n import _
from app.queries.imports.statement import FOUND_WORDS, FoundBy, Proposal
from ui.table.column import RIGHT
from ui.theme.palette import active_palette

Index = QModelIndex | QPersistentModelIndex
TICK, DAY, AMOUNT, PAYER, CUSTOMER, PAYS, NOTE = range(7)
Said = str | QColor | Qt.AlignmentFlag | Qt.CheckState | None
_ROOT = QModelIndex()
Role = Qt.ItemDataRole


class StatementModel(QAbstractTableModel):
    """Lines that are somebody's and not booked yet are ticked at first; a person ticks and unticks them."""

    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._proposals: tuple[Proposal, ...] = ()
        self._chosen: dict[int, bool] = {}  # by place, what a person said

    def show_lines(self, proposals: Sequence[Proposal]) -> None:
        """Show proposals; what a person ticked stays."""
        self.beginResetModel()
        self._proposals = tuple(proposals)
        self.endResetModel()

    def forget_ticks(self) -> None:
        """Another statement is shown: nobody has said anything of its lines."""
        self._chosen = {}

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """What is shown."""
        return self._proposals

    def is_chosen(self, place: int) -> bool:
        """Tell whether a line is to be booked; one of nobody cannot be."""
        one = self._proposals[place]
        return one.customer_id is not None and self._chosen.get(place, one.is_ready)

    def chosen(self) -> tuple[Proposal, ...]:
        """Return the lines that are to be booked."""
        return tuple(one for place, one in enumerate(self._proposals) if self.is_chosen(place))

    def ticks(self) -> Mapping[int, bool]:
        """Return what a person said of lines, by their place."""
        return dict(self._chosen)

    def choose(self, place: int, *, on: bool) -> None:
        """Tick a line, or not."""
        self._chosen[place] = on
        self.dataChanged.emit(self.index(place, 0), self.index(place, NOTE))
        self.ticked.emit()

    # the table ---------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self._proposals)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else NOTE + 1

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Said:
        if role == Role.TextAlignmentRole and section == AMOUNT:
            return RIGHT
        if role != Role.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        titles = (_("Book"), _("Date"), _("Amount"), _("Payer"), _("Customer"), _("What it pays"), _("Remark"))
        return titles[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        is_somebodys = self._proposals[index.row()].customer_id is not None
        can_tick = index.column() == TICK and is_somebodys
        return flags | Qt.ItemFlag.ItemIsUserCheckable if can_tick else flags

    def data(self, index: Index, role: int = Role.DisplayRole) -> Said:
        one, column = self._proposals[index.row()], index.column()
        if role == Role.CheckStateRole and column == TICK:
            return Qt.CheckState.Checked if self.is_chosen(index.row()) else Qt.CheckState.Unchecked
        if role in (Role.DisplayRole, Role.ToolTipRole):
            return _texts(one)[column]
        if role == Role.TextAlignmentRole and column == AMOUNT:
            return RIGHT
        if role == Role.ForegroundRole:
            return _ink(one, column)
        return None

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:  # noqa: N802 - Qt's name
        if role != Role.CheckStateRole or index.column() != TICK:
            return False
        self.choose(index.row(), on=Qt.CheckState(value) is Qt.CheckState.Checked)
        return True


def _texts(one: Proposal) -> tuple[str, ...]:
    line = one.line
    pays = _("; ").join(f"{number} {money(amount)}" for number, amount in one.pays)
    if one.customer_id is not None and one.unallocated:
        rest = _("{amount} stays unallocated").format(amount=money(one.unallocated))
        pays = _("; ").join(part for part in (rest, pays) if part)
    booked = _("Booked already: {where}").format(where=one.repeats) if one.repeats else ""
    note = booked or one.early or _(FOUND_WORDS[one.found_by])
    remark = _(" · ").join(part for part in (note, line.reference, line.remark) if part)
    return "", date_text(line.received_on), money(line.amount), line.payer, one.customer, pays, remark


def _ink(one: Proposal, column: int) -> QColor | None:
    if column in (CUSTOMER, NOTE) and one.repeats:
        return active_palette().color("overdue")
    if column == NOTE:
        return active_palette().color("soon" if one.early or one.found_by is FoundBy.NOBODY else "dim")
    return None
