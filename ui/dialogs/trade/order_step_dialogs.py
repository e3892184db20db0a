"""The steps of an order that ask for something: signing, taking effect, the end of its service (C8.1, C9)."""

from datetime import datetime

from PySide6.QtWidgets import QWidget

from app.formatting import date_text, local
from app.forms.trade import SigningForm
from app.i18n import _
from app.queries.trade.orders import OrderDetails
from ui.dialogs.forms.past import past_day_problem, past_problem
from ui.dialogs.forms.scan_field import scan_field
from ui.runtime.desk import Desk
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

SIGNING, EFFECT, SERVICE_END = "requests.signing", "requests.effect", "requests.service_end"
LONGEST, LONGEST_NAME = 4000, 60


class SigningDialog(FormDialog):
    """When the customer signed, who, where; the signed scan is filed with the order, now or later."""

    def __init__(self, desk: Desk, details: OrderDetails, parent: QWidget | None = None) -> None:
        super().__init__(SIGNING, _("Signature · {number}").format(number=details.number), _("&Record"), parent)
        self._desk = desk
        field = f"{SIGNING}.field"
        self.signed_on = DateEdit(f"{field}.signed_on", desk.today)
        self.signed_by = LineEdit(f"{field}.signed_by", LONGEST_NAME)
        self.sign_place = LineEdit(f"{field}.sign_place")
        self.scan = scan_field(desk, f"{field}.scan", self)
        self.add_row("signed_on", _("Signed o&n"), self.signed_on, required=True, half=True, check=self._day_problem)
        self.add_row("signed_by", _("Signed &by"), self.signed_by, required=True, half=True)
        self.add_row("sign_place", _("&Place"), self.sign_place)
        dropped = _("The signed paper, filed under A6-03. The file may be dropped anywhere on this form.")
        self.add_row("scan", _("S&can"), self.scan, hint=dropped)
        self.signed_on.set_value(details.signed_on or desk.today())
        self.signed_by.set_value(details.signed_by or details.contact_name)
        self.sign_place.set_value(details.sign_place)
        self.resize(560, 320)

    def form(self) -> SigningForm:
        """Return what is entered."""
        return SigningForm(
            signed_on=self.signed_on.value(),
            signed_by=self.signed_by.value(),
            sign_place=self.sign_place.value(),
            scan=self.scan.value(),
        )

    def _day_problem(self) -> str:
        return past_day_problem(self.signed_on.value(), self._desk)


class EffectDialog(FormDialog):
    """From when on the order is in force; that may lie ahead, an agreement begins on its first day."""

    def __init__(self, desk: Desk, details: OrderDetails, parent: QWidget | None = None) -> None:
        super().__init__(EFFECT, _("Put in force · {number}").format(number=details.number), _("&Put in force"), parent)
        self._desk = desk
        self._details = details
        self.effective_at = DateTimeEdit(f"{EFFECT}.field.effective_at", desk.now, desk.zone)
        self.add_note("about", self._about())
        hint = _("May lie ahead: then the clocks start with it.")
        self.add_row(
            "effective_at", _("In force &from"), self.effective_at, required=True, check=self._problem, hint=hint
        )
        self.effective_at.set_value(self._first_moment())
        self.resize(560, 240)

    def form(self) -> datetime:
        """Return the moment entered."""
        return self.effective_at.value() or self._desk.now()

    def _about(self) -> str:
        if self._details.starts_on is None or self._details.ends_on is None:
            return _("Its instalments are owed from then on, the advance at once (C9.1).")
        first, last = date_text(self._details.starts_on), date_text(self._details.ends_on)
        words = _("Agreed for {first} to {last}. Its instalments are owed from then on, the advance at once (C9.1).")
        return words.format(first=first, last=last)

    def _first_moment(self) -> datetime:
        """Return now, or the first moment of an agreement that begins later."""
        now, first = self._desk.now(), self._details.starts_on
        if first is None or first <= self._desk.today():
            return now
        return datetime(first.year, first.month, first.day, tzinfo=self._desk.zone)

    def _problem(self) -> str:
        moment = self.effective_at.value()
        if moment is None:
            return ""
        day = local(moment, self._desk.zone).date()
        signed, last = self._details.signed_on, self._details.ends_on
        if signed is not None and day < signed:
            return _("This lies before the customer signed or accepted it.")
        return _("This lies past the end of the agreement.") if last is not None and day > last else ""


class ServiceEndDialog(FormDialog):
    """When the service of an order ended; what is to be paid after it is due from then on (C9.2)."""

    def __init__(self, desk: Desk, details: OrderDetails, parent: QWidget | None = None) -> None:
        title = _("End of service · {number}").format(number=details.number)
        super().__init__(SERVICE_END, title, _("&Record"), parent)
        self._desk = desk
        self._details = details
        self.served_at = DateTimeEdit(f"{SERVICE_END}.field.served_at", desk.now, desk.zone)
        self.text = TextArea(f"{SERVICE_END}.field.text", LONGEST, 4)
        words = _("What is to be paid after the service is due {days} days after it ended (C9.2).")
        self.add_note("about", words.format(days=details.terms.balance_days))
        self.add_row("served_at", _("Service &ended"), self.served_at, required=True, check=self._problem)
        self.add_row("text", _("&Note"), self.text, hint=_("What was done; who confirmed it for the customer"))
        self.served_at.set_value(desk.now())
        self.resize(560, 320)

    def form(self) -> tuple[datetime, str]:
        """Return when it ended, and what was said of it."""
        return self.served_at.value() or self._desk.now(), self.text.value()

    def _problem(self) -> str:
        moment, began = self.served_at.value(), self._details.effective_at
        if moment is not None and began is not None and moment < began:
            return _("This lies before the order took effect.")
        return past_problem(moment, self._desk)
