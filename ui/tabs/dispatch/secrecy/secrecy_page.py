"""The page of confidentiality: agreements and lessons (C14)."""

from collections.abc import Mapping
from typing import Any

from app.context import Context
from app.i18n import N_, _
from app.queries.lists.paging import Sort
from app.queries.people.secrecy_list import KINDS, SECRECY, SecrecyRow, secrecy_kind
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import EDIT, ListSpec
from ui.tabs.dispatch.secrecy.agreement_room import AGREEMENTS
from ui.tabs.dispatch.secrecy.columns import secrecy_columns
from ui.tabs.dispatch.secrecy.lesson_room import LESSONS
from ui.tabs.list_spec import list_spec
from ui.tabs.record_room import RecordRoom
from ui.tabs.rooms_page import PRINT_ONE, InRoom, RoomsPage, read_in_room

NAME = "dispatch.secrecy"
CHIPS = (
    Chip("confidentiality", N_("Agreements"), group="kind"),
    Chip("lesson", N_("Lessons"), group="kind"),
    Chip("open", N_("Open"), group="state"),
    Chip("in_force", N_("In force"), group="state"),
    Chip("ending", N_("To be renewed"), group="state"),
    Chip("over", N_("Over"), group="state"),
)
ROOMS: Mapping[RecordKind, RecordRoom[Any]] = {room.kind: room for room in (AGREEMENTS, LESSONS)}
AROUND = (RecordKind.STAFF, RecordKind.PROJECT)


def secrecy_list(desk: Desk) -> ListSpec[SecrecyRow]:
    """Return what the list is."""
    return list_spec(
        desk,
        SECRECY,
        name=NAME,
        columns=secrecy_columns(desk),
        sort=Sort("created_at"),
        kinds={kind.value for kind in (*KINDS, *AROUND)},
        chips=CHIPS,
        actions=(*(room.new for room in ROOMS.values() if room.new is not None), EDIT),
        always=(PRINT_ONE,),
        dated=True,
        ticks=True,
        edits=Permission.EDIT_STAFF,
        empty_text=N_("No agreement and no lesson yet."),
    )


def read_secrecy(context: Context, record_id: int) -> InRoom:
    """Read one record of the list, whatever its kind."""
    return read_in_room(ROOMS, secrecy_kind(context, record_id), context, record_id)


class SecrecyPage(RoomsPage[SecrecyRow]):
    """List and detail of agreements and lessons; each kind in its own room."""

    edited_by = Permission.EDIT_STAFF
    rooms = ROOMS
    list_of = staticmethod(secrecy_list)
    details_of = staticmethod(read_secrecy)

    def no_paper(self) -> str:
        """Both kinds have their papers; without one somebody may not print it."""
        return _("Your role does not allow this step.")
