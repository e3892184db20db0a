"""Entering an expense claim, and changing it until it is checked (C7.4)."""

from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QWidget

from app.formatting import money
from app.forms.trip_money import ExpenseForm
from app.i18n import _
from app.queries.trips.expense_forms import AdvanceChoice, ExpenseDraft, expense_form, new_expense_form
from app.rules.trips.claim_rows import claimed
from app.services.trips.expenses import save_expense
from ui.dialogs.forms.pickers import choose, picked_id, read_items
from ui.dialogs.forms.saving import OnSaved, open_edited, open_new
from ui.dialogs.trips.money_payee import Known, PayeeFields
from ui.dialogs.trips.money_rows import CostLines, LegLines
from ui.runtime.desk import Desk
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.number_edit import NumberEdit
from ui.widgets.fields.record_picker import PickItem, RecordPicker
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "dispatch.expenses"
LONGEST = 4000
MOST_PERSONS = 50
KnownExpense = tuple[ExpenseDraft, Known]


class ExpenseDialog(FormDialog):
    """Whose claim of which trip, from when to when; legs with tickets and allowance, other costs; what it comes to."""

    def __init__(self, desk: Desk, read: KnownExpense, title: str, parent: QWidget | None = None) -> None:
        """``title`` is translated."""
        super().__init__(NAME, title, _("&Save"), parent)
        self._desk = desk
        self._draft = read[0]
        field = f"{NAME}.field"
        self.payee = PayeeFields(desk, NAME, self)
        self.advance = RecordPicker(f"{field}.advance_id", self._advances, desk.jobs)
        self.starts_at = DateTimeEdit(f"{field}.starts_at", desk.now, desk.zone)
        self.ends_at = DateTimeEdit(f"{field}.ends_at", desk.now, desk.zone)
        self.persons = NumberEdit(f"{field}.persons", least=1, most=MOST_PERSONS)
        self.legs = LegLines(f"{field}.legs", desk, self._daily)
        self.lines = CostLines(f"{field}.lines", desk)
        self.over_standard = TextArea(f"{field}.over_standard", LONGEST, 2)
        self._add_rows()
        self.set_read(read)
        self.payee.when_dispatch_picked(self._on_dispatch_picked)
        self.payee.staff.value_changed.connect(self._on_person_changed)
        self.legs.value_changed.connect(lambda _lines: self._show_total())
        self.lines.value_changed.connect(lambda _lines: self._show_total())
        self._show_total()
        self.resize(1360, 860)

    def _add_rows(self) -> None:
        self.payee.add_trip_rows(_("What &for"))
        self.add_row("starts_at", _("Trip &began"), self.starts_at, required=True, half=True)
        self.add_row("ends_at", _("T&rip ended"), self.ends_at, required=True, half=True, check=self._end_problem)
        self.add_row("persons", _("Perso&ns"), self.persons, required=True, half=True)
        self.add_row("advance_id", _("Cash ad&vance"), self.advance, half=True)
        self.add_section(_("Legs and allowance"))
        self.add_row("legs", _("Le&gs"), self.legs, wide=True)
        self.add_section(_("Other costs"))
        self.add_row("lines", _("Other &costs"), self.lines, wide=True)
        self._total = self.add_note("total")
        self.add_section(_("Explanation and payment"))
        explained = _("What is over the standard, or does not match the trip, is marked when saved and explained here")
        self.add_row("over_standard", _("E&xplanation"), self.over_standard, hint=explained)
        self.payee.add_paying_rows()

    # form in and out ---------------------------------------------------------------------------------------------

    def set_read(self, read: KnownExpense) -> None:
        """Show a form; KeyError for a record it names that is not known."""
        self._draft, known = read
        form = self._draft.form
        self._version = form.version
        self.payee.show_form(form, known)
        choose(self.advance, form.advance_id, known)
        self.persons.set_value(Decimal(form.persons) if form.persons is not None else None)
        for name in ("starts_at", "ends_at", "legs", "lines", "over_standard"):
            getattr(self, name).set_value(getattr(form, name))

    def form(self) -> ExpenseForm:
        """Return what is entered."""
        persons = self.persons.value()
        return ExpenseForm(
            advance_id=picked_id(self.advance),
            persons=int(persons) if persons is not None else None,
            version=self._version,
            **self.payee.values(),
            **{
                name: getattr(self, name).value() for name in ("starts_at", "ends_at", "legs", "lines", "over_standard")
            },
        )

    # what hangs together -----------------------------------------------------------------------------------------

    def _daily(self, city: str) -> Decimal | None:
        standards = self._draft.standards.get(picked_id(self.payee.staff) or 0)
        return standards.daily(city) if standards is not None else None

    def _advances(self, words: str) -> list[PickItem]:
        """Offer what the person still has to settle."""
        person, wanted = picked_id(self.payee.staff), words.strip().casefold()
        theirs = (one for one in self._draft.advances if one.staff_id == person)
        return [_advance_item(one) for one in theirs if wanted in one.number.casefold()]

    def _on_person_changed(self, _item: PickItem | None) -> None:
        """Propose the advance of the person that the claim is for now; that of another one is taken out."""
        if not self.is_restoring:
            self.advance.set_value(next(iter(self._advances("")), None))

    def _end_problem(self) -> str:
        since, until = self.starts_at.value(), self.ends_at.value()
        is_early = since is not None and until is not None and until < since
        return _("The trip ends before it begins.") if is_early else ""

    def _show_total(self) -> None:
        total = money(claimed(self.legs.value(), self.lines.value()))
        self._total.setText(_("Claimed in all: {sum}").format(sum=total))

    def _on_dispatch_picked(self, dispatch_id: int) -> None:
        self._desk.jobs.run_read(
            f"{NAME}.dispatch", lambda _progress: read_new_expense(self._desk, dispatch_id), self._on_dispatch_read
        )

    def _on_dispatch_read(self, read: KnownExpense) -> None:
        """Fill in what the dispatch tells: all of it in an empty form, else the standards alone."""
        is_empty = self.payee.staff.value() is None and not self.payee.title.value()
        if is_empty:
            self.set_read(read)
        else:
            self._draft = read[0]


