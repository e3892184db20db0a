"""The page of dispatches: who is sent where, the lending departments' word, and the dispatch order."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.i18n import N_, _
from app.queries.lists.paging import Sort
from app.queries.people.dispatches import (
    DISPATCHES,
    DispatchDetails,
    DispatchRow,
    dispatch_details,
)
from app.services.dispatches import agree_dispatch, cancel_dispatch, reopen_dispatch
from models.enums import DispatchState, RecordKind
from ui.dialogs.forms.saving import Step
from ui.dialogs.people.agreement_dialog import ask_agreement
from ui.dialogs.people.dispatch_dialog import ask_edit_dispatch, ask_new_dispatch
from ui.dialogs.printing.printing import open_document
from ui.dialogs.reason_dialog import ask_text
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import EDIT, NEW, ListSpec, new_action
from ui.tabs.dispatch.columns import dispatch_columns
from ui.tabs.dispatch.dispatch_detail import AGREEMENT_LINK, REQUEST_LINK, STAFF_LINK, dispatch_view
from ui.tabs.list_spec import list_spec
from ui.tabs.papers import PRINT, print_selected
from ui.tabs.pay_first import PAY_FIRST_KINDS, is_pay_first_step
from ui.tabs.record_page import RecordPage
from ui.widgets.detail.detail_panel import DetailView

NAME = "dispatch.dispatches"
CHIPS = (
    Chip("open", N_("Open"), group="state"),
    Chip("draft", N_("Draft"), group="state"),
    Chip("agreed", N_("Agreed"), group="state"),
    Chip("finished", N_("Ended"), group="state"),
)
ACTIONS = (
    new_action(N_("New dispatch")),
    EDIT,
    PRINT,
)
# A class confirmed or money received opens a gate here, a new phone number stands in the pane.
KINDS = frozenset({RecordKind.DISPATCH.value, RecordKind.REQUEST.value, RecordKind.STAFF.value, *PAY_FIRST_KINDS})


class DispatchesPage(RecordPage[DispatchRow, DispatchDetails]):
    """List, detail and next steps of dispatches."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_spec(desk), desk, parent)
        self.open_requested.connect(lambda _id: self._edit())

    def read_details(self, record_id: int) -> DispatchDetails:
        return dispatch_details(self.desk.context, record_id)

    def view_of(self, details: DispatchDetails) -> DetailView:
        return dispatch_view(details, self.desk)

    def plan(self, request_id: int | None = None) -> None:
        """Ask for a new dispatch, of a request or of one to be picked."""
        ask_new_dispatch(self.desk, self, request_id, self.reveal)

    def on_action(self, code: str) -> None:
        """A button of the page header was pressed."""
        if code == NEW:
            self.plan()
        elif code == EDIT.code:
            self._edit()
        elif code == PRINT.code:
            print_selected(self, self._spec.fetch, RecordKind.DISPATCH)

    def on_step(self, code: str) -> None:
        """Agree at once; reopening and cancelling ask for the reason first."""
        details = self.details
        if details is None:
            return
        if code == "agree":
            self.desk.save(
                self,
                partial(agree_dispatch, self.desk.context, record_id=details.id, version=details.version),
                self.reload_details,
                _("Settle the dispatch"),
            )
        elif code == "reopen":
            self._ask_reason(details, code, _("Take back to draft"), reopen_dispatch)
        elif code == "cancel":
            self._ask_reason(details, code, _("Cancel the dispatch"), cancel_dispatch)

    def on_fix(self, code: str) -> None:
        """Go where the missing thing is put right."""
        if self.details is None:
            return
        if code == "record_department_agreed":
            ask_agreement(self.desk, self, self.details, 0, self.reload_details)
        elif code == "edit_dispatch":
            self._edit()
        elif code == "confirm_class":
            self.desk.show_requested.emit(RecordKind.REQUEST.value, self.details.request_id)

    def on_link(self, code: str) -> None:
        """Follow a link of a fact or of a card."""
        if self.details is None:
            return
        kind, _colon, record_id = code.partition(":")
        if is_pay_first_step(code):
            self.desk.step_requested.emit(RecordKind.REQUEST.value, self.details.request_id, code)
        elif kind == RecordKind.ORDER.value:
            self.desk.show_requested.emit(kind, int(record_id))
        elif kind == REQUEST_LINK:
            self.desk.show_requested.emit(RecordKind.REQUEST.value, self.details.request_id)
        elif kind == STAFF_LINK:
            self.desk.show_requested.emit(RecordKind.STAFF.value, int(record_id))
        elif kind == AGREEMENT_LINK:
            ask_agreement(self.desk, self, self.details, int(record_id or 0), self.reload_details)
        elif kind == "facts":
            self._edit()

    def on_paper(self, code: str) -> None:
        """Open an issued paper from the archive."""
        open_document(self.desk, self, int(code.partition(":")[2]))

    def _edit(self) -> None:
        """Open the form of a draft; one that is settled says how it becomes a draft again."""
        details = self.details
        if details is None:
            return
        if details.state is DispatchState.DRAFT:
            ask_edit_dispatch(self.desk, self, details.id, lambda _id: self.reload_details())
        else:
            self.message.show_message(_("Only a draft can be changed. Take the dispatch back to draft first."))

    def _ask_reason(self, details: DispatchDetails, code: str, title: str, take_step: Callable[..., None]) -> None:
        run = partial(take_step, self.desk.context, record_id=details.id, version=details.version)
        ask_text(
            self.desk,
            self,
            f"dispatch.{code}",
            title,
            _("&Reason"),
            title,
            lambda reason: run(reason=reason),
            self.reload_details,
            step=Step(RecordKind.DISPATCH.value, details.id, code),
        )


def _spec(desk: Desk) -> ListSpec[DispatchRow]:
    return list_spec(
        desk,
        DISPATCHES,
        name=NAME,
        columns=dispatch_columns(desk),
        sort=Sort("starts_at", descending=True),
        kinds=KINDS,
        chips=CHIPS,
        actions=ACTIONS,
        dated=True,
        empty_text=N_("Nobody has been sent anywhere yet."),
    )
