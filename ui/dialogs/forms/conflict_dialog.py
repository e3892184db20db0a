"""Two versions of a form side by side: for each field that differs a person says which one stands (invariant 5)."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.i18n import _
from ui.dialogs.forms.versions import Difference, Side
from ui.widgets.fields.field import NOTHING
from ui.widgets.forms.form import MARGIN

NAME = "forms.conflict"


class ConflictDialog(QDialog):
    """What only one side changed is chosen already. Arrow keys choose, Enter goes on, Ctrl+Enter takes over."""

    chosen = Signal(object)  # dict of field name → Side

    def __init__(self, title: str, story: str, differences: Sequence[Difference], parent: QWidget) -> None:
        """``story`` says who saved and when; both texts are translated."""
        super().__init__(parent)
        self.setObjectName(NAME)
        self.setWindowTitle(title)
        self.rows = tuple(_Row(difference, self) for difference in differences)
        self.take = self._button("take", _("Take over"), primary=True)
        self._back = self._button("back", _("Back to the form"))
        self._all_mine = self._link(Side.MINE, _("All yours"))
        self._all_theirs = self._link(Side.THEIRS, _("All saved ones"))
        self._open = QLabel(self)
        self._open.setObjectName(f"{NAME}.open")
        self._open.setProperty("role", "hint")
        self._open.setWordWrap(True)
        self._lay_out(story)
        self._connect()
        self._show_open()
        self.resize(820, min(240 + 110 * len(self.rows), 640))
        self.resize(self.size().boundedTo(self.screen().availableSize() - MARGIN))

    def sides(self) -> Mapping[str, Side | None]:
        """Return what is chosen, by field; None is still open."""
        return {row.difference.name: row.side for row in self.rows}

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not isinstance(self.focusWidget(), QPushButton):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._on_take()
            else:
                self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def _button(self, code: str, text: str, *, primary: bool = False) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(f"{NAME}.action.{code}")
        button.setAccessibleName(text)
        button.setProperty("kind", "primary" if primary else "")
        button.setDefault(primary)
        return button

    def _link(self, side: Side, text: str) -> QPushButton:
        button = self._button(f"all_{side.value}", text)
        button.setProperty("kind", "link")
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._choose_all(side))
        return button

    def _lay_out(self, story: str) -> None:
        words = QLabel(story, self)
        words.setObjectName(f"{NAME}.story")
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        hint = QLabel(_("Choose what is to stand. Nothing is saved before you save the form."), self)
        hint.setProperty("role", "dim")
        hint.setWordWrap(True)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._open, 1)
        foot.addWidget(self._back)
        foot.addWidget(self.take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 14)
        layout.setSpacing(8)
        layout.addWidget(words)
        layout.addWidget(hint)
        layout.addLayout(self._links())
        layout.addWidget(self._table(), 1)
        layout.addLayout(foot)

    def _links(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._all_mine)
        row.addWidget(self._all_theirs)
        row.addStretch(1)
        return row

    def _table(self) -> QScrollArea:
        body = QWidget(self)
        body.setProperty("ground", "none")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        for row in self.rows:
            column.addWidget(row)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(body)
        return scroll

    def _connect(self) -> None:
        self.take.clicked.connect(self._on_take)
        self._back.clicked.connect(self.reject)
        for row in self.rows:
            row.side_chosen.connect(self._show_open)

    def _choose_all(self, side: Side) -> None:
        for row in self.rows:
            row.choose(side)
        self.take.setFocus()

    def _show_open(self) -> None:
        names = [row.difference.title for row in self.rows if row.side is None]
        self._open.setText(_("Still to choose: {fields}").format(fields=_(", ").join(names)) if names else "")

    def _on_take(self) -> None:
        undecided = next((row for row in self.rows if row.side is None), None)
        if undecided is not None:
            undecided.setFocus()
            return
        self.chosen.emit(dict(self.sides()))
        self.accept()


class _Version(QRadioButton):
    """Left and Right choose the version at that side, also while none is chosen."""

    side_wished = Signal(object)  # Side

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        side = {Qt.Key.Key_Left: Side.MINE, Qt.Key.Key_Right: Side.THEIRS}.get(Qt.Key(event.key()))
        if side is None:
            super().keyPressEvent(event)
        else:
            self.side_wished.emit(side)


class _Card(QFrame):
    """The ground of a version: a click anywhere on it chooses."""

    def __init__(self, radio: QRadioButton, parent: QWidget) -> None:
        super().__init__(parent)
        self._radio = radio
        self.setProperty("role", "card")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mousePressEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._radio.setFocus()
        self._radio.click()


class _Row(QFrame):
    """One field: its name above, your version at the left, the saved one at the right."""

    side_chosen = Signal()

    def __init__(self, difference: Difference, parent: QWidget) -> None:
        super().__init__(parent)
        self.difference = difference
        self.setObjectName(f"{NAME}.{difference.name}")
        self._radios = {
            Side.MINE: self._radio(Side.MINE, _("Yours"), difference.mine),
            Side.THEIRS: self._radio(Side.THEIRS, _("Saved"), difference.theirs),
        }
        self._group = QButtonGroup(self)
        title = QLabel(difference.title, self)
        title.setProperty("role", "heading")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.addWidget(title, 0, 0, 1, 2)
        for column, (side, radio) in enumerate(self._radios.items()):
            self._group.addButton(radio)
            grid.setColumnStretch(column, 1)
            grid.addWidget(self._card(radio, difference.mine if side is Side.MINE else difference.theirs), 1, column)
        self.setFocusProxy(self._radios[difference.side or Side.MINE])
        if difference.side is not None:
            self._radios[difference.side].setChecked(True)
        self._group.buttonToggled.connect(lambda _radio, _on: self.side_chosen.emit())

    @property
    def side(self) -> Side | None:
        """Which version is chosen, None while none is."""
        return next((side for side, radio in self._radios.items() if radio.isChecked()), None)

    def choose(self, side: Side) -> None:
        """Choose a version."""
        self._radios[side].setChecked(True)

    def _on_side_wished(self, side: Side) -> None:
        self.choose(side)
        self._radios[side].setFocus()

    def _radio(self, side: Side, text: str, shown: str) -> _Version:
        radio = _Version(text, self)
        radio.side_wished.connect(self._on_side_wished)
        radio.setObjectName(f"{self.objectName()}.{side.value}")
        radio.setAccessibleName(f"{self.difference.title} · {text}: {shown or _('nothing')}")
        return radio

    def _card(self, radio: QRadioButton, shown: str) -> QFrame:
        card = _Card(radio, self)
        words = QLabel(shown or NOTHING, card)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        words.setProperty("role", "" if shown else "dim")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(4)
        layout.addWidget(radio)
        layout.addWidget(words, 1, Qt.AlignmentFlag.AlignTop)
        return card
