"""The page of handovers of projects and of what is left over at them (C10.1, C10.3)."""

from app.i18n import N_
from app.queries.projects.handovers import HANDOVERS as HANDOVER_ROWS
from app.queries.projects.handovers import HandoverRow
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.table.filter_bar import Chip
from ui.tabs.projects.handover.columns import handover_columns
from ui.tabs.projects.handover.handover_room import HANDOVERS
from ui.tabs.projects.handover.handover_room import ITEMS as ADD_ITEMS
from ui.tabs.projects.handover.item_room import ITEMS
from ui.tabs.rooms_page import InRoom, RoomsList, RoomsPage, rooms_of

HANDOVER_LIST = RoomsList(
    name="projects.handover",
    rows=HANDOVER_ROWS,
    rooms=rooms_of(HANDOVERS, ITEMS),
    columns=handover_columns,
    chips=(
        Chip("handover", N_("Handovers"), group="kind"),
        Chip("punch_item", N_("Left over at handover"), group="kind"),
        Chip("open", N_("Open"), group="state", checked=True),
        Chip("overdue", N_("Overdue"), group="state"),
        Chip("reviewed", N_("Reviewed"), group="state"),
        Chip("closed", N_("Closed"), group="state"),
    ),
    around=(
        RecordKind.PROJECT,
        RecordKind.CUSTOMER,
        RecordKind.CONTRACT,
        RecordKind.RECEIVABLE,
        RecordKind.LETTER,
        RecordKind.TRAINING,
        RecordKind.SITE,
    ),
    edits=Permission.EDIT_PROJECTS,
    empty_text=N_("No handover is to be reviewed, and nothing is left over."),
)


class HandoverPage(RoomsPage[HandoverRow]):
    """List and detail of handovers and of what is left over; each kind in its own room."""

    listed = HANDOVER_LIST
    no_paper = N_("An item has no paper of its own: it stands on the review of its handover.")

    def on_card(self, details: InRoom, code: str) -> None:
        """The link at the title of what is left over adds to it."""
        if code == "items":
            self.on_step(ADD_ITEMS)
