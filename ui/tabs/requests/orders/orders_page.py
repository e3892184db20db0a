"""The page of service orders and agreements: from the draft over signature and service to the last payment (C8, C9)."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.i18n import N_
from app.queries.lists.paging import Sort
from app.queries.trade.order_list import ORDERS, OrderRow
from app.queries.trade.orders import OrderDetails, order_details
from app.rules.permissions import Permission
from models.enums import OrderState, RecordKind
from ui.dialogs.material.slip_dialog import SlipSource
from ui.dialogs.trade.order_dialog import Source, ask_new_order, ask_order, read_order
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import EDIT, ListSpec, new_action
from ui.tabs.drafts_page import DraftsPage
from ui.tabs.inventory.needs.material_actions import MaterialActions
from ui.tabs.inventory.needs.material_card import MAKE_SLIP, MATERIAL
from ui.tabs.inventory.shipments.of_record import show_open_shipment
from ui.tabs.inventory.slips.of_record import make_slip, show_open_slip
from ui.tabs.links import link_code
from ui.tabs.list_spec import list_spec
from ui.tabs.papers import PRINT
from ui.tabs.record_form import EditForm
from ui.tabs.requests.orders.columns import order_columns
from ui.tabs.requests.orders.order_actions import OrderSteps
from ui.tabs.requests.orders.order_detail import order_view
from ui.tabs.requests.orders.order_facts import INSTALMENTS, shipments_of, slips_of
from ui.widgets.detail.detail_panel import DetailView

NAME = "requests.orders"
CHIPS = (
    Chip("draft", N_("Drafts"), group="state"),
    Chip("waiting", N_("Waiting"), group="state"),
    Chip("in_force", N_("In force"), group="state"),
    Chip("unpaid", N_("Served, not paid"), group="state"),
    Chip("finished", N_("Ended"), group="state"),
    Chip("under_floor", N_("Under the floor")),
    Chip("expiring", N_("Expiring")),
)
ACTIONS = (new_action(N_("New order")), EDIT)
KINDS = (
    RecordKind.ORDER,
    RecordKind.QUOTATION,
    RecordKind.APPROVAL,
    RecordKind.RECEIVABLE,
    RecordKind.REQUEST,
    RecordKind.SLIP,
    RecordKind.PURCHASE,
    RecordKind.PART,
    RecordKind.CUSTOMER,
    RecordKind.PROJECT,
)


def order_list(desk: Desk) -> ListSpec[OrderRow]:
    """Return what the list of orders is."""
    return list_spec(
        desk,
        ORDERS,
        name=NAME,
        columns=order_columns(desk),
        sort=Sort("effective_at"),
        kinds=KINDS,
        chips=CHIPS,
        actions=ACTIONS,
        always=(PRINT,),
        dated=True,
        ticks=True,
        edits=Permission.EDIT_ORDER,
        empty_text=N_("No order yet. Make one from an accepted quotation, or write one."),
    )


class OrdersPage(DraftsPage[OrderRow, OrderDetails]):
    """List and detail of orders, and everything one does with them."""

    printed = RecordKind.ORDER
    edited_by = Permission.EDIT_ORDER
    opens_form = True
    form = EditForm(read_order, ask_order)
    not_draft = N_("Only a draft can be changed. Take the order back to draft first.")
    list_of = staticmethod(order_list)
    details_of = staticmethod(order_details)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.steps_of = OrderSteps(desk, self)
        self.material = MaterialActions(desk, self)
        self.fixes = {
            "record_signing": lambda details: self.steps_of.take(details, "sign"),
            "withdraw": lambda details: self.steps_of.take(details, _back(details)),
            "confirm_class": self._show_request,
            "show_receivables": self._show_receivables,
            "show_visits": lambda details: self.steps_of.take(details, "visit"),
            "show_slips": lambda details: show_open_slip(desk, slips_of(details)),
            "show_shipments": lambda details: show_open_shipment(desk, shipments_of(details)),
        }

    def view_of(self, details: OrderDetails) -> DetailView:
        return order_view(details, self.desk)

    # wishes ------------------------------------------------------------------------------------------------------

    def add(self) -> None:
        self.add_from(Source())

    def add_from(self, source: Source) -> None:
        """Open the form of a new order made of something."""
        ask_new_order(self.desk, self, source, self.reveal)

    def take(self, details: OrderDetails, code: str) -> None:
        if code == "renew":
            self.add_from(Source(renews_id=details.id))
        elif code == MAKE_SLIP:
            make_slip(self.desk, self, SlipSource(details.id))
        elif code in self.material.steps:
            self.material.steps[code](details)
        else:
            self.steps_of.take(details, code)

    def on_link(self, code: str) -> None:
        """Links with a number behind them lead to a record, or are a step aimed at a visit or a cost."""
        step = code.partition(":")[0]
        if self.details is not None and step in self.steps_of.aimed:
            self.on_step(code)
        else:
            super().on_link(code)

    def on_card(self, details: OrderDetails, code: str) -> None:
        if code == INSTALMENTS:
            self._show_receivables(details)
        elif code == MATERIAL:
            self.material.look_in_stock(details)
        elif code in ("cost", "call_off"):
            self.on_step(code)
        else:
            self.edit(details.id)

    def _show_request(self, details: OrderDetails) -> None:
        if details.around.request is not None:
            self.desk.show_requested.emit(RecordKind.REQUEST.value, details.around.request.id)

    def _show_receivables(self, details: OrderDetails) -> None:
        """Go to the first instalment that is not paid yet, else to the first."""
        owed = [line for line in details.instalments if line.number]
        first = next((line for line in owed if line.open), owed[0] if owed else None)
        if first is not None:
            super().on_link(link_code(RecordKind.RECEIVABLE, first.id))


def _back(details: OrderDetails) -> str:
    """Return the step that takes an order back to draft."""
    return "withdraw" if details.state is OrderState.SUBMITTED else "reopen"


def make_order(desk: Desk, parent: QWidget, source: Source) -> None:
    """Open the form of a new order from another page, and go to the order once it is saved."""
    ask_new_order(desk, parent, source, partial(desk.show_requested.emit, RecordKind.ORDER.value))
