"""The steps of a quotation that ask for something: how it was sent, what was said of it, the customer's yes or no."""

from datetime import datetime

from PySide6.QtWidgets import QWidget

from app.forms.trade import AcceptanceForm, RefusalForm, SendingForm, TalkForm
from app.i18n import _
from app.labels import label
from app.queries.trade.quotations import QuotationDetails
from models.enums import DeclineReason, QuotationState, RequestChannel
from ui.dialogs.forms.past import past_problem
from ui.dialogs.forms.scan_field import scan_field
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

SENDING, TALK = "requests.quotation_sending", "requests.quotation_talk"
ACCEPTANCE, REFUSAL = "requests.quotation_acceptance", "requests.quotation_refusal"
LONGEST, LONGEST_NAME = 4000, 60
SENT_BY = (
    RequestChannel.EMAIL,
    RequestChannel.MESSAGE,
    RequestChannel.FAX,
    RequestChannel.LETTER,
    RequestChannel.IN_PERSON,
)
DECIDED = (QuotationState.ACCEPTED, QuotationState.DECLINED)


class SendingDialog(FormDialog):
    """When it went out, to whom, by what channel, who sent it (C5.2)."""

    def __init__(self, desk: Desk, details: QuotationDetails, parent: QWidget | None = None) -> None:
        super().__init__(SENDING, _("Sent · {number}").format(number=details.printed_number), _("&Record"), parent)
        field = f"{SENDING}.field"
        self._desk = desk
        self.sent_at = DateTimeEdit(f"{field}.sent_at", desk.now, desk.zone)
        self.sent_to = LineEdit(f"{field}.sent_to", LONGEST_NAME)
        self.sent_by = Combo(f"{field}.sent_by", [(one.value, label(one)) for one in SENT_BY])
        self.person = LineEdit(f"{field}.person", LONGEST_NAME)
        self.add_row("sent_at", _("W&hen"), self.sent_at, required=True, check=self._problem)
        self.add_row("sent_to", _("Sent &to"), self.sent_to, required=True, half=True)
        self.add_row("sent_by", _("&Channel"), self.sent_by, half=True)
        self.add_row("person", _("&Who sent it"), self.person, required=True, half=True)
        self.sent_at.set_value(desk.now())
        self.sent_to.set_value(details.contact_name)
        self.person.set_value(desk.context.actor.display_name)
        self.resize(600, 260)

    def form(self) -> SendingForm:
        """Return what is entered."""
        return SendingForm(
            sent_at=self.sent_at.value(),
            sent_to=self.sent_to.value(),
            sent_by=RequestChannel(self.sent_by.code()),
            person=self.person.value(),
        )

    def _problem(self) -> str:
        return past_problem(self.sent_at.value(), self._desk)


class TalkDialog(FormDialog):
    """Who spoke to whom when, what was said, and when to talk again, while the customer has not decided (C5.2)."""

    def __init__(self, desk: Desk, details: QuotationDetails, parent: QWidget | None = None) -> None:
        super().__init__(TALK, _("Talk · {number}").format(number=_called(details)), _("&Record"), parent)
        field = f"{TALK}.field"
        self._desk = desk
        self._is_decided = details.state in DECIDED
        self.at = DateTimeEdit(f"{field}.at", desk.now, desk.zone)
        self.person = LineEdit(f"{field}.person", LONGEST_NAME)
        self.counterpart = LineEdit(f"{field}.counterpart", LONGEST_NAME)
        self.text = TextArea(f"{field}.text", LONGEST, 5)
        self.next_on = DateEdit(f"{field}.next_on", desk.today, self)
        self.add_row("at", _("W&hen"), self.at, required=True, check=self._problem)
        self.add_row("person", _("&Who talked"), self.person, required=True, half=True)
        self.add_row("counterpart", _("S&poke with"), self.counterpart, required=True, half=True)
        self.add_row("text", _("What was &discussed"), self.text, required=True)
        self._add_next()
        self.at.set_value(desk.now())
        self.person.set_value(desk.context.actor.display_name)
        self.counterpart.set_value(details.contact_name)
        self.resize(600, 360)

    def _add_next(self) -> None:
        if self._is_decided:
            self.next_on.hide()
            return
        hint = _("Empty: as the usual follow-up asks")
        self.add_row("next_on", _("Talk again &on"), self.next_on, half=True, check=self._next_problem, hint=hint)

    def form(self) -> TalkForm:
        """Return what is entered."""
        return TalkForm(
            at=self.at.value(),
            person=self.person.value(),
            counterpart=self.counterpart.value(),
            text=self.text.value(),
            next_on=None if self._is_decided else self.next_on.value(),
        )

    def _problem(self) -> str:
        return past_problem(self.at.value(), self._desk)

    def _next_problem(self) -> str:
        day = self.next_on.value()
        return _("This day is over.") if day is not None and day < self._desk.today() else ""


