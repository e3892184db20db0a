"""What follows from a visit, as lines: needs, leads, complaints, tasks (C13)."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from app.formatting import date_text
from app.forms.visits import FollowUpForm
from app.i18n import N_, _
from app.labels import label
from app.services.care.visits import NAME_LIMIT, TEXT_LIMIT
from models.enums import FollowUpKind
from ui.runtime.desk import Desk
from ui.widgets.lines.column import choice_column, date_column, text_column
from ui.widgets.lines.line_table import LineTable


class FollowUpLines(LineTable[FollowUpForm]):
    """A line per thing: what kind, what exactly, to whom it is passed on, by when. No line: nothing follows."""

    def __init__(self, name: str, desk: Desk, parent: QWidget | None = None) -> None:
        columns = {
            "kind": choice_column(N_("Kind"), 6, lambda: [(one.value, label(one)) for one in FollowUpKind]),
            "text": text_column(N_("What follows"), 14, longest=TEXT_LIMIT, hint=N_("What is wanted or to be done")),
            "passed_to": text_column(N_("Passed on to"), 6, longest=NAME_LIMIT, hint=N_("department, name")),
            "due_on": date_column(N_("By when"), 6, desk.today),
        }
        super().__init__(
            name, columns, _("Some&thing follows"), none_text=_("Nothing follows from the visit."), parent=parent
        )

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> FollowUpForm:
        kind = FollowUpKind(values["kind"] or FollowUpKind.TASK)
        return FollowUpForm(
            line_id=known, kind=kind, text=values["text"], passed_to=values["passed_to"], due_on=values["due_on"]
        )

    def values_of(self, line: FollowUpForm) -> Mapping[str, Any]:
        return {"kind": line.kind.value, "text": line.text, "passed_to": line.passed_to, "due_on": line.due_on}

    def known_of(self, line: FollowUpForm) -> int | None:
        return line.line_id

    def line_problem(self, line: FollowUpForm, place: int) -> str:
        if not line.text:
            return _("Say what follows from the visit.")
        if line.kind is FollowUpKind.LEAD and not line.passed_to:
            return _("Enter to whom the lead is passed on.")
        return ""

    def wrong_column(self, line: FollowUpForm) -> str:
        return "passed_to" if line.text else "text"

    def line_words(self, line: FollowUpForm) -> str:
        due = date_text(line.due_on) if line.due_on else ""
        return " ".join(part for part in (label(line.kind), line.text, line.passed_to, due) if part)
