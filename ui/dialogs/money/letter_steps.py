"""The steps of a letter that ask for something: issuing, sending, its delivery, the customer's answer (C10)."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.errors import AppError, Questioned
from app.forms.letters import LetterDeliveryForm, LetterReplyForm, SendForm
from app.i18n import _
from app.labels import label
from app.queries.money.letters import LetterDetails
from app.services.money.letters import issue_letter
from models.enums import ReplyKind, SendMethod
from ui.dialogs.forms.past import past_day_problem
from ui.dialogs.forms.questioned_form import SureQuestion
from ui.runtime.desk import Desk
from ui.runtime.errors import report_error
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.money_edit import MoneyEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

SEND, DELIVERY, REPLY = "receivables.letter_send", "receivables.letter_delivery", "receivables.letter_reply"
ISSUE = "receivables.letter_issue"
LONGEST, PARCEL = 4000, 60
Codes = frozenset[str]
NOTHING: Codes = frozenset()


def issue(
    desk: Desk, parent: QWidget, details: LetterDetails, on_done: Callable[[], object], *, accepted: Codes = NOTHING
) -> None:
    """Issue a letter; what its service asks first (money that pays nothing yet) is answered over ``parent``."""
    work = partial(issue_letter, desk.context, record_id=details.id, version=details.version, accepted=accepted)

    def refused(error: AppError) -> None:
        if not isinstance(error, Questioned):
            report_error(parent, error)
            return
        go_on = partial(issue, desk, parent, details, on_done, accepted=frozenset(error.asked))
        SureQuestion(ISSUE, _("Issue the letter"), error.asked.values(), go_on, parent).open()

    desk.jobs.run_write(lambda _progress: work(), lambda _number: on_done(), refused, _("Issue the letter"))


class LetterSendDialog(FormDialog):
    """In which way a letter left, on which day, with which parcel."""

    def __init__(self, desk: Desk, details: LetterDetails, parent: QWidget | None = None) -> None:
        super().__init__(SEND, _("Send off · {number}").format(number=details.number), _("&Record"), parent)
        self._desk, self._details = desk, details
        field = f"{SEND}.field"
        self.send_method = Combo(f"{field}.send_method", [(one.value, label(one)) for one in SendMethod])
        self.sent_on = DateEdit(f"{field}.sent_on", desk.today)
        self.tracking_no = LineEdit(f"{field}.tracking_no", PARCEL)
        self.add_note("about", details.title)
        self.add_row("send_method", _("&Way"), self.send_method, required=True, half=True)
        self.add_row("sent_on", _("Sent &on"), self.sent_on, required=True, half=True, check=self._day_problem)
        self.add_row("tracking_no", _("&Parcel no."), self.tracking_no)
        self.send_method.value_changed.connect(lambda _code: self._show_parcel())
        self.send_method.set_value(SendMethod.EMS.value)
        self.sent_on.set_value(desk.today())
        self._show_parcel()
        self.resize(600, 300)

    def form(self) -> SendForm:
        """Return what is entered."""
        return SendForm(
            send_method=SendMethod(self.send_method.code()),
            sent_on=self.sent_on.value(),
            tracking_no=self.tracking_no.value(),
            version=self._details.version,
        )

    def _show_parcel(self) -> None:
        tracked = self.send_method.code() in (SendMethod.EMS, SendMethod.COURIER)
        self.require("tracking_no", required=tracked)

    def _day_problem(self) -> str:
        return past_day_problem(self.sent_on.value(), self._desk)


class LetterDeliveryDialog(FormDialog):
    """When a letter arrived, and who took it."""

    def __init__(self, desk: Desk, details: LetterDetails, parent: QWidget | None = None) -> None:
        super().__init__(DELIVERY, _("Delivery · {number}").format(number=details.number), _("&Record"), parent)
        self._desk, self._details = desk, details
        field = f"{DELIVERY}.field"
        self.delivered_on = DateEdit(f"{field}.delivered_on", desk.today)
        self.delivered_to = LineEdit(f"{field}.delivered_to")
        day = _("Delivered &on")
        self.add_row("delivered_on", day, self.delivered_on, required=True, half=True, check=self._day_problem)
        self.add_row("delivered_to", _("&Taken by"), self.delivered_to, required=True, half=True)
        self.delivered_on.set_value(desk.today())
        self.resize(600, 240)

    def form(self) -> LetterDeliveryForm:
        """Return what is entered."""
        return LetterDeliveryForm(
            delivered_on=self.delivered_on.value(),
            delivered_to=self.delivered_to.value(),
            version=self._details.version,
        )

    def _day_problem(self) -> str:
        return past_day_problem(self.delivered_on.value(), self._desk)


class LetterReplyDialog(FormDialog):
    """What the return slip says; a promise names a sum and a day."""

    def __init__(self, desk: Desk, details: LetterDetails, parent: QWidget | None = None) -> None:
        super().__init__(REPLY, _("Answer · {number}").format(number=details.number), _("&Record"), parent)
        self._desk, self._details = desk, details
        field = f"{REPLY}.field"
        self.reply_kind = Combo(f"{field}.reply_kind", [(one.value, label(one)) for one in ReplyKind])
        self.replied_on = DateEdit(f"{field}.replied_on", desk.today)
        self.promised_on = DateEdit(f"{field}.promised_on", desk.today)
        self.promised_amount = MoneyEdit(f"{field}.promised_amount")
        self.reply_text = TextArea(f"{field}.reply_text", LONGEST, 3)
        self.add_row("reply_kind", _("&Answer"), self.reply_kind, required=True, half=True)
        self.add_row(
            "replied_on", _("Answered &on"), self.replied_on, required=True, half=True, check=self._day_problem
        )
        self.add_row("promised_on", _("Pays &by"), self.promised_on, half=True)
        hint = _("Empty: all that the letter asks for.")
        self.add_row("promised_amount", _("S&um promised"), self.promised_amount, half=True, hint=hint)
        self.add_row("reply_text", _("&What was answered"), self.reply_text)
        self.reply_kind.value_changed.connect(lambda _code: self._show_promise())
        self.replied_on.set_value(desk.today())
        self._show_promise()
        self.resize(660, 380)

    def form(self) -> LetterReplyForm:
        """Return what is entered; without a promise what was typed for one counts for nothing."""
        kind = ReplyKind(self.reply_kind.code())
        promises = kind is ReplyKind.PROMISED
        return LetterReplyForm(
            reply_kind=kind,
            replied_on=self.replied_on.value(),
            reply_text=self.reply_text.value(),
            promised_amount=self.promised_amount.value() if promises else None,
            promised_on=self.promised_on.value() if promises else None,
            version=self._details.version,
        )

    def _show_promise(self) -> None:
        kind = self.reply_kind.code()
        for row in ("promised_on", "promised_amount"):
            self.show_row(row, shown=kind == ReplyKind.PROMISED)
        self.require("promised_on", required=kind == ReplyKind.PROMISED)
        self.require("reply_text", required=kind in (ReplyKind.DIFFERS, ReplyKind.OBJECTS))

    def _day_problem(self) -> str:
        return past_day_problem(self.replied_on.value(), self._desk)
