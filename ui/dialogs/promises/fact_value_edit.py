"""The value of one line of a policy's condition: a choice, several ticks, a number or words, as the fact asks for."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.forms.promises import Relation
from app.i18n import _
from app.rules.promises.condition_lines import LARGEST_NUMBER, LONGEST_TEXT
from app.rules.promises.conditions import FactValue
from app.rules.promises.fact_words import FactKind, FactWord
from ui.widgets.fields.check_row import CheckRow
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.number_edit import NumberEdit

Editor = Combo | CheckRow | NumberEdit | LineEdit


class FactValueEdit(QWidget):
    """Changes its field with the fact and the comparison; the values of several words are divided by commas."""

    value_changed = Signal(object)  # tuple of values

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._fact: FactWord | None = None
        self._relation = Relation.IS
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.editor: Editor | None = None

    def ask_for(self, fact: FactWord | None, relation: Relation) -> None:
        """Offer what suits a fact and how it is compared; what was entered stays where it still fits."""
        if self.editor is not None and (fact, relation) == (self._fact, self._relation):
            return
        former = self.value() if fact is self._fact else ()
        self._fact, self._relation = fact, relation
        self._put(self._made(fact, relation) if fact is not None else None)
        self.set_value(former)

    def value(self) -> tuple[FactValue, ...]:
        """Return the values entered."""
        fact, editor = self._fact, self.editor
        if fact is None or editor is None:
            return ()
        if isinstance(editor, NumberEdit):
            number = editor.value()
            return () if number is None else (number,)
        if isinstance(editor, LineEdit):
            return tuple(word for word in _words(editor.value()) if word)
        chosen = editor.kept() if isinstance(editor, CheckRow) else [editor.value()]
        return tuple(value for value in fact.values if str(value) in chosen)

    def set_value(self, values: Sequence[FactValue]) -> None:
        """Show values of the fact asked for; what it cannot be is left out."""
        editor = self.editor
        if isinstance(editor, NumberEdit):
            editor.set_value(next((value for value in values if isinstance(value, Decimal)), None))
        elif isinstance(editor, LineEdit):
            editor.set_value("、".join(str(value) for value in values))
        elif isinstance(editor, CheckRow):
            editor.set_value(frozenset(str(value) for value in values))
        elif editor is not None:
            editor.restore(str(values[0]) if values else None)

    def problem(self) -> str:
        """Return what is wrong with what is typed, "" when nothing is."""
        return self.editor.problem() if self.editor is not None else ""

    def kept(self) -> Any:
        """Return what is typed, as JSON holds it."""
        return self.editor.kept() if self.editor is not None else None

    def restore(self, kept: Any) -> None:
        """Put back what was kept."""
        if self.editor is not None:
            self.editor.restore(kept)

    def shown(self) -> str:
        """Return the values as one reads them."""
        fact = self._fact
        return _(" or ").join(fact.words(value) for value in self.value()) if fact is not None else ""

    def _made(self, fact: FactWord, relation: Relation) -> Editor:
        name = f"{self.objectName()}.editor"
        if fact.kind is FactKind.NUMBER:
            return NumberEdit(name, most=LARGEST_NUMBER, places=1, units=(fact.unit, "公里"), parent=self)
        if fact.kind is FactKind.TEXT:
            edit = LineEdit(name, LONGEST_TEXT * 10, parent=self)
            edit.setPlaceholderText(_("several divided by commas") if relation is Relation.ONE_OF else "")
            return edit
        choices = [(str(value), fact.words(value)) for value in fact.values]
        if relation is Relation.ONE_OF:
            return CheckRow(name, choices, self)
        return Combo(name, choices, empty=_("choose"), parent=self)

    def _put(self, editor: Editor | None) -> None:
        if self.editor is not None:
            self.editor.hide()
            self.editor.setObjectName("")
            self.editor.deleteLater()
        self.editor = editor
        if editor is not None:
            editor.setAccessibleName(self.accessibleName())
            self._layout.addWidget(editor)
            self.setFocusProxy(editor)
            editor.value_changed.connect(lambda _value: self.value_changed.emit(self.value()))
            editor.show()


def _words(text: str) -> list[str]:
    """Divide words at any kind of comma."""
    for comma in "，、；;":
        text = text.replace(comma, ",")
    return [word.strip() for word in text.split(",")]
