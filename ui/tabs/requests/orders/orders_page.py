"""The page of service orders and agreements: from the draft over signature and service to the last payment (C8, C9)."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.i18n import N_, _
from app.queries.lists.paging import Sort
from app.queries.trade.order_list import ORDERS, OrderRow
from app.queries.trade.orders import OrderDetails, order_details
from app.rules.permissions import Permission
from models.enums import OrderState, RecordKind
from ui.dialogs.printing.printing import open_document
from ui.dialogs.trade.order_dialog import OrderDraft, Source, ask_new_order, ask_order, read_order
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import EDIT, ListSpec, new_action
from ui.tabs.editing_page import EditingPage
from ui.tabs.links import link_code
from ui.tabs.list_spec import list_spec
from ui.tabs.papers import PRINT, print_selected
from ui.tabs.requests.orders.columns import order_columns
from ui.tabs.requests.orders.order_actions import OrderActions
from ui.tabs.requests.orders.order_detail import order_view
from ui.tabs.requests.orders.order_facts import INSTALMENTS
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
ACTIONS = (new_action(N_("New order")), EDIT, PRINT)
KINDS = frozenset(
    kind.value
    for kind in (
        RecordKind.ORDER,
        RecordKind.QUOTATION,
        RecordKind.APPROVAL,
        RecordKind.RECEIVABLE,
        RecordKind.REQUEST,
        RecordKind.CUSTOMER,
        RecordKind.PROJECT,
    )
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
        dated=True,
        ticks=True,
        edits=Permission.EDIT_ORDER,
        empty_text=N_("No order yet. Make one from an accepted quotation, or write one."),
    )


class OrdersPage(EditingPage[OrderRow, OrderDetails]):
    """List and detail of orders, and everything one does with them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(order_list(desk), desk, parent)
        self.actions_of = OrderActions(desk, self)
        self.open_requested.connect(self.edit)
        self._fixes: dict[str, Callable[[OrderDetails], object]] = {
            "record_signing": lambda details: self.actions_of.take(details, "sign"),
            "withdraw": lambda details: self.actions_of.take(details, _back(details)),
            "edit": lambda details: self.edit(details.id),
            "confirm_class": self._show_request,
            "show_receivables": self._show_receivables,
            "show_visits": lambda details: self.actions_of.take(details, "visit"),
        }

    def read_details(self, record_id: int) -> OrderDetails:
        return order_details(self.desk.context, record_id)

    def view_of(self, details: OrderDetails) -> DetailView:
        return order_view(details, self.desk)

    # wishes ------------------------------------------------------------------------------------------------------

    def on_action(self, code: str) -> None:
        if code == PRINT.code:
            print_selected(self, self._spec.fetch, RecordKind.ORDER)
        else:
            super().on_action(code)

    def add(self) -> None:
        self.add_from(Source())

    def add_from(self, source: Source) -> None:
        """Open the form of a new order made of something."""
        ask_new_order(self.desk, self, source, self.reveal)

    def edit(self, record_id: int) -> None:
        """Open the form of a draft; any other says how it becomes one again."""
        details = self.details
        if details is None or details.id != record_id:
            return
        if details.state is not OrderState.DRAFT:
            self.message.show_message(_("Only a draft can be changed. Take the order back to draft first."))
            return

        def ask(draft: OrderDraft) -> None:
            ask_order(self.desk, self, record_id, draft, lambda _id: self.reload_details())

        self.read_form(partial(read_order, self.desk, record_id), ask)

    def on_step(self, code: str) -> None:
        details = self.details
        if details is None:
            return
        if code == "renew":
            self.add_from(Source(renews_id=details.id))
        else:
            self.actions_of.take(details, code)

    def on_fix(self, code: str) -> None:
        if self.details is not None:
            self._fixes[code](self.details)

    def on_link(self, code: str) -> None:
        """Links with a number behind them lead to a record, or are a step aimed at a visit or a cost."""
        step = code.partition(":")[0]
        if self.details is not None and step in self.actions_of.aimed:
            self.on_step(code)
        else:
            super().on_link(code)

    def on_group_link(self, code: str) -> None:
        details = self.details
        if details is None:
            return
        if code == INSTALMENTS:
            self._show_receivables(details)
        elif code in ("cost", "call_off"):
            self.on_step(code)
        else:
            self.edit(details.id)

    def on_paper(self, code: str) -> None:
        open_document(self.desk, self, int(code.partition(":")[2]))

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
