"""What the search box of the window shows beside a hit and does with it."""

from collections.abc import Collection

from PySide6.QtWidgets import QWidget

from app.queries.hits import Hit
from app.rules.care.periods import PERIODIC
from app.rules.transitions import states_of
from models.enums import BasicState, DispatchState, OrderState, QuotationState, RecordKind, RequestState
from ui.dialogs.printing.printing import ask_print, open_document
from ui.runtime.desk import Desk
from ui.tabs.keeping import retired_badge
from ui.tabs.requests.orders.columns import order_badge
from ui.tabs.requests.quotations.columns import quotation_badge
from ui.tabs.views import state_badge
from ui.theme.badge import Badge
from ui.widgets.search.search_box import SearchBox


def make_search_box(desk: Desk, listed: Collection[str], window: QWidget) -> SearchBox:
    """Return the box whose hits are opened in ``window``; ``listed`` are the kinds that have a list of their own."""
    box = SearchBox(desk, hit_badge, [RecordKind(kind) for kind in listed], window)
    box.hit_opened.connect(lambda hit: open_hit(desk, window, box, hit))
    desk.show_requested.connect(box.remember)
    return box


def hit_badge(hit: Hit) -> Badge | None:
    """Return the state of a request, dispatch, quotation or order, and of others that they are out of use."""
    states = states_of(hit.kind)
    if states is RequestState or states is DispatchState:
        return state_badge(states(hit.state))
    if states is QuotationState:
        return quotation_badge(states(hit.state))
    if states is OrderState:
        return order_badge(states(hit.state))
    return retired_badge(BasicState.RETIRED) if hit.is_retired else None


def open_hit(desk: Desk, window: QWidget, box: SearchBox, hit: Hit) -> None:
    """Show a record where it lives; a document as the file it is, a report that was not issued as its paper."""
    kind, record_id = hit.opens
    if kind is RecordKind.DOCUMENT:
        open_document(desk, window, record_id)
    elif kind is RecordKind.REPORT and hit.form != PERIODIC:
        ask_print(desk, window, hit.form, record_id)
    else:
        desk.show_requested.emit(kind.value, record_id)
    box.remember(hit.kind.value, hit.id)
