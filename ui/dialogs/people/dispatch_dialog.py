"""Planning a dispatch: for which request, where, when, what, and who goes (C7.1, C7.2)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from PySide6.QtWidgets import QWidget

from app.forms.people import DispatchForm
from app.i18n import _
from app.labels import label
from app.queries.people.dispatches import dispatch_form, new_dispatch_form
from app.queries.people.suggestions import Wanted
from app.queries.search import pick_one
from app.services.people.dispatches import edit_dispatch, plan_dispatch
from models.enums import DispatchMode, RecordKind
from ui.dialogs.forms.pickers import pick_item, picked_id, read_items, record_picker
from ui.dialogs.forms.saving import Editing, OnSaved, open_form
from ui.dialogs.parties.site_dialog import ask_new_site
from ui.dialogs.people.people_picker import PeoplePicker
from ui.dialogs.people.site_lines import SiteLines
from ui.dialogs.people.staff_dialog import ask_staff
from ui.runtime.desk import Desk
from ui.runtime.errors import report_error
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.people_editor import PeopleEditor
from ui.widgets.fields.people_table import Clock
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog
from ui.widgets.pages.page_pills import SegmentedChoice

NAME = "dispatch.dispatches"
LONGEST = 200_000
MARGIN = 60  # logical px left of the screen's height for title bar and task bar


@dataclass(frozen=True, slots=True)
class DispatchDraft:
    """What the dialog starts with: the form and the names of what it points to.

    ``customer_id`` is the request's, whose sites are offered; ``sites`` are those that the form names, by id.
    ``record_id`` None plans a new dispatch.
    """

    form: DispatchForm
    request: PickItem | None = None
    site: PickItem | None = None
    customer_id: int | None = None
    record_id: int | None = None
    sites: Mapping[int, PickItem] = field(default_factory=dict)


class DispatchDialog(FormDialog):
    """A dispatch as it is planned. The request of one that exists does not change any more."""

    def __init__(self, desk: Desk, draft: DispatchDraft, parent: QWidget | None = None) -> None:
        title = _("Plan a dispatch") if draft.record_id is None else _("Edit the dispatch")
        super().__init__(NAME, title, _("&Save the draft"), parent)
        self._desk = desk
        self._version = draft.form.version
        self._customer_id = draft.customer_id
        self.request = record_picker(desk, f"{NAME}.field.request_id", RecordKind.REQUEST)
        self.site = record_picker(desk, f"{NAME}.field.site_id", RecordKind.SITE, self._site_limits, _("New site …"))
        self.mode = SegmentedChoice(f"{NAME}.field.mode", [(mode.value, label(mode)) for mode in DispatchMode])
        self.starts_at = DateTimeEdit(f"{NAME}.field.starts_at", desk.now, desk.zone)
        self.ends_at = DateTimeEdit(f"{NAME}.field.ends_at", desk.now, desk.zone)
        self.content = TextArea(f"{NAME}.field.content", LONGEST, 3)
        self.cautions = TextArea(f"{NAME}.field.cautions", LONGEST, 2)
        self.tools = TextArea(f"{NAME}.field.tools", LONGEST, 2)
        self._record_id = draft.record_id
        staff = PeoplePicker(desk, f"{NAME}.field.people.staff", self._job)
        self.people = PeopleEditor(f"{NAME}.field.people", staff, Clock(desk.now, desk.zone))
        self.sites = SiteLines(f"{NAME}.field.sites", desk, self._site_limits)
        self.customer_hands = LineEdit(f"{NAME}.field.customer_hands")
        self._carrying: tuple[int, ...] = draft.form.carrying
        self._add_rows()
        self.set_draft(draft)
        self.request.setEnabled(draft.record_id is None)
        self.request.setClearButtonEnabled(draft.record_id is None)
        self.request.value_changed.connect(self._on_request_changed)
        self.starts_at.value_changed.connect(lambda _value: self.check_again())
        self.site.new_requested.connect(self._on_new_site)
        self.people.picker.new_requested.connect(self._on_new_person)
        self.resize(920, min(860, self.screen().availableGeometry().height() - MARGIN))
        (self.request if draft.request is None else self.starts_at).setFocus()

    def form(self) -> DispatchForm:
        """Return what is entered."""
        return DispatchForm(
            request_id=picked_id(self.request),
            site_id=picked_id(self.site),
            mode=DispatchMode(self.mode.value() or DispatchMode.GUIDANCE),
            content=self.content.value(),
            cautions=self.cautions.value(),
            tools=self.tools.value(),
            starts_at=self.starts_at.value(),
            ends_at=self.ends_at.value(),
            people=self.people.value(),
            sites=self.sites.value(),
            customer_hands=self.customer_hands.value(),
            carrying=self._carrying,
            version=self._version,
        )

    def set_draft(self, draft: DispatchDraft) -> None:
        """Show what the dialog starts with."""
        form = draft.form
        self.request.set_value(draft.request)
        self.site.set_value(draft.site)
        self.mode.set_value(form.mode.value)
        self.starts_at.set_value(form.starts_at)
        self.ends_at.set_value(form.ends_at)
        self.content.set_value(form.content)
        self.cautions.set_value(form.cautions)
        self.tools.set_value(form.tools)
        self.people.set_value(form.people)
        self.sites.offer(form.sites, draft.sites)
        self.customer_hands.set_value(form.customer_hands)

    def _add_rows(self) -> None:
        for clock in (self.starts_at, self.ends_at):
            clock.now_button.hide()  # one plans ahead
        self.add_section(_("What for and where"))
        self.add_row("request_id", _("&Request"), self.request, required=True)
        self.add_row("site_id", _("Si&te"), self.site)
        self.add_row("sites", _("F&urther sites"), self.sites)
        if self._carrying:
            self.add_note("carrying", _("It takes over what an earlier dispatch left undone (C7.4)."))
        self.add_section(_("When and how"))
        self.add_row("starts_at", _("On site &from"), self.starts_at, required=True, half=True)
        self.add_row("ends_at", _("Done &by"), self.ends_at, required=True, half=True, check=self._end_problem)
        self.add_row("mode", _("&Mode"), self.mode, hint=_("C7.1: guide the customer's hands where possible"))
        self.add_row("customer_hands", _("Customer's &hands"), self.customer_hands)
        self.add_section(_("Who goes"))
        self.add_row("people", _("&People"), self.people)
        self.add_section(_("What is told to them in writing (C7.3)"))
        self.add_row("content", _("Wor&k to do"), self.content)
        self.add_row("cautions", _("&Cautions"), self.cautions)
        self.add_row("tools", _("T&ools, parts"), self.tools)

    def _site_limits(self) -> Mapping[str, int | None]:
        """Offer the sites of the request's customer."""
        return {"customer_id": self._customer_id}

    def _job(self) -> Wanted | None:
        """Return what people are wanted for, None while it is not known for which request and when."""
        start, end, request_id = self.starts_at.value(), self.ends_at.value(), picked_id(self.request)
        if start is None or end is None or end < start or request_id is None:
            return None
        sites = (picked_id(self.site), *(one.site_id for one in self.sites.value()))
        return Wanted(
            starts_at=start,
            ends_at=end,
            request_id=request_id,
            site_ids=tuple(one for one in sites if one is not None),
            content=self.content.value(),
            beside=self._record_id or 0,
        )

    def _end_problem(self) -> str:
        start, end = self.starts_at.value(), self.ends_at.value()
        return _("The end lies before the start.") if start and end and end < start else ""

    def _on_request_changed(self, item: PickItem | None) -> None:
        """Another request: its site goes into the field, where it may be changed."""
        jobs, key = self._desk.jobs, f"{NAME}.request"
        self._customer_id = None
        if item is None:
            jobs.drop_read(key)
        else:
            show = self._on_kept_request_read if self.is_restoring else self._on_request_read
            jobs.run_read(key, lambda _progress: _draft_for(self._desk, item.id), show)

    def _on_request_read(self, draft: DispatchDraft) -> None:
        self._on_kept_request_read(draft)
        self.site.set_value(draft.site)

    def _on_kept_request_read(self, draft: DispatchDraft) -> None:
        """The request is put back into the form together with the site that was chosen then."""
        self._customer_id = draft.customer_id

    def _on_new_site(self, typed: str) -> None:
        if self._customer_id is None:
            self.mark("request_id", _("Choose the request."))
        else:
            ask_new_site(self._desk, self, self._customer_id, typed, partial(self._show_saved, self.site.set_value))

    def _on_new_person(self, typed: str) -> None:
        self.people.picker.set_value(None)
        self.people.picker.clear()
        ask_staff(self._desk, self, None, partial(self._show_saved, self.people.add_staff), typed)

    def _show_saved(self, show: Callable[[PickItem | None], None], record_id: int) -> None:
        """Put what was just added from here where it was asked for."""
        read = lambda _progress: pick_item(pick_one(self._desk.context, record_id))  # noqa: E731
        self._desk.jobs.run_read(f"{NAME}.saved", read, show)


