"""The page of confidentiality: agreements and lessons (C14)."""

from app.i18n import N_
from app.queries.people.secrecy_list import SECRECY, SecrecyRow
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import ListSpec
from ui.tabs.dispatch.secrecy.agreement_room import AGREEMENTS
from ui.tabs.dispatch.secrecy.columns import secrecy_columns
from ui.tabs.dispatch.secrecy.lesson_room import LESSONS
from ui.tabs.rooms_page import RoomsPage, rooms_list, rooms_of

NAME = "dispatch.secrecy"
CHIPS = (
    Chip("confidentiality", N_("Agreements"), group="kind"),
    Chip("lesson", N_("Lessons"), group="kind"),
    Chip("open", N_("Open"), group="state"),
    Chip("in_force", N_("In force"), group="state"),
    Chip("ending", N_("To be renewed"), group="state"),
    Chip("over", N_("Over"), group="state"),
)
ROOMS = rooms_of(AGREEMENTS, LESSONS)
AROUND = (RecordKind.STAFF, RecordKind.PROJECT)


def secrecy_list(desk: Desk) -> ListSpec[SecrecyRow]:
    """Return what the list is."""
    return rooms_list(
        desk,
        SECRECY,
        ROOMS,
        name=NAME,
        columns=secrecy_columns(desk),
        around=AROUND,
        chips=CHIPS,
        edits=Permission.EDIT_STAFF,
        empty_text=N_("No agreement and no lesson yet."),
    )


class SecrecyPage(RoomsPage[SecrecyRow]):
    """List and detail of agreements and lessons; each kind in its own room."""

    edited_by = Permission.EDIT_STAFF
    rooms = ROOMS
    list_of = staticmethod(secrecy_list)
