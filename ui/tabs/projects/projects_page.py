"""The page of projects: what was built for whom, until when it is under warranty, and what stands there."""

from PySide6.QtWidgets import QWidget

from app.forms import EquipmentForm, ProjectForm
from app.i18n import N_
from app.queries.paging import ListFilter, Sort
from app.queries.projects import (
    VIEWS,
    ProjectDetails,
    ProjectRow,
    count_projects,
    equipment_form,
    list_projects,
    project_details,
    project_form,
)
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.dialogs.equipment_dialog import ask_equipment, ask_new_equipment
from ui.dialogs.project_dialog import ask_new_project, ask_project
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import ListSpec, PageAction
from ui.tabs.projects.columns import project_columns
from ui.tabs.projects.editing import EditingPage
from ui.tabs.projects.project_detail import project_view
from ui.tabs.record_page import list_filter
from ui.widgets.detail_panel import DetailView

NAME = "projects.projects"
CHIPS = (
    Chip("executing", N_("Executing"), group="state"),
    Chip("handed_over", N_("Handed over"), group="state"),
    Chip("in_warranty", N_("Within warranty"), group="warranty"),
    Chip("out_of_warranty", N_("Out of warranty"), group="warranty"),
)
ACTIONS = (
    PageAction("new", N_("New project"), "new", primary=True, shortcut="Ctrl+N"),
    PageAction("edit", N_("Edit"), "edit", shortcut="Ctrl+E", needs_selection=True),
)


def project_list(desk: Desk) -> ListSpec[ProjectRow]:
    """Return what the list of projects is."""
    context = desk.context
    return ListSpec(
        name=NAME,
        columns=project_columns(desk),
        fetch=lambda page: list_projects(context, page),
        sort=Sort("created_at"),
        kinds=frozenset({"project", "customer", "site", "contract", "equipment", "request"}),
        make_filter=list_filter,
        count=lambda wanted: count_projects(context, wanted),
        chip_counts=lambda: {view: count_projects(context, ListFilter(views=frozenset({view}))) for view in VIEWS},
        chips=CHIPS,
        actions=ACTIONS if context.actor.may(Permission.EDIT_PROJECTS) else (),
        empty_text=N_("No project yet. Add one, so that requests know their warranty."),
        empty_action="new",
    )


class ProjectsPage(EditingPage[ProjectRow, ProjectDetails]):
    """List and detail of projects with their equipment."""

    part_kind = RecordKind.EQUIPMENT

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(project_list(desk), desk, parent)

    def read_details(self, record_id: int) -> ProjectDetails:
        return project_details(self.desk.context, record_id)

    def view_of(self, details: ProjectDetails) -> DetailView:
        may_edit = self.desk.context.actor.may(Permission.EDIT_PROJECTS)
        return project_view(details, self.desk, may_edit=may_edit)

    # wishes ------------------------------------------------------------------------------------------------------

    def on_group_link(self, code: str) -> None:
        if self.details is None:
            return
        if code == "facts":
            self.edit(self.details.id)
        elif code == "equipment":
            ask_new_equipment(self.desk, self, self.details.id, "", self.on_part_saved)

    # what one does -----------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Open the form of a new project."""
        ask_new_project(self.desk, self, ProjectForm(), self.reveal)

    def edit(self, record_id: int) -> None:
        """Open the form of a project."""

        def ask(form: ProjectForm) -> None:
            ask_project(self.desk, self, record_id, form, self.reveal)

        self.read_form(lambda: project_form(self.desk.context, record_id), ask)

    def edit_part(self, record_id: int) -> None:
        """Open the form of a piece of equipment."""

        def ask(form: EquipmentForm) -> None:
            ask_equipment(self.desk, self, record_id, form, self.on_part_saved)

        self.read_form(lambda: equipment_form(self.desk.context, record_id), ask)
