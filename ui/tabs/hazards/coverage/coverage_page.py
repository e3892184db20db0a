"""The page that shows which contracted projects have a hazard list, and how fresh it is (C12.1, C12.2)."""

from app.i18n import N_
from app.queries.lists.paging import Sort
from app.queries.safety.coverage import COVERAGE, Coverage, CoverageDetails, CoverageRow, coverage_details
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.dialogs.safety.hazard_dialog import ask_new_hazard
from ui.dialogs.safety.templates_dialog import ask_templates
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import ListSpec, PageAction
from ui.tabs.hazards.coverage.columns import coverage_columns
from ui.tabs.hazards.coverage.coverage_detail import HAZARDS, NEW, TEMPLATES, coverage_view
from ui.tabs.list_spec import list_spec
from ui.tabs.papers import PRINT
from ui.tabs.record_page import RecordPage
from ui.widgets.detail.detail_panel import DetailView

NAME = "hazards.coverage"
CHIPS = (
    Chip(Coverage.MISSING.value, N_("No list"), group="coverage"),
    Chip(Coverage.OUTDATED.value, N_("To look at again"), group="coverage"),
    Chip(Coverage.COVERED.value, N_("Up to date"), group="coverage"),
)
ACTIONS = (PageAction(TEMPLATES, N_("From templates…"), "slip", needs_selection=True),)
AROUND = (RecordKind.PROJECT, RecordKind.HAZARD, RecordKind.CONTRACT, RecordKind.CUSTOMER, RecordKind.SITE)


def coverage_list(desk: Desk) -> ListSpec[CoverageRow]:
    """Return what the list of projects with their hazard lists is."""
    return list_spec(
        desk,
        COVERAGE,
        name=NAME,
        columns=coverage_columns(desk),
        sort=Sort("number"),
        kinds=AROUND,
        chips=CHIPS,
        actions=ACTIONS,
        always=(PRINT,),
        edits=Permission.EDIT_SAFETY,
        empty_text=N_("No contracted project yet."),
    )


class CoveragePage(RecordPage[CoverageRow, CoverageDetails]):
    """List of contracted projects, and the hazards of each."""

    printed = RecordKind.PROJECT
    list_of = staticmethod(coverage_list)
    details_of = staticmethod(coverage_details)

    def view_of(self, details: CoverageDetails) -> DetailView:
        return coverage_view(details, self.desk, may_edit=self.desk.context.actor.may(Permission.EDIT_SAFETY))

    def on_action(self, code: str) -> None:
        if code == TEMPLATES:
            self.on_step(code)
        else:
            super().on_action(code)

    def on_link(self, code: str) -> None:
        """The link at the title of the list adds a hazard, those of facts lead to records."""
        if code == HAZARDS:
            self.on_step(NEW)
        else:
            super().on_link(code)

    def take(self, details: CoverageDetails, code: str) -> None:
        """Add hazards to the list of the project shown: several from templates, or one."""
        if code == TEMPLATES:
            ask_templates(self.desk, self, lambda _ids: self.reload_details(), project_id=details.id)
        elif code == NEW:
            ask_new_hazard(self.desk, self, lambda _id: self.reload_details(), project_id=details.id)
