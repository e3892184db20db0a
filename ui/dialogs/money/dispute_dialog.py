"""Registering a dispute over quality, and correcting it while it is not verified (C10.4)."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.forms.disputes import DisputeForm
from app.i18n import N_, _
from app.queries.money.disputes import dispute_form, new_dispute_form
from app.queries.money.receipts import PayableLine
from app.services.money.disputes import LONGEST_TEXT, register_dispute
from models.enums import RecordKind
from ui.dialogs.forms.past import past_day_problem
from ui.dialogs.forms.pickers import choose, picked_id, read_items, record_picker
from ui.dialogs.forms.saving import OnSaved, open_edited, open_new
from ui.dialogs.money.offered_table import follow_customer
from ui.dialogs.money.receipt_dialog import share_lines
from ui.dialogs.money.share_table import ShareTable
from ui.runtime.desk import Desk
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "receivables.disputes"
KnownDispute = tuple[DisputeForm, Mapping[int, PickItem]]


class DisputeDialog(FormDialog):
    """Who refuses to pay, since when and why; below, which of the customer's instalments it holds back."""

    def __init__(self, desk: Desk, read: KnownDispute, title: str, parent: QWidget | None = None) -> None:
        """``title`` is translated."""
        super().__init__(NAME, title, _("&Save"), parent)
        self._desk = desk
        form, known = read
        self._shares, self._version = form.shares, form.version
        self._make_fields()
        self._add_rows()
        follow_customer(desk, f"{NAME}.payables", self.customer, self._offer)
        self._fill(form, known)
        self.resize(860, 620)

    def _make_fields(self) -> None:
        field = f"{NAME}.field"
        self.customer = record_picker(self._desk, f"{field}.customer_id", RecordKind.CUSTOMER)
        self.project = record_picker(self._desk, f"{field}.project_id", RecordKind.PROJECT, self._of_customer)
        self.request = record_picker(self._desk, f"{field}.request_id", RecordKind.REQUEST, self._of_customer)
        self.raised_on = DateEdit(f"{field}.raised_on", self._desk.today)
        self.raised_by = LineEdit(f"{field}.raised_by")
        self.title = LineEdit(f"{field}.title")
        self.description = TextArea(f"{field}.description", LONGEST_TEXT, 3)
        nothing = _("No open instalment that could be held back.")
        self.reason = TextArea(f"{field}.reason", LONGEST_TEXT, 2, self)
        self.table = ShareTable(f"{field}.shares", N_("Contract or order"), N_("Not yet received"), nothing)

    def _add_rows(self) -> None:
        self.add_row("customer_id", _("&Customer"), self.customer, required=True)
        self.add_row("raised_on", _("&Raised on"), self.raised_on, required=True, half=True, check=self._day_problem)
        self.add_row("raised_by", _("Raised &by"), self.raised_by, half=True)
        self.add_row("title", _("&In a few words"), self.title, required=True)
        self.add_row("description", _("What is &disputed"), self.description)
        self.add_row("project_id", _("Pro&ject"), self.project, half=True)
        became = _("What the fault became: it is not resolved before this is solved")
        self.add_row("request_id", _("Service re&quest"), self.request, half=True, hint=became)
        held = _("Only what is entered here is not dunned meanwhile (C10.4)")
        self.add_row("shares", _("&Held back"), self.table, hint=held)
        if self._version:
            self.add_row("reason", _("Reason for the chan&ge"), self.reason)
        else:
            self.reason.hide()

    def _of_customer(self) -> Mapping[str, int | None]:
        return {"customer_id": picked_id(self.customer)}

    def _day_problem(self) -> str:
        return past_day_problem(self.raised_on.value(), self._desk)

    # form in and out ---------------------------------------------------------------------------------------------

    def _fill(self, form: DisputeForm, known: Mapping[int, PickItem]) -> None:
        choose(self.customer, form.customer_id, known)
        choose(self.project, form.project_id, known)
        choose(self.request, form.request_id, known)
        for name in ("raised_on", "raised_by", "title", "description"):
            getattr(self, name).set_value(getattr(form, name))

    def form(self) -> DisputeForm:
        """Return what is entered."""
        return DisputeForm(
            customer_id=picked_id(self.customer),
            project_id=picked_id(self.project),
            request_id=picked_id(self.request),
            raised_on=self.raised_on.value(),
            raised_by=self.raised_by.value(),
            title=self.title.value(),
            description=self.description.value(),
            shares=self.table.shares(),
            reason=self.reason.value(),
            version=self._version,
        )

    # what hangs together -----------------------------------------------------------------------------------------

    def _offer(self, payables: tuple[PayableLine, ...]) -> None:
        """Show the customer's open instalments, those that the dispute names with their sums."""
        self.table.offer(share_lines(payables))
        if payables and self._shares and not self.table.shares():
            self.table.propose(self._shares)
        self._shares = ()


def _known(desk: Desk, form: DisputeForm) -> KnownDispute:
    return form, read_items(desk, form.customer_id, form.project_id, form.request_id)


def ask_new_dispute(desk: Desk, parent: QWidget, about: Mapping[str, Any], on_saved: OnSaved) -> None:
    """Open the form of a new dispute, of the ``customer_id`` or about the ``instalment_id`` that ``about`` may name;
    ``on_saved`` is given its id.
    """
    names = {name: about.get(name) for name in ("customer_id", "instalment_id")}
    read = lambda: _known(desk, new_dispute_form(desk.context, **names))  # noqa: E731
    make = lambda found: DisputeDialog(desk, found, _("Register a dispute"), parent)  # noqa: E731
    open_new(desk, parent, read, make, register_dispute, on_saved, names)


def read_dispute(desk: Desk, record_id: int) -> KnownDispute:
    """Read a dispute and what its form names; on the read lane."""
    return _known(desk, dispute_form(desk.context, record_id))


def ask_dispute(desk: Desk, parent: QWidget, record_id: int, read: KnownDispute, on_saved: OnSaved) -> DisputeDialog:
    """Open the form of a dispute as it was read (``read_dispute``)."""
    make = lambda again: DisputeDialog(desk, again, _("Correct the dispute"), parent)  # noqa: E731
    return open_edited(desk, record_id, read, partial(read_dispute, desk, record_id), make, register_dispute, on_saved)
