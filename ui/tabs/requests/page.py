"""The page of service requests: from the customer's call to people being sent, and to the end."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.i18n import N_, _
from app.queries.lists.paging import Sort
from app.queries.requests.requests import (
    RequestDetails,
    RequestRow,
    count_requests,
    count_views,
    list_requests,
    request_details,
)
from app.services.requests import classing, moving, steps
from models.enums import EventKind, RecordKind
from ui.dialogs.forms.saving import Step, open_form
from ui.dialogs.people.dispatch_dialog import ask_new_dispatch
from ui.dialogs.printing.printing import open_document
from ui.dialogs.reason_dialog import ask_text
from ui.dialogs.requests.class_dialog import ClassDialog, ClassForm
from ui.dialogs.requests.event_dialogs import EventDialog, EventForm
from ui.dialogs.requests.register_dialog import ask_register
from ui.dialogs.requests.request_dialog import RequestDialog, ask_new_request, ask_request
from ui.dialogs.requests.solve_dialog import SolveDialog
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip, FilterState
from ui.table.page_spec import ListSpec, PageAction
from ui.tabs.papers import PRINT, print_selected
from ui.tabs.record_page import RecordPage, list_filter
from ui.tabs.requests.columns import request_columns
from ui.tabs.requests.detail import ANSWERABLE, request_view
from ui.widgets.detail.detail_panel import DetailView

NAME = "requests.requests"
CHIPS = (
    Chip("open", N_("Open"), group="stage", checked=True),
    Chip("overdue", N_("Overdue")),
    Chip("to_confirm", N_("To be analysed"), group="stage"),
    Chip("in_hand", N_("In hand"), group="stage"),
    Chip("finished", N_("Finished"), group="stage"),
)
SHOWING_NEW = frozenset({"open", "to_confirm"})  # chips that a request just registered passes
ACTIONS = (
    PageAction("new", N_("New request"), "new", primary=True, shortcut="Ctrl+N"),
    PageAction("edit", N_("Edit"), "edit", shortcut="Ctrl+E", needs_selection=True),
    PRINT,
    PageAction("book", N_("Register book…"), "paper"),
)


EVENT_STEPS = {
    EventKind.REPLIED: "reply",
    EventKind.FILE_CONSULTED: "record_file_consulted",
    EventKind.CUSTOMER_CONTACTED: "record_customer_contacted",
}


def request_list(desk: Desk) -> ListSpec[RequestRow]:
    """Return what the list of requests is."""
    context = desk.context
    return ListSpec(
        name=NAME,
        columns=request_columns(desk),
        fetch=lambda page: list_requests(context, page),
        sort=Sort("received_at"),
        kinds=frozenset({"request", "dispatch", "customer", "project", "site", "equipment"}),
        make_filter=list_filter,
        count=lambda wanted: count_requests(context, wanted),
        chip_counts=lambda: count_views(context),
        chips=CHIPS,
        actions=ACTIONS,
        today=desk.today,
        ticks=True,
        empty_text=N_("No request yet. Register the first call."),
        empty_action="new",
    )


class RequestsPage(RecordPage[RequestRow, RequestDetails]):
    """List and detail of service requests, and everything one does with them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(request_list(desk), desk, parent)
        self._steps: dict[str, Callable[[RequestDetails], object]] = {
            **{code: partial(self.record_event, kind=kind) for kind, code in EVENT_STEPS.items()},
            "confirm_class": self.confirm_class,
            "class": self.confirm_class,
            "facts": self.edit,
            "plan_dispatch": self.plan_dispatch,
            "solve": self.solve,
            "record_result": self.solve,
            "close": self.close_request,
            "cancel": self.cancel,
            "customer": lambda details: desk.show_requested.emit("customer", details.customer_id),
            "project": lambda details: desk.show_requested.emit("project", details.project_id or 0),
            "cancel_dispatches": self.show_dispatch,
        }

    def read_details(self, record_id: int) -> RequestDetails:
        return request_details(self.desk.context, record_id)

    def view_of(self, details: RequestDetails) -> DetailView:
        return request_view(details, self.desk)

    # wishes ------------------------------------------------------------------------------------------------------

    def on_action(self, code: str) -> None:
        if code == "new":
            self.register()
        elif code == PRINT.code:
            print_selected(self, self._spec.fetch, RecordKind.REQUEST)
        elif code == "book":
            ask_register(self.desk, self)
        elif self.details is not None:
            self.edit(self.details)

    def on_step(self, code: str) -> None:
        if self.details is not None:
            self._steps[code](self.details)

    def on_fix(self, code: str) -> None:
        self.on_step(code)

    def on_link(self, code: str) -> None:
        if code.startswith("dispatch:"):
            self.desk.show_requested.emit(RecordKind.DISPATCH.value, int(code.removeprefix("dispatch:")))
        else:
            self.on_step(code)

    def on_paper(self, code: str) -> None:
        open_document(self.desk, self, int(code.removeprefix("document:")))

    # what one does -----------------------------------------------------------------------------------------------

    def register(self) -> RequestDialog:
        """Open the form of a new request."""
        return ask_new_request(self.desk, self, self.show_new)

    def show_new(self, record_id: int) -> None:
        """Select a request that was just registered; a filter that would hide it goes."""
        state = self.filter_bar.state()
        if state.text or state.since or state.until or not state.chips <= SHOWING_NEW:
            self.filter_bar.set_state(FilterState(chips=frozenset({"open"})))
        self.select(record_id)

    def edit(self, details: RequestDetails) -> None:
        """Open the form of a request for correction; a finished one says that it stays as it is."""
        if details.state not in ANSWERABLE:
            self.message.show_message(_("This request is finished and is not changed any more."))
            return
        ask_request(self.desk, self, details.id, details.number)

    def record_event(self, details: RequestDetails, kind: EventKind) -> EventDialog:
        """Record one of the steps of C3.1, or the answer of C4.1."""
        dialog = EventDialog(self.desk, kind, details.contact_name, self)
        save = partial(self._save_event, details.id, kind)
        about = _step(details, EVENT_STEPS[kind]).about()
        return open_form(self.desk, dialog, lambda: partial(save, dialog.form()), about=about)

    def _save_event(self, record_id: int, kind: EventKind, form: EventForm) -> None:
        context = self.desk.context
        at = form.at or self.desk.now()
        if kind is EventKind.FILE_CONSULTED:
            steps.record_file_consulted(context, record_id=record_id, at=at, person=form.person, text=form.text)
            return
        record = steps.record_reply if kind is EventKind.REPLIED else steps.record_customer_contacted
        record(context, record_id=record_id, at=at, person=form.person, counterpart=form.counterpart, text=form.text)

    def confirm_class(self, details: RequestDetails) -> ClassDialog:
        """Confirm free or paid (C3.2)."""
        dialog = ClassDialog(details, self)
        about = _step(details, "confirm_class").about()
        return open_form(self.desk, dialog, lambda: partial(self._save_class, details, dialog.form()), about=about)

    def _save_class(self, details: RequestDetails, form: ClassForm) -> None:
        classing.confirm_class(
            self.desk.context,
            record_id=details.id,
            version=details.version,
            service_class=form.service_class,
            basis=form.basis,
            reason=form.reason,
        )

    def plan_dispatch(self, details: RequestDetails) -> None:
        """Plan who is sent, and go there once it is saved."""
        ask_new_dispatch(
            self.desk,
            self,
            details.id,
            lambda saved: self.desk.show_requested.emit(RecordKind.DISPATCH.value, saved),
        )

    def show_dispatch(self, details: RequestDetails) -> None:
        """Go to the first dispatch of the request."""
        if details.dispatches:
            self.desk.show_requested.emit(RecordKind.DISPATCH.value, details.dispatches[0].id)

    def solve(self, details: RequestDetails) -> SolveDialog:
        """Mark as solved with result and cause."""
        dialog = SolveDialog(details, self)
        save = partial(moving.solve_request, self.desk.context, record_id=details.id, version=details.version)
        return open_form(
            self.desk,
            dialog,
            lambda: partial(save, result=dialog.result_text.value(), cause=dialog.cause.value()),
            about=_step(details, "solve").about(),
        )

    def close_request(self, details: RequestDetails) -> None:
        """Close a solved request."""
        context = self.desk.context
        self.desk.save(
            self,
            lambda: moving.move_request(context, record_id=details.id, version=details.version, action="close"),
        )

    def cancel(self, details: RequestDetails) -> None:
        """Cancel with a reason."""
        context = self.desk.context
        ask_text(
            self.desk,
            self,
            "requests.cancel",
            _("Cancel {number}").format(number=details.number),
            _("&Reason"),
            _("Cancel the re&quest"),
            lambda reason: moving.cancel_request(context, record_id=details.id, version=details.version, reason=reason),
            step=_step(details, "cancel"),
        )


def _step(details: RequestDetails, code: str) -> Step:
    """Return a step of a request, for what is typed before it is taken."""
    return Step(RecordKind.REQUEST.value, details.id, code)
