"""The page of what comes back: old parts, stand-in machines, customers' goods, manufacturers' tasks (N2, N4, N7)."""

from app.context import Context
from app.i18n import N_, _
from app.queries.lists.paging import Sort
from app.queries.material.returns import KINDS, RETURNS, ReturnRow, return_kind
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import EDIT, ListSpec
from ui.tabs.inventory.returns.columns import return_columns
from ui.tabs.inventory.returns.rooms import ROOMS
from ui.tabs.list_spec import list_spec
from ui.tabs.rooms_page import PRINT_ONE, InRoom, RoomsPage, read_in_room

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
AROUND = (RecordKind.REQUEST, RecordKind.CUSTOMER, RecordKind.PROJECT, RecordKind.EQUIPMENT, RecordKind.PARTNER)


def return_list(desk: Desk) -> ListSpec[ReturnRow]:
    """Return what the list is."""
    return list_spec(
        desk,
        RETURNS,
        name=NAME,
        columns=return_columns(desk),
        sort=Sort("created_at"),
        kinds={kind.value for kind in (*KINDS, *AROUND)},
        chips=CHIPS,
        actions=(*(room.new for room in ROOMS.values() if room.new is not None), EDIT),
        always=(PRINT_ONE,),
        dated=True,
        ticks=True,
        edits=Permission.EDIT_RETURNS,
        empty_text=N_("Nothing has to come back, and nothing of a customer's is here."),
    )


def read_returned(context: Context, record_id: int) -> InRoom:
    """Read one record of the list, whatever its kind."""
    return read_in_room(ROOMS, return_kind(context, record_id), context, record_id)


class ReturnsPage(RoomsPage[ReturnRow]):
    """List and detail of what comes back; each kind in its own room (``rooms.py``)."""

    edited_by = Permission.EDIT_RETURNS
    rooms = ROOMS
    list_of = staticmethod(return_list)
    details_of = staticmethod(read_returned)

    def no_paper(self) -> str:
        """What is lent has the paper of the slip by which it left."""
        return _("There is no paper of its own: print the issue slip by which it left.")
