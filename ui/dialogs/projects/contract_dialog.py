"""Adding and changing a contract: a main one, or a supplement to one."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from app.forms.projects import ContractForm, ProjectForm
from app.i18n import _
from app.labels import label
from app.queries.projects.contracts import contract_form
from app.rules.money.interest import HIGHEST_RATE
from app.rules.promises.profile_words import profile_choices
from app.services.projects.contracts import save_contract
from models.enums import InterestBasis, RecordKind, ServiceGrade
from ui.dialogs.forms.pickers import choose, choose_saved, picked_id, picked_items, read_items, record_picker
from ui.dialogs.forms.saving import OnSaved, open_edited, open_form
from ui.dialogs.parties.customer_dialog import ask_new_customer
from ui.dialogs.projects.project_dialog import ask_new_project
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.money_edit import LARGEST, MoneyEdit
from ui.widgets.fields.number_edit import NumberEdit
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "projects.contracts"
TEXTS = ("number", "name", "signed_on", "amount", "summary")
Known = Mapping[int, PickItem]
KnownContract = tuple[ContractForm, Known]


class ContractDialog(FormDialog):
    """Number, date, amount, what it is about. A supplement names its main contract in place of customer and project."""

    def __init__(
        self, desk: Desk, form: ContractForm, title: str, parent: QWidget | None = None, known: Known | None = None
    ) -> None:
        """``title`` is translated; ``known`` are the records that ``form`` names."""
        super().__init__(NAME, title, _("&Save"), parent)
        self._desk = desk
        self._main_id = form.main_id
        self._make_fields()
        if form.main_id is None:
            self._add_owner_rows()
        self._add_rows()
        self.set_form(form, known or {})
        self.resize(680, 400)

    def _make_fields(self) -> None:
        desk, field = self._desk, f"{NAME}.field"
        least = None if self._main_id is None else -LARGEST
        self.number = LineEdit(f"{field}.number", 60)
        self.name = LineEdit(f"{field}.name")
        self.customer = record_picker(desk, f"{field}.customer_id", RecordKind.CUSTOMER, new_text=_("New customer"))
        self.project = record_picker(
            desk, f"{field}.project_id", RecordKind.PROJECT, self._of_customer, _("New project")
        )
        self.signed_on = DateEdit(f"{field}.signed_on", desk.today)
        self.amount = MoneyEdit(f"{field}.amount") if least is None else MoneyEdit(f"{field}.amount", least=least)
        self.summary = TextArea(f"{field}.summary", 4000, 3)
        grades = [(grade.value, label(grade)) for grade in ServiceGrade]
        self.profile = Combo(f"{field}.profile", profile_choices(), empty=_("as the project"))
        self.grade = Combo(f"{field}.grade", grades, empty=_("none"))
        bases = [(basis.value, label(basis)) for basis in InterestBasis]
        self.interest_basis = Combo(f"{field}.interest_basis", bases, empty=_("as the department"))
        self.interest_rate = NumberEdit(f"{field}.interest_rate", most=HIGHEST_RATE, places=3, units=("%",))
        self.interest_clause = LineEdit(f"{field}.interest_clause", 40)
        interest = (self.interest_basis, self.interest_rate, self.interest_clause)
        for of_main in (self.customer, self.project, self.profile, self.grade, *interest):
            of_main.setParent(self)
            of_main.hide()

    def _add_owner_rows(self) -> None:
        self.add_row("customer_id", _("&Customer"), self.customer, required=True, half=True)
        self.add_row("project_id", _("&Project"), self.project, half=True)
        for picker in (self.customer, self.project):
            picker.show()
        self.customer.value_changed.connect(self._on_customer_changed)
        self.project.value_changed.connect(self._on_project_changed)
        self.customer.new_requested.connect(self._on_new_customer_requested)
        self.project.new_requested.connect(self._on_new_project_requested)

    def _add_rows(self) -> None:
        is_supplement = self._main_id is not None
        called = _("as the main contract") if is_supplement else _("as the project")
        changes = _("What it adds to the main contract; less than nothing where it takes away")
        self.name.setPlaceholderText(called)
        self.add_row("number", _("Contrac&t no."), self.number, required=True, half=True)
        self.add_row("name", _("Contract &name"), self.name, half=True)
        self.add_row("signed_on", _("Si&gning date"), self.signed_on, half=True)
        self.add_row("amount", _("Amo&unt"), self.amount, half=True, hint=changes if is_supplement else "")
        about = _("What c&hanges") if is_supplement else _("What it is a&bout")
        self.add_row("summary", about, self.summary)
        if not is_supplement:
            self._add_service_rows()
            self._add_interest_rows()

    def _add_service_rows(self) -> None:
        """What the contract agrees on for the service; a supplement leaves that to its main contract."""
        sets = _("By when the customer is served; goes before the project's and the department's set")
        self.add_row("profile", _("Set of dead&lines"), self.profile, half=True, hint=sets)
        self.add_row("grade", _("G&rade of service"), self.grade, half=True, hint=_("As graded contracts name it (N4)"))
        for box in (self.profile, self.grade):
            box.show()

    def _add_interest_rows(self) -> None:
        """What the contract says of late payment; rate and clause only where it has a clause of its own."""
        self.add_row("interest_basis", _("Late payment &interest"), self.interest_basis)
        self.add_row("interest_rate", _("Rate (% a &day)"), self.interest_rate, half=True, hint=_("e.g. 0.05"))
        self.add_row("interest_clause", _("Cl&ause"), self.interest_clause, half=True, hint=_("e.g. 9.2"))
        for box in (self.interest_basis, self.interest_rate, self.interest_clause):
            box.show()
        self.interest_basis.value_changed.connect(self._on_basis_changed)
        self._on_basis_changed(None)

    def _on_basis_changed(self, _code: object) -> None:
        """Every basis but the contract's own has its rate."""
        if self._main_id is None:
            is_own = self.interest_basis.value() == InterestBasis.CONTRACT
            for name in ("interest_rate", "interest_clause"):
                self.show_row(name, shown=is_own)
                self.require(name, required=is_own)

    # form in and out ---------------------------------------------------------------------------------------------

    def set_form(self, form: ContractForm, known: Known) -> None:
        """Show a contract; KeyError for a record it names that is not ``known``."""
        self._version = form.version
        if self._main_id is None:
            choose(self.customer, form.customer_id, known)
            choose(self.project, form.project_id, known)
        self.profile.restore(form.profile or None)
        self.grade.set_value(form.grade.value if form.grade else None)
        self.interest_basis.set_value(form.interest_basis.value if form.interest_basis else None)
        self.interest_rate.set_value(form.interest_rate)
        self.interest_clause.set_value(form.interest_clause)
        for name in TEXTS:
            getattr(self, name).set_value(getattr(form, name))

    def form(self) -> ContractForm:
        """Return what is entered."""
        entered = {name: getattr(self, name).value() for name in TEXTS}
        grade, basis = self.grade.value(), self.interest_basis.value()
        has_clause = basis == InterestBasis.CONTRACT
        return ContractForm(
            profile=self.profile.code(),
            grade=ServiceGrade(grade) if grade else None,
            interest_basis=InterestBasis(basis) if basis else None,
            interest_rate=self.interest_rate.value() if has_clause else None,
            interest_clause=self.interest_clause.value() if has_clause else "",
            customer_id=picked_id(self.customer),
            project_id=picked_id(self.project),
            main_id=self._main_id,
            version=self._version,
            **entered,
        )

    # what hangs together -----------------------------------------------------------------------------------------

    def _of_customer(self) -> dict[str, int | None]:
        return {"customer_id": picked_id(self.customer)}

    def _on_customer_changed(self, _item: object) -> None:
        """Another customer: the project of the former one goes."""
        project = self.project.value()
        if project is not None and project.owner_id != picked_id(self.customer):
            self.project.set_value(None)

    def _on_project_changed(self, _item: object) -> None:
        """A project brings its customer along."""
        project = self.project.value()
        if project is not None and project.owner_id is not None and picked_id(self.customer) is None:
            choose_saved(self._desk, self.customer, project.owner_id)

    def _on_new_customer_requested(self, name: str) -> None:
        ask_new_customer(self._desk, self, name, partial(choose_saved, self._desk, self.customer))

    def _on_new_project_requested(self, name: str) -> None:
        form = ProjectForm(name=name, customer_id=picked_id(self.customer))
        saved = partial(choose_saved, self._desk, self.project)
        ask_new_project(self._desk, self, form, saved, picked_items(self.customer))


