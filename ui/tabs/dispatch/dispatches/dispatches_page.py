"""The page of dispatches: who is sent where, the lending departments' word, and the dispatch order."""

from PySide6.QtWidgets import QWidget

from app.i18n import N_
from app.queries.lists.paging import Sort
from app.queries.people.dispatches import (
    BRINGING_HOME,
    DISPATCHES,
    DispatchDetails,
    DispatchRow,
    dispatch_details,
)
from app.queries.trips.of_dispatch import MONEY, ON_SITE, SAFETY
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.dialogs.people.agreement_dialog import ask_agreement
from ui.dialogs.people.dispatch_dialog import ask_edit_dispatch, ask_new_dispatch
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import EDIT, ListSpec, new_action
from ui.tabs.dispatch.columns import dispatch_columns
from ui.tabs.dispatch.dispatches.dispatch_actions import DispatchSteps
from ui.tabs.dispatch.dispatches.dispatch_detail import REQUEST_LINK, dispatch_view
from ui.tabs.dispatch.dispatches.people_card import AGREEMENT_LINK
from ui.tabs.dispatch.dispatches.trip_actions import TripActions
from ui.tabs.dispatch.dispatches.trip_cards import FIX_LINK, STEP_LINK
from ui.tabs.drafts_page import DraftsPage
from ui.tabs.list_spec import list_spec
from ui.tabs.papers import PRINT
from ui.tabs.pay_first import PAY_FIRST_KINDS, is_pay_first_step
from ui.widgets.detail.detail_panel import DetailView

NAME = "dispatch.dispatches"
CHIPS = (
    Chip("open", N_("Open"), group="state"),
    Chip("draft", N_("Draft"), group="state"),
    Chip("agreed", N_("Agreed"), group="state"),
    Chip("on_the_way", N_("On the way"), group="state"),
    Chip("to_close", N_("To be closed"), group="state"),
    Chip("unbriefed", N_("Soon, not briefed")),
    Chip("late", N_("Overdue")),
    Chip("finished", N_("Ended"), group="state"),
)
ACTIONS = (new_action(N_("New dispatch")), EDIT)
# A class confirmed or money received opens a gate here, a new phone number stands in the pane.
KINDS = (
    RecordKind.DISPATCH,
    RecordKind.REQUEST,
    RecordKind.STAFF,
    RecordKind.SLIP,
    RecordKind.OLD_PART,
    RecordKind.CONFIDENTIALITY,
    RecordKind.HAZARD,
    *ON_SITE,
    *MONEY,
    *SAFETY,
    *PAY_FIRST_KINDS,
)


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


class DispatchesPage(DraftsPage[DispatchRow, DispatchDetails]):
    """List, detail and next steps of dispatches."""

    printed = RecordKind.DISPATCH
    edited_by = Permission.PLAN_DISPATCH
    opens_form = True
    not_draft = N_("Only a draft can be changed. Take the dispatch back to draft first.")
    list_of = staticmethod(dispatch_list)
    details_of = staticmethod(dispatch_details)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.steps_of = DispatchSteps(desk, self)
        self._trip = TripActions(desk, self, self.steps_of)
        self.fixes = {
            "edit_dispatch": lambda details: self.edit(details.id),
            "settle_items": self._settle_items,
            **self._trip.fixes,
        }

    def view_of(self, details: DispatchDetails) -> DetailView:
        return dispatch_view(details, self.desk)

    def add(self) -> None:
        ask_new_dispatch(self.desk, self, None, self.reveal)

    def edit_draft(self, details: DispatchDetails) -> None:
        ask_edit_dispatch(self.desk, self, details.id, self.on_part_saved)

    def take(self, details: DispatchDetails, code: str) -> None:
        """Take a step: here, or in the form or on the page of what is made for the dispatch."""
        if code in self._trip.steps:
            self._trip.steps[code](details)
        else:
            super().take(details, code)

    def _settle_items(self, details: DispatchDetails) -> None:
        """Plan a further dispatch for what is left undone once they are back, until then settle it one by one."""
        self.take(details, "carry_over" if details.state in BRINGING_HOME else "settle_item")

    def on_link(self, code: str) -> None:
        """Follow a link of a fact or of a card."""
        details = self.details
        if details is None:
            return
        kind, _colon, aim = code.partition(":")
        if is_pay_first_step(code):
            self.desk.step_requested.emit(RecordKind.REQUEST.value, details.request_id, code)
        elif kind == REQUEST_LINK:
            self.desk.show_requested.emit(RecordKind.REQUEST.value, details.request_id)
        elif kind == AGREEMENT_LINK:
            ask_agreement(self.desk, self, details, int(aim or 0), self.reload_details)
        elif kind == FIX_LINK:
            self.mend(details, aim)
        elif kind == STEP_LINK:
            self.take(details, aim)
        else:
            super().on_link(code)
