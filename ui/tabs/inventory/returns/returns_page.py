"""The page of what comes back: old parts, stand-in machines, customers' goods, manufacturers' tasks (N2, N4, N7)."""

from app.i18n import N_
from app.queries.material.returns import RETURNS, ReturnRow
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import ListSpec
from ui.tabs.inventory.returns.claim_room import SUPPLIER_CLAIMS
from ui.tabs.inventory.returns.columns import return_columns
from ui.tabs.inventory.returns.goods_room import CUSTOMER_GOODS
from ui.tabs.inventory.returns.loan_room import LOANS
from ui.tabs.inventory.returns.old_part_room import OLD_PARTS
from ui.tabs.rooms_page import RoomsPage, rooms_list, rooms_of

NAME = "inventory.returns"
CHIPS = (
    Chip("old_part", N_("Old parts"), group="kind"),
    Chip("loan", N_("Stand-in machines"), group="kind"),
    Chip("customer_goods", N_("Customers' goods"), group="kind"),
    Chip("supplier_claim", N_("Manufacturers' tasks"), group="kind"),
    Chip("open", N_("Open"), group="state", checked=True),
    Chip("overdue", N_("Overdue"), group="state"),
    Chip("over", N_("Ended"), group="state"),
)
ROOMS = rooms_of(OLD_PARTS, LOANS, CUSTOMER_GOODS, SUPPLIER_CLAIMS)
AROUND = (RecordKind.REQUEST, RecordKind.CUSTOMER, RecordKind.PROJECT, RecordKind.EQUIPMENT, RecordKind.PARTNER)


def return_list(desk: Desk) -> ListSpec[ReturnRow]:
    """Return what the list is."""
    return rooms_list(
        desk,
        RETURNS,
        ROOMS,
        name=NAME,
        columns=return_columns(desk),
        around=AROUND,
        chips=CHIPS,
        edits=Permission.EDIT_RETURNS,
        empty_text=N_("Nothing has to come back, and nothing of a customer's is here."),
    )


class ReturnsPage(RoomsPage[ReturnRow]):
    """List and detail of what comes back; each kind in its own room."""

    edited_by = Permission.EDIT_RETURNS
    rooms = ROOMS
    list_of = staticmethod(return_list)
    no_paper = N_("There is no paper of its own: print the issue slip by which it left.")
