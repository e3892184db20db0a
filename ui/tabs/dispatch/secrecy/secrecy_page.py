"""The page of confidentiality: agreements and lessons (C14)."""

from app.i18n import N_
from app.queries.people.secrecy_list import SECRECY, SecrecyRow
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.table.filter_bar import Chip
from ui.tabs.dispatch.secrecy.agreement_room import AGREEMENTS
from ui.tabs.dispatch.secrecy.columns import secrecy_columns
from ui.tabs.dispatch.secrecy.lesson_room import LESSONS
from ui.tabs.rooms_page import RoomsList, RoomsPage, rooms_of

SECRECY_LIST = RoomsList(
    name="dispatch.secrecy",
    rows=SECRECY,
    rooms=rooms_of(AGREEMENTS, LESSONS),
    columns=secrecy_columns,
    chips=(
        Chip("confidentiality", N_("Agreements"), group="kind"),
        Chip("lesson", N_("Lessons"), group="kind"),
        Chip("open", N_("Open"), group="state"),
        Chip("in_force", N_("In force"), group="state"),
        Chip("ending", N_("To be renewed"), group="state"),
        Chip("over", N_("Over"), group="state"),
    ),
    around=(RecordKind.STAFF, RecordKind.PROJECT),
    edits=Permission.EDIT_STAFF,
    empty_text=N_("No agreement and no lesson yet."),
)


class SecrecyPage(RoomsPage[SecrecyRow]):
    """List and detail of agreements and lessons; each kind in its own room."""

    listed = SECRECY_LIST
