"""The page of dispatches: who is sent where, the lending departments' word, and the dispatch order."""

from PySide6.QtWidgets import QWidget

from app.i18n import N_, _
from app.queries.lists.paging import Sort
from app.queries.people.dispatches import (
    DISPATCHES,
    DispatchDetails,
    DispatchRow,
    dispatch_details,
)
from app.rules.permissions import Permission
from app.services.people.dispatches import agree_dispatch, cancel_dispatch, reopen_dispatch
from models.enums import DispatchState, RecordKind
from ui.dialogs.material.slip_dialog import SlipSource
from ui.dialogs.people.agreement_dialog import ask_agreement
from ui.dialogs.people.dispatch_dialog import ask_edit_dispatch, ask_new_dispatch
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import EDIT, NEW, ListSpec, new_action
from ui.tabs.dispatch.columns import dispatch_columns
from ui.tabs.dispatch.dispatch_detail import AGREEMENT_LINK, REQUEST_LINK, STAFF_LINK, dispatch_view
from ui.tabs.inventory.needs.material_card import MAKE_SLIP
from ui.tabs.inventory.returns.swap_card import SWAP, record_swap
from ui.tabs.inventory.slips.of_record import make_slip, show_open_slip
from ui.tabs.list_spec import list_spec
from ui.tabs.papers import PRINT
from ui.tabs.pay_first import PAY_FIRST_KINDS, is_pay_first_step
from ui.tabs.record_page import RecordPage
from ui.tabs.record_steps import RecordSteps
from ui.widgets.detail.detail_panel import DetailView

NAME = "dispatch.dispatches"
CHIPS = (
    Chip("open", N_("Open"), group="state"),
    Chip("draft", N_("Draft"), group="state"),
    Chip("agreed", N_("Agreed"), group="state"),
    Chip("finished", N_("Ended"), group="state"),
)
ACTIONS = (new_action(N_("New dispatch")), EDIT)
# A class confirmed or money received opens a gate here, a new phone number stands in the pane.
KINDS = frozenset(
    {
        RecordKind.DISPATCH.value,
        RecordKind.REQUEST.value,
        RecordKind.STAFF.value,
        RecordKind.SLIP.value,
        RecordKind.OLD_PART.value,
        *PAY_FIRST_KINDS,
    }
)

SHOWN_ELSEWHERE = frozenset(
    kind.value
    for kind in (
        RecordKind.ORDER,
        RecordKind.SLIP,
        RecordKind.PART,
        RecordKind.PURCHASE,
        RecordKind.SHIPMENT,
        RecordKind.OLD_PART,
    )
)  # what links of the pane lead to


def dispatch_list(desk: Desk) -> ListSpec[DispatchRow]:
    """Return what the list of dispatches is."""
    return list_spec(
        desk,
        DISPATCHES,
        name=NAME,
        columns=dispatch_columns(desk),
        sort=Sort("starts_at", descending=True),
        kinds=KINDS,
        chips=CHIPS,
        actions=ACTIONS,
        always=(PRINT,),
        edits=Permission.PLAN_DISPATCH,
        dated=True,
        empty_text=N_("Nobody has been sent anywhere yet."),
    )


class DispatchesPage(RecordPage[DispatchRow, DispatchDetails]):
    """List, detail and next steps of dispatches."""

    printed = RecordKind.DISPATCH
    list_of = staticmethod(dispatch_list)
    details_of = staticmethod(dispatch_details)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.open_requested.connect(lambda _id: self._edit())

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
        else:
            super().on_action(code)

    def take(self, details: DispatchDetails, code: str) -> None:
        """Agree at once; reopening and cancelling ask for the reason first."""
        steps = RecordSteps(self.desk, self, RecordKind.DISPATCH)
        if code == "agree":
            steps.do(details, agree_dispatch, _("Settle the dispatch"))
        elif code == "reopen":
            save = steps.work(reopen_dispatch, details)
            steps.ask_reason(details, code, _("Take back to draft"), save, name="dispatch.reopen")
        elif code == "cancel":
            save = steps.work(cancel_dispatch, details)
            steps.ask_reason(details, code, _("Cancel the dispatch"), save, name="dispatch.cancel")
        elif code == MAKE_SLIP:
            make_slip(self.desk, self, SlipSource(details.id))
        elif code == SWAP:
            record_swap(self.desk, self, details.request_id, steps.step(details, code), details.id)

    def mend(self, details: DispatchDetails, code: str) -> None:
        """Go where the missing thing is put right."""
        if code == "record_department_agreed":
            ask_agreement(self.desk, self, details, 0, self.reload_details)
        elif code == "edit_dispatch":
            self._edit()
        elif code == "show_slips":
            show_open_slip(self.desk, details.slips)
        elif code == "confirm_class":
            self.desk.show_requested.emit(RecordKind.REQUEST.value, details.request_id)

    def on_link(self, code: str) -> None:
        """Follow a link of a fact or of a card."""
        if self.details is None:
            return
        kind, _colon, record_id = code.partition(":")
        if is_pay_first_step(code):
            self.desk.step_requested.emit(RecordKind.REQUEST.value, self.details.request_id, code)
        elif kind in SHOWN_ELSEWHERE:
            self.desk.show_requested.emit(kind, int(record_id))
        elif kind == REQUEST_LINK:
            self.desk.show_requested.emit(RecordKind.REQUEST.value, self.details.request_id)
        elif kind == STAFF_LINK:
            self.desk.show_requested.emit(RecordKind.STAFF.value, int(record_id))
        elif kind == AGREEMENT_LINK:
            ask_agreement(self.desk, self, self.details, int(record_id or 0), self.reload_details)
        elif kind == "facts":
            self._edit()

    def _edit(self) -> None:
        """Open the form of a draft; one that is settled says how it becomes a draft again."""
        details = self.details
        if details is None or not self.desk.context.actor.may(Permission.PLAN_DISPATCH):
            return
        if details.state is DispatchState.DRAFT:
            ask_edit_dispatch(self.desk, self, details.id, lambda _id: self.reload_details())
        else:
            self.message.show_message(_("Only a draft can be changed. Take the dispatch back to draft first."))
