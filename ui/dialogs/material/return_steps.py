"""The steps of what comes back that ask for something: coming back, appraisal, storing, settlement, a later day."""

from datetime import date, datetime

from PySide6.QtWidgets import QWidget

from app.formatting import date_text, local
from app.forms.material.returns import (
    AppraisalForm,
    LoanBackForm,
    LoanExtensionForm,
    ReturningForm,
    SettlementForm,
    StoringForm,
)
from app.i18n import _
from app.labels import label
from app.queries.material.loans import LoanDetails
from app.queries.material.old_parts import OldPartDetails
from app.rules.permissions import Permission
from models.enums import Appraisal, RecordKind
from ui.dialogs.forms.past import past_day_problem, past_problem
from ui.dialogs.forms.pickers import picked_id, record_picker
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.money_edit import MoneyEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.fields.tick import Tick
from ui.widgets.forms.form import FormDialog

RETURNING, APPRAISING, STORING = "inventory.returning", "inventory.appraisal", "inventory.storing"
SETTLING, LOAN_BACK, EXTENDING = "inventory.settlement", "inventory.loan_back", "inventory.loan_extension"
LONGEST, LONGEST_NAME, LONGEST_LINE = 4000, 60, 200


class ReturningDialog(FormDialog):
    """An old part is back: when, brought by whom, how it looks, where it lies."""

    def __init__(self, desk: Desk, details: OldPartDetails, parent: QWidget | None = None) -> None:
        super().__init__(RETURNING, _("Old part back · {number}").format(number=details.number), _("&Record"), parent)
        own = f"{RETURNING}.field"
        self.at = DateTimeEdit(f"{own}.at", desk.now, desk.zone)
        self.person = LineEdit(f"{own}.person", LONGEST_NAME)
        self.place = LineEdit(f"{own}.place", LONGEST_LINE)
        self.condition = TextArea(f"{own}.condition", LONGEST, 3)
        check = lambda: _since_problem(self.at.value(), details.removed_on, desk)  # noqa: E731
        self.add_row("at", _("W&hen"), self.at, required=True, half=True, check=check)
        self.add_row("person", _("&Brought by"), self.person, required=True, half=True)
        self.add_row("place", _("&Lies at"), self.place)
        self.add_row("condition", _("&Condition on return"), self.condition)
        self.at.set_value(desk.now())
        self.person.set_value(details.carrier_name)
        self.resize(760, 320)

    def form(self) -> ReturningForm:
        """Return what is entered."""
        return ReturningForm(
            at=self.at.value(),
            person=self.person.value(),
            condition=self.condition.value(),
            place=self.place.value(),
        )


def _since_problem(moment: datetime | None, first: date, desk: Desk) -> str:
    if moment is not None and local(moment, desk.zone).date() < first:
        return _("This lies before {day}.").format(day=date_text(first))
    return past_problem(moment, desk)


class AppraisalDialog(FormDialog):
    """What an old part is still good for, who says so, what was found; a claim may belong to a task that runs."""

    def __init__(self, desk: Desk, details: OldPartDetails, parent: QWidget | None = None) -> None:
        title = _("Appraisal · {number}").format(number=details.number)
        super().__init__(APPRAISING, title, _("&Record"), parent)
        own = f"{APPRAISING}.field"
        self.appraisal = Combo(f"{own}.appraisal", [(one.value, label(one)) for one in Appraisal], empty=_("Choose…"))
        self.at = DateTimeEdit(f"{own}.at", desk.now, desk.zone)
        self.person = LineEdit(f"{own}.person", LONGEST_NAME)
        self.text = TextArea(f"{own}.text", LONGEST, 3)
        self.claim_id = record_picker(desk, f"{own}.claim_id", RecordKind.SUPPLIER_CLAIM)
        self.claim_id.setPlaceholderText(_("a task that runs already"))
        self.add_row("appraisal", _("&Appraisal"), self.appraisal, required=True)
        self.add_row("claim_id", _("Manufacturer's &task"), self.claim_id)
        check = lambda: past_problem(self.at.value(), desk)  # noqa: E731
        self.add_row("at", _("W&hen"), self.at, required=True, half=True, check=check)
        self.add_row("person", _("Appraised &by"), self.person, required=True, half=True)
        self.add_row("text", _("What was fo&und"), self.text, required=True)
        self.appraisal.value_changed.connect(lambda _code: self._on_appraised())
        self.at.set_value(desk.now())
        self.person.set_value(desk.context.actor.display_name)
        self._on_appraised()
        self.resize(760, 380)

    def form(self) -> AppraisalForm:
        """Return what is entered."""
        code = self.appraisal.value()
        return AppraisalForm(
            appraisal=Appraisal(code) if code else None,
            at=self.at.value(),
            person=self.person.value(),
            text=self.text.value(),
            claim_id=picked_id(self.claim_id) if code == Appraisal.SUPPLIERS_CLAIM else None,
        )

    def _on_appraised(self) -> None:
        self.show_row("claim_id", shown=self.appraisal.value() == Appraisal.SUPPLIERS_CLAIM)


