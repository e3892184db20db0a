"""The page of parts: what they are called, how hard they are to get, what they cost."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.i18n import N_
from app.queries.lists.paging import Sort
from app.queries.material.parts import PARTS, PartDetails, PartRow, part_details
from app.rules.permissions import Permission
from models.enums import PartClass
from ui.dialogs.material.part_dialog import KnownPart, ask_new_part, ask_part, read_new_part, read_part
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import EDIT, ListSpec, new_action
from ui.tabs.editing_page import EditingPage
from ui.tabs.inventory.columns import part_columns
from ui.tabs.inventory.part_detail import part_view
from ui.tabs.keeping import OUT_OF_USE_CHIP, take_keeping_step
from ui.tabs.list_spec import list_spec
from ui.widgets.detail.detail_panel import DetailView

NAME = "inventory.parts"
CHIPS = (
    Chip(PartClass.COMMON.value, N_("Common spares"), group="class"),
    Chip(PartClass.DOMESTIC.value, N_("Domestic parts"), group="class"),
    Chip(PartClass.IMPORTED.value, N_("Imported parts"), group="class"),
    Chip(PartClass.LARGE.value, N_("Large or made to order"), group="class"),
    OUT_OF_USE_CHIP,
)
ACTIONS = (new_action(N_("New part")), EDIT)


def part_list(desk: Desk) -> ListSpec[PartRow]:
    """Return what the list of parts is."""
    return list_spec(
        desk,
        PARTS,
        name=NAME,
        columns=part_columns(with_prices=desk.context.actor.may(Permission.VIEW_MONEY)),
        sort=Sort("number", descending=False),
        kinds={"part"},
        chips=CHIPS,
        actions=ACTIONS,
        edits=Permission.EDIT_PARTS,
        empty_text=N_("No part yet. Add the spares that you quote and keep."),
    )


class PartsPage(EditingPage[PartRow, PartDetails]):
    """List and detail of parts."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(part_list(desk), desk, parent)

    def read_details(self, record_id: int) -> PartDetails:
        return part_details(self.desk.context, record_id)

    def view_of(self, details: PartDetails) -> DetailView:
        return part_view(details, self.desk, may_edit=self.desk.context.actor.may(Permission.EDIT_PARTS))

    # wishes ------------------------------------------------------------------------------------------------------

    def on_group_link(self, code: str) -> None:
        if self.details is not None and code == "facts":
            self.edit(self.details.id)

    def on_step(self, code: str) -> None:
        if self.details is not None:
            take_keeping_step(self.desk, self, self.details.keeping, code)

    # what one does -----------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Open the form of a new part."""

        def ask(read: KnownPart) -> None:
            ask_new_part(self.desk, self, read, self.reveal)

        self.read_form(partial(read_new_part, self.desk), ask)

    def edit(self, record_id: int) -> None:
        """Open the form of a part."""

        def ask(read: KnownPart) -> None:
            ask_part(self.desk, self, record_id, read, self.reveal)

        self.read_form(partial(read_part, self.desk, record_id), ask)