def ask_new_dispatch(
    desk: Desk, parent: QWidget, request_id: int | None, on_saved: OnSaved, carrying: tuple[int, ...] = ()
) -> None:
    """Open the dialog for a new dispatch; without a request a person picks one. ``on_saved`` gets the id.

    ``carrying`` are the open items of earlier dispatches of the request that it takes over (C7.4).
    """
    if request_id is None:
        _open(desk, parent, on_saved, DispatchDraft(DispatchForm()))
        return
    desk.jobs.run_read(
        f"{NAME}.draft",
        lambda _progress: _draft_for(desk, request_id, carrying),
        lambda draft: _open(desk, parent, on_saved, draft),
        lambda error: report_error(parent, error),
    )


def ask_edit_dispatch(desk: Desk, parent: QWidget, record_id: int, on_saved: OnSaved) -> None:
    """Open the dialog for a draft that exists. ``on_saved`` gets its id."""
    desk.jobs.run_read(
        f"{NAME}.draft",
        lambda _progress: _draft_of(desk, record_id),
        lambda draft: _open(desk, parent, on_saved, draft),
        lambda error: report_error(parent, error),
    )


def _draft_for(desk: Desk, request_id: int, carrying: tuple[int, ...] = ()) -> DispatchDraft:
    return _draft(desk, new_dispatch_form(desk.context, request_id, carrying), request_id)


