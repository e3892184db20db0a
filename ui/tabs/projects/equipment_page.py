"""The page of equipment: what stands where, until when it is under warranty, and what happened to it."""

from app.i18n import N_
from app.queries.lists.paging import Sort
from app.queries.projects.equipment import EQUIPMENT, EquipmentDetails, EquipmentRow, equipment_details
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.dialogs.forms.saving import Step
from ui.dialogs.note_dialog import ask_note
from ui.dialogs.projects.equipment_dialog import ask_equipment, ask_pieces, read_equipment
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import EDIT, ListSpec, PageAction, new_action
from ui.tabs.keeping import OUT_OF_USE_CHIP
from ui.tabs.kept_page import KeptPage
from ui.tabs.list_spec import list_spec
from ui.tabs.papers import PRINT
from ui.tabs.projects.columns import equipment_columns
from ui.tabs.projects.equipment_detail import equipment_view
from ui.tabs.record_form import EditForm
from ui.widgets.detail.detail_panel import DetailView

NAME = "projects.equipment"
NOTE = "note"
CHIPS = (
    Chip("in_warranty", N_("Within warranty"), group="warranty"),
    Chip("out_of_warranty", N_("Out of warranty"), group="warranty"),
    OUT_OF_USE_CHIP,
)
ACTIONS = (
    new_action(N_("New equipment")),
    PageAction(NOTE, N_("Add a note"), "edit", needs_selection=True),
    EDIT,
)


def equipment_list(desk: Desk) -> ListSpec[EquipmentRow]:
    """Return what the list of equipment is."""
    return list_spec(
        desk,
        EQUIPMENT,
        name=NAME,
        columns=equipment_columns(desk),
        sort=Sort("created_at"),
        kinds={"equipment", "project", "customer", "site", "request", "dispatch", "partner"},
        chips=CHIPS,
        actions=ACTIONS,
        always=(PRINT,),
        edits=Permission.EDIT_PROJECTS,
        empty_text=N_("No equipment yet. Add what was delivered, so that requests can name it."),
    )


class EquipmentPage(KeptPage[EquipmentRow, EquipmentDetails]):
    """List and detail of equipment with its history."""

    printed = RecordKind.EQUIPMENT
    edited_by = Permission.EDIT_PROJECTS
    form = EditForm(read_equipment, ask_equipment)
    list_of = staticmethod(equipment_list)
    details_of = staticmethod(equipment_details)

    def view_of(self, details: EquipmentDetails) -> DetailView:
        return equipment_view(details, self.desk, may_edit=self.may_edit)

    # wishes ------------------------------------------------------------------------------------------------------

    def on_action(self, code: str) -> None:
        if code == NOTE:
            self.add_note()
        else:
            super().on_action(code)

    def on_card(self, details: EquipmentDetails, code: str) -> None:
        if code == "history":
            self.add_note()

    def take(self, details: EquipmentDetails, code: str) -> None:
        """Take a step of the keeping; a half-typed note is asked for again by its code."""
        if code == NOTE:
            self.add_note()
        else:
            super().take(details, code)

    # what one does -----------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Open the form of a new piece of equipment, and of another one after it as long as a person wants."""
        ask_pieces(self.desk, self, None, self.reveal)

    def add_note(self) -> None:
        """Write a note into the history of the equipment shown."""
        if self.details is not None:
            step = Step(RecordKind.EQUIPMENT.value, self.details.id, NOTE)
            ask_note(self.desk, self, self.details.id, self.details.name, step)