def read_new_expense(desk: Desk, dispatch_id: int | None = None) -> KnownExpense:
    """Read the form of a new claim, of a dispatch where one is given; on the read lane."""
    return _known(desk, new_expense_form(desk.context, dispatch_id=dispatch_id))


def read_expense(desk: Desk, record_id: int) -> KnownExpense:
    """Read a claim and what its form names; on the read lane."""
    return _known(desk, expense_form(desk.context, record_id))


def _known(desk: Desk, draft: ExpenseDraft) -> KnownExpense:
    form = draft.form
    known = read_items(desk, form.dispatch_id, form.staff_id, form.advance_id)
    return draft, known | {one.id: _advance_item(one) for one in draft.advances}


def _advance_item(advance: AdvanceChoice) -> PickItem:
    return PickItem(advance.id, advance.number, money(advance.open_amount))


def ask_new_expense(desk: Desk, parent: QWidget, dispatch_id: int | None, on_saved: OnSaved) -> None:
    """Open the form of a new claim, of a dispatch where one is given; ``on_saved`` is given its id."""
    make = lambda read: ExpenseDialog(desk, read, _("New expense claim"), parent)  # noqa: E731
    open_new(
        desk,
        parent,
        partial(read_new_expense, desk, dispatch_id),
        make,
        save_expense,
        on_saved,
        {"dispatch_id": dispatch_id},
    )


def ask_expense(desk: Desk, parent: QWidget, record_id: int, read: KnownExpense, on_saved: OnSaved) -> ExpenseDialog:
    """Open the form of a claim as it was read (``read_expense``)."""
    make = lambda again: ExpenseDialog(desk, again, _("Edit expense claim"), parent)  # noqa: E731
    return open_edited(desk, record_id, read, partial(read_expense, desk, record_id), make, save_expense, on_saved)
