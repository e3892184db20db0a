"""Proposing stronger measures to the leader, and changing the proposal while it is a draft (C10.5)."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.formatting import date_text
from app.forms.measures import MeasuresForm
from app.i18n import _, pgettext
from app.labels import label
from app.queries.money.collection_history import HistoryLine
from app.queries.money.measures_opening import MeasuresOpening, measures_form, new_measures_form
from app.services.money.measures import LONGEST_TEXT, save_measures
from models.enums import Evidence, Measure, RecordKind
from ui.dialogs.forms.pickers import choose, picked_id, read_items, record_picker
from ui.dialogs.forms.saving import OnSaved, open_edited, open_new
from ui.dialogs.money.claim_table import ClaimTable
from ui.runtime.desk import Desk
from ui.widgets.fields.check_row import CheckRow
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.money_edit import MoneyEdit
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "receivables.measures"
TEXTS = ("unpaid_reason", "customer_status", "dispute_words", "plan", "impact", "alternative")
PLAIN = (*TEXTS, "responsible", "cost", "expected")
LONGEST_NAME = 60
MOST_TOLD = 6  # steps of the history: the last ones
KnownMeasures = tuple[MeasuresOpening, Mapping[int, PickItem]]


class MeasuresDialog(FormDialog):
    """What is claimed of whom, why it is not paid, what proves it, and what is to be done by whom."""

    def __init__(self, desk: Desk, read: KnownMeasures, title: str, parent: QWidget | None = None) -> None:
        """``title`` is translated."""
        super().__init__(NAME, title, _("&Save"), parent)
        self._desk = desk
        opening, known = read
        self._version = opening.form.version
        self._make_fields()
        self._add_rows()
        choose(self.customer, opening.form.customer_id, known)
        self.customer.setEnabled(not self._version)
        self._show(opening)
        self.customer.value_changed.connect(self._on_customer_changed)
        self.resize(960, 760)

    def _make_fields(self) -> None:
        field = f"{NAME}.field"
        self.customer = record_picker(self._desk, f"{field}.customer_id", RecordKind.CUSTOMER)
        self.claims = ClaimTable(f"{field}.instalment_ids")
        self.typed: dict[str, TextArea | LineEdit | MoneyEdit] = {
            name: TextArea(f"{field}.{name}", LONGEST_TEXT, 2) for name in TEXTS
        }
        self.typed["responsible"] = LineEdit(f"{field}.responsible", LONGEST_NAME)
        for name in ("cost", "expected"):
            self.typed[name] = MoneyEdit(f"{field}.{name}")
        self.evidence = CheckRow(f"{field}.evidence", [(one.value, label(one)) for one in Evidence])
        self.measures = CheckRow(f"{field}.measures", [(one.value, label(one)) for one in Measure])

    def _add_rows(self) -> None:
        self.add_section(_("The claim"))
        self.add_row("customer_id", _("&Customer"), self.customer, required=True)
        self.add_row("instalment_ids", _("O&verdue"), self.claims)
        self._history = self.add_note("history")
        self.add_section(_("Analysis"))
        self.add_row("unpaid_reason", _("&Why it is not paid"), self.typed["unpaid_reason"])
        self.add_row("customer_status", _("The customer's p&osition"), self.typed["customer_status"])
        self.add_row("dispute_words", _("&Disputes there were"), self.typed["dispute_words"])
        self.add_row("evidence", _("&Evidence"), self.evidence)
        self.add_section(_("Proposal"))
        self.add_row("measures", _("Stronger &measures"), self.measures)
        self.add_row("plan", _("&Plan"), self.typed["plan"], hint=_("Who does what by when"))
        self.add_row("responsible", _("&Responsible"), self.typed["responsible"], half=True)
        self.add_row("expected", _("E&xpected to come in"), self.typed["expected"], half=True)
        self.add_row("cost", _("Expected cos&t"), self.typed["cost"], half=True)
        self.add_row("impact", _("E&ffect on the customer"), self.typed["impact"])
        self.add_row("alternative", _("What else could be &agreed"), self.typed["alternative"])

    # form in and out ---------------------------------------------------------------------------------------------

    def _show(self, opening: MeasuresOpening) -> None:
        form = opening.form
        self.claims.offer(opening.claims, form.instalment_ids)
        for name in PLAIN:
            self.typed[name].set_value(getattr(form, name))
        self.evidence.set_value(frozenset(one.value for one in form.evidence))
        self.measures.set_value(frozenset(one.value for one in form.measures))
        self._tell_history(opening)

    def _tell_history(self, opening: MeasuresOpening) -> None:
        """Show the last steps that were taken to get the money."""
        told = [_told(line) for line in opening.history[-MOST_TOLD:]]
        heading = _("What was done so far:")
        self._history.setText("\n".join((heading, *told)) if told else "")
        self._history.setVisible(bool(told))

    def form(self) -> MeasuresForm:
        """Return what is entered."""
        entered: dict[str, Any] = {name: self.typed[name].value() for name in PLAIN}
        return MeasuresForm(
            customer_id=picked_id(self.customer),
            instalment_ids=self.claims.named(),
            evidence=tuple(Evidence(code) for code in self.evidence.value()),
            measures=tuple(Measure(code) for code in self.measures.value()),
            version=self._version,
            **entered,
        )

    # what hangs together -----------------------------------------------------------------------------------------

    def _on_customer_changed(self, _item: object) -> None:
        """Another customer: what is overdue of it, and what is known of it."""
        customer_id = picked_id(self.customer)
        read = lambda _progress: new_measures_form(self._desk.context, customer_id)  # noqa: E731
        self._desk.jobs.run_read(f"{NAME}.customer", read, self._on_customer_read)

    def _on_customer_read(self, opening: MeasuresOpening) -> None:
        """Offer its instalments; what a person typed already stays."""
        form = opening.form
        self.claims.offer(opening.claims, form.instalment_ids)
        self._tell_history(opening)
        self.evidence.set_value(frozenset(one.value for one in form.evidence) | self.evidence.value())
        for name in ("dispute_words", "responsible", "expected"):
            if not self.typed[name].value():
                self.typed[name].set_value(getattr(form, name))


def _told(line: HistoryLine) -> str:
    return "　".join(_parts(line))


def _parts(line: HistoryLine) -> Iterator[str]:
    yield date_text(line.day)
    yield label(line.way) if line.way is not None else pgettext("collection", "Letter")
    yield from (said for said in (line.counterpart, line.text, line.evidence) if said)


def _known(desk: Desk, opening: MeasuresOpening) -> KnownMeasures:
    return opening, read_items(desk, opening.form.customer_id)


def ask_new_measures(desk: Desk, parent: QWidget, customer_id: int | None, on_saved: OnSaved) -> None:
    """Open the form of a new proposal, about a customer where one is given; ``on_saved`` is given its id."""
    read = lambda: _known(desk, new_measures_form(desk.context, customer_id))  # noqa: E731
    make = lambda found: MeasuresDialog(desk, found, _("Propose stronger measures"), parent)  # noqa: E731
    open_new(desk, parent, read, make, save_measures, on_saved, {"customer_id": customer_id})


def read_measures(desk: Desk, record_id: int) -> KnownMeasures:
    """Read a proposal and what its form names; on the read lane."""
    return _known(desk, measures_form(desk.context, record_id))


def ask_measures(desk: Desk, parent: QWidget, record_id: int, read: KnownMeasures, on_saved: OnSaved) -> MeasuresDialog:
    """Open the form of a proposal as it was read (``read_measures``)."""
    make = lambda again: MeasuresDialog(desk, again, _("Edit the proposal"), parent)  # noqa: E731
    return open_edited(desk, record_id, read, partial(read_measures, desk, record_id), make, save_measures, on_saved)