def _draft_of(desk: Desk, record_id: int) -> DispatchDraft:
    form = dispatch_form(desk.context, record_id)
    return replace(_draft(desk, form, form.request_id or 0), record_id=record_id)


def _draft(desk: Desk, form: DispatchForm, request_id: int) -> DispatchDraft:
    request = pick_one(desk.context, request_id)
    known = read_items(desk, form.site_id, *(site.site_id for site in form.sites))
    site = known.get(form.site_id or 0)
    return DispatchDraft(form, pick_item(request), site, request.customer_id, sites=known)


def _open(desk: Desk, parent: QWidget, on_saved: OnSaved, draft: DispatchDraft) -> DispatchDialog:
    dialog, record_id = DispatchDialog(desk, draft, parent), draft.record_id
    editing = None
    if record_id is not None:
        make = lambda read: DispatchDialog(desk, read, parent)  # noqa: E731
        editing = Editing(record_id, lambda: _draft_of(desk, record_id), make)
    answer = lambda: partial(_save, desk, record_id, dialog.form())  # noqa: E731
    about = {"request_id": draft.form.request_id, "carrying": list(draft.form.carrying)}
    return open_form(desk, dialog, answer, on_saved, editing=editing, about=about)


def _save(desk: Desk, record_id: int | None, form: DispatchForm) -> int:
    if record_id is None:
        return plan_dispatch(desk.context, form=form)
    edit_dispatch(desk.context, record_id=record_id, form=form)
    return record_id