def ask_new_contract(
    desk: Desk, parent: QWidget, form: ContractForm, on_saved: OnSaved, known: Known | None = None
) -> ContractDialog:
    """Open the form of a new main contract; ``on_saved`` is given its id."""
    dialog = ContractDialog(desk, form, _("New contract"), parent, known)
    return open_form(desk, dialog, lambda: partial(save_contract, desk.context, form=dialog.form()), on_saved)


def ask_new_supplement(
    desk: Desk, parent: QWidget, main_id: int, main_number: str, on_saved: OnSaved
) -> ContractDialog:
    """Open the form of a new supplement to a main contract; ``on_saved`` is given its id."""
    title = _("New supplement · {number}").format(number=main_number) if main_number else _("New supplement")
    dialog = ContractDialog(desk, ContractForm(main_id=main_id), title, parent)
    save = partial(save_contract, desk.context)
    about = {"main_id": main_id}
    return open_form(desk, dialog, lambda: partial(save, form=dialog.form()), on_saved, about=about)


def read_contract(desk: Desk, record_id: int) -> KnownContract:
    """Read a contract and the records that it names; runs on the read lane."""
    form = contract_form(desk.context, record_id)
    return form, read_items(desk, form.customer_id, form.project_id)


def ask_contract(desk: Desk, parent: QWidget, record_id: int, read: KnownContract, on_saved: OnSaved) -> ContractDialog:
    """Open the form of a contract as it was read (``read_contract``)."""

    def make(again: KnownContract) -> ContractDialog:
        title = _("Edit contract") if again[0].main_id is None else _("Edit supplement")
        return ContractDialog(desk, again[0], title, parent, again[1])

    return open_edited(desk, record_id, read, partial(read_contract, desk, record_id), make, save_contract, on_saved)
