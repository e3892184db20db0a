"""The steps of a complaint that ask for something: first word, answer, what was done, verification, judgement (N6)."""

from abc import abstractmethod
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from app.forms.complaints import AnswerForm, FirstWordForm, HandlingForm, JudgementForm, VerificationForm
from app.i18n import _
from app.labels import label
from app.queries.care.complaints import ComplaintDetails
from app.services.care.complaints import NAME_LIMIT, TEXT_LIMIT
from models.enums import CustomerWord, Fault, Justification
from ui.dialogs.forms.past import past_problem
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.money_edit import MoneyEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

FIRST_WORD, ANSWER, HANDLING, VERIFICATION, JUDGEMENT = (
    "visits.complaint_first_word",
    "visits.complaint_answer",
    "visits.complaint_handling",
    "visits.complaint_verification",
    "visits.complaint_judgement",
)


class StepDialog(FormDialog):
    """A step of a complaint, taken at a time after the step before it; what is complained of stands above."""

    def __init__(
        self, desk: Desk, name: str, title: str, save_text: str, about: str, since: datetime, parent: QWidget | None
    ) -> None:
        """``title`` and ``save_text`` are translated; ``since`` is when the step before was taken."""
        super().__init__(name, title, save_text, parent)
        self._desk = desk
        self._since = since
        self.at = DateTimeEdit(f"{name}.field.at", desk.now, desk.zone)
        self.add_note("about", about)
        self.at.set_value(desk.now())

    @abstractmethod
    def form(self) -> Any:
        """Return what is entered."""

    def _problem(self) -> str:
        at = self.at.value()
        if at is not None and at < self._since.replace(second=0, microsecond=0):  # forms know minutes
            return _("This lies before the step that came before it.")
        return past_problem(at, self._desk)


class FirstWordDialog(StepDialog):
    """When who complained first heard of us, and what."""

    def __init__(self, desk: Desk, details: ComplaintDetails, parent: QWidget | None = None) -> None:
        title = _("First word · {number}").format(number=details.number)
        super().__init__(desk, FIRST_WORD, title, _("&Record"), details.title, details.received_at, parent)
        field = f"{FIRST_WORD}.field"
        self.to = LineEdit(f"{field}.to", NAME_LIMIT)
        self.text = TextArea(f"{field}.text", TEXT_LIMIT, 3)
        self.add_row("at", _("Spoken &at"), self.at, required=True, half=True, check=self._problem)
        self.add_row("to", _("Spoken &to"), self.to, half=True)
        self.add_row("text", _("&Our words"), self.text)
        self.to.set_value(details.complainant)
        self.resize(720, 320)

    def form(self) -> FirstWordForm:
        """Return what is entered."""
        return FirstWordForm(at=self.at.value(), to=self.to.value(), text=self.text.value())


class AnswerDialog(StepDialog):
    """What the customer was told will be done, by whom, and what helps meanwhile."""

    def __init__(self, desk: Desk, details: ComplaintDetails, parent: QWidget | None = None) -> None:
        title = _("Answer · {number}").format(number=details.number)
        since = details.responded_at or details.received_at
        super().__init__(desk, ANSWER, title, _("&Record"), details.title, since, parent)
        field = f"{ANSWER}.field"
        self.answer = TextArea(f"{field}.answer", TEXT_LIMIT, 4)
        self.department = LineEdit(f"{field}.department", NAME_LIMIT)
        self.owner = LineEdit(f"{field}.owner", NAME_LIMIT)
        self.interim = TextArea(f"{field}.interim", TEXT_LIMIT, 2)
        self.add_row("at", _("Answered &at"), self.at, required=True, half=True, check=self._problem)
        self.add_row("answer", _("What will be &done"), self.answer, required=True)
        self.add_row("department", _("De&partment that answers for it"), self.department, required=True, half=True)
        self.add_row("owner", _("Seen to &by"), self.owner, required=True, half=True)
        self.add_row("interim", _("&Meanwhile"), self.interim)
        self.department.set_value(details.department)
        self.owner.set_value(details.owner)
        self.resize(720, 430)

    def form(self) -> AnswerForm:
        """Return what is entered."""
        return AnswerForm(
            at=self.at.value(),
            answer=self.answer.value(),
            department=self.department.value(),
            owner=self.owner.value(),
            interim=self.interim.value(),
        )


