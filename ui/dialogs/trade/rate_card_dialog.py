"""Adding and changing a rate card: its name, how long it is valid, its rates."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QWidget

from app.forms.trade import RateCardForm
from app.i18n import _
from app.queries.trade.rate_cards import rate_card_form
from app.queries.trade.tax_rates import tax_rates
from app.services.trade.rate_cards import save_rate_card
from ui.dialogs.forms.saving import OnSaved, open_edited, open_form
from ui.dialogs.trade.rate_lines import RateLines
from ui.runtime.desk import Desk
from ui.widgets.fields.date_edit import DateEdit, Today
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "requests.rate_cards"
FIELDS = ("title", "valid_from", "valid_to", "lines", "note")
KnownRateCard = tuple[RateCardForm, tuple[Decimal, ...]]


class RateCardDialog(FormDialog):
    """Name, first and last day, the rates, a note that is printed below them."""

    def __init__(self, title: str, today: Today, rates: Sequence[Decimal], parent: QWidget | None = None) -> None:
        """``title`` is translated; ``rates`` are the tax rates to choose from, in percent."""
        super().__init__(NAME, title, _("&Save"), parent)
        field = f"{NAME}.field"
        self.title = LineEdit(f"{field}.title")
        self.valid_from = DateEdit(f"{field}.valid_from", today)
        self.valid_to = DateEdit(f"{field}.valid_to", today)
        self.lines = RateLines(f"{field}.lines", rates)
        self.note = TextArea(f"{field}.note")
        self._version = 0
        self._add_rows()
        self.resize(1080, 620)

    def _add_rows(self) -> None:
        self.title.setPlaceholderText(_("e.g. service rates 2026"))
        self.valid_to.setToolTip(_("Empty: until the next rate card"))
        self.add_row("title", _("&Name"), self.title, required=True)
        self.add_row("valid_from", _("Valid &from"), self.valid_from, half=True, required=True)
        self.add_row("valid_to", _("Valid &until"), self.valid_to, half=True)
        self.add_row("lines", _("Ra&tes"), self.lines, required=True)
        self.add_row("note", _("N&ote"), self.note)

    def set_form(self, form: RateCardForm) -> None:
        """Show a rate card."""
        self._version = form.version
        for name in FIELDS:
            getattr(self, name).set_value(getattr(form, name))

    def form(self) -> RateCardForm:
        """Return what is entered."""
        return RateCardForm(version=self._version, **{name: getattr(self, name).value() for name in FIELDS})


def read_new_card(desk: Desk) -> KnownRateCard:
    """Read what a new rate card begins with, and the tax rates in use; runs on the read lane."""
    return RateCardForm(valid_from=desk.today()), tax_rates(desk.context)


def read_rate_card(desk: Desk, record_id: int) -> KnownRateCard:
    """Read a rate card, and the tax rates its lines can have, their own among them; runs on the read lane."""
    form, rates = rate_card_form(desk.context, record_id), tax_rates(desk.context)
    former = (line.tax_rate for line in form.lines if line.tax_rate is not None and line.tax_rate not in rates)
    return form, (*rates, *dict.fromkeys(former))


def read_copied_card(desk: Desk, record_id: int) -> KnownRateCard:
    """Read a rate card as the beginning of a new one, valid from today; runs on the read lane."""
    form, rates = read_rate_card(desk, record_id)
    return replace(form, valid_from=desk.today(), valid_to=None, version=0), rates


def ask_new_rate_card(desk: Desk, parent: QWidget, read: KnownRateCard, on_saved: OnSaved) -> RateCardDialog:
    """Open the form of a new rate card (``read_new_card``, ``read_copied_card``); ``on_saved`` is given its id."""
    dialog = _dialog(desk, parent, _("New rate card"), read)
    return open_form(desk, dialog, lambda: partial(save_rate_card, desk.context, form=dialog.form()), on_saved)


def ask_rate_card(
    desk: Desk, parent: QWidget, record_id: int, read: KnownRateCard, on_saved: OnSaved
) -> RateCardDialog:
    """Open the form of a rate card as it was read (``read_rate_card``)."""

    def make(again: KnownRateCard) -> RateCardDialog:
        return _dialog(desk, parent, _("Edit rate card"), again)

    read_again = partial(read_rate_card, desk, record_id)
    return open_edited(desk, record_id, read, read_again, make, save_rate_card, on_saved)


def _dialog(desk: Desk, parent: QWidget, title: str, read: KnownRateCard) -> RateCardDialog:
    dialog = RateCardDialog(title, desk.today, read[1], parent)
    dialog.set_form(read[0])
    return dialog
