"""Logging a talk about money, with what was promised in it and which instalments that covers (C10)."""

from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QWidget

from app.forms.money import ShareForm, TalkForm
from app.i18n import N_, _
from app.labels import label
from app.queries.money.open_amounts import OpenInstalment
from app.queries.money.round_details import RoundDetails, round_details
from app.rules.money.allocation import Payable, propose
from app.rules.money.shares import total_of, whole_problem
from app.services.money.contacts import LONGEST_TEXT, log_contact
from models.enums import ContactWay
from ui.dialogs.forms.past import past_problem
from ui.dialogs.forms.saving import OnSaved, open_form
from ui.dialogs.money.share_table import ShareLine, ShareTable
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.money_edit import MoneyEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "receivables.talk"
EVERYTHING = "0"  # the talk was about all that is open


class CollectionTalkDialog(FormDialog):
    """Who talked to whom how and when, about what, with which result; below, what was promised and what it covers."""

    def __init__(self, desk: Desk, details: RoundDetails, parent: QWidget | None = None) -> None:
        title = _("Talk · {name}").format(name=details.short_name or details.name)
        super().__init__(NAME, title, _("&Record"), parent)
        self._desk = desk
        self._details = details
        self._proposed: tuple[ShareForm, ...] = ()
        self._make_fields()
        self._add_rows()
        self._begin()
        self.source.value_changed.connect(self._on_about_changed)
        self.promised_on.value_changed.connect(self._on_promise_changed)
        self.amount.value_changed.connect(self._on_promise_changed)
        self.resize(820, 450)

    def _make_fields(self) -> None:
        field = f"{NAME}.field"
        self.way = Combo(f"{field}.way", [(way.value, label(way)) for way in ContactWay])
        self.at = DateTimeEdit(f"{field}.at", self._desk.now, self._desk.zone)
        self.person = LineEdit(f"{field}.person")
        self.counterpart = LineEdit(f"{field}.counterpart")
        sources = [(str(one.id), one.number) for one in self._details.sources]
        self.source = Combo(f"{field}.source_id", [(EVERYTHING, _("All that is open")), *sources])
        self.text = TextArea(f"{field}.text", LONGEST_TEXT, 4)
        self.promised_on = DateEdit(f"{field}.promised_on", self._desk.today)
        self.amount = MoneyEdit(f"{field}.amount")
        nothing = _("Nothing is open here that could be promised.")
        self.shares = ShareTable(f"{field}.shares", N_("Contract or order"), N_("Not yet received"), nothing)

    def _add_rows(self) -> None:
        whole = _("Empty: all that is open of what it was about")
        self.add_row("way", _("Ho&w"), self.way, half=True)
        self.add_row("at", _("W&hen"), self.at, required=True, half=True, check=self._time_problem)
        self.add_row("person", _("Who of &us"), self.person, required=True, half=True)
        self.add_row("counterpart", _("With who&m of theirs"), self.counterpart, half=True)
        self.add_row("source_id", _("A&bout"), self.source)
        self.add_row("text", _("What came of &it"), self.text, required=True)
        self.add_row("promised_on", _("Promised to pay b&y"), self.promised_on, half=True)
        self.add_row("amount", _("&Amount promised"), self.amount, half=True, hint=whole, check=self._amount_problem)
        self.add_row("shares", _("What it &covers"), self.shares, check=self._share_problem)

    def _begin(self) -> None:
        last = self._details.talks[0] if self._details.talks else None
        self.at.set_value(self._desk.now())
        self.person.set_value(self._desk.context.actor.display_name)
        self.counterpart.set_value(last.counterpart if last is not None else "")
        self._offer()

    def form(self) -> TalkForm:
        """Return what is entered; without a day nothing is promised."""
        promised_on = self.promised_on.value()
        return TalkForm(
            customer_id=self._details.id,
            source_id=self._source_id(),
            at=self.at.value(),
            way=ContactWay(self.way.code()),
            person=self.person.value(),
            counterpart=self.counterpart.value(),
            text=self.text.value(),
            promised_on=promised_on,
            amount=self.amount.value() if promised_on is not None else None,
            shares=self.shares.shares() if promised_on is not None else (),
        )

    def _source_id(self) -> int | None:
        code = self.source.code()
        return int(code) if code and code != EVERYTHING else None

    # what hangs together -----------------------------------------------------------------------------------------

    def _lines(self) -> tuple[OpenInstalment, ...]:
        """The open instalments that the talk was about."""
        source_id = self._source_id()
        return tuple(line for line in self._details.lines if source_id in (None, line.source_id))

    def _offer(self) -> None:
        lines = self._lines()
        self.shares.offer(
            [ShareLine(one.id, one.number, one.kind, one.source_number, one.open, one.due_on) for one in lines]
        )

    def _on_about_changed(self, _value: object) -> None:
        self._offer()
        self._propose()

    def _on_promise_changed(self, _value: object) -> None:
        self._propose()

    def _propose(self) -> None:
        """Show what a promise covers, the oldest first, unless a person has entered something else."""
        self.shares.set_whole(self._whole() if self.promised_on.value() is not None else None)
        if self.shares.shares() not in ((), self._proposed) or not self._lines():
            return
        self._proposed = self._covered()
        self.shares.propose(self._proposed)

    def _whole(self) -> Decimal:
        return self.amount.value() or total_of(line.open for line in self._lines())

    def _covered(self) -> tuple[ShareForm, ...]:
        if self.promised_on.value() is None:
            return ()
        payables = [Payable(line.id, line.number, line.open, line.due_on) for line in self._lines()]
        return propose(self._whole(), payables)

    # what is wrong -----------------------------------------------------------------------------------------------

    def _time_problem(self) -> str:
        return past_problem(self.at.value(), self._desk)

    def _amount_problem(self) -> str:
        if self.promised_on.value() is None and self.amount.value() is not None:
            return _("Enter by when they promised to pay.")
        return ""

    def _share_problem(self) -> str:
        if self.promised_on.value() is None:
            return ""
        return whole_problem(self._whole(), (line.amount for line in self.shares.value()))


def read_talk(desk: Desk, customer_id: int) -> RoundDetails:
    """Read what a talk with a customer can be about; runs on the read lane."""
    return round_details(desk.context, customer_id)


def ask_talk(desk: Desk, parent: QWidget, details: RoundDetails, on_saved: OnSaved) -> CollectionTalkDialog:
    """Open the form of a talk with a customer; ``on_saved`` is given the id of the talk."""
    dialog = CollectionTalkDialog(desk, details, parent)
    about = {"customer_id": details.id}
    return open_form(
        desk, dialog, lambda: partial(log_contact, desk.context, form=dialog.form()), on_saved, about=about
    )
