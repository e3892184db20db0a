"""The page of issue slips: from the draft over the keeper's check to the packed goods, and back by red slips (C6.3)."""

from PySide6.QtWidgets import QWidget

from app.i18n import N_
from app.queries.lists.paging import Sort
from app.queries.material.slip_list import SLIPS, SlipRow
from app.queries.material.slips import SlipDetails, slip_details
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.dialogs.material.slip_dialog import SlipSource, ask_new_slip, ask_slip, read_slip
from ui.dialogs.material.slip_red import ask_red, read_red
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import EDIT, ListSpec, new_action
from ui.tabs.drafts_page import DraftsPage
from ui.tabs.inventory.slips.columns import slip_columns
from ui.tabs.inventory.slips.slip_actions import SlipSteps
from ui.tabs.inventory.slips.slip_detail import FACTS, ITEMS, slip_view
from ui.tabs.list_spec import list_spec
from ui.tabs.papers import PRINT
from ui.tabs.record_form import EditForm
from ui.widgets.detail.detail_panel import DetailView

NAME = "inventory.slips"
CHIPS = (
    Chip("open", N_("Open"), group="stage"),
    Chip("to_approve", N_("Drafts"), group="stage"),
    Chip("to_check", N_("To be checked"), group="stage"),
    Chip("to_pack", N_("To be packed"), group="stage"),
    Chip("finished", N_("Ended"), group="stage"),
    Chip("mine", N_("Mine")),
    Chip("red", N_("Red slips")),
)
RED_FORM = EditForm(read_red, ask_red)
ACTIONS = (new_action(N_("New issue slip")), EDIT)
KINDS = (
    RecordKind.SLIP,
    RecordKind.PART,
    RecordKind.REQUEST,
    RecordKind.ORDER,
    RecordKind.DISPATCH,
    RecordKind.SHIPMENT,
    RecordKind.APPROVAL,
    RecordKind.CUSTOMER,
    RecordKind.PROJECT,
)  # a class confirmed, an order put in force, goods received: each opens a gate here


def slip_list(desk: Desk) -> ListSpec[SlipRow]:
    """Return what the list of slips is."""
    return list_spec(
        desk,
        SLIPS,
        name=NAME,
        columns=slip_columns(desk),
        sort=Sort("created_at"),
        kinds=KINDS,
        chips=CHIPS,
        actions=ACTIONS,
        always=(PRINT,),
        edits=Permission.EDIT_MATERIAL,
        dated=True,
        ticks=True,
        empty_text=N_("No issue slip yet. Make one from a request, an order or a dispatch, or write one."),
    )


class SlipsPage(DraftsPage[SlipRow, SlipDetails]):
    """List and detail of slips, and everything one does with them."""

    printed = RecordKind.SLIP
    edited_by = Permission.EDIT_MATERIAL
    edited_cards = frozenset({FACTS, ITEMS})
    opens_form = True
    form = EditForm(read_slip, ask_slip)
    not_draft = N_("Only a draft can be changed. Take the slip back to draft first.")
    list_of = staticmethod(slip_list)
    details_of = staticmethod(slip_details)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.steps_of = SlipSteps(desk, self)
        self.fixes = {
            "confirm_class": lambda details: self._step_of_request(details, "confirm_class"),
            "make_order": lambda details: self._step_of_request(details, "make_order"),
            "show_shortage": self._show_shortage,
            "show_shipment": self._show_shipment,
        }

    def view_of(self, details: SlipDetails) -> DetailView:
        return slip_view(details, self.desk)

    # wishes ------------------------------------------------------------------------------------------------------

    def add(self) -> None:
        ask_new_slip(self.desk, self, SlipSource(), self.reveal)

    def edit_draft(self, details: SlipDetails) -> None:
        self.open_form_of(details.id, RED_FORM if details.is_red else self.form)

    def _step_of_request(self, details: SlipDetails, code: str) -> None:
        """Go to the request and take its step there; an order that is not in force yet has its own."""
        if code == "make_order" and details.around.order is not None:
            self.desk.show_requested.emit(RecordKind.ORDER.value, details.around.order.id)
        elif details.around.request is not None:
            self.desk.step_requested.emit(RecordKind.REQUEST.value, details.around.request.id, code)

    def _show_shortage(self, details: SlipDetails) -> None:
        """Go to the first item of which less is free than asked for."""
        short = next((line for line in details.lines if line.free < line.quantity), None)
        if short is not None:
            self.desk.show_requested.emit(RecordKind.PART.value, short.part_id)

    def _show_shipment(self, details: SlipDetails) -> None:
        if details.around.shipment is not None:
            self.desk.show_requested.emit(RecordKind.SHIPMENT.value, details.around.shipment.id)
