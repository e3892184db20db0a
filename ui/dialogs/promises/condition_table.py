"""The condition of a policy row as lines of a form: which fact, how it is compared, with what."""

from collections.abc import Mapping
from typing import Any, cast

from PySide6.QtWidgets import QWidget

from app.forms.promises import ConditionForm, Relation
from app.i18n import N_, _
from app.rules.promises.condition_lines import RELATIONS, condition_problem, facts_for, line_words, relation_words
from app.rules.promises.fact_words import FACT_WORDS, fact_label
from models.enums import CommitmentKind
from ui.dialogs.promises.fact_value_edit import FactValueEdit
from ui.widgets.fields.combo import Combo
from ui.widgets.lines.column import Choices, LineColumn, choice_column
from ui.widgets.lines.line import Line
from ui.widgets.lines.line_table import LineTable


class ConditionTable(LineTable[ConditionForm]):
    """Lines that all have to hold; without any the row counts always. Which facts are offered hangs on the kind of
    promise (``set_kind``), how one is compared on the fact, and what with on both.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        self._kind: CommitmentKind | None = None
        columns = {
            "fact": choice_column("", 4, self._facts, empty=N_("choose"), spoken=N_("Fact {place}")),
            "relation": choice_column("", 3, lambda: (), spoken=N_("Comparison {place}")),
            "value": LineColumn("", 5, FactValueEdit, spoken=N_("Value {place}")),
        }
        super().__init__(name, columns, _("Add a condit&ion"), none_text=_("In every case"), parent=parent)

    def set_kind(self, kind: CommitmentKind | None) -> None:
        """Offer the facts that promises of a kind know."""
        self._kind = kind
        self.make_again()

    def line(self, place: int) -> tuple[Combo, Combo, FactValueEdit]:
        """Return the fields of a line, counted from 0; IndexError when there is none."""
        fact, relation, value = (self.cell(place, column) for column in ("fact", "relation", "value"))
        return cast("Combo", fact), cast("Combo", relation), cast("FactValueEdit", value)

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> ConditionForm:
        return ConditionForm(values["fact"] or "", Relation(values["relation"] or Relation.IS), values["value"])

    def values_of(self, line: ConditionForm) -> Mapping[str, Any]:
        if line.fact not in dict(self._facts()) or line.relation not in RELATIONS[FACT_WORDS[line.fact].kind]:
            return {}
        return {"fact": line.fact, "relation": line.relation.value, "value": line.values}

    def line_problem(self, line: ConditionForm, place: int) -> str:
        """What is wrong is told of all lines together: each may be right alone and not beside the others."""
        return ""

    def cell_problem(self, place: int, problem: str) -> str:
        return problem

    def problem(self) -> str:
        """Return what is wrong with the lines; the one that is being entered is not judged yet."""
        return super().problem() or ("" if self._is_begun() else condition_problem(self.value(), self._kind))

    def line_words(self, line: ConditionForm) -> str:
        return line_words(line)

    def cross_words(self, line: Line, place: int) -> str:
        return _("Take away condition {place}").format(place=place)

    def cell_changed(self, line: Line, column: str) -> None:
        """Offer the comparisons of the fact, and for both the value that suits."""
        fact = FACT_WORDS.get(line.field("fact").value() or "")
        relation = cast("Combo", line.widget("relation"))
        if column == "fact":
            relation.blockSignals(True)
            relation.clear()
            for one in RELATIONS[fact.kind] if fact else ():
                relation.addItem(relation_words(one), one.value)
            relation.blockSignals(False)
            relation.setVisible(fact is not None)
        if column != "value":
            chosen = Relation(relation.value() or Relation.IS)
            cast("FactValueEdit", line.widget("value")).ask_for(fact, chosen)

    def _facts(self) -> Choices:
        return [(fact.name, fact_label(fact.name)) for fact in facts_for(self._kind)]

    def _is_begun(self) -> bool:
        return any(line.has_keyboard() and not line.field("value").value() for line in self.entered())
