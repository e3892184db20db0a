"""The tab of customers seen: visits, inspections, complaints, surveys and trainings, assessment, registers, reports."""

from app.i18n import N_
from app.rules.permissions import Permission
from ui.runtime.desk import Desk
from ui.table.paged_tab import PagedTab
from ui.tabs.tab_pages import TabPage, make_tab
from ui.tabs.visits.assessment.assessment_page import AssessmentPage
from ui.tabs.visits.complaints.complaints_page import ComplaintsPage
from ui.tabs.visits.inspections.inspections_page import InspectionsPage
from ui.tabs.visits.registers.registers_page import RegistersPage
from ui.tabs.visits.reports.reports_page import ReportsPage
from ui.tabs.visits.visits.visits_page import VisitsPage
from ui.tabs.visits.voice.voice_page import VoicePage

NAME = "visits"
PAGES: tuple[TabPage, ...] = (
    TabPage("visits", N_("Customer visits"), VisitsPage),
    TabPage("inspections", N_("Inspections"), InspectionsPage),
    TabPage("complaints", N_("Complaints"), ComplaintsPage),
    TabPage("voice", N_("Surveys and training"), VoicePage),
    TabPage("assessment", N_("Assessments"), AssessmentPage, Permission.VIEW_ASSESSMENT),
    TabPage("registers", N_("Registers"), RegistersPage),
    TabPage("reports", N_("Reports"), ReportsPage),
)


def make_visits_tab(desk: Desk) -> PagedTab:
    """Return the tab with its pages."""
    return make_tab(desk, NAME, PAGES)
