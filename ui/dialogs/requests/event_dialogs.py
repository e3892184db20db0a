"""Recording what was done with a request: analysis (C3.1), answers and arrivals (C4), quotations sent (C5.2)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.i18n import N_, _
from app.services.requests import steps
from models.enums import EventKind
from ui.runtime.desk import Desk
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

LONGEST = 4000
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class EventQuestion:
    """What one kind of event asks for; texts are msgids, an empty ``counterpart`` asks for nobody.

    ``record`` is the service that writes it down.
    """

    title: str
    person: str
    counterpart: str
    text: str
    text_required: bool
    record: Callable[..., None]


QUESTIONS: Mapping[EventKind, EventQuestion] = {
    EventKind.FILE_CONSULTED: EventQuestion(
        N_("Project file consulted (C3.1)"),
        N_("&Who looked"),
        "",
        N_("What was &found"),
        False,
        steps.record_file_consulted,
    ),
    EventKind.CUSTOMER_CONTACTED: EventQuestion(
        N_("Customer contacted back (C3.1)"),
        N_("&Who called"),
        N_("S&poke with"),
        N_("What was &learnt"),
        True,
        steps.record_customer_contacted,
    ),
    EventKind.REPLIED: EventQuestion(
        N_("Answer to the customer (C4.1)"),
        N_("&Who answered"),
        N_("Who was &told"),
        N_("What was &said"),
        True,
        steps.record_reply,
    ),
    EventKind.VISIT_ANSWERED: EventQuestion(
        N_("Answer on the visit (C4.3)"),
        N_("&Who answered"),
        N_("Who was &told"),
        N_("What was &said"),
        True,
        steps.record_visit_answer,
    ),
    EventKind.ARRIVED: EventQuestion(
        N_("Arrival on site (C4.3)"), N_("&Who arrived"), "", N_("&Note"), False, steps.record_arrival
    ),
    EventKind.QUOTATION_SENT: EventQuestion(
        N_("Quoted outside the program (C5.2)"),
        N_("&Who sent it"),
        N_("Sent &to"),
        N_("Which &quotation, how sent"),
        True,
        steps.record_quotation_sent,
    ),
    EventKind.PARTS_HANDED_OVER: EventQuestion(
        N_("Part handed over or shipped (C4.2)"),
        N_("&Who handed it over"),
        "",
        N_("&Note: to whom, waybill"),
        False,
        steps.record_handed_over,
    ),
    EventKind.FOLLOWED_UP: EventQuestion(
        N_("Follow-up call (N1)"),
        N_("&Who called"),
        N_("S&poke with"),
        N_("What the &customer said"),
        True,
        steps.record_follow_up,
    ),
}


class EventDialog(FormDialog):
    """When, who, with whom, what. Subclasses ask for more (``add_own_rows``, ``own``)."""

    def __init__(self, desk: Desk, kind: EventKind, counterpart: str = "", parent: QWidget | None = None) -> None:
        """``counterpart`` is the contact known from the request, offered for correction."""
        question = QUESTIONS[kind]
        name = f"requests.{kind.value}"
        super().__init__(name, _(question.title), _("&Record"), parent)
        self._desk = desk
        self._question = question
        self.at = DateTimeEdit(f"{name}.field.at", desk.now, desk.zone)
        self.person = LineEdit(f"{name}.field.person", LONGEST_NAME)
        self.counterpart = LineEdit(f"{name}.field.counterpart", LONGEST_NAME)
        self.text = TextArea(f"{name}.field.text", LONGEST, 5)
        self.at.set_value(desk.now())
        self.person.set_value(desk.context.actor.display_name)
        self.counterpart.set_value(counterpart)
        self.add_row("at", _("W&hen"), self.at, required=True)
        self.add_row("person", _(question.person), self.person, required=True, half=bool(question.counterpart))
        if question.counterpart:
            self.add_row("counterpart", _(question.counterpart), self.counterpart, required=True, half=True)
        else:
            self.counterpart.hide()
        self.add_own_rows()
        self.add_row("text", _(question.text), self.text, required=question.text_required)
        self.resize(600, 300)

    def add_own_rows(self) -> None:
        """Add what this kind of event asks for beyond the usual, above the text."""

    def own(self) -> dict[str, Any]:
        """Return what was entered beyond the usual, by the names that the service knows it by."""
        return {}

    def recording(self, record_id: int) -> Callable[[], None]:
        """Return the work of recording what was entered, for the write lane."""
        entered: dict[str, Any] = {
            "at": self.at.value() or self._desk.now(),
            "person": self.person.value(),
            "text": self.text.value(),
            **self.own(),
        }
        if self._question.counterpart:
            entered["counterpart"] = self.counterpart.value()
        return partial(self._question.record, self._desk.context, record_id=record_id, **entered)
