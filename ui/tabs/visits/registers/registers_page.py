"""The page of the registers of calls and letters: one list over all records that hold one (N6)."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from app.context import Context
from app.forms.requests import RequestForm
from app.i18n import N_, _
from app.labels import label
from app.queries.care.correspondence import CorrespondenceDetails, correspondence_details, request_from
from app.queries.care.registers import REGISTER, RegisterRow, register_line
from app.queries.lists.paging import Sort
from app.rules.permissions import Permission
from app.services.care.correspondence import settle_correspondence, take_up_as_request
from models.enums import RecordKind
from ui.dialogs.care.correspondence_dialog import (
    CorrespondenceResultDialog,
    ask_correspondence,
    ask_new_correspondence,
    read_correspondence,
)
from ui.dialogs.forms.pickers import read_items
from ui.dialogs.requests.register_dialog import SpanReport, ask_register
from ui.dialogs.requests.request_dialog import KnownRequest, ask_new_request
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import EDIT, ListSpec, PageAction, new_action
from ui.tabs.editing_page import EditingPage
from ui.tabs.list_spec import list_spec
from ui.tabs.owed import OwingSteps
from ui.tabs.record_form import EditForm
from ui.tabs.record_steps import Page
from ui.tabs.visits.registers.columns import register_columns
from ui.tabs.visits.registers.register_detail import correspondence_view, line_view
from ui.widgets.detail.detail_panel import DetailView

NAME = "visits.registers"
CHIPS = (
    Chip("calls_in", N_("Calls in"), group="way"),
    Chip("calls_out", N_("Calls out"), group="way"),
    Chip("letters_in", N_("Letters in"), group="way"),
    Chip("letters_out", N_("Letters out"), group="way"),
    Chip("waits", N_("To be dealt with")),
)
SHOWN = (
    RecordKind.CORRESPONDENCE, RecordKind.REQUEST, RecordKind.COMPLAINT, RecordKind.QUOTATION, RecordKind.LETTER,
    RecordKind.DISPATCH, RecordKind.VISIT, RecordKind.CUSTOMER,
)  # fmt: skip
BOOKS = {
    "book_calls": SpanReport(
        "visits.call_register",
        "call_register",
        N_("Print the register of calls"),
        N_("Every call and message of these days is listed, in and out."),
    ),
    "book_letters": SpanReport(
        "visits.letter_register",
        "letter_register",
        N_("Print the register of letters"),
        N_("Every letter, fax and e-mail of these days is listed, in and out."),
    ),
}
BOOK = PageAction(
    "book",
    N_("Print register…"),
    "paper",
    in_menu=False,
    choices=(PageAction("book_calls", N_("Calls…")), PageAction("book_letters", N_("Letters…"))),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is selected: a line, and the record of its own that it is, None where it stands in another one."""

    line: RegisterRow
    own: CorrespondenceDetails | None

    @property
    def id(self) -> int:
        """The line."""
        return self.line.id


def read_line(context: Context, row_id: int) -> Shown:
    """Read what the pane shows of a line; a call or a letter of its own has an id above zero."""
    own = correspondence_details(context, row_id) if row_id > 0 else None
    return Shown(register_line(context, row_id), own)


def register_list(desk: Desk) -> ListSpec[RegisterRow]:
    """Return what the list of calls and letters is."""
    actor = desk.context.actor
    prints = actor.may(Permission.VIEW_MONEY) and actor.may(Permission.ISSUE_PAPER)  # letters name sums
    return list_spec(
        desk,
        REGISTER,
        name=NAME,
        columns=register_columns(desk),
        sort=Sort("at"),
        kinds=SHOWN,
        chips=CHIPS,
        actions=(new_action(N_("Record a call or a letter")), EDIT),
        always=(BOOK,) if prints else (),
        dated=True,
        edits=Permission.EDIT_CARE,
        empty_text=N_("No call and no letter is on record."),
    )


class CorrespondenceSteps(OwingSteps[CorrespondenceDetails]):
    """The steps of a call or a letter by their codes, and those of its promise."""

    def __init__(self, desk: Desk, page: Page) -> None:
        super().__init__(desk, page, RecordKind.CORRESPONDENCE)
        self.steps = {"settle": self.settle, "make_request": self.make_request}

    def settle(self, details: CorrespondenceDetails) -> None:
        """Record what was done about it."""
        dialog = CorrespondenceResultDialog(self.desk, details, self.page)
        self.ask_form(details, "settle", dialog, settle_correspondence)

    def make_request(self, details: CorrespondenceDetails) -> None:
        """Register what came in as a request, or add it to an open one: it is linked with what it became."""

        def read() -> KnownRequest:
            form: RequestForm = request_from(self.desk.context, details.id)
            return form, read_items(self.desk, form.customer_id, form.project_id, form.site_id)

        def link(request_id: int) -> None:
            work = partial(take_up_as_request, self.desk.context, record_id=details.id, request_id=request_id)
            self.desk.save(self.page, work, self.page.reload_details, _("Link the request"))

        self.page.read_form(read, lambda known: ask_new_request(self.desk, self.page, link, known))


class RegistersPage(EditingPage[RegisterRow, Shown]):
    """List and detail of calls and letters; what stands in another record leads there."""

    edited_by = Permission.EDIT_CARE
    opens_form = True
    form = EditForm(read_correspondence, ask_correspondence)
    list_of = staticmethod(register_list)
    details_of = staticmethod(read_line)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.steps_of = CorrespondenceSteps(desk, self)

    def view_of(self, details: Shown) -> DetailView:
        if details.own is None:
            return line_view(details.line, self.desk)
        return correspondence_view(details.own, self.desk)

    def take(self, details: Shown, code: str) -> None:
        if details.own is not None:
            self.steps_of.take(details.own, code)

    def on_action(self, code: str) -> None:
        if code in BOOKS:
            ask_register(self.desk, self, BOOKS[code])
        else:
            super().on_action(code)

    def add(self) -> None:
        """Open the form of a call or a letter."""
        ask_new_correspondence(self.desk, self, self.reveal)

    def edit(self, record_id: int) -> None:
        """Open the form of a call or a letter; one that stands in another record is corrected there."""
        details = self.details
        if details is None or details.id != record_id:
            return
        if details.own is None:
            kind, number = label(details.line.record_kind), details.line.number
            message = _("This stands in another record and is corrected there: {kind} {number}.")
            self.message.show_message(message.format(kind=kind, number=number))
        elif details.own.is_final:
            self.message.show_message(_("This is settled and is not changed any more."))
        else:
            super().edit(record_id)

    def _on_open_wanted(self, record_id: int) -> None:
        """Enter or a double click: the form of a call or a letter, else the record in which it stands."""
        details = self.details
        if details is None or details.id != record_id:
            return
        if details.own is None:
            self.desk.show_requested.emit(details.line.record_kind.value, details.line.record_id)
        else:
            super()._on_open_wanted(record_id)
