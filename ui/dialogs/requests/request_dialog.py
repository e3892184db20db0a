"""Registering a customer's call, fax or letter, and correcting what was registered (C2, C3)."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.forms.requests import RequestForm
from app.i18n import _, pgettext
from app.labels import label
from app.queries.requests.registration import RegistrationPreview, preview_registration, request_form
from app.services.requests.joining import join_request
from app.services.requests.registering import FAULT_LEVELS, edit_request, register_request
from models.enums import RequestChannel, RequestKind, RequestSource, Severity
from ui.dialogs.forms.pickers import picked_id, read_items
from ui.dialogs.forms.saving import Editing, OnSaved, open_form
from ui.dialogs.forms.scan_field import scan_field
from ui.dialogs.requests.caller_fields import LONGEST_NAME, CallerFields, Known
from ui.dialogs.requests.intake_panel import WIDTH, IntakePanel
from ui.dialogs.requests.wanted_lines import WantedLines
from ui.runtime.desk import Desk
from ui.runtime.errors import report_error
from ui.widgets.fields.check_row import CheckRow
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog
from ui.widgets.pages.page_pills import SegmentedChoice

NAME = "requests.requests"
TEXT_LIMIT = 20_000
PREVIEW_MS = 200
FIELDS_WIDTH = 850
KnownRequest = tuple[RequestForm, Known]  # with the records that it names
FLAGS = ("needs_visit", "urgent", "manufacturer_needed", "large", "misuse")
ON_PAPER = frozenset({RequestChannel.FAX, RequestChannel.LETTER, RequestChannel.EMAIL, RequestChannel.MESSAGE})


class RequestDialog(FormDialog):
    """Who called, what was said, what is wanted, how bad it is; beside it, what registering it promises and proposes,
    and which open request it may be about.
    """

    def __init__(
        self,
        desk: Desk,
        form: RequestForm,
        title: str,
        save_text: str,
        parent: QWidget | None = None,
        known: Known | None = None,
        record_id: int | None = None,
    ) -> None:
        """``known`` are the records that ``form`` names, read by whoever read the form of the request ``record_id``."""
        super().__init__(NAME, title, save_text, parent)
        self._desk = desk
        self._version = form.version
        self._record_id = record_id
        self._asks_level = False
        self._make_fields()
        self._add_caller()
        self._add_message()
        self._add_judgement()
        self.preview = IntakePanel(desk, NAME, is_new=record_id is None, parent=self)
        self.add_side(self.preview)
        self._preview_soon = QTimer(self)
        self._preview_soon.setSingleShot(True)
        self._preview_soon.setInterval(PREVIEW_MS)
        self._link_fields()
        self.set_form(form, known or {})
        self.resize(FIELDS_WIDTH + WIDTH, 760)

    # building ----------------------------------------------------------------------------------------------------

    def _make_fields(self) -> None:
        desk, field = self._desk, f"{NAME}.field"
        self.received_at = DateTimeEdit(f"{field}.received_at", desk.now, desk.zone)
        self.channel = Combo(f"{field}.channel", [(c.value, label(c)) for c in RequestChannel])
        self.scan = scan_field(desk, f"{field}.scan", self)
        self.source = Combo(f"{field}.source", [(s.value, label(s)) for s in RequestSource])
        self.source_department = LineEdit(f"{field}.source_department", LONGEST_NAME)
        self.caller = CallerFields(desk, self)
        self.customer, self.project = self.caller.customer, self.caller.project
        self.site, self.equipment = self.caller.site, self.caller.equipment
        self.contact_name, self.contact_phone = self.caller.contact_name, self.caller.contact_phone
        self.text = TextArea(f"{field}.text", TEXT_LIMIT, 3)
        self.request_kind = Combo(f"{field}.request_kind", [(k.value, label(k)) for k in RequestKind])
        self.severity = SegmentedChoice(f"{field}.severity", [(s.value, label(s)) for s in Severity])
        flags = [_("Visit needed"), _("Urgent"), _("Manufacturer needed"), _("Large or important")]
        texts = [*flags, _("Damage by misuse")]
        self.flags = CheckRow(f"{field}.flags", list(zip(FLAGS, texts, strict=True)))
        levels = [(str(level), _("Level {level}").format(level=level)) for level in FAULT_LEVELS]
        self.fault_level = Combo(f"{field}.fault_level", levels, _("not said"))
        self.lines = WantedLines(f"{field}.lines")
        self.received_by = LineEdit(f"{field}.received_by", LONGEST_NAME)
        self.owner = LineEdit(f"{field}.owner_name", LONGEST_NAME)
        self.edit_reason = TextArea(f"{field}.reason", 4000, 2, self)

    def _add_caller(self) -> None:
        self.add_section(_("Who and when"))
        self.add_row("received_at", _("&Received"), self.received_at, required=True, half=True)
        self.add_row("channel", _("C&hannel"), self.channel, required=True, half=True)
        self.received_hint = self.add_note("received_hint", below_field=True)
        self.add_row("scan", _("S&can"), self.scan, hint=_("The file may be dropped anywhere on this form."))
        self.caller.add_rows()

    def _add_message(self) -> None:
        self.add_section(_("What was said"))
        self.add_row("text", _("&Message"), self.text, required=True)
        self.add_row("request_kind", _("&Kind"), self.request_kind, required=True, half=True)
        self.add_row("severity", _("Se&verity"), self.severity, required=True, half=True)
        self.add_row("fault_level", _("&Fault level"), self.fault_level, half=True)
        self.add_row("flags", pgettext("what is asked for", "Needs"), self.flags)
        self.add_row("lines", _("W&anted"), self.lines)

    def _add_judgement(self) -> None:
        self.add_section(_("Where it came from"))
        self.add_row("source", _("S&ource"), self.source, required=True, half=True)
        self.add_row(
            "source_department", _("&Department"), self.source_department, half=True, check=self._department_problem
        )
        self.add_row("received_by", _("Taken &by"), self.received_by, half=True)
        self.add_row("owner_name", _("O&wner"), self.owner, half=True)
        if self._version:
            self.add_row("reason", _("Reason for the chan&ge"), self.edit_reason)
        else:
            self.edit_reason.hide()

    def _link_fields(self) -> None:
        self.caller.connect_fields()
        self.source.value_changed.connect(self._on_source_changed)
        self.channel.value_changed.connect(self._on_channel_changed)
        self.scan.value_changed.connect(lambda _path: self._show_rows())
        self._preview_soon.timeout.connect(self._ask_preview)
        facts = (self.received_at, self.severity, self.request_kind, self.flags, self.fault_level, self.lines)
        for field in (*facts, self.customer, self.project, self.site, self.equipment, self.owner):
            field.value_changed.connect(lambda _value: self._preview_soon.start())

    # form in and out ---------------------------------------------------------------------------------------------

    def form(self) -> RequestForm:
        """Return what was entered."""
        ticked = self.flags.value()
        level = self.fault_level.value()
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
            fault_level=int(level) if level else None,
            lines=self.lines.value(),
            scan=self.scan.value(),
            received_by=self.received_by.value(),
            owner_name=self.owner.value(),
            version=self._version,
            **{flag: flag in ticked for flag in FLAGS},
        )

    def set_form(self, form: RequestForm, known: Known) -> None:
        """Show a form, with the names of the records it chose; KeyError for one that is not ``known``."""
        self._version = form.version
        self.received_at.set_value(form.received_at)
        self.channel.set_value(form.channel)
        self.scan.set_value(form.scan)
        self.source.set_value(form.source)
        self.source_department.set_value(form.source_department)
        self.caller.set_form(form, known)
        self.text.set_value(form.text)
        self.request_kind.set_value(form.request_kind)
        self.severity.set_value(form.severity)
        self.fault_level.set_value(str(form.fault_level) if form.fault_level else None)
        self.flags.set_value(frozenset(flag for flag in FLAGS if getattr(form, flag)))
        self.lines.set_value(form.lines)
        self.received_by.set_value(form.received_by)
        self.owner.set_value(form.owner_name)
        self._on_source_changed(form.source)
        self._on_channel_changed(form.channel)
        if form.version:
            self.caller.keep_contact()
        self._preview_soon.start()

    def reason(self) -> str:
        """Return why a registered request is changed; asked for by the service once a promise is late."""
        return self.edit_reason.value()

    # what hangs together -----------------------------------------------------------------------------------------

    def _on_source_changed(self, code: str | None) -> None:
        self.source_department.setEnabled(code == RequestSource.DEPARTMENT)
        self.check_again()

    def _department_problem(self) -> str:
        missing = self.source.value() == RequestSource.DEPARTMENT and not self.source_department.value()
        return _("Enter which department passed it on.") if missing else ""

    def _on_channel_changed(self, code: str | None) -> None:
        hint = _received_hint(RequestChannel(code)) if code else ""
        self.received_hint.setText(hint)
        self.received_hint.setVisible(bool(hint))
        self._show_rows()

    def _show_rows(self) -> None:
        """Show what matters: a scan for what comes on paper or as a picture, the fault level under graded contracts."""
        on_paper = self.channel.value() in ON_PAPER
        self.show_row("scan", shown=on_paper or self.scan.value() is not None or bool(self.scan.problem()))
        self.show_row("fault_level", shown=self._asks_level or self.fault_level.value() is not None)
        self.check_again()

    # preview -----------------------------------------------------------------------------------------------------

    def _ask_preview(self) -> None:
        form, context, record_id = self.form(), self._desk.context, self._record_id
        self._desk.jobs.run_read(
            f"{NAME}.preview",
            lambda _progress: preview_registration(context, form, record_id),
            partial(self._show_preview, form),
        )

    def _show_preview(self, form: RequestForm, found: RegistrationPreview) -> None:
        self.preview.show_preview(found, form)
        if found.asks_level != self._asks_level:
            self._asks_level = found.asks_level
            self._show_rows()


def _received_hint(channel: RequestChannel) -> str:
    """Return which time counts as received (domain.md), "" where it is simply the moment."""
    if channel in (RequestChannel.FAX, RequestChannel.EMAIL):
        return _("The time printed on the message counts as received.")
    if channel is RequestChannel.LETTER:
        return _("A letter is received when it is taken in, not when it was written.")
    return ""


def ask_new_request(desk: Desk, parent: QWidget, on_saved: OnSaved, known: KnownRequest | None = None) -> RequestDialog:
    """Open the form of a new request; ``on_saved`` is given its id, or that of the one the contact was added to.

    ``known`` is what is told already: customer, equipment, what was said and when, with the records that it names.
    """
    me = desk.context.actor.display_name
    told, items = known if known is not None else (RequestForm(), {})
    form = replace(told, received_at=told.received_at or desk.now(), owner_name=me, received_by=me)
    dialog = RequestDialog(desk, form, _("Register a request"), _("Re&gister"), parent, items)

    def join(record_id: int) -> None:
        if dialog.is_right():
            work = partial(join_request, desk.context, record_id=record_id, form=dialog.form())
            dialog.run(desk.jobs, lambda _progress: work(), on_saved)

    dialog.preview.join_requested.connect(join)
    save = partial(register_request, desk.context)
    return open_form(desk, dialog, lambda: partial(save, form=dialog.form()), on_saved)


def ask_request(desk: Desk, parent: QWidget, record_id: int, number: str) -> None:
    """Read a request and open its form for correction; ``number`` is the one it is known by."""
    title = _("Edit {number}").format(number=number)

    def make(read: KnownRequest) -> RequestDialog:
        form, known = read
        return RequestDialog(desk, form, title, _("&Save"), parent, known, record_id)

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