class AcceptanceDialog(FormDialog):
    """The customer's yes: who gave it when, in which words; the signed scan is filed with it."""

    def __init__(self, desk: Desk, details: QuotationDetails, parent: QWidget | None = None) -> None:
        title = _("Acceptance · {number}").format(number=details.printed_number)
        super().__init__(ACCEPTANCE, title, _("&Record"), parent)
        field = f"{ACCEPTANCE}.field"
        self._desk = desk
        self._details = details
        self.at = DateTimeEdit(f"{field}.at", desk.now, desk.zone)
        self.accepted_by = LineEdit(f"{field}.accepted_by", LONGEST_NAME)
        self.text = TextArea(f"{field}.text", LONGEST, 3)
        self.scan = scan_field(desk, f"{field}.scan", self)
        self.add_row("at", _("W&hen"), self.at, required=True, check=self._problem)
        self.add_row("accepted_by", _("Accepted &by"), self.accepted_by, required=True, half=True)
        self.add_row("text", _("In which &words"), self.text)
        dropped = _("The signed quotation, filed under A6-02. The file may be dropped anywhere on this form.")
        self.add_row("scan", _("S&can"), self.scan, hint=dropped)
        self.at.set_value(desk.now())
        self.accepted_by.set_value(details.contact_name)
        self.resize(600, 340)

    def form(self) -> AcceptanceForm:
        """Return what is entered."""
        return AcceptanceForm(
            at=self.at.value(),
            accepted_by=self.accepted_by.value(),
            text=self.text.value(),
            scan=self.scan.value(),
        )

    def _problem(self) -> str:
        return decided_problem(self.at.value(), self._details, self._desk)


class RefusalDialog(FormDialog):
    """The customer's no, with its reason; "other" needs a word of explanation."""

    def __init__(self, desk: Desk, details: QuotationDetails, parent: QWidget | None = None) -> None:
        super().__init__(REFUSAL, _("Refusal · {number}").format(number=details.printed_number), _("&Record"), parent)
        field = f"{REFUSAL}.field"
        self._desk = desk
        self._details = details
        self.at = DateTimeEdit(f"{field}.at", desk.now, desk.zone)
        self.counterpart = LineEdit(f"{field}.counterpart", LONGEST_NAME)
        self.reason = Combo(f"{field}.reason", [(one.value, label(one)) for one in DeclineReason], _("choose …"))
        self.text = TextArea(f"{field}.text", LONGEST, 4)
        self.add_row("at", _("W&hen"), self.at, required=True, check=self._problem)
        self.add_row("counterpart", _("Declined &by"), self.counterpart, required=True, half=True)
        self.add_row("reason", _("Reaso&n"), self.reason, required=True, half=True)
        self.add_row("text", _("In which &words"), self.text)
        self.reason.value_changed.connect(self._on_reason_changed)
        self.at.set_value(desk.now())
        self.counterpart.set_value(details.contact_name)
        self.resize(600, 320)

    def form(self) -> RefusalForm:
        """Return what is entered."""
        code = self.reason.value()
        return RefusalForm(
            at=self.at.value(),
            counterpart=self.counterpart.value(),
            reason=DeclineReason(code) if code else None,
            text=self.text.value(),
        )

    def _problem(self) -> str:
        return decided_problem(self.at.value(), self._details, self._desk)

    def _on_reason_changed(self, code: str | None) -> None:
        self.require("text", required=code == DeclineReason.OTHER.value)
        self.check_again()


def decided_problem(moment: datetime | None, details: QuotationDetails, desk: Desk) -> str:
    """Return what is wrong with the time of a customer's word on what was sent, "" when nothing is."""
    sent = details.sent_at
    if moment is not None and sent is not None and moment < sent.replace(second=0, microsecond=0):
        return _("This lies before the quotation was sent.")
    return past_problem(moment, desk)


def _called(details: QuotationDetails) -> str:
    return details.printed_number or details.title
