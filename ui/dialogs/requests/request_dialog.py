"""Registering a customer's call, and correcting what was registered (C2)."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QWidget

from app.formatting import short_date_time
from app.forms import ContactForm, ProjectForm, RequestForm
from app.i18n import _
from app.labels import label
from app.queries.parties import contacts
from app.queries.requests.registration import RegistrationPreview, preview_registration
from app.queries.requests.requests import request_form
from app.queries.search import Pick, pick_one
from app.rules.classification import evidence_text
from app.services.requests.registering import edit_request, register_request
from models.enums import RecordKind, RequestChannel, RequestKind, RequestSource, Severity
from ui.dialogs.forms.pickers import choose, choose_saved, picked_id, picked_items, read_items, record_picker
from ui.dialogs.forms.saving import Editing, OnSaved, open_form
from ui.dialogs.parties.customer_dialog import ask_new_customer
from ui.dialogs.parties.site_dialog import ask_new_site
from ui.dialogs.projects.equipment_dialog import ask_new_equipment
from ui.dialogs.projects.project_dialog import ask_new_project
from ui.runtime.desk import Desk
from ui.runtime.errors import report_error
from ui.widgets.fields.check_row import CheckRow
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.record_picker import PickItem, RecordPicker
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog
from ui.widgets.pages.page_pills import SegmentedChoice

NAME = "requests.requests"
TEXT_LIMIT = 20_000
PREVIEW_MS = 200
Known = Mapping[int, PickItem]
KnownRequest = tuple[RequestForm, Known]  # with the records that it names
FLAGS = ("needs_visit", "urgent", "manufacturer_needed", "misuse")


class RequestDialog(FormDialog):
    """Who called, what was said, how bad it is; below, what registering it promises and proposes."""

    def __init__(
        self,
        desk: Desk,
        form: RequestForm,
        title: str,
        save_text: str,
        parent: QWidget | None = None,
        known: Known | None = None,
    ) -> None:
        """``known`` are the records that ``form`` names, read by whoever read the form."""
        super().__init__(NAME, title, save_text, parent)
        self._desk = desk
        self._version = form.version
        self._offered = ContactForm()
        self._make_fields()
        self._add_caller()
        self._add_message()
        self._add_judgement()
        self._preview_soon = QTimer(self)
        self._preview_soon.setSingleShot(True)
        self._preview_soon.setInterval(PREVIEW_MS)
        self._link_fields()
        self.set_form(form, known or {})
        self.resize(760, 740 if form.version else 660)

    # building ----------------------------------------------------------------------------------------------------

    def _make_fields(self) -> None:
        desk, field = self._desk, f"{NAME}.field"
        self.received_at = DateTimeEdit(f"{field}.received_at", desk.now, desk.zone)
        self.channel = Combo(f"{field}.channel", [(c.value, label(c)) for c in RequestChannel])
        self.source = Combo(f"{field}.source", [(s.value, label(s)) for s in RequestSource])
        self.source_department = LineEdit(f"{field}.source_department", 60)
        self.customer = record_picker(desk, f"{field}.customer", RecordKind.CUSTOMER, new_text=_("New customer…"))
        self.project = record_picker(desk, f"{field}.project", RecordKind.PROJECT, self._of_customer, _("New project…"))
        self.site = record_picker(desk, f"{field}.site", RecordKind.SITE, self._of_customer, _("New site…"))
        self.equipment = record_picker(
            desk, f"{field}.equipment", RecordKind.EQUIPMENT, self._of_project, _("New equipment…")
        )
        self.contact_name = LineEdit(f"{field}.contact_name", 60)
        self.contact_phone = LineEdit(f"{field}.contact_phone", 40)
        self.text = TextArea(f"{field}.text", TEXT_LIMIT, 5)
        self.request_kind = Combo(f"{field}.request_kind", [(k.value, label(k)) for k in RequestKind])
        self.severity = SegmentedChoice(f"{field}.severity", [(s.value, label(s)) for s in Severity])
        flags = [_("Visit needed"), _("Urgent"), _("Manufacturer needed"), _("Damage by misuse")]
        self.flags = CheckRow(f"{field}.flags", list(zip(FLAGS, flags, strict=True)))
        self.owner = LineEdit(f"{field}.owner_name", 60)

    def _add_caller(self) -> None:
        self.add_section(_("Who and when"))
        self.add_row("received_at", _("&Received"), self.received_at, required=True, half=True)
        self.add_row("channel", _("C&hannel"), self.channel, required=True, half=True)
        self.add_row("customer_id", _("C&ustomer"), self.customer, required=True, half=True)
        self.add_row("project_id", _("&Project"), self.project, half=True)
        self.add_row("site_id", _("S&ite"), self.site, half=True)
        self.add_row("equipment_id", _("&Equipment"), self.equipment, half=True)
        self.add_row("contact_name", _("Contac&t"), self.contact_name, half=True)
        self.add_row("contact_phone", _("Pho&ne"), self.contact_phone, half=True)

    def _add_message(self) -> None:
        self.add_section(_("What was said"))
        self.add_row("text", _("&Message"), self.text, required=True)
        self.add_row("request_kind", _("&Kind"), self.request_kind, required=True, half=True)
        self.add_row("severity", _("Se&verity"), self.severity, required=True, half=True)
        self.add_row("flags", _("Needs"), self.flags)

    def _add_judgement(self) -> None:
        self.add_section(_("Where it came from"))
        self.add_row("source", _("S&ource"), self.source, required=True, half=True)
        self.add_row("source_department", _("&Department"), self.source_department, half=True)
        self.add_row("owner_name", _("O&wner"), self.owner, half=True)
        self.edit_reason = TextArea(f"{NAME}.field.reason", 4000, 2)
        if self._version:
            self.add_row("reason", _("Reason for the chan&ge"), self.edit_reason)
        else:
            self.edit_reason.setParent(self)
            self.edit_reason.hide()
        self.preview: QLabel = self.add_note("preview")

    def _link_fields(self) -> None:
        self.customer.value_changed.connect(self._on_customer_changed)
        self.project.value_changed.connect(self._on_project_changed)
        self.customer.new_requested.connect(self._on_new_customer_requested)
        self.site.new_requested.connect(self._on_new_site_requested)
        self.project.new_requested.connect(self._on_new_project_requested)
        self.equipment.new_requested.connect(self._on_new_equipment_requested)
        self.source.value_changed.connect(self._on_source_changed)
        self._preview_soon.timeout.connect(self._ask_preview)
        for field in (self.received_at, self.severity, self.project, self.equipment, self.request_kind, self.flags):
            field.value_changed.connect(lambda _value: self._preview_soon.start())

    # form in and out ---------------------------------------------------------------------------------------------

    def form(self) -> RequestForm:
        """Return what was entered."""
        ticked = self.flags.value()
        return RequestForm(
            received_at=self.received_at.value(),
            channel=RequestChannel(self.channel.code()),
            source=RequestSource(self.source.code()),
            source_department=self.source_department.value(),
            customer_id=picked_id(self.customer),
            project_id=picked_id(self.project),
            site_id=picked_id(self.site),
            equipment_id=picked_id(self.equipment),
            contact_name=self.contact_name.value(),
            contact_phone=self.contact_phone.value(),
            text=self.text.value(),
            request_kind=RequestKind(self.request_kind.code()),
            severity=Severity(self.severity.code()),
            owner_name=self.owner.value(),
            version=self._version,
            needs_visit="needs_visit" in ticked,
            urgent="urgent" in ticked,
            manufacturer_needed="manufacturer_needed" in ticked,
            misuse="misuse" in ticked,
        )

    def set_form(self, form: RequestForm, known: Known) -> None:
        """Show a form, with the names of the records it chose; KeyError for one that is not ``known``."""
        self._version = form.version
        self.received_at.set_value(form.received_at)
        self.channel.set_value(form.channel)
        self.source.set_value(form.source)
        self.source_department.set_value(form.source_department)
        choose(self.customer, form.customer_id, known)
        choose(self.project, form.project_id, known)
        choose(self.site, form.site_id, known)
        choose(self.equipment, form.equipment_id, known)
        self.contact_name.set_value(form.contact_name)
        self.contact_phone.set_value(form.contact_phone)
        self.text.set_value(form.text)
        self.request_kind.set_value(form.request_kind)
        self.severity.set_value(form.severity)
        self.flags.set_value(frozenset(flag for flag in FLAGS if getattr(form, flag)))
        self.owner.set_value(form.owner_name)
        self._on_source_changed(form.source)
        if form.version:
            self._desk.jobs.drop_read(f"{NAME}.contacts")  # who called is known, even if it is nobody
        self._preview_soon.start()

    def reason(self) -> str:
        """Return why a registered request is changed; asked for by the service once its reply is late."""
        return self.edit_reason.value()

    # what hangs together -----------------------------------------------------------------------------------------

    def _of_customer(self) -> dict[str, int | None]:
        return {"customer_id": picked_id(self.customer)}

    def _of_project(self) -> dict[str, int | None]:
        return {"project_id": picked_id(self.project), "customer_id": picked_id(self.customer)}

    def _on_source_changed(self, code: str | None) -> None:
        self.source_department.setEnabled(code == RequestSource.DEPARTMENT)

    def _on_customer_changed(self, _item: object) -> None:
        """Another customer: what belonged to the former one goes, an offered contact too; the first contact is
        offered.
        """
        customer_id = picked_id(self.customer)
        for picker in (self.project, self.site, self.equipment):
            self._drop_foreign(picker, customer_id)
        if (self.contact_name.value(), self.contact_phone.value()) == (self._offered.name, self._offered.phone):
            self._offer(ContactForm())
        if customer_id is not None and not self.contact_name.value() and not self.is_restoring:
            read = partial(contacts, self._desk.context, customer_id)
            self._desk.jobs.run_read(f"{NAME}.contacts", lambda _progress: read(), self._offer_contact)

    def _drop_foreign(self, picker: RecordPicker, customer_id: int | None) -> None:
        item = picker.value()
        if item is not None and item.owner_id != customer_id:
            picker.set_value(None)

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
            self.equipment.set_value(None)
            return
        if self.is_restoring:
            return  # customer and site come back as they were
        desk = self._desk

        def read(_progress: object) -> tuple[Pick, Known]:
            project = pick_one(desk.context, record_id)
            return project, read_items(desk, project.customer_id, project.site_id)

        desk.jobs.run_read(f"{NAME}.project", read, self._follow_project)

    def _follow_project(self, found: tuple[Pick, Known]) -> None:
        project, known = found
        if picked_id(self.customer) is None:
            choose(self.customer, project.customer_id, known)
        if picked_id(self.site) is None:
            choose(self.site, project.site_id, known)

    def _on_new_customer_requested(self, typed: str) -> None:
        ask_new_customer(self._desk, self, typed, partial(choose_saved, self._desk, self.customer))

    def _on_new_site_requested(self, typed: str) -> None:
        customer_id = picked_id(self.customer)
        if customer_id is None:
            self.mark("customer_id", _("Choose the customer first."))
        else:
            ask_new_site(self._desk, self, customer_id, typed, partial(choose_saved, self._desk, self.site))

    def _on_new_project_requested(self, typed: str) -> None:
        form = ProjectForm(name=typed, customer_id=picked_id(self.customer), site_id=picked_id(self.site))
        known = picked_items(self.customer, self.site)
        ask_new_project(self._desk, self, form, partial(choose_saved, self._desk, self.project), known)

    def _on_new_equipment_requested(self, typed: str) -> None:
        project = self.project.value()
        if project is None:
            self.mark("project_id", _("Choose the project first."))
        else:
            ask_new_equipment(self._desk, self, project, typed, partial(choose_saved, self._desk, self.equipment))

    # preview -----------------------------------------------------------------------------------------------------

    def _ask_preview(self) -> None:
        form = self.form()
        self._desk.jobs.run_read(
            f"{NAME}.preview", lambda _progress: preview_registration(self._desk.context, form), self._show_preview
        )

    def _show_preview(self, preview: RegistrationPreview) -> None:
        lines = []
        if preview.reply is not None:
            due = short_date_time(preview.reply.due, self._desk.zone, self._desk.today())
            lines.append(_("First reply due {time} ({clause})").format(time=due, clause=preview.reply.clause))
        if preview.proposal is not None:
            proposal = f"{label(preview.proposal.service_class)} · {label(preview.proposal.basis)}"
            because = evidence_text(preview.proposal.evidence[0])
            lines.append(_("Proposed class: {proposal} ({because})").format(proposal=proposal, because=because))
        self.preview.setText("\n".join(lines))


def ask_new_request(desk: Desk, parent: QWidget, on_saved: OnSaved) -> RequestDialog:
    """Open the form of a new request; ``on_saved`` is given its id."""
    form = RequestForm(received_at=desk.now(), owner_name=desk.context.actor.display_name)
    dialog = RequestDialog(desk, form, _("Register a request"), _("Re&gister"), parent)
    save = partial(register_request, desk.context)
    return open_form(desk, dialog, lambda: partial(save, form=dialog.form()), on_saved)


def ask_request(desk: Desk, parent: QWidget, record_id: int, number: str) -> None:
    """Read a request and open its form for correction; ``number`` is the one it is known by."""
    title = _("Edit {number}").format(number=number)

    def make(read: KnownRequest) -> RequestDialog:
        form, known = read
        return RequestDialog(desk, form, title, _("&Save"), parent, known)

    def edit(read: KnownRequest) -> None:
        dialog = make(read)
        save = partial(edit_request, desk.context, record_id=record_id)
        editing = Editing(record_id, lambda: _known_request(desk, record_id), make)
        work = lambda: partial(save, form=dialog.form(), reason=dialog.reason())  # noqa: E731
        open_form(desk, dialog, work, editing=editing)

    desk.jobs.run_read(
        f"{NAME}.form",
        lambda _progress: _known_request(desk, record_id),
        edit,
        lambda error: report_error(parent, error),
    )


def _known_request(desk: Desk, record_id: int) -> KnownRequest:
    form = request_form(desk.context, record_id)
    return form, read_items(desk, form.customer_id, form.project_id, form.site_id, form.equipment_id)
