"""Answering the customer: what was said (C4.1), and who comes when (C4.3)."""

from typing import Any

from PySide6.QtWidgets import QWidget

from app.i18n import _
from models.enums import EventKind
from ui.dialogs.requests.event_dialogs import EventDialog
from ui.runtime.desk import Desk
from ui.widgets.fields.check_row import CheckRow
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.moment_edit import MomentEdit

GUIDANCE = "guidance"
LONGEST_PEOPLE = 200


class ReplyDialog(EventDialog):
    """The answer of C4.1; a tick says that the customer was guided by phone, which owes a call back (N1)."""

    def __init__(self, desk: Desk, counterpart: str = "", parent: QWidget | None = None) -> None:
        self.guidance = CheckRow(
            f"requests.{EventKind.REPLIED.value}.field.guidance", [(GUIDANCE, _("Guidance given by phone"))]
        )
        super().__init__(desk, EventKind.REPLIED, counterpart, parent)

    def add_own_rows(self) -> None:
        hint = _("A call back is owed then, to hear whether it helped")
        self.add_row("guidance", _("&Kind of answer"), self.guidance, hint=hint)

    def own(self) -> dict[str, Any]:
        return {"guidance": GUIDANCE in self.guidance.value()}


class VisitAnswerDialog(EventDialog):
    """The answer of C4.3: when we shall be on site, and who comes. It is a first reply as well."""

    def __init__(self, desk: Desk, counterpart: str = "", parent: QWidget | None = None) -> None:
        name = f"requests.{EventKind.VISIT_ANSWERED.value}.field"
        self.arrival_at = MomentEdit(f"{name}.arrival_at", desk.now, desk.zone)
        self.people = LineEdit(f"{name}.people", LONGEST_PEOPLE)
        super().__init__(desk, EventKind.VISIT_ANSWERED, counterpart, parent)

    def add_own_rows(self) -> None:
        self.add_row("arrival_at", _("On site &by"), self.arrival_at, required=True, half=True)
        self.add_row("people", _("Who &comes"), self.people, required=True, half=True)

    def own(self) -> dict[str, Any]:
        return {"arrival_at": self.arrival_at.value(), "people": self.people.value()}
