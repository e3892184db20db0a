"""The page of shipments: to ship, on their way, arrived, until the signed slip is back (C6.4, C6.6)."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.i18n import N_
from app.queries.lists.paging import Sort
from app.queries.material.shipment_list import SHIPMENTS, ShipmentRow
from app.queries.material.shipments import ShipmentDetails, shipment_details
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.dialogs.material.shipment_dialog import ask_new_shipment, ask_shipment, read_shipment
from ui.dialogs.printing.printing_menu import ask_papers
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import EDIT, ListSpec, new_action
from ui.tabs.drafts_page import DraftsPage
from ui.tabs.inventory.shipments.columns import shipment_columns
from ui.tabs.inventory.shipments.shipment_cards import PACKAGES, PARTIES, TRANSPORT
from ui.tabs.inventory.shipments.shipment_detail import shipment_view
from ui.tabs.inventory.shipments.shipment_steps import ShipmentSteps
from ui.tabs.list_spec import list_spec
from ui.tabs.papers import PRINT
from ui.tabs.record_form import EditForm
from ui.widgets.detail.detail_panel import DetailView

NAME = "inventory.shipments"
CHIPS = (
    Chip("to_ship", N_("To ship"), group="stage"),
    Chip("under_way", N_("On their way"), group="stage"),
    Chip("to_confirm", N_("To be confirmed"), group="stage"),
    Chip("finished", N_("Ended"), group="stage"),
    Chip("look_up_due", N_("Look-up due")),
    Chip("slip_missing", N_("Return slip missing")),
    Chip("not_intact", N_("Damaged or short")),
)
ACTIONS = (new_action(N_("New shipment")), EDIT)
SHOWN = (
    RecordKind.SHIPMENT, RecordKind.SLIP, RecordKind.REQUEST, RecordKind.ORDER, RecordKind.RECEIVABLE,
    RecordKind.APPROVAL, RecordKind.CUSTOMER, RecordKind.PROJECT, RecordKind.PARTNER,
)  # fmt: skip # a slip packed, an advance come in, an exception granted: each opens a gate here


def shipment_list(desk: Desk) -> ListSpec[ShipmentRow]:
    """Return what the list of shipments is."""
    return list_spec(
        desk,
        SHIPMENTS,
        name=NAME,
        columns=shipment_columns(desk),
        sort=Sort("created_at"),
        kinds=SHOWN,
        chips=CHIPS,
        actions=ACTIONS,
        always=(PRINT,),
        dated=True,
        ticks=True,
        edits=Permission.EDIT_SHIPMENT,
        empty_text=N_("No shipment yet. Make one from a checked issue slip, or choose the slips here."),
    )


class ShipmentsPage(DraftsPage[ShipmentRow, ShipmentDetails]):
    """List and detail of shipments, and everything one does with them."""

    printed = RecordKind.SHIPMENT
    edited_by = Permission.EDIT_SHIPMENT
    edited_cards = frozenset({PACKAGES, PARTIES, TRANSPORT})
    opens_form = True
    not_draft = N_("Only a draft can be changed. Take the shipment back to draft first.")
    form = EditForm(read_shipment, ask_shipment)
    list_of = staticmethod(shipment_list)
    details_of = staticmethod(shipment_details)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.steps_of = ShipmentSteps(desk, self)
        self.fixes = {
            "show_slips": self._show_slip,
            "print": lambda details: ask_papers(desk, self, RecordKind.SHIPMENT, details.id, self.action(PRINT.code)),
            "make_order": self._show_request,
            "record_receipt": self._show_order,
        }

    def view_of(self, details: ShipmentDetails) -> DetailView:
        return shipment_view(details, self.desk)

    # wishes ------------------------------------------------------------------------------------------------------

    def add(self) -> None:
        ask_new_shipment(self.desk, self, (), self.reveal)

    def _show_slip(self, details: ShipmentDetails) -> None:
        """Show the first slip that still waits for the keeper or for its packing."""
        waiting = next((slip for slip in details.slips if slip.state.value != "packed"), None)
        if waiting is not None:
            self.desk.show_requested.emit(RecordKind.SLIP.value, waiting.id)

    def _show_request(self, details: ShipmentDetails) -> None:
        for linked in (*details.requests, *details.orders)[:1]:
            self.desk.show_requested.emit(linked.kind.value, linked.id)

    def _show_order(self, details: ShipmentDetails) -> None:
        for linked in (*details.orders, *details.requests)[:1]:
            self.desk.show_requested.emit(linked.kind.value, linked.id)


def make_shipment(desk: Desk, parent: QWidget, slip_id: int) -> None:
    """Open the form of a new shipment of a slip from another page, and go to the shipment once it is saved."""
    ask_new_shipment(desk, parent, (slip_id,), partial(desk.show_requested.emit, RecordKind.SHIPMENT.value))
