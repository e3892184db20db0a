"""Recording what was done with a request: file consulted, customer contacted, answer given (C3.1, C4.1)."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QWidget

from app.i18n import N_, _
from models.enums import EventKind
from ui.runtime.desk import Desk
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

LONGEST = 4000


@dataclass(frozen=True, slots=True)
class EventForm:
    """What was done: when, by whom, with whom, and what was said."""

    at: datetime | None
    person: str
    counterpart: str
    text: str


@dataclass(frozen=True, slots=True)
class EventQuestion:
    """What one kind of event asks for; texts are msgids, an empty ``counterpart`` asks for nobody."""

    title: str
    person: str
    counterpart: str
    text: str
    text_required: bool


QUESTIONS = {
    EventKind.FILE_CONSULTED: EventQuestion(
        N_("Project file consulted (C3.1)"), N_("&Who looked"), "", N_("What was &found"), False
    ),
    EventKind.CUSTOMER_CONTACTED: EventQuestion(
        N_("Customer contacted back (C3.1)"), N_("&Who called"), N_("S&poke with"), N_("What was &learnt"), True
    ),
    EventKind.REPLIED: EventQuestion(
        N_("Answer to the customer (C4.1)"), N_("&Who answered"), N_("Who was &told"), N_("What was &said"), True
    ),
}


class EventDialog(FormDialog):
    """When, who, with whom, what."""

    def __init__(self, desk: Desk, kind: EventKind, counterpart: str = "", parent: QWidget | None = None) -> None:
        """``counterpart`` is the contact known from the request, offered for correction."""
        question = QUESTIONS[kind]
        name = f"requests.{kind.value}"
        super().__init__(name, _(question.title), _("&Record"), parent)
        self.at = DateTimeEdit(f"{name}.field.at", desk.now, desk.zone)
        self.person = LineEdit(f"{name}.field.person", 60)
        self.counterpart = LineEdit(f"{name}.field.counterpart", 60)
        self.text = TextArea(f"{name}.field.text", LONGEST, 5)
        self.at.set_value(desk.now())
        self.person.set_value(desk.context.actor.display_name)
        self.counterpart.set_value(counterpart)
        self.add_row("at", _("W&hen"), self.at, required=True)
        self.add_row("person", _(question.person), self.person, required=True, half=True)
        if question.counterpart:
            self.add_row("counterpart", _(question.counterpart), self.counterpart, required=True, half=True)
        else:
            self.counterpart.hide()
        self.add_row("text", _(question.text), self.text, required=question.text_required)
        self.resize(600, 300)

    def form(self) -> EventForm:
        """Return what was entered."""
        return EventForm(self.at.value(), self.person.value(), self.counterpart.value(), self.text.value())
