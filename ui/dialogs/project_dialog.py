"""Adding and changing a project: the project itself, its main contract, its warranty."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.forms import ProjectForm
from app.i18n import _
from app.labels import label
from app.rules.warranty import WarrantyFacts
from app.services.projects import LONGEST_WARRANTY_MONTHS, save_project
from models.enums import RecordKind, ServiceClass, WarrantyStart
from ui.dialogs.customer_dialog import ask_new_customer
from ui.dialogs.pickers import chosen, picked_id, record_picker
from ui.dialogs.saving import OnSaved, open_form
from ui.dialogs.site_dialog import ask_new_site
from ui.runtime.desk import Desk
from ui.widgets.combo import Combo
from ui.widgets.date_edit import DateEdit
from ui.widgets.form import FormDialog
from ui.widgets.line_edit import LineEdit
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.number_edit import NumberEdit
from ui.widgets.text_area import TextArea
from ui.widgets.warranty_end import WarrantyEnd

NAME = "projects.projects"
MONTH_UNITS = ("months", "个月", "月")


class ProjectDialog(FormDialog):
    """Three sections: project, contract, warranty. The end of the warranty is shown while one types (C3.2)."""

    def __init__(self, desk: Desk, title: str, parent: QWidget | None = None) -> None:
        """``title`` is translated."""
        super().__init__(NAME, title, _("&Save"), parent)
        self._desk = desk
        self._version = 0
        self._make_project_fields()
        self._make_contract_fields()
        self._make_warranty_fields()
        self._add_project_rows()
        self._add_contract_rows()
        self._add_warranty_rows()
        self._connect_fields()
        self._on_customer_changed(None)
        self._show_warranty_end()
        self.number.setFocus()
        self.resize(760, 700)

    # fields ------------------------------------------------------------------------------------------------------

    def _make_project_fields(self) -> None:
        desk = self._desk
        self.number = LineEdit(f"{NAME}.field.number", 60)
        self.archive_code = LineEdit(f"{NAME}.field.archive_code", 60)
        self.name = LineEdit(f"{NAME}.field.name")
        self.customer = record_picker(
            desk, f"{NAME}.field.customer_id", RecordKind.CUSTOMER, new_text=_("New customer")
        )
        limits = lambda: {"customer_id": picked_id(self.customer)}  # noqa: E731
        self.site = record_picker(desk, f"{NAME}.field.site_id", RecordKind.SITE, limits, _("New site"))
        self.manager_name = LineEdit(f"{NAME}.field.manager_name", 60)
        self.order_issued_on = DateEdit(f"{NAME}.field.order_issued_on", desk.today)
        self.accepted_on = DateEdit(f"{NAME}.field.accepted_on", desk.today)
        self.handed_over_on = DateEdit(f"{NAME}.field.handed_over_on", desk.today)
        self.archive_code.setPlaceholderText(_("as the project order no."))

    def _make_contract_fields(self) -> None:
        self.contract_no = LineEdit(f"{NAME}.field.contract_no", 60)
        self.contract_signed_on = DateEdit(f"{NAME}.field.contract_signed_on", self._desk.today)
        self.contract_amount = MoneyEdit(f"{NAME}.field.contract_amount")

    def _make_warranty_fields(self) -> None:
        starts = [(start.value, label(start)) for start in WarrantyStart]
        classes = [(chosen_class.value, label(chosen_class)) for chosen_class in ServiceClass]
        most = LONGEST_WARRANTY_MONTHS
        self.warranty_start = Combo(f"{NAME}.field.warranty_start", starts)
        self.warranty_months = NumberEdit(f"{NAME}.field.warranty_months", most=most, units=MONTH_UNITS)
        self.warranty_end = WarrantyEnd(f"{NAME}.field.warranty_end_on")
        self.exception_class = Combo(f"{NAME}.field.exception_class", classes, empty=_("None"))
        self.exception_text = TextArea(f"{NAME}.field.exception_text", 4000, 2)
        self.free_parts = TextArea(f"{NAME}.field.free_parts", 4000, 2)

    # rows --------------------------------------------------------------------------------------------------------

    def _add_project_rows(self) -> None:
        self.add_section(_("Project"))
        self.add_row("number", _("Project &order no."), self.number, required=True, half=True)
        self.add_row("archive_code", _("Archi&ve code"), self.archive_code, half=True)
        self.add_row("name", _("Project &name"), self.name, required=True)
        self.add_row("customer_id", _("&Customer"), self.customer, required=True)
        self.add_row("site_id", _("Serv&ice site"), self.site)
        self.add_row("manager_name", _("Project &manager"), self.manager_name, half=True)
        self.add_row("order_issued_on", _("O&rder date"), self.order_issued_on, half=True)
        self.add_row("accepted_on", _("&Acceptance date"), self.accepted_on, half=True)
        self.add_row("handed_over_on", _("&Handover date"), self.handed_over_on, half=True)

    def _add_contract_rows(self) -> None:
        self.add_section(_("Contract"))
        self.add_row("contract_no", _("Contrac&t no."), self.contract_no, half=True, check=self._contract_problem)
        self.add_row("contract_signed_on", _("Si&gning date"), self.contract_signed_on, half=True)
        self.add_row("contract_amount", _("Amo&unt"), self.contract_amount, half=True)

    def _add_warranty_rows(self) -> None:
        self.add_section(_("Warranty"))
        self.add_row("warranty_start", _("&Warranty runs"), self.warranty_start, half=True)
        self.add_row("warranty_months", _("Months"), self.warranty_months, required=True, half=True)
        self.add_row("warranty_end_on", _("Warranty until"), self.warranty_end)
        self.add_row(
            "exception_class", _("&Exception"), self.exception_class, half=True,
            hint=_("The contract's own rule on free or paid service (C3.2)"),
        )  # fmt: skip
        self.add_row("exception_text", _("Contract's wor&ds"), self.exception_text, check=self._exception_problem)
        self.add_row("free_parts", _("&Free spare parts"), self.free_parts)

    def _connect_fields(self) -> None:
        self.customer.value_changed.connect(self._on_customer_changed)
        self.customer.new_requested.connect(self._on_new_customer_requested)
        self.site.new_requested.connect(self._on_new_site_requested)
        for field in (self.accepted_on, self.handed_over_on, self.warranty_start, self.warranty_months):
            field.value_changed.connect(lambda _value: self._show_warranty_end())
        for checked in (self.exception_class, self.contract_signed_on, self.contract_amount):
            checked.value_changed.connect(lambda _value: self.check_again())

    # asked by others ---------------------------------------------------------------------------------------------

    def set_form(self, form: ProjectForm) -> None:
        """Show a project; reads the names of its customer and site."""
        self._version = form.version
        self.customer.set_value(chosen(self._desk, form.customer_id))
        self.site.set_value(chosen(self._desk, form.site_id))
        for name in ("number", "archive_code", "name", "manager_name", "contract_no", "exception_text", "free_parts"):
            getattr(self, name).set_value(getattr(form, name))
        for name in ("order_issued_on", "accepted_on", "handed_over_on", "contract_signed_on"):
            getattr(self, name).set_value(getattr(form, name))
        self.contract_amount.set_value(form.contract_amount)
        self.warranty_start.set_value(form.warranty_start.value)
        self.warranty_months.set_value(form.warranty_months)
        self.exception_class.set_value(form.exception_class.value if form.exception_class else None)

    def form(self) -> ProjectForm:
        """Return what is entered."""
        exception = self.exception_class.value()
        return ProjectForm(
            number=self.number.value(),
            archive_code=self.archive_code.value(),
            name=self.name.value(),
            customer_id=picked_id(self.customer),
            site_id=picked_id(self.site),
            manager_name=self.manager_name.value(),
            order_issued_on=self.order_issued_on.value(),
            accepted_on=self.accepted_on.value(),
            handed_over_on=self.handed_over_on.value(),
            warranty_start=self._start_rule(),
            warranty_months=int(self.warranty_months.value() or 0),
            exception_class=ServiceClass(exception) if exception else None,
            exception_text=self.exception_text.value(),
            free_parts=self.free_parts.value(),
            contract_no=self.contract_no.value(),
            contract_signed_on=self.contract_signed_on.value(),
            contract_amount=self.contract_amount.value(),
            version=self._version,
        )

    # reactions ---------------------------------------------------------------------------------------------------

    def _start_rule(self) -> WarrantyStart:
        return WarrantyStart(self.warranty_start.value() or WarrantyStart.HANDOVER)

    def _show_warranty_end(self) -> None:
        months = self.warranty_months.value()
        facts = WarrantyFacts(
            self._start_rule(),
            int(months) if months else None,
            self.accepted_on.value(),
            self.handed_over_on.value(),
        )
        self.warranty_end.show_end(facts.end, self._desk.today(), _why_no_end(facts))

    def _contract_problem(self) -> str:
        """A date or an amount without a number would be lost: the contract is known by its number."""
        stray = self.contract_signed_on.value() is not None or self.contract_amount.value() is not None
        return _("Enter the contract's number.") if stray and not self.contract_no.value() else ""

    def _exception_problem(self) -> str:
        missing = self.exception_class.value() is not None and not self.exception_text.value().strip()
        return _("Quote the contract's words for the exception.") if missing else ""

    def _on_customer_changed(self, _item: object) -> None:
        """Offer the sites of this customer only; the site of another one is taken out."""
        known = picked_id(self.customer) is not None
        self.site.set_value(None)
        self.site.setEnabled(known)
        self.site.setPlaceholderText(_("Name, pinyin or number") if known else _("Choose the customer first"))

    def _on_new_customer_requested(self, name: str) -> None:
        ask_new_customer(self._desk, self, name, self._on_customer_saved)

    def _on_customer_saved(self, customer_id: int) -> None:
        self.customer.set_value(chosen(self._desk, customer_id))

    def _on_new_site_requested(self, name: str) -> None:
        customer_id = picked_id(self.customer)
        if customer_id is not None:
            ask_new_site(self._desk, self, customer_id, name, self._on_site_saved)

    def _on_site_saved(self, site_id: int) -> None:
        self.site.set_value(chosen(self._desk, site_id))


def _why_no_end(facts: WarrantyFacts) -> str:
    if not facts.months:
        return _("No warranty")
    accepted = facts.start_rule is WarrantyStart.ACCEPTANCE
    return _("Runs from acceptance, not accepted yet") if accepted else _("Runs from handover, not handed over yet")


def ask_new_project(desk: Desk, parent: QWidget, form: ProjectForm, on_saved: OnSaved) -> ProjectDialog:
    """Open the form of a new project that begins with what is known; ``on_saved`` is given its id."""
    dialog = ProjectDialog(desk, _("New project"), parent)
    dialog.set_form(form)
    return open_form(desk, dialog, lambda: partial(save_project, desk.context, form=dialog.form()), on_saved)


def ask_project(desk: Desk, parent: QWidget, record_id: int, form: ProjectForm, on_saved: OnSaved) -> ProjectDialog:
    """Open the form of a project as it was read."""
    dialog = ProjectDialog(desk, _("Edit project"), parent)
    dialog.set_form(form)
    save = partial(save_project, desk.context, record_id=record_id)
    return open_form(desk, dialog, lambda: partial(save, form=dialog.form()), on_saved)
