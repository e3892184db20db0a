"""The condition of a policy row as lines of a form: which fact, how it is compared, with what."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.forms import ConditionForm, Relation
from app.i18n import _
from app.rules.promises.condition_lines import RELATIONS, condition_problem, facts_for, line_words, relation_words
from app.rules.promises.fact_words import FACT_WORDS, fact_label
from models.enums import CommitmentKind
from ui.dialogs.promises.fact_value_edit import FactValueEdit
from ui.theme.icons import icon
from ui.widgets.fields.combo import Combo

LEAST_LETTERS = 8


@dataclass(frozen=True, slots=True)
class _Line:
    """The fields of one line."""

    fact: Combo
    relation: Combo
    value: FactValueEdit
    cross: QToolButton

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        return self.fact, self.relation, self.value, self.cross

    def form(self) -> ConditionForm:
        relation = Relation(self.relation.value() or Relation.IS)
        return ConditionForm(self.fact.code(), relation, self.value.value())


class ConditionTable(QWidget):
    """Lines that all have to hold; without any the row counts always. Which facts are offered hangs on the kind of
    promise (``set_kind``). The fact of line 0 is ``<name>.fact.0``, the cross ``<name>.remove.0``.
    """

    value_changed = Signal(object)  # tuple of ConditionForm

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._kind: CommitmentKind | None = None
        self._lines: list[_Line] = []
        self._always = QLabel(_("In every case"), self)
        self._always.setProperty("role", "dim")
        self._grid = QGridLayout()
        self._grid.setSpacing(6)
        self._grid.setColumnStretch(0, 4)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(2, 5)
        self.add_button = QPushButton(_("Add a condit&ion"), self)
        self.add_button.setObjectName(f"{name}.add")
        self.add_button.setProperty("kind", "link")
        self.add_button.setIcon(icon("new", "accent"))
        self.add_button.setAutoDefault(True)  # so that Enter presses it and not the button of the form
        self.add_button.clicked.connect(self._on_add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 5, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._always)
        layout.addLayout(self._grid)
        layout.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    # the field ---------------------------------------------------------------------------------------------------

    def value(self) -> tuple[ConditionForm, ...]:
        """Return the lines entered, without those in which nothing is chosen yet."""
        return tuple(form for line in self._lines if (form := line.form()).fact)

    def set_value(self, lines: Sequence[ConditionForm]) -> None:
        """Show these lines."""
        self._clear()
        for line in lines:
            added = self._append()
            added.fact.restore(line.fact)
            added.relation.restore(line.relation.value)
            added.value.set_value(line.values)
        self._tell()

    def problem(self) -> str:
        """Return what is wrong with the lines; the one that is being entered is not judged yet."""
        judged = [line for line in self._lines if line.fact.code()]
        wrong = next((line.value.problem() for line in judged if line.value.problem()), "")
        begun = any(self._is_begun(line) for line in judged)
        return wrong or ("" if begun else condition_problem(self.value(), self._kind))

    def kept(self) -> list[list[Any]]:
        """Return every line as it is entered."""
        return [[line.fact.value(), line.relation.value(), line.value.kept()] for line in self._lines]

    def restore(self, kept: Any) -> None:
        """Put kept lines back; what does not fit is left out."""
        if not isinstance(kept, list):
            return
        self._clear()
        for fact, relation, value in (line for line in kept if isinstance(line, list) and len(line) == 3):
            added = self._append()
            added.fact.restore(fact)
            added.relation.restore(relation)
            added.value.restore(value)
        self._tell()

    def shown(self) -> str:
        """Return the lines as one reads them."""
        return _("; ").join(line_words(line) for line in self.value())

    # asked by others ---------------------------------------------------------------------------------------------

    def set_kind(self, kind: CommitmentKind | None) -> None:
        """Offer the facts that promises of a kind know."""
        self._kind = kind
        kept = self.kept()
        self.restore(kept)

    def line(self, place: int) -> tuple[Combo, Combo, FactValueEdit]:
        """Return the fields of a line, counted from 0; IndexError when there is none."""
        line = self._lines[place]
        return line.fact, line.relation, line.value

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Pass the keyboard on to the first line, else to the button that adds one."""
        super().focusInEvent(event)
        (self._lines[0].fact if self._lines else self.add_button).setFocus()

    # lines -------------------------------------------------------------------------------------------------------

    def _append(self) -> _Line:
        place, name = len(self._lines), self.objectName()
        facts = [(fact.name, fact_label(fact.name)) for fact in facts_for(self._kind)]
        fact = Combo(f"{name}.fact.{place}", facts, empty=_("choose"), parent=self)
        relation = Combo(f"{name}.relation.{place}", [], parent=self)
        value = FactValueEdit(f"{name}.value.{place}", self)
        line = _Line(fact, relation, value, self._cross(place))
        titles = (_("Fact {place}"), _("Comparison {place}"), _("Value {place}"), _("Take away condition {place}"))
        for box in (fact, relation):  # as wide as there is room, whatever is offered
            box.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(LEAST_LETTERS)
        for at, (widget, title) in enumerate(zip(line.widgets, titles, strict=True)):
            widget.setAccessibleName(title.format(place=place + 1))
            self._grid.addWidget(widget, place, at, Qt.AlignmentFlag.AlignTop)
            widget.show()
        fact.value_changed.connect(lambda _code: self._on_fact_chosen(line))
        relation.value_changed.connect(lambda _code: self._on_relation_chosen(line))
        value.value_changed.connect(lambda _values: self._tell())
        self._lines.append(line)
        self._on_fact_chosen(line)
        return line

    def _cross(self, place: int) -> QToolButton:
        cross = QToolButton(self)
        cross.setObjectName(f"{self.objectName()}.remove.{place}")
        cross.setIcon(icon("close"))
        cross.setIconSize(QSize(14, 14))
        cross.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        cross.clicked.connect(partial(self._remove, place))
        return cross

    def _remove(self, place: int) -> None:
        rest = self.kept()
        del rest[place]
        self.restore(rest)
        self.setFocus()
        (self._lines[min(place, len(self._lines) - 1)].fact if self._lines else self.add_button).setFocus()

    def _clear(self) -> None:
        for line in self._lines:
            for widget in line.widgets:
                widget.hide()
                widget.setObjectName("")  # the name is free for the line that comes in its place
                widget.deleteLater()
        self._lines.clear()

    # reactions ---------------------------------------------------------------------------------------------------

    def _on_add(self) -> None:
        if not self._lines or self._lines[-1].fact.code():
            self._append()
        self._tell()
        self._lines[-1].fact.setFocus()

    def _on_fact_chosen(self, line: _Line) -> None:
        fact = FACT_WORDS.get(line.fact.code())
        line.relation.blockSignals(True)
        line.relation.clear()
        for relation in RELATIONS[fact.kind] if fact else ():
            line.relation.addItem(relation_words(relation), relation.value)
        line.relation.blockSignals(False)
        line.relation.setVisible(fact is not None)
        self._on_relation_chosen(line)

    def _on_relation_chosen(self, line: _Line) -> None:
        relation = Relation(line.relation.value() or Relation.IS)
        line.value.ask_for(FACT_WORDS.get(line.fact.code()), relation)
        self._tell()

    def _is_begun(self, line: _Line) -> bool:
        here = (line.fact, line.relation)
        return not line.value.value() and (line.value.has_keyboard() or any(widget.hasFocus() for widget in here))

    def _tell(self) -> None:
        self._always.setVisible(not self._lines)
        stops: list[QWidget] = [widget for line in self._lines for widget in line.widgets]
        for before, after in pairwise([*stops, self.add_button]):
            QWidget.setTabOrder(before, after)
        self.value_changed.emit(self.value())
