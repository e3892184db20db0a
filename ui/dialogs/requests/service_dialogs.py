"""Recording what the service brought: a part handed over (C4.2), and the customer's word afterwards (N1)."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app.formatting import quantity
from app.i18n import _
from app.queries.requests.request_parts import RequestPart
from models.enums import EventKind
from ui.dialogs.requests.event_dialogs import EventDialog
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.pages.page_pills import SegmentedChoice

SATISFIED = {"satisfied": True, "not_satisfied": False, "unknown": None}


def part_words(part: RequestPart) -> str:
    """Return a line of a request as one reads it: "Membrane 2 pcs"."""
    amount = f"{quantity(part.quantity)} {part.unit}".strip() if part.quantity is not None else ""
    return " ".join(word for word in (part.text, amount) if word)


class HandOverDialog(EventDialog):
    """Which line was handed over or shipped, by whom, when."""

    def __init__(
        self, desk: Desk, parts: Sequence[RequestPart], line_no: int = 0, parent: QWidget | None = None
    ) -> None:
        """``parts`` are those still awaited; ``line_no`` is the one to begin with."""
        choices = [(str(part.line_no), part_words(part)) for part in parts]
        self.line_no = Combo(f"requests.{EventKind.PARTS_HANDED_OVER.value}.field.line_no", choices)
        self.line_no.restore(str(line_no))
        super().__init__(desk, EventKind.PARTS_HANDED_OVER, parent=parent)

    def add_own_rows(self) -> None:
        self.add_row("line_no", _("&Part"), self.line_no, required=True)

    def own(self) -> dict[str, Any]:
        return {"line_no": int(self.line_no.code())}


class FollowUpDialog(EventDialog):
    """The call after the service: whom one spoke to, and whether they are satisfied."""

    def __init__(self, desk: Desk, counterpart: str = "", parent: QWidget | None = None) -> None:
        choices = [
            ("satisfied", _("satisfied")),
            ("not_satisfied", _("not satisfied")),
            ("unknown", _("no judgement given")),
        ]
        self.satisfied = SegmentedChoice(f"requests.{EventKind.FOLLOWED_UP.value}.field.satisfied", choices)
        super().__init__(desk, EventKind.FOLLOWED_UP, counterpart, parent)

    def add_own_rows(self) -> None:
        hint = _("While the customer is not satisfied, another call is owed")
        self.add_row("satisfied", _("Customer &is"), self.satisfied, required=True, hint=hint)

    def own(self) -> dict[str, Any]:
        return {"satisfied": SATISFIED[self.satisfied.code()]}
