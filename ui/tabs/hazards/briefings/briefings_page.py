"""The page of briefings: prepared, held, signed by everybody who leaves (C12.2)."""

from typing import Any

from PySide6.QtWidgets import QWidget

from app.i18n import N_, _
from app.queries.lists.paging import Sort
from app.queries.safety.briefings import BRIEFINGS, BriefingDetails, BriefingRow, briefing_details
from app.rules.permissions import Permission
from app.services.safety.briefings import cancel_briefing
from models.enums import RecordKind
from ui.dialogs.safety.briefing_dialog import ask_briefing, read_briefing
from ui.dialogs.safety.of_dispatch import ask_holding, ask_signatures
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import EDIT, ListSpec
from ui.tabs.drafts_page import DraftsPage
from ui.tabs.hazards.briefings.briefing_detail import briefing_view
from ui.tabs.hazards.briefings.columns import briefing_columns
from ui.tabs.list_spec import list_spec
from ui.tabs.papers import PRINT
from ui.tabs.record_form import EditForm
from ui.tabs.record_page import RecordPage
from ui.tabs.record_steps import RecordSteps
from ui.widgets.detail.detail_panel import DetailView

NAME = "hazards.briefings"
CHIPS = (
    Chip("prepared", N_("Prepared"), group="state"),
    Chip("unsigned", N_("Signatures missing"), group="state"),
    Chip("signed", N_("Signed by all"), group="state"),
    Chip("cancelled", N_("Cancelled"), group="state"),
)
SHOWN = (RecordKind.BRIEFING, RecordKind.DISPATCH, RecordKind.HAZARD, RecordKind.CUSTOMER, RecordKind.PROJECT)


def briefing_list(desk: Desk) -> ListSpec[BriefingRow]:
    """Return what the list of briefings is."""
    return list_spec(
        desk,
        BRIEFINGS,
        name=NAME,
        columns=briefing_columns(desk),
        sort=Sort("created_at"),
        kinds=SHOWN,
        chips=CHIPS,
        actions=(EDIT,),
        always=(PRINT,),
        dated=True,
        edits=Permission.EDIT_SAFETY,
        empty_text=N_("No briefing yet. Prepare one on the page of its dispatch."),
    )


class BriefingSteps(RecordSteps[BriefingDetails]):
    """The steps of a briefing by their codes."""

    def __init__(self, desk: Desk, page: RecordPage[Any, BriefingDetails]) -> None:
        super().__init__(desk, page, RecordKind.BRIEFING)
        reload = lambda _id: page.reload_details()  # noqa: E731
        self.steps = {
            "hold": lambda details: ask_holding(desk, page, details, reload),
            "sign": lambda details: ask_signatures(desk, page, details, reload),
            "cancel": self.cancel,
        }

    def cancel(self, details: BriefingDetails) -> None:
        """Cancel a briefing with a reason; its signatures count no more."""
        title = _("Cancel the briefing {number}").format(number=details.number)
        name, text = "hazards.briefings_cancel", _("Cancel the &briefing")
        self.ask_reason(details, "cancel", title, cancel_briefing, name=name, save_text=text)


class BriefingsPage(DraftsPage[BriefingRow, BriefingDetails]):
    """List and detail of briefings, and everything one does with them."""

    printed = RecordKind.BRIEFING
    edited_by = Permission.EDIT_SAFETY
    edited_cards = frozenset({"facts", "told", "emergency"})
    opens_form = True
    not_draft = N_("This briefing has been held and is not changed any more. Prepare a new one.")
    form = EditForm(read_briefing, ask_briefing)
    list_of = staticmethod(briefing_list)
    details_of = staticmethod(briefing_details)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.steps_of = BriefingSteps(desk, self)
        self.fixes = {
            "take_hazards_over": lambda details: self.edit(details.id),
            "show_dispatch": self._show_dispatch,
        }

    def view_of(self, details: BriefingDetails) -> DetailView:
        return briefing_view(details, self.desk)

    def add(self) -> None:
        """A briefing begins at its dispatch."""
        self.message.show_message(_("A briefing is prepared on the page of its dispatch."))

    def _show_dispatch(self, details: BriefingDetails) -> None:
        if details.dispatch is not None:
            self.desk.show_requested.emit(RecordKind.DISPATCH.value, details.dispatch.id)
