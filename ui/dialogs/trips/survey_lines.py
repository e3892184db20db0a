"""The items of a survey as they are answered: points, and why so few (N3)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from app.forms.on_site import ScoreForm
from app.i18n import N_, _
from app.queries.trips.surveys import ScoreLine
from app.rules.trips.surveys import NEEDS_REASON, Scored, satisfaction, score_problem
from ui.widgets.lines.column import LineColumn, choice_column, computed_column, text_column
from ui.widgets.lines.line_table import LineTable
from ui.widgets.lines.table_foot import Total


def points() -> list[tuple[str, str]]:
    """Return the points that an item may get with their words, best first."""
    words = (_("very satisfied"), _("satisfied"), _("fair"), _("dissatisfied"), _("very dissatisfied"))
    return [(str(5 - place), f"{5 - place} {word}") for place, word in enumerate(words)]


class ScoreLines(LineTable[ScoreForm]):
    """A line per item; how satisfied the customer is stands below."""

    def __init__(self, name: str, items: Sequence[ScoreLine], parent: QWidget | None = None) -> None:
        self._items = {item.position: item for item in items}
        columns: dict[str, LineColumn] = {
            "item": computed_column(N_("Item"), 12, is_figure=False),
            "weight": computed_column(N_("Weight"), 2),
            "score": choice_column(N_("Points"), 5, points, empty=N_("No answer")),
            "reason": text_column(N_("Why so few"), 10),
        }
        super().__init__(name, columns, "", parent=parent)

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> ScoreForm:
        code = values["score"]
        return ScoreForm(position=known or 0, score=int(code) if code else None, reason=values["reason"])

    def values_of(self, line: ScoreForm) -> Mapping[str, Any]:
        return {"score": str(line.score) if line.score is not None else None, "reason": line.reason}

    def known_of(self, line: ScoreForm) -> int | None:
        return line.position

    def line_problem(self, line: ScoreForm, place: int) -> str:
        return score_problem(self._name(line), line.score, line.reason)

    def wrong_column(self, line: ScoreForm) -> str:
        return "reason" if line.score is not None and line.score <= NEEDS_REASON else "score"

    def line_words(self, line: ScoreForm) -> str:
        score = str(line.score) if line.score is not None else ""
        return " ".join(word for word in (self._name(line), score, line.reason) if word)

    def computed(self, line: ScoreForm) -> Mapping[str, str]:
        item = self._items.get(line.position)
        return {"item": item.item, "weight": f"{item.weight} %"} if item is not None else {}

    def totals(self, lines: Sequence[ScoreForm]) -> Sequence[Total]:
        percent = self.percent(lines)
        return (Total("percent", _("Satisfaction"), f"{percent} %", is_main=True),) if percent is not None else ()

    def percent(self, lines: Sequence[ScoreForm]) -> Decimal | None:
        """Return how satisfied these answers say the customer is, in percent."""
        known = [line for line in lines if line.position in self._items]
        return satisfaction(Scored(self._items[line.position].weight, line.score) for line in known)

    def _name(self, line: ScoreForm) -> str:
        item = self._items.get(line.position)
        return item.item if item is not None else ""
