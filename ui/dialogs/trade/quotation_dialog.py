"""Writing a quotation, and changing a draft (C5.2, C8)."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.forms.trade import QuotationForm
from app.i18n import _
from app.queries.trade.quotations import new_quotation_form, quotation_form
from app.services.trade.quotations import save_quotation
from ui.dialogs.forms.saving import OnSaved, open_edited, open_new
from ui.dialogs.parties.owner_fields import Known
from ui.dialogs.trade.priced_dialog import PricedDialog, PricedDraft, priced_draft
from ui.runtime.desk import Desk
from ui.widgets.fields.date_edit import DateEdit

NAME = "requests.quotations"
QuotationDraft = PricedDraft[QuotationForm]


class QuotationDialog(PricedDialog[QuotationForm]):
    """What every priced form has, with the day it is dated and the last day on which it can be accepted."""

    def __init__(self, desk: Desk, draft: QuotationDraft, title: str, parent: QWidget | None = None) -> None:
        """``title`` is translated."""
        super().__init__(desk, NAME, title, draft, parent)
        self.quoted_on = DateEdit(f"{NAME}.field.quoted_on", desk.today)
        self.valid_until = DateEdit(f"{NAME}.field.valid_until", desk.today)
        self.lay_out(draft)

    def add_own_rows(self) -> None:
        self.add_row("quoted_on", _("&Date"), self.quoted_on, half=True, hint=_("Empty: today"))
        usual = _("Empty: as long as usual")
        self.add_row("valid_until", _("&Valid until"), self.valid_until, half=True, check=self._validity, hint=usual)
        self.quoted_on.value_changed.connect(lambda _value: self.check_again())

    def show_own(self, form: QuotationForm, known: Known) -> None:
        self.quoted_on.set_value(form.quoted_on)
        self.valid_until.set_value(form.valid_until)

    def form(self) -> QuotationForm:
        """Return what is entered."""
        return QuotationForm(quoted_on=self.quoted_on.value(), valid_until=self.valid_until.value(), **self.shared())

    def form_for_request(self, request_id: int) -> QuotationForm:
        return new_quotation_form(self._desk.context, request_id=request_id)

    def _validity(self) -> str:
        first, last = self.quoted_on.value(), self.valid_until.value()
        return _("This lies before its date.") if first and last and last < first else ""


def read_new_quotation(desk: Desk, request_id: int | None) -> QuotationDraft:
    """Read the form of a new quotation, for a request or by itself; on the read lane."""
    return priced_draft(desk, new_quotation_form(desk.context, request_id=request_id))


def read_quotation(desk: Desk, record_id: int) -> QuotationDraft:
    """Read a quotation and what its form names; on the read lane."""
    return priced_draft(desk, quotation_form(desk.context, record_id))


def ask_new_quotation(desk: Desk, parent: QWidget, request_id: int | None, on_saved: OnSaved) -> None:
    """Open the form of a new quotation; ``on_saved`` is given its id."""
    make = lambda draft: QuotationDialog(desk, draft, _("New quotation"), parent)  # noqa: E731
    open_new(
        desk,
        parent,
        partial(read_new_quotation, desk, request_id),
        make,
        save_quotation,
        on_saved,
        {"request_id": request_id},
    )


def ask_quotation(
    desk: Desk, parent: QWidget, record_id: int, draft: QuotationDraft, on_saved: OnSaved
) -> QuotationDialog:
    """Open the form of a quotation as it was read (``read_quotation``)."""
    make = lambda read: QuotationDialog(desk, read, _("Edit quotation"), parent)  # noqa: E731
    read = partial(read_quotation, desk, record_id)
    return open_edited(desk, record_id, draft, read, make, save_quotation, on_saved)
