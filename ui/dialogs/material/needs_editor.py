"""The lines of the form “Look in stock” at the left, the one that is answered now at the right (C6.1)."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from app.formatting import quantity
from app.forms.material.needs import NeedForm
from app.i18n import _
from app.labels import label
from app.queries.material.need_forms import NeedStart
from app.rules.material.valuation import ZERO
from models.enums import StockAnswer
from ui.dialogs.material.needs_pane import NeedPane
from ui.runtime.desk import Desk
from ui.theme.icons import icon
from ui.theme.sizes import scaled

LIST_WIDTH = 250


class NeedsEditor(QWidget):
    """A field of a form whose value is the answers given so far.

    Enter in the reason goes to the next line that nobody has answered, Ctrl+Page Down and Ctrl+Page Up to the next and
    the former one.
    """

    value_changed = Signal(object)  # tuple of NeedForm

    def __init__(self, desk: Desk, name: str, starts: Sequence[NeedStart], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.panes = [NeedPane(desk, name, start, self) for start in starts]
        self.list = QListWidget(self)
        self.list.setObjectName(f"{name}.lines")
        self.list.setAccessibleName(_("Lines"))
        self.list.setWordWrap(True)
        self._side = QWidget(self)
        self._short = QLabel(self)
        self._short.setObjectName(f"{name}.short")
        self._short.setWordWrap(True)
        self._short.setProperty("role", "dim")
        self._stack = QStackedWidget(self)
        self._lay_out()
        self._connect()
        if self.panes:
            self.setFocusProxy(self.list if len(self.panes) > 1 else self.panes[0].part)
        self._show_lines()
        self.go_to(next((at for at, pane in enumerate(self.panes) if pane.answers.value() is None), 0))

    # the protocol of a field -------------------------------------------------------------------------------------

    def value(self) -> tuple[NeedForm, ...] | None:
        """Return the answers given and the parts picked so far, None while there is neither."""
        return tuple(pane.form() for pane in self.panes if pane.is_said()) or None

    def problem(self) -> str:
        """Return which lines are not answered completely, "" where none is; each says itself what is missing."""
        wrong = [pane.line.text for pane in self.panes if pane.is_said() and pane.problem()]
        return _("Not complete yet: {lines}").format(lines=_("; ").join(wrong)) if wrong else ""

    def kept(self) -> list[dict[str, Any]]:
        """Return what is entered for each line, by its number."""
        return [{"line_no": pane.line.line_no, **pane.kept()} for pane in self.panes]

    def restore(self, kept: Any) -> None:
        """Put back what was kept of the lines that are still there."""
        known = {one.get("line_no"): one for one in kept if isinstance(one, dict)} if isinstance(kept, list) else {}
        for pane in self.panes:
            if pane.line.line_no in known:
                pane.restore(known[pane.line.line_no])
        self._on_changed()

    def shown(self) -> str:
        """Return the answers, and the parts picked without one, as one line of words."""
        told = (self._answer_words(pane) or _picked(pane) for pane in self.panes)
        return _("; ").join(f"{pane.line.text}: {words}" for pane, words in zip(self.panes, told, strict=True) if words)

    # lines -------------------------------------------------------------------------------------------------------

    def go_to(self, place: int) -> None:
        """Show a line."""
        if 0 <= place < len(self.panes):
            self.list.setCurrentRow(place)
            self._stack.setCurrentIndex(place)

    def go_on(self) -> None:
        """Go to the next line that nobody has answered; with none left, the keyboard goes on behind the lines."""
        here = self._stack.currentIndex()
        order = [*range(here + 1, len(self.panes)), *range(here)]
        following = next((at for at in order if self.panes[at].answers.value() is None), None)
        if following is None:
            self.focusNextChild()
        else:
            self.go_to(following)
            self.panes[following].begin()

    def _lay_out(self) -> None:
        self.list.setFixedWidth(scaled(LIST_WIDTH))
        column = QVBoxLayout(self._side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.list, 1)
        column.addWidget(self._short)
        self._side.setFixedWidth(scaled(LIST_WIDTH))
        self._side.setVisible(len(self.panes) > 1)
        for pane in self.panes:
            self._stack.addWidget(pane)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self._side)
        layout.addWidget(self._stack, 1)
        self.setMinimumHeight(scaled(440))

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._stack.setCurrentIndex)
        self.list.itemActivated.connect(lambda _item: self.panes[self.list.currentRow()].begin())
        for pane in self.panes:
            pane.changed.connect(self._on_changed)
            pane.done.connect(self.go_on)
        for keys, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda step=step: self._go_by(step))

    def _go_by(self, step: int) -> None:
        place = self._stack.currentIndex() + step
        if 0 <= place < len(self.panes):
            self.go_to(place)
            self.panes[place].begin()

    def _on_changed(self) -> None:
        self._show_lines()
        self.value_changed.emit(self.value())

    def _show_lines(self) -> None:
        while self.list.count() < len(self.panes):
            self.list.addItem(QListWidgetItem())
        for place, pane in enumerate(self.panes):
            item = self.list.item(place)
            words = self._answer_words(pane) or _to_look_up(pane)
            item.setText(f"{pane.line.text}\n{words}")
            item.setIcon(_state_icon(pane))
        short = [words for words in map(_short_words, self.panes) if words]
        self._short.setText(_("Missing in stock: {items}").format(items=_("; ").join(short)) if short else "")

    @staticmethod
    def _answer_words(pane: NeedPane) -> str:
        entered = pane.form()
        if entered.answer is None:
            return ""
        unit = pane.found.part.unit if pane.found is not None else pane.line.unit
        return " · ".join((f"{quantity(entered.quantity)} {unit}".strip(), label(entered.answer)))


def _picked(pane: NeedPane) -> str:
    """Return the part that a person picked for a line."""
    return pane.part.shown() if pane.is_said() else ""


def _to_look_up(pane: NeedPane) -> str:
    return "\n".join(words for words in (_picked(pane), _("To be looked up")) if words)


def _state_icon(pane: NeedPane) -> Any:
    if pane.problem():
        return icon("warning", "soon")
    return icon("next_step") if pane.form().answer is None else icon("ok", "kept")


def _short_words(pane: NeedPane) -> str:
    """Return how much of a line's part is missing in stock, in words; all lines are told at once (C6.1)."""
    entered, found = pane.form(), pane.found
    if found is None or entered.quantity is None or entered.answer is StockAnswer.NOT_SUPPLIED:
        return ""
    facts = pane.facts()
    free: Decimal = facts.chosen_free if entered.answer is StockAnswer.SUBSTITUTE else facts.free
    missing = entered.quantity - facts.covered - max(free, ZERO)
    return f"{found.part.title} {quantity(missing)} {found.part.unit}".strip() if missing > 0 else ""
