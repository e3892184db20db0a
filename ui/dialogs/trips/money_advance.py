"""Asking for an advance, and changing what was asked for (C7.3)."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from app.forms.trip_money import AdvanceForm
from app.i18n import _
from app.queries.trips.advances import AdvanceDraft, advance_form, new_advance_form
from app.rules.permissions import Permission
from app.services.trips.advances import save_advance
from ui.dialogs.forms.pickers import choose, picked_id, read_items
from ui.dialogs.forms.saving import OnSaved, open_edited, open_new
from ui.dialogs.trips.money_payee import Known, PayeeFields
from ui.runtime.desk import Desk
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.money_edit import MoneyEdit
from ui.widgets.forms.form import FormDialog

NAME = "dispatch.advances"
KnownAdvance = tuple[AdvanceDraft, Known]


class AdvanceDialog(FormDialog):
    """For which trip and whom, how much; where an earlier one is not settled, the manager's reason."""

    def __init__(self, desk: Desk, read: KnownAdvance, title: str, parent: QWidget | None = None) -> None:
        """``title`` is translated."""
        super().__init__(NAME, title, _("&Save"), parent)
        self._desk = desk
        self._unsettled: Mapping[int, tuple[str, ...]] = {}
        field = f"{NAME}.field"
        self.payee = PayeeFields(desk, NAME, self)
        self.amount = MoneyEdit(f"{field}.amount")
        self.repay_on = DateEdit(f"{field}.repay_on", desk.today)
        self.exception = LineEdit(f"{field}.exception")
        self._add_rows()
        self.set_read(read)
        self.payee.when_dispatch_picked(self._on_dispatch_picked)
        self.payee.staff.value_changed.connect(lambda _item: self._show_unsettled())
        self._show_unsettled()
        self.resize(760, 430)

    def _add_rows(self) -> None:
        self.payee.add_trip_rows(_("What &for"))
        self.add_row("amount", _("Su&m"), self.amount, required=True, half=True)
        settled = _("Claims set it off within five working days after the return (C7.4)")
        self.add_row("repay_on", _("To be settled &by"), self.repay_on, half=True, hint=settled)
        self.payee.add_paying_rows()
        self._note = self.add_note("unsettled")
        self.add_row("exception", _("The manager's &reason"), self.exception)

    def set_read(self, read: KnownAdvance) -> None:
        """Show a form; KeyError for a record it names that is not known."""
        draft, known = read
        form = draft.form
        self._version, self._unsettled = form.version, draft.unsettled
        self.payee.show_form(form, known)
        self.amount.set_value(form.amount)
        self.repay_on.set_value(form.repay_on)
        self.exception.set_value(form.exception)

    def form(self) -> AdvanceForm:
        """Return what is entered."""
        return AdvanceForm(
            amount=self.amount.value(),
            repay_on=self.repay_on.value(),
            exception=self.exception.value(),
            version=self._version,
            **self.payee.values(),
        )

    def _on_dispatch_picked(self, dispatch_id: int) -> None:
        self._desk.jobs.run_read(
            f"{NAME}.dispatch", lambda _progress: read_new_advance(self._desk, dispatch_id), self._on_dispatch_read
        )

    def _on_dispatch_read(self, read: KnownAdvance) -> None:
        draft, known = read
        self._unsettled = draft.unsettled
        if picked_id(self.payee.staff) not in draft.unsettled:
            choose(self.payee.staff, draft.form.staff_id, known)
        if not self.payee.title.value():
            self.payee.title.set_value(draft.form.title)
        self._show_unsettled()

    def _show_unsettled(self) -> None:
        """Say what of the person is not settled, and ask the manager why there may be a new one all the same."""
        numbers = self._unsettled.get(picked_id(self.payee.staff) or 0, ())
        excepts = self._desk.context.actor.may(Permission.EXCEPT_ADVANCE)
        asked = _("The reason why there may be a new one is the manager's.")
        told = _("Not settled yet: {numbers}.").format(numbers=_(", ").join(numbers))
        self._note.setText(_("{said} {more}").format(said=told, more=asked) if numbers else "")
        self._note.setVisible(bool(numbers))
        self.show_row("exception", shown=bool(numbers) and (excepts or bool(self.exception.value())))
        self.require("exception", required=bool(numbers) and excepts)


def read_new_advance(desk: Desk, dispatch_id: int | None = None) -> KnownAdvance:
    """Read the form of a new advance, of a dispatch where one is given; on the read lane."""
    return _known(desk, new_advance_form(desk.context, dispatch_id=dispatch_id))


def read_advance(desk: Desk, record_id: int) -> KnownAdvance:
    """Read an advance and what its form names; on the read lane."""
    return _known(desk, advance_form(desk.context, record_id))


def _known(desk: Desk, draft: AdvanceDraft) -> KnownAdvance:
    return draft, read_items(desk, draft.form.dispatch_id, draft.form.staff_id)


def ask_new_advance(desk: Desk, parent: QWidget, dispatch_id: int | None, on_saved: OnSaved) -> None:
    """Open the form of a new advance, of a dispatch where one is given; ``on_saved`` is given its id."""
    make = lambda read: AdvanceDialog(desk, read, _("New cash advance"), parent)  # noqa: E731
    open_new(
        desk,
        parent,
        partial(read_new_advance, desk, dispatch_id),
        make,
        save_advance,
        on_saved,
        {"dispatch_id": dispatch_id},
    )


def ask_advance(desk: Desk, parent: QWidget, record_id: int, read: KnownAdvance, on_saved: OnSaved) -> AdvanceDialog:
    """Open the form of an advance as it was read (``read_advance``)."""
    make = lambda again: AdvanceDialog(desk, again, _("Edit cash advance"), parent)  # noqa: E731
    return open_edited(desk, record_id, read, partial(read_advance, desk, record_id), make, save_advance, on_saved)
