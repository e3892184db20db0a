"""The page of the register of hazards: what is dangerous where, and whether it is looked at once a year (C12)."""

from PySide6.QtWidgets import QWidget

from app.forms.safety import ReviewForm
from app.i18n import N_
from app.queries.lists.paging import Sort
from app.queries.safety.hazards import HAZARDS, HazardDetails, HazardRow, hazard_details, review_form
from app.rules.permissions import Permission
from app.services.safety.hazards import review_hazard
from models.enums import RecordKind, RiskLevel
from ui.dialogs.safety.hazard_dialog import ask_hazard, ask_new_hazard, read_hazard
from ui.dialogs.safety.review_dialog import ReviewDialog
from ui.dialogs.safety.templates_dialog import ask_templates
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import EDIT, ListSpec, PageAction, new_action
from ui.tabs.hazards.register.columns import hazard_columns
from ui.tabs.hazards.register.hazard_detail import REVIEW, hazard_view
from ui.tabs.keeping import OUT_OF_USE_CHIP
from ui.tabs.kept_page import KeptPage
from ui.tabs.list_spec import list_spec
from ui.tabs.record_form import EditForm
from ui.tabs.record_steps import RecordSteps
from ui.widgets.detail.detail_panel import DetailView

NAME = "hazards.hazards"
TEMPLATES = "templates"
FROM_TEMPLATES = PageAction(TEMPLATES, N_("From templates…"), "slip")
CHIPS = (
    Chip("to_review", N_("To look at again")),
    Chip("reopened", N_("Reopened")),
    Chip(RiskLevel.MAJOR.value, N_("Major (red)"), group="level"),
    Chip(RiskLevel.SERIOUS.value, N_("Serious (orange)"), group="level"),
    Chip(RiskLevel.MODERATE.value, N_("Moderate (yellow)"), group="level"),
    Chip(RiskLevel.LOW.value, N_("Low (blue)"), group="level"),
    OUT_OF_USE_CHIP,
)
ACTIONS = (new_action(N_("New hazard")), FROM_TEMPLATES, EDIT)
AROUND = (RecordKind.HAZARD, RecordKind.PROJECT, RecordKind.SITE, RecordKind.CUSTOMER, RecordKind.INCIDENT)


def hazard_list(desk: Desk) -> ListSpec[HazardRow]:
    """Return what the register is."""
    return list_spec(
        desk,
        HAZARDS,
        name=NAME,
        columns=hazard_columns(),
        sort=Sort("danger"),
        kinds=(*AROUND, RecordKind.DISPATCH),
        chips=CHIPS,
        actions=ACTIONS,
        edits=Permission.EDIT_SAFETY,
        empty_text=N_("No hazard yet. Start a project's list from the templates by kind of work."),
    )


class HazardsPage(KeptPage[HazardRow, HazardDetails]):
    """List and detail of hazards, and everything one does with them."""

    edited_by = Permission.EDIT_SAFETY
    opens_form = True
    form = EditForm(read_hazard, ask_hazard)
    list_of = staticmethod(hazard_list)
    details_of = staticmethod(hazard_details)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._steps = RecordSteps[HazardDetails](desk, self, RecordKind.HAZARD)

    def view_of(self, details: HazardDetails) -> DetailView:
        return hazard_view(details, self.desk, may_edit=self.may_edit)

    def on_action(self, code: str) -> None:
        if code == TEMPLATES:
            ask_templates(self.desk, self, lambda ids: self.reveal(ids[0]))
        else:
            super().on_action(code)

    def take(self, details: HazardDetails, code: str) -> None:
        """Take a step of the keeping, or look at the hazard again."""
        if code == REVIEW:
            self.review(details)
        else:
            super().take(details, code)

    def add(self) -> None:
        """Open the form of a new hazard."""
        ask_new_hazard(self.desk, self, self.reveal)

    def review(self, details: HazardDetails) -> None:
        """Open the form of a new look, filled with what was written last time."""

        def ask(form: ReviewForm) -> None:
            dialog = ReviewDialog(self.desk, details, form, self)
            self._steps.ask_form(details, REVIEW, dialog, review_hazard)

        self.read_form(lambda: review_form(self.desk.context, details.id), ask)
