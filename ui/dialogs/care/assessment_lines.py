"""The lines of a month's assessment to be judged, each with its verdict, points and reason: a field of a form (N6)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from app.formatting import date_text
from app.forms.assessment import JudgementForm
from app.i18n import N_, _
from app.labels import label
from app.queries.care.assessments import AssessedLine
from app.rules.care.assessing import judgement_problem, points_text
from app.rules.care.assessment_items import LEAST_POINTS, MOST_POINTS
from app.services.care.assessments import TEXT_LIMIT
from models.enums import LineVerdict
from ui.tabs.links import clipped
from ui.widgets.lines.column import LineColumn, choice_column, computed_column, number_column, text_column
from ui.widgets.lines.line import Line
from ui.widgets.lines.line_table import LineTable
from ui.widgets.lines.table_foot import Total

ITEM_ROOM, TEXT_ROOM = 20, 42  # half-width signs: verdict, points and reason stay in sight; the pane tells all


class JudgingLines(LineTable[JudgementForm]):
    """A line per finding; other points count it, a struck one wants its reason."""

    def __init__(self, name: str, lines: Sequence[AssessedLine], parent: QWidget | None = None) -> None:
        self._lines = {line.id: line for line in lines}
        columns: dict[str, LineColumn] = {
            "person": computed_column(N_("Whom"), 4, is_figure=False),
            "day": computed_column(N_("Day"), 4, is_figure=False),
            "item": computed_column(N_("Item"), 7, is_figure=False),
            "text": computed_column(N_("For what"), 12, is_figure=False),
            "verdict": choice_column(N_("Judged as"), 5, lambda: [(one.value, label(one)) for one in LineVerdict]),
            "points": number_column(N_("Points ±"), 3, least=LEAST_POINTS, most=MOST_POINTS),
            "reason": text_column(N_("Reason"), 9, longest=TEXT_LIMIT, hint=N_("for other points, or why struck")),
        }
        super().__init__(name, columns, "", none_text=_("Nothing is proposed for this month."), parent=parent)
        self.set_value([_form(line) for line in lines])

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> JudgementForm:
        points: Decimal | None = values["points"]
        return JudgementForm(
            line_id=known or 0,
            verdict=LineVerdict(values["verdict"]),
            points=int(points) if points is not None else None,
            reason=values["reason"],
        )

    def values_of(self, line: JudgementForm) -> Mapping[str, Any]:
        points = Decimal(line.points) if line.points is not None else None
        return {"verdict": line.verdict.value, "points": points, "reason": line.reason}

    def known_of(self, line: JudgementForm) -> int | None:
        return line.line_id

    def line_problem(self, line: JudgementForm, place: int) -> str:
        problem = self._problem(line)[1]
        return self.cell_problem(place, problem) if problem else ""

    def wrong_column(self, line: JudgementForm) -> str:
        return self._problem(line)[0]

    def _problem(self, line: JudgementForm) -> tuple[str, str]:
        return judgement_problem(line.verdict, line.points, self._lines[line.line_id].proposed, line.reason)

    def line_words(self, line: JudgementForm) -> str:
        one = self._lines[line.line_id]
        return f"{one.person} {one.item} {label(line.verdict)} {line.points}"

    def computed(self, line: JudgementForm) -> Mapping[str, str]:
        one = self._lines[line.line_id]
        told = {"item": clipped(one.item, ITEM_ROOM), "text": clipped(one.text, TEXT_ROOM)}
        return {"person": one.person, "day": date_text(one.happened_on), **told}

    def totals(self, lines: Sequence[JudgementForm]) -> Sequence[Total]:
        counted = [line for line in lines if line.verdict is LineVerdict.COUNTED]
        still = sum(line.verdict is LineVerdict.PROPOSED for line in lines)
        points = points_text(sum(line.points or 0 for line in counted))
        return (
            Total("open", _("To be judged"), str(still)),
            Total("counted", label(LineVerdict.COUNTED), str(len(counted))),
            Total("points", _("Points in all"), points, is_main=True),
        )

    def cell_changed(self, line: Line, column: str) -> None:
        """Typing other points means that the line counts."""
        if column == "points" and LineVerdict(line.values()["verdict"]) is LineVerdict.PROPOSED:
            one = self._lines.get(line.known or 0)
            points = line.values()["points"]
            if one is not None and points is not None and int(points) != one.proposed:
                line.field("verdict").set_value(LineVerdict.COUNTED.value)


def _form(line: AssessedLine) -> JudgementForm:
    return JudgementForm(line_id=line.id, verdict=line.verdict, points=line.points, reason=line.reason)
