"""The page of needs: what waits for material, what is missing, coming, ready to be issued (C6.1, C6.2)."""

from app.i18n import N_, _
from app.queries.lists.paging import Sort
from app.queries.lists.selection import read_selected
from app.queries.material.need_details import NeedDetails, need_details
from app.queries.material.need_list import NEEDS, NeedRow
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.dialogs.material.needs_dialog import ask_needs
from ui.dialogs.material.purchase_dialog import PurchaseSource
from ui.dialogs.material.slip_dialog import SlipSource
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import ListSpec, PageAction
from ui.tabs.inventory.needs.columns import need_columns
from ui.tabs.inventory.needs.material_card import LOOK_IN_STOCK, MAKE_PURCHASE, MAKE_SLIP
from ui.tabs.inventory.needs.need_detail import need_view
from ui.tabs.inventory.purchases.purchases_page import make_purchase
from ui.tabs.inventory.slips.of_record import make_slip
from ui.tabs.list_spec import list_spec
from ui.tabs.record_page import RecordPage
from ui.widgets.detail.detail_panel import DetailView

NAME = "inventory.needs"
CHIPS = (
    Chip("open", N_("Open"), group="stage", checked=True),
    Chip("to_look_up", N_("To look up"), group="stage"),
    Chip("short", N_("Missing"), group="stage"),
    Chip("coming", N_("Coming"), group="stage"),
    Chip("ready", N_("Ready to issue"), group="stage"),
    Chip("handed_out", N_("All issued"), group="stage"),
)
ACTIONS = (
    PageAction(LOOK_IN_STOCK, N_("Look in stock…"), "search", needs_selection=True),
    PageAction(MAKE_PURCHASE, N_("Purchase order…"), "purchase", needs_selection=True, takes_many=True),
    PageAction(MAKE_SLIP, N_("Issue slip…"), "paper", needs_selection=True, takes_many=True),
)
KINDS = (RecordKind.REQUEST, RecordKind.ORDER, RecordKind.PART, RecordKind.SLIP, RecordKind.PURCHASE)


def need_list(desk: Desk) -> ListSpec[NeedRow]:
    """Return what the list of needs is."""
    return list_spec(
        desk,
        NEEDS,
        name=NAME,
        columns=need_columns(),
        sort=Sort("needed_on", descending=False),
        kinds=KINDS,
        chips=CHIPS,
        actions=ACTIONS,
        ticks=True,
        edits=Permission.EDIT_MATERIAL,
        empty_text=N_("Nothing waits for material."),
    )


class NeedsPage(RecordPage[NeedRow, NeedDetails]):
    """List and detail of needs. Several at once become one purchase order, or an issue slip of their request."""

    list_of = staticmethod(need_list)
    details_of = staticmethod(need_details)

    def view_of(self, details: NeedDetails) -> DetailView:
        return need_view(details, self.desk)

    def on_action(self, code: str) -> None:
        """A button of the page header was pressed: it is about the needs that are selected."""
        if code == LOOK_IN_STOCK:
            self.on_step(code)
        elif code in (MAKE_PURCHASE, MAKE_SLIP):
            self._with_selected(code)

    def take(self, details: NeedDetails, code: str) -> None:
        needs = (details.need.id,) if details.need is not None else ()
        if code == LOOK_IN_STOCK and details.may_answer:
            ask_needs(self.desk, self, details.record_id)
        elif code == MAKE_PURCHASE:
            self._purchase(needs)
        elif code == MAKE_SLIP:
            self._slip(needs)

    def _on_record_missed(self, record_id: int) -> None:
        """Leave it at that: a need that the list does not show has no number to look for."""

    def _with_selected(self, code: str) -> None:
        """Make a purchase order or a slip of the needs selected, which are read in the order of the list."""
        selection, fetch = self.selection, self._spec.fetch
        read = lambda: tuple(row for rows in read_selected(fetch, selection) for row in rows)  # noqa: E731
        self.read_form(read, lambda rows: self._make(code, rows))

    def _make(self, code: str, rows: tuple[NeedRow, ...]) -> None:
        """What nobody looked up is no use yet; an issue slip is for one request or order."""
        needs = [row for row in rows if row.id > 0]
        if not needs:
            self.message.show_message(_("Select needs for which somebody has looked in stock."))
        elif code == MAKE_SLIP and len({row.record_id for row in needs}) > 1:
            self.message.show_message(_("An issue slip is for one request or order: select only its needs."))
        elif code == MAKE_SLIP:
            self._slip(tuple(row.id for row in needs))
        else:
            self._purchase(tuple(row.id for row in needs))

    def _purchase(self, need_ids: tuple[int, ...]) -> None:
        make_purchase(self.desk, self, PurchaseSource(need_ids=need_ids))

    def _slip(self, need_ids: tuple[int, ...]) -> None:
        make_slip(self.desk, self, SlipSource(need_ids=need_ids))
