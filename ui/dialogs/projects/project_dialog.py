"""Adding and changing a project: the project itself, its main contract, its warranty and free parts."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from app.errors import Invalid
from app.forms.projects import ProjectForm
from app.i18n import _
from app.labels import label
from app.queries.projects.projects import project_form
from app.rules.projects.warranty import LONGEST_WARRANTY_MONTHS, WarrantyFacts, check_warranty
from app.rules.promises.profile_words import profile_choices
from app.services.projects.projects import TEXT_LIMIT, save_project, warranty_facts
from models.enums import RecordKind, ServiceClass, WarrantyStart
from ui.dialogs.forms.going_on import GoingOn
from ui.dialogs.forms.pickers import choose, choose_saved, picked_id, read_items, record_picker
from ui.dialogs.forms.saving import OnSaved, open_edited, open_form
from ui.dialogs.parties.customer_dialog import ask_new_customer
from ui.dialogs.parties.site_dialog import ask_new_site
from ui.dialogs.projects.free_parts_table import FreePartsTable
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.money_edit import MoneyEdit
from ui.widgets.fields.number_edit import NumberEdit
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.fields.text_area import TextArea
from ui.widgets.fields.warranty_end import WarrantyEnd
from ui.widgets.forms.form import FormDialog

NAME = "projects.projects"
MONTH_UNITS = ("months", "个月", "月")
AS_ENTERED = (  # fields whose value stands in the form as it is
    "number", "archive_code", "name", "manager_name", "order_issued_on", "accepted_on", "handed_over_on",
    "contract_no", "contract_signed_on", "contract_amount", "warranty_extended_to", "warranty_extension_reason",
    "exception_text", "free_parts", "free_part_lines",
)  # fmt: skip
WARRANTY_FIELDS = (
    "order_issued_on", "accepted_on", "handed_over_on", "warranty_start", "warranty_months", "warranty_extended_to",
    "warranty_extension_reason",
)  # fmt: skip
Known = Mapping[int, PickItem]
KnownProject = tuple[ProjectForm, Known]


class ProjectDialog(FormDialog):
    """Three sections: project, contract, warranty. The end of the warranty is shown while one types (C3.2)."""

    def __init__(
        self,
        desk: Desk,
        form: ProjectForm,
        title: str,
        parent: QWidget | None = None,
        known: Known | None = None,
        *,
        goes_on: bool = False,
    ) -> None:
        """``title`` is translated; ``known`` are the records that ``form`` names. ``goes_on`` offers to
        enter the equipment once this is saved.
        """
        super().__init__(NAME, title, _("&Save"), parent)
        self._desk, self._version = desk, form.version
        self._make_project_fields()
        self._make_contract_fields()
        self._make_warranty_fields()
        self._add_project_rows()
        self._add_contract_rows()
        self._add_warranty_rows()
        self.next = GoingOn(f"{NAME}.field.next", _("Enter the equipment"), ticked=True) if goes_on else None
        if self.next is not None:
            self.add_row("next", _("Then"), self.next)
        self._connect_fields()
        self._on_customer_changed(None)
        self.set_form(form, known or {})
        self._show_warranty_end()
        self.resize(800, 760)

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
        self.profile = Combo(f"{NAME}.field.profile", profile_choices(), empty=_("as the department"))
        self.reason = TextArea(f"{NAME}.field.reason", TEXT_LIMIT, 2, self)
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
        self.warranty_extended_to = DateEdit(f"{NAME}.field.warranty_extended_to", self._desk.today)
        self.warranty_extension_reason = LineEdit(f"{NAME}.field.warranty_extension_reason", TEXT_LIMIT)
        self.exception_class = Combo(f"{NAME}.field.exception_class", classes, empty=_("None"))
        self.exception_text = TextArea(f"{NAME}.field.exception_text", TEXT_LIMIT, 2)
        self.free_parts = TextArea(f"{NAME}.field.free_parts", TEXT_LIMIT, 2)
        self.free_part_lines = FreePartsTable(f"{NAME}.field.free_part_lines")

    # rows --------------------------------------------------------------------------------------------------------

    def _add_project_rows(self) -> None:
        self.add_section(_("Project"))
        self.add_row("number", _("Project &order no."), self.number, required=True, half=True)
        self.add_row("archive_code", _("Archi&ve code"), self.archive_code, half=True)
        self.add_row("name", _("Project &name"), self.name, required=True)
        self.add_row("customer_id", _("&Customer"), self.customer, required=True)
        self.add_row("site_id", _("Serv&ice site"), self.site)
        self.add_row("manager_name", _("Project &manager"), self.manager_name, half=True)
        self._add_checked("order_issued_on", _("O&rder date"))
        self._add_checked("accepted_on", _("&Acceptance date"))
        self._add_checked("handed_over_on", _("&Handover date"))
        sets = _("By when this customer is served; a contract may name another set")
        self.add_row("profile", _("Set of dead&lines"), self.profile, hint=sets)
        if self._version == 0:
            self.reason.hide()
        else:
            late = _("Needed where the handover date moves a clock that was missed already")
            self.add_row("reason", _("Reason for the change"), self.reason, hint=late)

    def _add_checked(self, name: str, title: str, *, half: bool = True, required: bool = False, hint: str = "") -> None:
        """Add a field that the rules of the warranty look at."""
        check = partial(self._warranty_problem, name)
        self.add_row(name, title, getattr(self, name), half=half, required=required, check=check, hint=hint)

    def _add_contract_rows(self) -> None:
        self.add_section(_("Main contract"))
        self.add_row("contract_no", _("Contrac&t no."), self.contract_no, half=True, check=self._contract_problem)
        self.add_row("contract_signed_on", _("Si&gning date"), self.contract_signed_on, half=True)
        self.add_row("contract_amount", _("Amo&unt"), self.contract_amount, half=True)

    def _add_warranty_rows(self) -> None:
        quoted = _("Only where the contract has its own rule on free or paid service (C3.2)")
        self.add_section(_("Warranty"))
        self.add_row("warranty_start", _("&Warranty runs"), self.warranty_start, half=True)
        self._add_checked("warranty_months", _("Months"), required=True)
        self.add_row("warranty_end_on", _("Warranty until"), self.warranty_end)
        self._add_checked("warranty_extended_to", _("E&xtended to"), hint=_("A later end agreed afterwards"))
        self._add_checked("warranty_extension_reason", _("Reason"), half=False)
        self.add_section(_("Free or paid by contract"))
        self.add_row("exception_class", _("&Exception"), self.exception_class, half=True, hint=quoted)
        self.add_row("exception_text", _("Contract's wor&ds"), self.exception_text, check=self._exception_problem)
        self.add_row("free_part_lines", _("&Free spare parts"), self.free_part_lines)
        self.add_row("free_parts", _("Words on parts"), self.free_parts)

    def _connect_fields(self) -> None:
        self.customer.value_changed.connect(self._on_customer_changed)
        self.customer.new_requested.connect(self._on_new_customer_requested)
        self.site.new_requested.connect(self._on_new_site_requested)
        for name in WARRANTY_FIELDS:
            getattr(self, name).value_changed.connect(lambda _value: self._on_warranty_changed())
        for checked in (self.exception_class, self.contract_signed_on, self.contract_amount):
            checked.value_changed.connect(lambda _value: self.check_again())

    # asked by others ---------------------------------------------------------------------------------------------

    def set_form(self, form: ProjectForm, known: Known) -> None:
        """Show a project, with the names of its customer and site; KeyError for one that is not ``known``."""
        self._version = form.version
        choose(self.customer, form.customer_id, known)
        choose(self.site, form.site_id, known)
        for name in AS_ENTERED:
            getattr(self, name).set_value(getattr(form, name))
        self.warranty_extension_reason.setCursorPosition(0)
        self.warranty_start.set_value(form.warranty_start.value)
        self.warranty_months.set_value(form.warranty_months)
        self.exception_class.set_value(form.exception_class.value if form.exception_class else None)
        self.profile.restore(form.profile or None)

    def form(self) -> ProjectForm:
        """Return what is entered."""
        exception = self.exception_class.value()
        return ProjectForm(
            customer_id=picked_id(self.customer),
            site_id=picked_id(self.site),
            warranty_start=WarrantyStart(self.warranty_start.value() or WarrantyStart.HANDOVER),
            warranty_months=int(self.warranty_months.value() or 0),
            exception_class=ServiceClass(exception) if exception else None,
            profile=self.profile.code(),
            reason=self.reason.value(),
            version=self._version,
            **{name: getattr(self, name).value() for name in AS_ENTERED},
        )

    # reactions ---------------------------------------------------------------------------------------------------

    def _on_warranty_changed(self) -> None:
        self._show_warranty_end()
        self.check_again()

    def _show_warranty_end(self) -> None:
        facts = warranty_facts(self.form())
        try:
            end, why = facts.end, _why_no_end(facts)
        except OverflowError:  # the field says which year cannot be meant
            end, why = None, ""
        self.warranty_end.show_end(end, self._desk.today(), why)

    def _warranty_problem(self, field: str) -> str:
        """Say at each field what the service will refuse there."""
        try:
            check_warranty(warranty_facts(self.form()))
        except Invalid as refusal:
            return refusal.message if refusal.field == field else ""
        return ""

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
        ask_new_customer(self._desk, self, name, partial(choose_saved, self._desk, self.customer))

    def _on_new_site_requested(self, name: str) -> None:
        customer_id = picked_id(self.customer)
        if customer_id is not None:
            ask_new_site(self._desk, self, customer_id, name, partial(choose_saved, self._desk, self.site))


def _why_no_end(facts: WarrantyFacts) -> str:
    if not facts.months:
        return _("No warranty")
    accepted = facts.start_rule is WarrantyStart.ACCEPTANCE
    return _("Runs from acceptance, not accepted yet") if accepted else _("Runs from handover, not handed over yet")


def ask_new_project(
    desk: Desk, parent: QWidget, form: ProjectForm, on_saved: OnSaved, known: Known | None = None
) -> ProjectDialog:
    """Open the form of a new project that begins with what is ``known``; ``on_saved`` is given its id."""
    dialog = ProjectDialog(desk, form, _("New project"), parent, known)
    return open_form(desk, dialog, lambda: partial(save_project, desk.context, form=dialog.form()), on_saved)


def ask_project_and_equipment(
    desk: Desk,
    parent: QWidget,
    form: ProjectForm,
    on_saved: OnSaved,
    on_equipment: Callable[[PickItem], object],
    known: Known | None = None,
) -> ProjectDialog:
    """Open the form of a new project; ``on_equipment`` is given it when its equipment is to be entered next."""
    dialog = ProjectDialog(desk, form, _("New project"), parent, known, goes_on=True)

    def saved(record_id: int) -> None:
        on_saved(record_id)
        if dialog.next is not None and dialog.next.wanted:
            entered = dialog.form()
            on_equipment(PickItem(record_id, entered.name, "", entered.number, entered.customer_id))

    return open_form(desk, dialog, lambda: partial(save_project, desk.context, form=dialog.form()), saved)


def read_project(desk: Desk, record_id: int) -> KnownProject:
    """Read a project and the records that it names; runs on the read lane."""
    form = project_form(desk.context, record_id)
    return form, read_items(desk, form.customer_id, form.site_id)


def ask_project(desk: Desk, parent: QWidget, record_id: int, read: KnownProject, on_saved: OnSaved) -> ProjectDialog:
    """Open the form of a project as it was read (``read_project``)."""

    def make(again: KnownProject) -> ProjectDialog:
        return ProjectDialog(desk, again[0], _("Edit project"), parent, again[1])

    return open_edited(desk, record_id, read, partial(read_project, desk, record_id), make, save_project, on_saved)