class StoringDialog(FormDialog):
    """Where an old part stays: back in stock, where it is reusable and a part of the list, or in a place of its own."""

    def __init__(self, desk: Desk, details: OldPartDetails, parent: QWidget | None = None) -> None:
        super().__init__(STORING, _("Store · {number}").format(number=details.number), _("&Store"), parent)
        own = f"{STORING}.field"
        part = details.around["part"]
        can_be_stocked = details.appraisal is Appraisal.REUSABLE and part is not None
        self.into_stock = Tick(f"{own}.into_stock")
        self.into_stock.setText(_("Back into stock, at no value"))
        self.place = LineEdit(f"{own}.place", LONGEST_LINE)
        self.person = LineEdit(f"{own}.person", LONGEST_NAME)
        if part is not None and can_be_stocked:
            self.add_note("part", _("It is {part} in the list of parts.").format(part=f"{part.number} {part.title}"))
        self.add_row("into_stock", _("&Use"), self.into_stock)
        self.add_row("place", _("&Lies at"), self.place, check=self._place_problem)
        self.add_row("person", _("Stored &by"), self.person)
        self.show_row("into_stock", shown=can_be_stocked)
        self.into_stock.set_value(can_be_stocked)
        self.place.set_value(details.place)
        self.person.set_value(desk.context.actor.display_name)
        self.resize(560, 280)

    def form(self) -> StoringForm:
        """Return what is entered."""
        return StoringForm(place=self.place.value(), into_stock=self.into_stock.value(), person=self.person.value())

    def _place_problem(self) -> str:
        return "" if self.into_stock.value() or self.place.value() else _("Enter where it lies.")


class SettlementDialog(FormDialog):
    """When, for how much, how: scrapped and sold, claimed, kept by the customer, never brought back."""

    def __init__(
        self, desk: Desk, details: OldPartDetails | LoanDetails, hint: str, parent: QWidget | None = None
    ) -> None:
        """``hint`` (translated) says what a settlement of this kind may be."""
        title = _("Settlement · {number}").format(number=details.number)
        super().__init__(SETTLING, title, _("&Record"), parent)
        own = f"{SETTLING}.field"
        self._sees_money = desk.context.actor.may(Permission.VIEW_MONEY)
        self.settled_on = DateEdit(f"{own}.settled_on", desk.today)
        self.amount = MoneyEdit(f"{own}.amount")
        self.text = TextArea(f"{own}.text", LONGEST, 3)
        check = lambda: past_day_problem(self.settled_on.value(), desk)  # noqa: E731
        self.add_row("settled_on", _("Settled &on"), self.settled_on, required=True, half=True, check=check)
        self.add_row("amount", _("&Amount (yuan)"), self.amount, half=True)
        self.add_row("text", _("Ho&w"), self.text, required=True, hint=hint)
        self.show_row("amount", shown=self._sees_money)
        self.settled_on.set_value(desk.today())
        self.resize(600, 320)

    def form(self) -> SettlementForm:
        """Return what is entered; an amount only of somebody who may see money."""
        amount = self.amount.value() if self._sees_money else None
        return SettlementForm(settled_on=self.settled_on.value(), amount=amount, text=self.text.value())


class LoanBackDialog(FormDialog):
    """A stand-in machine is back: when, brought by whom, in which condition."""

    def __init__(self, desk: Desk, details: LoanDetails, parent: QWidget | None = None) -> None:
        title = _("Stand-in machine back · {number}").format(number=details.number)
        super().__init__(LOAN_BACK, title, _("&Record"), parent)
        own = f"{LOAN_BACK}.field"
        self.at = DateTimeEdit(f"{own}.at", desk.now, desk.zone)
        self.person = LineEdit(f"{own}.person", LONGEST_NAME)
        self.condition = TextArea(f"{own}.condition", LONGEST, 3)
        lent_on = local(details.lent_at, desk.zone).date()
        words = _("{name}: back into stock at the value it left with; into bin {bin}.")
        plain = _("{name}: back into stock at the value it left with.")
        self.add_note("about", (words if details.bin else plain).format(name=details.name, bin=details.bin))
        check = lambda: _since_problem(self.at.value(), lent_on, desk)  # noqa: E731
        self.add_row("at", _("W&hen"), self.at, required=True, half=True, check=check)
        self.add_row("person", _("&Brought by"), self.person, required=True, half=True)
        self.add_row("condition", _("&Condition on return"), self.condition, required=True)
        self.at.set_value(desk.now())
        self.resize(760, 320)

    def form(self) -> LoanBackForm:
        """Return what is entered."""
        return LoanBackForm(at=self.at.value(), person=self.person.value(), condition=self.condition.value())


class ExtensionDialog(FormDialog):
    """A later day on which a stand-in machine is due back: agreed with whom, and why."""

    def __init__(self, desk: Desk, details: LoanDetails, parent: QWidget | None = None) -> None:
        title = _("Lend for longer · {number}").format(number=details.number)
        super().__init__(EXTENDING, title, _("&Save"), parent)
        self._details = details
        own = f"{EXTENDING}.field"
        self.due_back_on = DateEdit(f"{own}.due_back_on", desk.today)
        self.agreed_with = LineEdit(f"{own}.agreed_with", LONGEST_NAME)
        self.reason = TextArea(f"{own}.reason", LONGEST, 3)
        self.add_note("about", _("Due back on {day} so far.").format(day=date_text(details.due_back_on)))
        self.add_row("due_back_on", _("&Due back on"), self.due_back_on, required=True, half=True, check=self._problem)
        self.add_row("agreed_with", _("Agreed &with"), self.agreed_with, required=True, half=True)
        self.add_row("reason", _("&Reason"), self.reason, required=True)
        self.resize(600, 320)

    def form(self) -> LoanExtensionForm:
        """Return what is entered."""
        return LoanExtensionForm(
            due_back_on=self.due_back_on.value(),
            agreed_with=self.agreed_with.value(),
            reason=self.reason.value(),
        )

    def _problem(self) -> str:
        day = self.due_back_on.value()
        if day is None or day > self._details.due_back_on:
            return ""
        return _("It is due back on {day}; enter a later day.").format(day=date_text(self._details.due_back_on))
