"""The page of projects: what was built for whom, until when it is under warranty, and what stands there."""

from app.forms.projects import ContractForm, ProjectForm
from app.i18n import N_, _
from app.queries.lists.paging import Sort
from app.queries.projects.projects import PROJECTS, ProjectDetails, ProjectRow, project_details
from app.rules.permissions import Permission
from app.services.projects.projects import close_project, reopen_project
from models.enums import RecordKind
from ui.dialogs.projects.contract_dialog import ask_new_contract, ask_new_supplement
from ui.dialogs.projects.equipment_dialog import ask_pieces
from ui.dialogs.projects.handover_dialog import ask_new_handover
from ui.dialogs.projects.items_dialog import ask_items
from ui.dialogs.projects.project_dialog import ask_project, ask_project_and_equipment, read_project
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import EDIT, IMPORT, ListSpec, new_action
from ui.tabs.editing_page import EditingPage
from ui.tabs.list_spec import list_spec
from ui.tabs.papers import PRINT
from ui.tabs.projects.columns import project_columns
from ui.tabs.projects.project_detail import project_view
from ui.tabs.record_form import EditForm
from ui.tabs.record_steps import RecordSteps
from ui.widgets.detail.detail_panel import DetailView
from ui.widgets.fields.record_picker import PickItem

NAME = "projects.projects"
CLOSE, REOPEN, HANDOVER = "close", "reopen", "register_handover"
CHIPS = (
    Chip("executing", N_("Executing"), group="state"),
    Chip("handed_over", N_("Handed over"), group="state"),
    Chip("closed", N_("Closed"), group="state"),
    Chip("in_warranty", N_("Within warranty"), group="warranty"),
    Chip("out_of_warranty", N_("Out of warranty"), group="warranty"),
)
ACTIONS = (
    new_action(N_("New project")),
    EDIT,
    IMPORT,
)


def project_list(desk: Desk) -> ListSpec[ProjectRow]:
    """Return what the list of projects is."""
    return list_spec(
        desk,
        PROJECTS,
        name=NAME,
        columns=project_columns(desk),
        sort=Sort("created_at"),
        kinds={"project", "customer", "site", "contract", "equipment", "request", "handover", "punch_item"},
        chips=CHIPS,
        actions=ACTIONS,
        always=(PRINT,),
        edits=Permission.EDIT_PROJECTS,
        empty_text=N_("No project yet. Add one, so that requests know their warranty."),
    )


class ProjectsPage(EditingPage[ProjectRow, ProjectDetails]):
    """List and detail of projects with their contracts and equipment."""

    imported = "project"
    printed = RecordKind.PROJECT
    edited_by = Permission.EDIT_PROJECTS
    form = EditForm(read_project, ask_project)
    list_of = staticmethod(project_list)
    details_of = staticmethod(project_details)

    def view_of(self, details: ProjectDetails) -> DetailView:
        return project_view(details, self.desk, may_edit=self.may_edit)

    # wishes ------------------------------------------------------------------------------------------------------

    def on_card(self, details: ProjectDetails, code: str) -> None:
        if code == "contract":
            self.add_contract(details)
        elif code == "handover":
            self.register_handover(details)
        elif code == "equipment":
            self.add_equipment(_item(details))

    def take(self, details: ProjectDetails, code: str) -> None:
        """Close at once; opening again asks for the reason first."""
        steps = RecordSteps(self.desk, self, RecordKind.PROJECT)
        if code == HANDOVER:
            self.register_handover(details)
        elif code == CLOSE:
            steps.do(details, close_project)
        elif code == REOPEN:
            title = _("Open {number} again").format(number=details.number)
            steps.ask_reason(details, code, title, reopen_project, name="projects.reopen", save_text=_("&Open again"))

    def mend(self, details: ProjectDetails, _code: str) -> None:
        """Show the first of what is still open."""
        if details.open_work:
            first = details.open_work[0]
            self.desk.show_requested.emit(first.kind.value, first.id)

    # what one does -----------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Open the form of a new project, which goes on to its equipment."""
        ask_project_and_equipment(self.desk, self, ProjectForm(), self.reveal, self.add_equipment)

    def add_equipment(self, project: PickItem) -> None:
        """Open the form of a new piece of equipment, and of another one after it as long as a person wants."""
        ask_pieces(self.desk, self, project, self.on_part_saved)

    def register_handover(self, details: ProjectDetails) -> None:
        """Open the form of its handover notice, which goes on to what is left over."""
        on_items = lambda project: ask_items(self.desk, self, project, lambda _ids: self.reload_details())  # noqa: E731
        ask_new_handover(self.desk, self, details.id, self.on_part_saved, on_items)

    def add_contract(self, details: ProjectDetails) -> None:
        """Open the form of a supplement to the main contract; without one, of the main contract."""
        main = next((line for line in details.contracts if not line.is_supplement), None)
        if main is not None:
            ask_new_supplement(self.desk, self, main.id, main.number, self.on_part_saved)
            return
        owner = PickItem(details.customer_id, details.customer)
        form = ContractForm(customer_id=owner.id, project_id=details.id)
        ask_new_contract(self.desk, self, form, self.on_part_saved, {details.id: _item(details), owner.id: owner})


def _item(details: ProjectDetails) -> PickItem:
    """Return the project shown as a picker shows it."""
    return PickItem(details.id, details.name, "", details.number, details.customer_id)
