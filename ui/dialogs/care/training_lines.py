"""Who is taught, as lines: somebody of the customer by name, or one of our people (N5)."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app.forms.trainings import TraineeForm
from app.i18n import N_, _
from app.queries.search import pick
from app.rules.care.trainings import BEST_SCORE
from app.services.care.trainings import LINE_LIMIT, NAME_LIMIT, PHONE_LIMIT
from models.enums import RecordKind, TrainingAudience
from ui.dialogs.forms.pickers import pick_item
from ui.runtime.desk import Desk
from ui.widgets.fields.checks import phone_problem
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.lines.column import LineColumn, number_column, record_column, text_column
from ui.widgets.lines.line_table import LineTable
from ui.widgets.lines.table_foot import Total


class TraineeLines(LineTable[TraineeForm]):
    """A line per person, of the audience that the table is for; once it was held with score and remark."""

    def __init__(
        self, name: str, desk: Desk, audience: TrainingAudience, parent: QWidget | None = None, *, held: bool = False
    ) -> None:
        self._is_ours, self._held = audience is TrainingAudience.STAFF, held
        self._items: dict[int, PickItem] = {}

        def search(words: str) -> list[PickItem]:
            return [pick_item(found) for found in pick(desk.context, RecordKind.STAFF, words)]

        columns: dict[str, LineColumn] = (
            {"staff": record_column(N_("Our person"), 12, search, desk.jobs)}
            if self._is_ours
            else {
                "name": text_column(N_("Name"), 7, longest=NAME_LIMIT),
                "post": text_column(N_("Post"), 8, longest=LINE_LIMIT),
                "phone": text_column(N_("Phone"), 8, longest=PHONE_LIMIT, check=phone_problem),
            }
        )
        if held:
            columns["score"] = number_column(N_("Score"), 3, most=BEST_SCORE)
            columns["note"] = text_column(N_("Remark"), 7, longest=LINE_LIMIT)
        super().__init__(name, columns, _("Add a perso&n"), parent=parent)

    def offer(self, lines: Sequence[TraineeForm], items: Mapping[int, PickItem]) -> None:
        """Show these people; ``items`` are those of ours."""
        self._items |= items
        self.set_value(lines)

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> TraineeForm:
        score = values["score"] if self._held else None
        came: dict[str, Any] = {
            "score": int(score) if score is not None else None,
            "note": values["note"] if self._held else "",
        }
        if not self._is_ours:
            return TraineeForm(name=values["name"], post=values["post"], phone=values["phone"], **came)
        item: PickItem | None = values["staff"]
        if item is not None:
            self._items[item.id] = item
        return TraineeForm(staff_id=item.id if item is not None else None, **came)

    def values_of(self, line: TraineeForm) -> Mapping[str, Any]:
        came = {"score": line.score, "note": line.note} if self._held else {}
        if self._is_ours:
            return {"staff": self._items.get(line.staff_id or 0), **came}
        return {"name": line.name, "post": line.post, "phone": line.phone, **came}

    def line_problem(self, line: TraineeForm, place: int) -> str:
        if self._is_ours and line.staff_id is None:
            return self.cell_problem(place, _("Choose one of our people."))
        if not self._is_ours and not line.name:
            return self.cell_problem(place, _("Enter the person's name."))
        is_again = sum(_who(one) == _who(line) for one in self.value()) > 1
        return self.cell_problem(place, _("The same person is named twice.")) if is_again else ""

    def wrong_column(self, _line: TraineeForm) -> str:
        return "staff" if self._is_ours else "name"

    def line_words(self, line: TraineeForm) -> str:
        item = self._items.get(line.staff_id or 0)
        return item.title if item is not None else line.name

    def totals(self, lines: Sequence[TraineeForm]) -> Sequence[Total]:
        return (Total("people", _("People in all"), str(len(lines))),) if lines else ()


def _who(person: TraineeForm) -> tuple[int | None, str, str]:
    return person.staff_id, person.name.strip(), person.phone.strip()
