"""The page of service receipts and satisfaction surveys (N1, N3)."""

from collections.abc import Mapping
from typing import Any

from app.context import Context
from app.i18n import N_, _
from app.queries.lists.paging import Sort
from app.queries.trips.site_papers import KINDS, SITE_PAPERS, SitePaperRow, site_paper_kind
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.dialogs.requests.register_dialog import OVERTIME, ask_register
from ui.dialogs.trips.cash_window import open_cash
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import EDIT, ListSpec, PageAction
from ui.tabs.dispatch.receipts.columns import site_paper_columns
from ui.tabs.dispatch.receipts.receipt_room import RECEIPTS
from ui.tabs.dispatch.receipts.survey_room import SURVEYS
from ui.tabs.list_spec import list_spec
from ui.tabs.record_room import RecordRoom
from ui.tabs.rooms_page import PRINT_ONE, InRoom, RoomsPage, read_in_room

NAME = "dispatch.receipts"
CHIPS = (
    Chip("service_receipt", N_("Service receipts"), group="kind"),
    Chip("survey", N_("Surveys"), group="kind"),
    Chip("open", N_("Open"), group="state", checked=True),
    Chip("cash", N_("Cash in hand"), group="state"),
    Chip("dissatisfied", N_("Dissatisfied"), group="state"),
    Chip("overdue", N_("Overdue"), group="state"),
)
CASH = PageAction("cash", N_("Cash in hand…"), "receivables", in_menu=False)
HOURS = PageAction("overtime", N_("Overtime sheet…"), "print", in_menu=False)
ROOMS: Mapping[RecordKind, RecordRoom[Any]] = {room.kind: room for room in (RECEIPTS, SURVEYS)}
AROUND = (RecordKind.DISPATCH, RecordKind.REQUEST, RecordKind.CUSTOMER, RecordKind.PROJECT, RecordKind.EQUIPMENT)


def site_paper_list(desk: Desk) -> ListSpec[SitePaperRow]:
    """Return what the list is; who holds cash is shown to those who may see money."""
    cash = (CASH,) if desk.context.actor.may(Permission.VIEW_MONEY) else ()
    return list_spec(
        desk,
        SITE_PAPERS,
        name=NAME,
        columns=site_paper_columns(desk),
        sort=Sort("created_at"),
        kinds={kind.value for kind in (*KINDS, *AROUND)},
        chips=CHIPS,
        actions=(*(room.new for room in ROOMS.values() if room.new is not None), EDIT),
        always=(PRINT_ONE, HOURS, *cash),
        dated=True,
        ticks=True,
        edits=Permission.EDIT_TRIPS,
        empty_text=N_("No service receipt and no survey yet."),
    )


def read_site_paper(context: Context, record_id: int) -> InRoom:
    """Read one record of the list, whatever its kind."""
    return read_in_room(ROOMS, site_paper_kind(context, record_id), context, record_id)


class ReceiptsPage(RoomsPage[SitePaperRow]):
    """List and detail of receipts and surveys; each kind in its own room."""

    edited_by = Permission.EDIT_TRIPS
    rooms = ROOMS
    list_of = staticmethod(site_paper_list)
    details_of = staticmethod(read_site_paper)

    def no_paper(self) -> str:
        """Both kinds have their papers; without one somebody may not print it."""
        return _("Your role does not allow this step.")

    def on_action(self, code: str) -> None:
        if code == CASH.code:
            open_cash(self.desk, self, self.reveal)
        elif code == HOURS.code:
            ask_register(self.desk, self, OVERTIME)
        else:
            super().on_action(code)
