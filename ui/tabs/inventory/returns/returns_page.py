"""The page of what comes back: old parts, stand-in machines, customers' goods, manufacturers' tasks (N2, N4, N7)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtWidgets import QWidget

from app.context import Context
from app.i18n import N_, _
from app.papers.definitions import papers_of
from app.queries.lists.paging import Sort
from app.queries.material.returns import KINDS, RETURNS, ReturnRow, return_kind
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import EDIT, ListSpec
from ui.tabs.editing_page import EditingPage
from ui.tabs.inventory.returns.columns import return_columns
from ui.tabs.inventory.returns.rooms import ROOMS
from ui.tabs.list_spec import list_spec
from ui.tabs.papers import PRINT, print_selected
from ui.tabs.record_steps import RecordSteps, Versioned
from ui.widgets.detail.detail_panel import DetailView

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
PRINT_ONE = replace(PRINT, takes_many=False)  # several would be of several kinds, each with another paper
AROUND = (RecordKind.REQUEST, RecordKind.CUSTOMER, RecordKind.PROJECT, RecordKind.EQUIPMENT, RecordKind.PARTNER)


@dataclass(frozen=True, slots=True)
class Returned:
    """One record of the list: its kind, and the details that its room reads."""

    kind: RecordKind
    details: Versioned

    @property
    def id(self) -> int:
        """The record."""
        return self.details.id


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


def read_returned(context: Context, record_id: int) -> Returned:
    """Read one record of the list, whatever its kind."""
    kind = return_kind(context, record_id)
    return Returned(kind, ROOMS[kind].read(context, record_id))


class ReturnsPage(EditingPage[ReturnRow, Returned]):
    """List and detail of what comes back; each kind in its own room (``rooms.py``)."""

    edited_by = Permission.EDIT_RETURNS
    opens_form = True
    list_of = staticmethod(return_list)
    details_of = staticmethod(read_returned)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.steps_of: Mapping[RecordKind, RecordSteps[Any]] = {
            kind: room.steps(desk, self) for kind, room in ROOMS.items()
        }

    def view_of(self, details: Returned) -> DetailView:
        return ROOMS[details.kind].view(details.details, self.desk)

    def take(self, details: Returned, code: str) -> None:
        self.steps_of[details.kind].take(details.details, code)

    def mend(self, details: Returned, code: str) -> None:
        """What unblocks a step here is a step as well."""
        self.take(details, code)

    # wishes ------------------------------------------------------------------------------------------------------

    def on_action(self, code: str) -> None:
        """Each room has its own button for something new; what is printed is of the kind of the record shown."""
        room = next((one for one in ROOMS.values() if one.new is not None and one.new.code == code), None)
        if room is not None and room.add is not None:
            room.add(self.desk, self)
        elif code == PRINT.code:
            self._print()
        else:
            super().on_action(code)

    def _print(self) -> None:
        """Print the record shown; what is lent has the paper of the slip by which it left."""
        if self.details is None:
            return
        if papers_of(self.details.kind, self.desk.context.actor):
            print_selected(self.desk, self, self._spec.fetch, self.details.kind)
        else:
            self.message.show_message(_("There is no paper of its own: print the issue slip by which it left."))

    def add(self) -> None:
        """Add what the first button adds."""
        self.on_action(next(room.new.code for room in ROOMS.values() if room.new is not None))

    def edit(self, record_id: int) -> None:
        """Open the form of the record shown, where its kind has one."""
        if self.details is None or self.details.id != record_id:
            return
        edit = ROOMS[self.details.kind].edit
        if edit is not None:
            edit(self.desk, self, record_id)
