"""Who attends a lesson on confidentiality, as lines: before it, and with what came of it (C14)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from app.forms.secrecy import AttendeeForm
from app.i18n import N_, _
from app.queries.people.lessons import AttendeeLine
from app.queries.search import pick
from app.services.people.lessons import NAME_LIMIT
from models.enums import RecordKind
from ui.dialogs.forms.pickers import pick_item
from ui.runtime.desk import Desk
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.fields.tick import Tick
from ui.widgets.lines.column import LineColumn, computed_column, record_column, text_column
from ui.widgets.lines.line_table import LineTable
from ui.widgets.lines.table_foot import Total


class AttendeeLines(LineTable[AttendeeForm]):
    """A line per person: one of ours, or somebody from outside by name and company."""

    def __init__(self, name: str, desk: Desk, parent: QWidget | None = None) -> None:
        self._items: dict[int, PickItem] = {}

        def search(words: str) -> list[PickItem]:
            return [pick_item(found) for found in pick(desk.context, RecordKind.STAFF, words)]

        columns: dict[str, LineColumn] = {
            "staff": record_column(N_("Our person"), 10, search, desk.jobs),
            "name": text_column(N_("Somebody from outside"), 8, longest=NAME_LIMIT),
            "organisation": text_column(N_("Organisation"), 11),
        }
        super().__init__(name, columns, _("Add a perso&n"), parent=parent)

    def offer(self, lines: Sequence[AttendeeForm], items: Mapping[int, PickItem]) -> None:
        """Show these people; ``items`` are those of ours."""
        self._items |= items
        self.set_value(lines)

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> AttendeeForm:
        item: PickItem | None = values["staff"]
        if item is not None:
            self._items[item.id] = item
            return AttendeeForm(staff_id=item.id)
        return AttendeeForm(name=values["name"], organisation=values["organisation"])

    def values_of(self, line: AttendeeForm) -> Mapping[str, Any]:
        if line.staff_id is not None:
            return {"staff": self._items.get(line.staff_id)}
        return {"staff": None, "name": line.name, "organisation": line.organisation}

    def line_problem(self, line: AttendeeForm, place: int) -> str:
        if line.staff_id is None and not line.name:
            return self.cell_problem(place, _("Choose one of our people, or enter a name."))
        is_again = sum(_who(one) == _who(line) for one in self.value()) > 1
        return self.cell_problem(place, _("The same person is named twice.")) if is_again else ""

    def wrong_column(self, line: AttendeeForm) -> str:
        return "name" if line.organisation or line.name else "staff"

    def line_words(self, line: AttendeeForm) -> str:
        item = self._items.get(line.staff_id or 0)
        return item.title if item is not None else line.name

    def totals(self, lines: Sequence[AttendeeForm]) -> Sequence[Total]:
        return (Total("people", _("People in all"), str(len(lines))),) if lines else ()


class PresenceLines(LineTable[AttendeeForm]):
    """A line per person who was to attend: there or not, with which score; Space ticks a box."""

    def __init__(self, name: str, people: Sequence[AttendeeLine], parent: QWidget | None = None) -> None:
        self._people = people
        columns: dict[str, LineColumn] = {
            "was_present": LineColumn(N_("Was there"), 3, Tick),
            "name": computed_column(N_("Name"), 6, is_figure=False),
            "organisation": computed_column(N_("Department or company"), 9, is_figure=False),
            "score": text_column(N_("Score"), 4, longest=NAME_LIMIT),
            "remark": text_column(N_("Remark"), 11, hint=N_("absent: why, made up when")),
        }
        super().__init__(name, columns, "", none_text=_("Nobody has been named."), parent=parent)
        self.set_value([_form(one) for one in people])

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> AttendeeForm:
        own = {name: values[name] for name in ("was_present", "score", "remark")}
        return replace(_form(self._people[(known or 1) - 1]), **own)

    def values_of(self, line: AttendeeForm) -> Mapping[str, Any]:
        return {name: getattr(line, name) for name in ("was_present", "score", "remark")}

    def known_of(self, line: AttendeeForm) -> int | None:
        return next(place for place, one in enumerate(self._people, start=1) if _who(_form(one)) == _who(line))

    def line_problem(self, line: AttendeeForm, place: int) -> str:
        return ""

    def line_words(self, line: AttendeeForm) -> str:
        return line.name

    def computed(self, line: AttendeeForm) -> Mapping[str, str]:
        return {"name": line.name, "organisation": line.organisation}

    def totals(self, lines: Sequence[AttendeeForm]) -> Sequence[Total]:
        there = sum(line.was_present for line in lines)
        return (Total("present", _("There"), _("{count} of {all}").format(count=there, all=len(lines))),)


def _who(person: AttendeeForm) -> tuple[int | None, str, str]:
    if person.staff_id is not None:
        return person.staff_id, "", ""
    return None, person.name.strip(), person.organisation.strip()


def _form(person: AttendeeLine) -> AttendeeForm:
    """Return somebody as there, until the box is cleared."""
    return AttendeeForm(
        staff_id=person.staff_id,
        name=person.name,
        organisation=person.organisation,
        was_present=True,
        score=person.score,
        remark=person.remark,
    )
