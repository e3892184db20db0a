"""Whose something is: customer, project, site and contact as fields of a form, and what one of them brings along."""

from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject

from app.forms.parties import ContactForm
from app.forms.projects import ProjectForm
from app.i18n import _
from app.queries.parties import contacts
from app.queries.search import Pick, pick_one
from models.enums import RecordKind
from ui.dialogs.forms.pickers import choose, choose_saved, picked_id, picked_items, read_items, record_picker
from ui.dialogs.parties.customer_dialog import ask_new_customer
from ui.dialogs.parties.site_dialog import ask_new_site
from ui.dialogs.projects.project_dialog import ask_new_project
from ui.runtime.desk import Desk
from ui.widgets.fields.checks import phone_problem
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.record_picker import PickItem, RecordPicker
from ui.widgets.forms.form import FormDialog

Known = dict[int, PickItem]
LONGEST_NAME = 60


class Owned(Protocol):
    """A form that says whose something is."""

    @property
    def customer_id(self) -> int | None: ...
    @property
    def project_id(self) -> int | None: ...
    @property
    def site_id(self) -> int | None: ...
    @property
    def contact_name(self) -> str: ...
    @property
    def contact_phone(self) -> str: ...


class OwnerFields(QObject):
    """The fields of a form that hang together; ``add_rows`` puts them into it. It goes with its form, and with it every
    answer that it still waits for.
    """

    def __init__(self, desk: Desk, form: FormDialog) -> None:
        super().__init__(form)
        self._desk = desk
        self._form = form
        self._name = form.name_of_form
        self._offered = ContactForm()
        field = f"{self._name}.field"
        self.customer = record_picker(desk, f"{field}.customer", RecordKind.CUSTOMER, new_text=_("New customer…"))
        self.project = record_picker(desk, f"{field}.project", RecordKind.PROJECT, self.of_customer, _("New project…"))
        self.site = record_picker(desk, f"{field}.site", RecordKind.SITE, self.of_customer, _("New site…"))
        self.contact_name = LineEdit(f"{field}.contact_name", LONGEST_NAME)
        self.contact_phone = LineEdit(f"{field}.contact_phone", 40, phone_problem)

    def add_rows(self) -> None:
        """Add the fields to the form, two in a line."""
        add = self._form.add_row
        add("customer_id", _("C&ustomer"), self.customer, required=True, half=True)
        add("project_id", _("&Project"), self.project, half=True)
        add("site_id", _("S&ite"), self.site, half=True)
        self.add_own_rows()
        add("contact_name", _("Contac&t"), self.contact_name, half=True)
        add("contact_phone", _("Pho&ne"), self.contact_phone, half=True)

    def add_own_rows(self) -> None:
        """Add what else follows from the customer, behind the site."""

    def connect_fields(self) -> None:
        """Let one field follow from another."""
        self.customer.value_changed.connect(self._on_customer_changed)
        self.project.value_changed.connect(self._on_project_changed)
        self.customer.new_requested.connect(self._on_new_customer_requested)
        self.site.new_requested.connect(self._on_new_site_requested)
        self.project.new_requested.connect(self._on_new_project_requested)

    def show_owner(self, form: Owned, known: Known) -> None:
        """Show whose something is; KeyError for a record that is not ``known``."""
        choose(self.customer, form.customer_id, known)
        choose(self.project, form.project_id, known)
        choose(self.site, form.site_id, known)
        self.contact_name.set_value(form.contact_name)
        self.contact_phone.set_value(form.contact_phone)

    def keep_contact(self) -> None:
        """Who called is known, even if it is nobody: no contact is offered any more."""
        self._desk.jobs.drop_read(f"{self._name}.contacts")

    # what is offered ---------------------------------------------------------------------------------------------

    def of_customer(self) -> dict[str, int | None]:
        """Limit what is offered to the customer's."""
        return {"customer_id": picked_id(self.customer)}

    def belonging(self) -> tuple[RecordPicker, ...]:
        """Return what belongs to the customer."""
        return (self.project, self.site)

    def project_left_out(self) -> None:
        """Follow that no project is chosen any more."""

    def _on_customer_changed(self, _item: object) -> None:
        """Another customer: what belonged to the former one goes, an offered contact too; the first contact is
        offered.
        """
        customer_id = picked_id(self.customer)
        for picker in self.belonging():
            _drop_foreign(picker, customer_id)
        if (self.contact_name.value(), self.contact_phone.value()) == (self._offered.name, self._offered.phone):
            self._offer(ContactForm())
        if customer_id is not None and not self.contact_name.value() and not self._form.is_restoring:
            read = partial(contacts, self._desk.context, customer_id)
            self._desk.jobs.run_read(f"{self._name}.contacts", lambda _progress: read(), self._offer_contact)

    def _offer_contact(self, known: tuple[ContactForm, ...]) -> None:
        if known and not self.contact_name.value():
            typed = self.contact_phone.value()
            self._offer(ContactForm(name=known[0].name, phone=typed or known[0].mobile or known[0].phone))

    def _offer(self, contact: ContactForm) -> None:
        """Show a contact that nobody typed; it goes with its customer as long as nobody changes it."""
        self._offered = contact
        self.contact_name.set_value(contact.name)
        self.contact_phone.set_value(contact.phone)

    def _on_project_changed(self, _item: object) -> None:
        """A project brings its customer and site along, so that one choice is enough."""
        record_id = picked_id(self.project)
        if record_id is None:
            self.project_left_out()
            return
        if self._form.is_restoring:
            return  # customer and site come back as they were
        desk = self._desk

        def read(_progress: object) -> tuple[Pick, Known]:
            project = pick_one(desk.context, record_id)
            return project, read_items(desk, project.customer_id, project.site_id)

        desk.jobs.run_read(f"{self._name}.project", read, self._follow_project)

    def _follow_project(self, found: tuple[Pick, Known]) -> None:
        project, known = found
        if picked_id(self.customer) is None:
            choose(self.customer, project.customer_id, known)
        if picked_id(self.site) is None:
            choose(self.site, project.site_id, known)

    # what is not there yet ---------------------------------------------------------------------------------------

    def _on_new_customer_requested(self, typed: str) -> None:
        ask_new_customer(self._desk, self._form, typed, partial(choose_saved, self._desk, self.customer))

    def _on_new_site_requested(self, typed: str) -> None:
        customer_id = picked_id(self.customer)
        if customer_id is None:
            self._form.mark("customer_id", _("Choose the customer first."))
        else:
            ask_new_site(self._desk, self._form, customer_id, typed, partial(choose_saved, self._desk, self.site))

    def _on_new_project_requested(self, typed: str) -> None:
        form = ProjectForm(name=typed, customer_id=picked_id(self.customer), site_id=picked_id(self.site))
        known = picked_items(self.customer, self.site)
        ask_new_project(self._desk, self._form, form, partial(choose_saved, self._desk, self.project), known)


def _drop_foreign(picker: RecordPicker, customer_id: int | None) -> None:
    item = picker.value()
    if item is not None and item.owner_id != customer_id:
        picker.set_value(None)
