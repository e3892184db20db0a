"""The page of accidents and near misses: registered, reported upward, closed with their measures (C12.2)."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.i18n import N_, _
from app.queries.lists.paging import Sort
from app.queries.safety.incidents import INCIDENTS, IncidentDetails, IncidentRow, incident_details
from app.rules.permissions import Permission
from app.services.safety.incidents import close_incident, name_hazard, report_incident
from models.enums import IncidentState, RecordKind
from ui.dialogs.safety.hazard_dialog import ask_new_hazard
from ui.dialogs.safety.incident_dialog import ask_incident, ask_new_incident, read_incident
from ui.dialogs.safety.incident_steps import IncidentClosingDialog, ReportUpDialog
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import EDIT, ListSpec, new_action
from ui.tabs.editing_page import EditingPage
from ui.tabs.hazards.incidents.columns import incident_columns
from ui.tabs.hazards.incidents.incident_detail import incident_view
from ui.tabs.list_spec import list_spec
from ui.tabs.owed import OwingSteps
from ui.tabs.papers import PRINT
from ui.tabs.record_form import EditForm
from ui.tabs.record_steps import Page
from ui.widgets.detail.detail_panel import DetailView

NAME = "hazards.incidents"
CHIPS = (
    Chip("to_report", N_("To be reported"), group="state"),
    Chip("to_close", N_("Measures open"), group="state"),
    Chip("closed", N_("Closed"), group="state"),
    Chip("overdue", N_("Overdue")),
    Chip("accidents", N_("Accidents")),
    Chip("unlisted", N_("Not on the list")),
)
SHOWN = (
    RecordKind.INCIDENT, RecordKind.HAZARD, RecordKind.DISPATCH, RecordKind.CUSTOMER, RecordKind.PROJECT,
    RecordKind.SITE,
)  # fmt: skip


def incident_list(desk: Desk) -> ListSpec[IncidentRow]:
    """Return what the list of incidents is."""
    return list_spec(
        desk,
        INCIDENTS,
        name=NAME,
        columns=incident_columns(desk),
        sort=Sort("happened_at"),
        kinds=SHOWN,
        chips=CHIPS,
        actions=(new_action(N_("Register an incident")), EDIT),
        always=(PRINT,),
        dated=True,
        ticks=True,
        edits=Permission.EDIT_SAFETY,
        empty_text=N_("No accident and no near miss is registered."),
    )


class IncidentSteps(OwingSteps[IncidentDetails]):
    """The steps of an incident by their codes, and those of its promise."""

    def __init__(self, desk: Desk, page: Page) -> None:
        super().__init__(desk, page, RecordKind.INCIDENT)
        self.steps = {"report": self.report, "close": self.close, "list_hazard": self.list_hazard}

    def report(self, details: IncidentDetails) -> None:
        """Record the report upward."""
        dialog = ReportUpDialog(self.desk, details, self.page)
        self.ask_form(details, "report", dialog, report_incident)

    def close(self, details: IncidentDetails) -> None:
        """Close it with cause and measures."""
        dialog = IncidentClosingDialog(self.desk, details, self.page)
        self.ask_form(details, "close", dialog, close_incident)

    def list_hazard(self, details: IncidentDetails) -> None:
        """Put the hazard on the list that was not there; the incident names it from then on."""
        work = self.work(name_hazard, details)

        def named(hazard_id: int) -> None:
            title = _("Name the hazard")
            self.desk.save(self.page, partial(work, hazard_id=hazard_id), self.page.reload_details, title)

        ask_new_hazard(self.desk, self.page, named, project_id=details.project_id, site_id=details.site_id)


class IncidentsPage(EditingPage[IncidentRow, IncidentDetails]):
    """List and detail of incidents, and everything one does with them."""

    printed = RecordKind.INCIDENT
    edited_by = Permission.EDIT_SAFETY
    opens_form = True
    form = EditForm(read_incident, ask_incident)
    list_of = staticmethod(incident_list)
    details_of = staticmethod(incident_details)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.steps_of = IncidentSteps(desk, self)

    def view_of(self, details: IncidentDetails) -> DetailView:
        return incident_view(details, self.desk)

    def take(self, details: IncidentDetails, code: str) -> None:
        self.steps_of.take(details, code)

    def mend(self, details: IncidentDetails, code: str) -> None:
        """What unblocks a step here is a step as well."""
        self.take(details, code)

    def add(self) -> None:
        """Open the form of an incident."""
        ask_new_incident(self.desk, self, None, self.reveal)

    def edit(self, record_id: int) -> None:
        """Open the form of an incident; one that is closed says that it stays as it is."""
        details = self.details
        if details is not None and details.id == record_id and details.state is IncidentState.CLOSED:
            self.message.show_message(_("This incident is closed and is not changed any more."))
        else:
            super().edit(record_id)
