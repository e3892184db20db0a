"""Writing a letter about money, and changing a draft: to whom, which, by when, and its wording (C10)."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.forms.letters import LetterForm
from app.i18n import LANGUAGES, _
from app.labels import label
from app.queries.money.letter_wordings import TemplateLine, letter_templates
from app.queries.money.letters import letter_form, new_letter_form
from app.rules.money.letter_keys import keys_of
from app.rules.money.letter_levels import INTERESTED
from app.services.money.letters import draft_letter, edit_letter
from models.enums import InterestBasis, LetterKind, RecordKind
from ui.dialogs.forms.pickers import choose, picked_id, read_items, record_picker
from ui.dialogs.forms.saving import OnSaved, open_edited, open_new
from ui.dialogs.money.letter_preview import LetterPreview
from ui.dialogs.printing.preview_side import LANGUAGE_NAMES
from ui.runtime.desk import Desk
from ui.widgets.fields.check_row import CheckRow
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "receivables.letters"
OF_ONE_CONTRACT = (LetterKind.COLLECTION_NOTICE, LetterKind.RETENTION)
LONGEST, LONGEST_WORDING = 4000, 20_000
PAYS_FIRST = "pays_first"
SIDE_WIDTH = 1180
Templates = tuple[TemplateLine, ...]
KnownLetter = tuple[LetterForm, dict[int, PickItem], Templates]


class LetterDialog(FormDialog):
    """The facts of a letter above, its wording with {names of facts} below; how it reads stands beside it.

    A draft keeps its kind, customer and contract; what a new one proposes is read once these are chosen. Its wording is
    that of its kind and language, until somebody writes their own.
    """

    def __init__(
        self, desk: Desk, read: KnownLetter, title: str, *, is_new: bool, parent: QWidget | None = None
    ) -> None:
        """``title`` is translated."""
        super().__init__(NAME, title, _("&Save the draft"), parent)
        self._desk, self._is_new = desk, is_new
        self._make_fields()
        self._add_rows()
        self.preview = LetterPreview(desk, f"{NAME}.preview", self.form, self)
        self.add_side(self.preview, least_width=SIDE_WIDTH)
        self.set_read(read)
        for field in (self.letter_kind, self.customer, self.contract, self.language):
            field.value_changed.connect(lambda _value: self._on_about_changed())
        for row in self.rows:
            row.field.value_changed.connect(self.preview.read_soon)
        self.address.value_changed.connect(lambda _value: self._show_address())
        self.preview.read_soon()
        self.resize(1180, 760)

    def _make_fields(self) -> None:
        field = f"{NAME}.field"
        self.letter_kind = Combo(f"{field}.letter_kind", [(one.value, label(one)) for one in LetterKind])
        self.language = Combo(f"{field}.language", [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES])
        self.customer = record_picker(self._desk, f"{field}.customer_id", RecordKind.CUSTOMER)
        limits = lambda: {"customer_id": picked_id(self.customer)}  # noqa: E731
        self.contract = record_picker(self._desk, f"{field}.contract_id", RecordKind.CONTRACT, limits)
        self.pay_by_on = DateEdit(f"{field}.pay_by_on", self._desk.today)
        self.statement_on = DateEdit(f"{field}.statement_on", self._desk.today)
        self.attention = LineEdit(f"{field}.attention")
        self.attention_phone = LineEdit(f"{field}.attention_phone", 40)
        self.address = LineEdit(f"{field}.address")
        bases = [(one.value, label(one)) for one in InterestBasis]
        self.interest_basis = Combo(f"{field}.interest_basis", bases, _("As contract and settings say"))
        self.pays_first = CheckRow(f"{field}.pays_first", [(PAYS_FIRST, _("Announce: pay first, then serve"))])
        self.inspect_on = DateEdit(f"{field}.inspect_on", self._desk.today)
        self.engineer = LineEdit(f"{field}.engineer", 60)
        self.confirm_by_on = DateEdit(f"{field}.confirm_by_on", self._desk.today)
        self.enclosures = LineEdit(f"{field}.enclosures", LONGEST)
        self.heading = LineEdit(f"{field}.heading")
        self.wording = TextArea(f"{field}.wording", LONGEST_WORDING, 12)
        self.insert = QPushButton(_("&Insert a fact"), self)
        self.insert.setObjectName(f"{NAME}.action.insert")
        self.insert.setAutoDefault(False)
        self.insert.setMenu(QMenu(self.insert))

    def _add_rows(self) -> None:
        self.add_row("letter_kind", _("&Letter"), self.letter_kind, required=True, half=True)
        self.add_row("language", _("Lan&guage"), self.language, required=True, half=True)
        self.add_row("customer_id", _("&Customer"), self.customer, required=True)
        self.add_row("contract_id", _("C&ontract"), self.contract)
        self.add_row("statement_on", _("Statement &day"), self.statement_on, half=True)
        self.add_row("pay_by_on", _("&Pay by"), self.pay_by_on, half=True)
        self.add_row("attention", _("&Attention"), self.attention, half=True)
        self.add_row("attention_phone", _("P&hone"), self.attention_phone, half=True)
        self.add_row("address", _("Add&ress"), self.address)
        words = _("This customer has no address: enter where the letter goes, without it the letter cannot be issued.")
        self.no_address = self.add_note("no_address", words, below_field=True)
        self.add_row("interest_basis", _("Interest &basis"), self.interest_basis)
        self.add_row("pays_first", _("Pay &first"), self.pays_first)
        self.add_row("inspect_on", _("I&nspection on"), self.inspect_on, half=True)
        self.add_row("engineer", _("&Engineer"), self.engineer, half=True)
        self.add_row("confirm_by_on", _("Confir&m by"), self.confirm_by_on, half=True)
        self.add_row("enclosures", _("Enclos&ures"), self.enclosures)
        self.add_section(_("Wording"))
        self.add_row("heading", _("&Title"), self.heading)
        self.add_row("wording", _("&Wording"), self.wording, wide=True)
        self.add_button(self.insert)

    def set_read(self, read: KnownLetter) -> None:
        """Show a form; KeyError for a record it names that is not known."""
        form, known, self._templates = read
        self._form = form
        self.letter_kind.set_value(form.letter_kind.value)
        self.language.set_value(form.language)
        choose(self.customer, form.customer_id, known)
        choose(self.contract, form.contract_id, known)
        self.heading.set_value(form.heading)
        self.wording.set_value(form.wording)
        if self._is_new:
            self._follow_kind()
        self._show_proposed(form)
        for field in (self.letter_kind, self.language, self.customer, self.contract):
            field.setEnabled(self._is_new)

    def _show_proposed(self, form: LetterForm) -> None:
        for day in ("statement_on", "pay_by_on", "inspect_on", "confirm_by_on"):
            getattr(self, day).set_value(getattr(form, day))
        for text in ("attention", "attention_phone", "address", "engineer", "enclosures"):
            getattr(self, text).set_value(getattr(form, text))
        self.interest_basis.set_value(form.interest_basis.value if form.interest_basis is not None else None)
        self.pays_first.set_value(frozenset({PAYS_FIRST}) if form.pays_first else frozenset())
        self._show_kind()
        self._show_address()

    def _show_address(self) -> None:
        """Say below the field that it is needed before the letter can go, where nobody knows it."""
        self.no_address.setVisible(picked_id(self.customer) is not None and not self.address.value())

    def _follow_kind(self) -> None:
        """Show the wording of the kind and language chosen, unless somebody has written their own."""
        kind, language = self._kind(), self.language.code()
        usual = next(one for one in self._templates if (one.letter_kind, one.language) == (kind, language))
        if not self._is_own(self.heading.value(), (one.heading for one in self._templates)):
            self.heading.set_value(usual.heading)
        if not self._is_own(self.wording.value(), (one.wording for one in self._templates)):
            self.wording.set_value(usual.wording)

    @staticmethod
    def _is_own(text: str, templates: Iterable[str]) -> bool:
        return text.split() not in [[], *(one.split() for one in templates)]

    def _show_kind(self) -> None:
        kind = self._kind()
        is_retention = kind is LetterKind.RETENTION
        for row in ("inspect_on", "engineer", "confirm_by_on"):
            self.show_row(row, shown=is_retention)
        for row in ("interest_basis", "pays_first"):
            self.show_row(row, shown=kind in INTERESTED)
        self.show_row("contract_id", shown=kind in OF_ONE_CONTRACT)
        self.require("contract_id", required=kind in OF_ONE_CONTRACT)
        menu = self.insert.menu()
        menu.clear()
        for name in sorted(_(title) for title in keys_of(kind).values()):
            menu.addAction(name, partial(self._insert, name))

    def _insert(self, name: str) -> None:
        self.wording.insertPlainText(f"{{{name}}}")
        self.wording.setFocus()

    def _kind(self) -> LetterKind:
        return LetterKind(self.letter_kind.code())

    def form(self) -> LetterForm:
        """Return what is entered."""
        kind, basis = self._kind(), self.interest_basis.value()
        return replace(
            self._form,
            letter_kind=kind,
            language=self.language.code(),
            customer_id=picked_id(self.customer),
            contract_id=picked_id(self.contract) if kind in OF_ONE_CONTRACT else None,
            statement_on=self.statement_on.value(),
            pay_by_on=self.pay_by_on.value(),
            attention=self.attention.value(),
            attention_phone=self.attention_phone.value(),
            address=self.address.value(),
            interest_basis=InterestBasis(basis) if basis is not None else None,
            pays_first=bool(self.pays_first.value()),
            inspect_on=self.inspect_on.value(),
            engineer=self.engineer.value(),
            confirm_by_on=self.confirm_by_on.value(),
            enclosures=self.enclosures.value(),
            heading=self.heading.value(),
            wording=self.wording.value(),
        )

    def _on_about_changed(self) -> None:
        """Another kind, language, customer or contract: propose for that one what a new letter starts with."""
        self._show_kind()
        if not self._is_new or self.is_restoring:
            return
        self._follow_kind()
        kind, customer, contract = self._kind(), picked_id(self.customer), picked_id(self.contract)
        if customer is None or (kind in OF_ONE_CONTRACT and contract is None):
            return
        context = self._desk.context
        read = partial(new_letter_form, context, letter_kind=kind, customer_id=customer, language=self.language.code())
        about = contract if kind in OF_ONE_CONTRACT else None
        self._desk.jobs.run_read(
            f"{NAME}.proposed", lambda _progress: read(contract_id=about), self._on_proposed, self._on_not_proposed
        )

    def _on_proposed(self, form: LetterForm) -> None:
        self._form = form
        self._show_proposed(form)
        self.preview.read_soon()

    def _on_not_proposed(self, error: Exception) -> None:
        self.mark(getattr(error, "field", None), str(error))


def read_new_letter(
    desk: Desk,
    letter_kind: LetterKind = LetterKind.DUNNING_1,
    customer_id: int | None = None,
    contract_id: int | None = None,
    handover_id: int | None = None,
) -> KnownLetter:
    """Read the form of a new letter; on the read lane."""
    form = new_letter_form(
        desk.context,
        letter_kind=letter_kind,
        customer_id=customer_id,
        contract_id=contract_id,
        handover_id=handover_id,
    )
    return _known(desk, form)


def read_letter(desk: Desk, record_id: int) -> KnownLetter:
    """Read a draft and what its form names; on the read lane."""
    return _known(desk, letter_form(desk.context, record_id))


def _known(desk: Desk, form: LetterForm) -> KnownLetter:
    return form, read_items(desk, form.customer_id, form.contract_id), letter_templates(desk.context)


def ask_new_letter(
    desk: Desk,
    parent: QWidget,
    on_saved: OnSaved,
    letter_kind: LetterKind = LetterKind.DUNNING_1,
    customer_id: int | None = None,
    contract_id: int | None = None,
    handover_id: int | None = None,
) -> None:
    """Open the form of a new letter, for a customer or contract where one is given; ``on_saved`` is given its id."""
    about = {
        "letter_kind": letter_kind.value,
        "customer_id": customer_id,
        "contract_id": contract_id,
        "handover_id": handover_id,
    }
    read = partial(read_new_letter, desk, letter_kind, customer_id, contract_id, handover_id)
    make = lambda found: LetterDialog(desk, found, _("New letter"), is_new=True, parent=parent)  # noqa: E731
    open_new(desk, parent, read, make, draft_letter, on_saved, about)


def ask_letter(desk: Desk, parent: QWidget, record_id: int, read: KnownLetter, on_saved: OnSaved) -> LetterDialog:
    """Open the form of a draft as it was read (``read_letter``)."""
    make = lambda again: LetterDialog(desk, again, _("Edit the letter"), is_new=False, parent=parent)  # noqa: E731

    def save(*args: object, record_id: int, form: LetterForm) -> int:
        edit_letter(desk.context, record_id=record_id, form=form)
        return record_id

    return open_edited(desk, record_id, read, partial(read_letter, desk, record_id), make, save, on_saved)