class HandlingDialog(StepDialog):
    """The root cause, what was done about it and against another one, what it cost."""

    def __init__(self, desk: Desk, details: ComplaintDetails, parent: QWidget | None = None) -> None:
        title = _("What was done · {number}").format(number=details.number)
        since = details.answered_at or details.received_at
        super().__init__(desk, HANDLING, title, _("&Record"), details.answer or details.title, since, parent)
        field = f"{HANDLING}.field"
        self.root_cause = TextArea(f"{field}.root_cause", TEXT_LIMIT, 3)
        self.corrective = TextArea(f"{field}.corrective", TEXT_LIMIT, 3)
        self.preventive = TextArea(f"{field}.preventive", TEXT_LIMIT, 2)
        self.cost = MoneyEdit(f"{field}.cost")
        self.add_row("at", _("Done &at"), self.at, required=True, half=True, check=self._problem)
        self.add_row("cost", _("Co&st"), self.cost, half=True)
        self.add_row("root_cause", _("Root &cause"), self.root_cause, required=True)
        self.add_row("corrective", _("What was &done about it"), self.corrective, required=True)
        self.add_row("preventive", _("Against a&nother one"), self.preventive)
        self.root_cause.set_value(details.root_cause)
        self.corrective.set_value(details.corrective)
        self.preventive.set_value(details.preventive)
        self.cost.set_value(details.cost)
        self.resize(720, 470)

    def form(self) -> HandlingForm:
        """Return what is entered."""
        return HandlingForm(
            at=self.at.value(),
            root_cause=self.root_cause.value(),
            corrective=self.corrective.value(),
            preventive=self.preventive.value(),
            cost=self.cost.value(),
        )


class VerificationDialog(StepDialog):
    """How the effect was verified, and the customer's word; a dissatisfied one sends it back into hand."""

    def __init__(self, desk: Desk, details: ComplaintDetails, parent: QWidget | None = None) -> None:
        title = _("Verification · {number}").format(number=details.number)
        since = details.done_at or details.received_at
        super().__init__(desk, VERIFICATION, title, _("&Record"), details.corrective, since, parent)
        field = f"{VERIFICATION}.field"
        words = [(one.value, label(one)) for one in CustomerWord]
        self.word = Combo(f"{field}.customer_word", words, empty=_("Choose…"))
        self.verification = TextArea(f"{field}.verification", TEXT_LIMIT, 4)
        self.add_row("at", _("Verified &at"), self.at, required=True, half=True, check=self._problem)
        self.add_row("customer_word", _("The &customer is"), self.word, required=True, half=True)
        self.add_row("verification", _("&How it was verified"), self.verification, required=True)
        self._effect = self.add_note("effect")
        self.word.value_changed.connect(lambda _code: self._tell())
        self._tell()
        self.resize(740, 360)

    def form(self) -> VerificationForm:
        """Return what is entered."""
        word = self.word.value()
        return VerificationForm(
            at=self.at.value(),
            verification=self.verification.value(),
            customer_word=CustomerWord(word) if word is not None else None,
        )

    def _tell(self) -> None:
        """Say what the customer's word leads to."""
        if self.word.value() == CustomerWord.DISSATISFIED.value:
            self._effect.setText(_("The complaint stays in hand: the customer gets a new answer."))
        else:
            self._effect.setText(_("Then the manager judges and closes it."))


class JudgementDialog(StepDialog):
    """Whether the complaint was justified, whose fault it was, and the judgement in words: it is closed with it."""

    def __init__(self, desk: Desk, details: ComplaintDetails, parent: QWidget | None = None) -> None:
        title = _("Judgement · {number}").format(number=details.number)
        since = details.done_at or details.received_at
        super().__init__(desk, JUDGEMENT, title, _("Judge and &close"), details.title, since, parent)
        field = f"{JUDGEMENT}.field"
        parts = {"justification": Justification, "fault": Fault}
        self.codes = {
            name: Combo(f"{field}.{name}", [(one.value, label(one)) for one in codes], empty=_("Choose…"))
            for name, codes in parts.items()
        }
        self.judgement = TextArea(f"{field}.judgement", TEXT_LIMIT, 4)
        self.add_row("justification", _("The complaint &is"), self.codes["justification"], required=True, half=True)
        self.add_row("fault", _("&Whose fault"), self.codes["fault"], required=True, half=True)
        self.add_row("judgement", _("&Judgement in words"), self.judgement, required=True)
        self.add_row("at", _("Closed &at"), self.at, required=True, half=True, check=self._problem)
        self.resize(760, 400)

    def form(self) -> JudgementForm:
        """Return what is entered."""
        justification, fault = (combo.value() for combo in self.codes.values())
        return JudgementForm(
            at=self.at.value(),
            justification=Justification(justification) if justification is not None else None,
            fault=Fault(fault) if fault is not None else None,
            judgement=self.judgement.value(),
        )
