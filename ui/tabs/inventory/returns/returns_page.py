"""The page of what comes back: old parts, stand-in machines, customers' goods, manufacturers' tasks (N2, N4, N7)."""

from app.i18n import N_
from app.queries.material.returns import RETURNS, ReturnRow
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.table.filter_bar import Chip
from ui.tabs.inventory.returns.claim_room import SUPPLIER_CLAIMS
from ui.tabs.inventory.returns.columns import return_columns
from ui.tabs.inventory.returns.goods_room import CUSTOMER_GOODS
from ui.tabs.inventory.returns.loan_room import LOANS
from ui.tabs.inventory.returns.old_part_room import OLD_PARTS
from ui.tabs.rooms_page import RoomsList, RoomsPage, rooms_of

RETURN_LIST = RoomsList(
    name="inventory.returns",
    rows=RETURNS,
    rooms=rooms_of(OLD_PARTS, LOANS, CUSTOMER_GOODS, SUPPLIER_CLAIMS),
    columns=return_columns,
    chips=(
        Chip("old_part", N_("Old parts"), group="kind"),
        Chip("loan", N_("Stand-in machines"), group="kind"),
        Chip("customer_goods", N_("Customers' goods"), group="kind"),
        Chip("supplier_claim", N_("Manufacturers' tasks"), group="kind"),
        Chip("open", N_("Open"), group="state", checked=True),
        Chip("overdue", N_("Overdue"), group="state"),
        Chip("over", N_("Ended"), group="state"),
    ),
    around=(RecordKind.REQUEST, RecordKind.CUSTOMER, RecordKind.PROJECT, RecordKind.EQUIPMENT, RecordKind.PARTNER),
    edits=Permission.EDIT_RETURNS,
    empty_text=N_("Nothing has to come back, and nothing of a customer's is here."),
)


class ReturnsPage(RoomsPage[ReturnRow]):
    """List and detail of what comes back; each kind in its own room."""

    listed = RETURN_LIST
    no_paper = N_("There is no paper of its own: print the issue slip by which it left.")
