"""What stands below a table of lines: the button that adds one, those that move one, and the totals."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from app.i18n import _
from ui.theme.icons import icon

REMOVE_KEYS = "Ctrl+Shift+Del"
_MOVE_KEYS = {-1: "Ctrl+Shift+Up", 1: "Ctrl+Shift+Down"}


@dataclass(frozen=True, slots=True)
class Total:
    """A sum below a table: ``key`` names its label, title and words are translated; the main one stands out."""

    key: str
    title: str
    words: str
    is_main: bool = False


class TableFoot(QWidget):
    """The buttons of a table at the left, its totals at the right; its keys work wherever one is in the table."""

    add_wanted = Signal()
    remove_wanted = Signal()  # the line in which the keyboard is
    move_wanted = Signal(int)  # that line, by 1 or -1

    def __init__(self, name: str, add_text: str, table: QWidget, *, movable: bool) -> None:
        """``name`` is the table's, ``add_text`` is translated."""
        super().__init__(table)
        self._name = name
        self._shown: tuple[str, ...] = ()
        self._words: list[QLabel] = []
        self.add_button = QPushButton(add_text, self)
        self.add_button.setObjectName(f"{name}.add")
        self.add_button.setProperty("kind", "link")
        self.add_button.setIcon(icon("new", "accent"))
        self.add_button.setAutoDefault(True)  # so that Enter presses it and not the button of the form
        self.add_button.setVisible(bool(add_text))
        self.add_button.clicked.connect(self.add_wanted)
        self._totals = QGridLayout()
        self._totals.setHorizontalSpacing(12)
        self._totals.setVerticalSpacing(2)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignTop)
        if movable:
            row.addWidget(self._mover("up", _("Move the line up"), -1, table), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(self._mover("down", _("Move the line down"), 1, table), 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        row.addLayout(self._totals)
        self._shortcut(REMOVE_KEYS, table).activated.connect(self.remove_wanted.emit)

    def show_totals(self, totals: Sequence[Total]) -> None:
        """Show these sums in place of the former ones."""
        keys = tuple(total.key for total in totals)
        if keys != self._shown:
            self._make_labels(totals)
            self._shown = keys
        for label, total in zip(self._words, totals, strict=True):
            label.setText(total.words)
            label.setAccessibleName(f"{total.title} {total.words}")

    def _make_labels(self, totals: Sequence[Total]) -> None:
        while (item := self._totals.takeAt(0)) is not None:
            former = item.widget()
            if former is not None:
                former.setObjectName("")
                former.hide()
                former.deleteLater()
        self._words = [QLabel(self) for _total in totals]
        for at, (total, words) in enumerate(zip(totals, self._words, strict=True)):
            title = QLabel(total.title, self)
            title.setProperty("role", "heading" if total.is_main else "dim")
            words.setObjectName(f"{self._name}.total.{total.key}")
            words.setProperty("role", "heading" if total.is_main else "")
            for column, label in enumerate((title, words)):
                self._totals.addWidget(label, at, column, Qt.AlignmentFlag.AlignRight)

    def _mover(self, part: str, words: str, step: int, table: QWidget) -> QToolButton:
        """Return a button that leaves the keyboard in the line that it moves."""
        button = QToolButton(self)
        button.setObjectName(f"{self._name}.{part}")
        button.setIcon(icon(part))
        button.setAccessibleName(words)
        button.setToolTip(f"{words} ({_MOVE_KEYS[step]})")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self.move_wanted.emit(step))
        self._shortcut(_MOVE_KEYS[step], table).activated.connect(lambda: self.move_wanted.emit(step))
        return button

    def _shortcut(self, keys: str, table: QWidget) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), table)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return shortcut
