"""The page of inspections and of the plans that make them (N3, N4)."""

from app.i18n import N_
from app.queries.care.inspection_list import INSPECTIONS, InspectionRow
from app.queries.care.inspection_plans import InspectionPlanDetails
from app.queries.care.inspections import InspectionDetails
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.dialogs.care.customer_report import ask_customer_report
from ui.table.filter_bar import Chip
from ui.table.page_spec import PageAction
from ui.tabs.rooms_page import RoomsList, RoomsPage, rooms_of
from ui.tabs.visits.inspections.columns import inspection_columns
from ui.tabs.visits.inspections.inspection_room import INSPECTION
from ui.tabs.visits.inspections.plan_room import INSPECTION_PLAN
from ui.widgets.fields.record_picker import PickItem

REPORT = PageAction("customer_report", N_("Customer's quarter…"), "print", in_menu=False)
INSPECTIONS_LIST = RoomsList(
    name="visits.inspections",
    rows=INSPECTIONS,
    rooms=rooms_of(INSPECTION, INSPECTION_PLAN),
    columns=inspection_columns,
    chips=(
        Chip("inspection", N_("Inspections"), group="kind", checked=True),
        Chip("inspection_plan", N_("Plans"), group="kind"),
        Chip("due", N_("To be made"), group="state"),
        Chip("report_open", N_("Report open"), group="state"),
        Chip("done", N_("Reported"), group="state"),
        Chip("overdue", N_("Overdue")),
        Chip("faults", N_("Open faults")),
    ),
    around=(RecordKind.CUSTOMER, RecordKind.PROJECT, RecordKind.SITE, RecordKind.ORDER, RecordKind.DISPATCH,
            RecordKind.EQUIPMENT, RecordKind.REQUEST),
    edits=Permission.EDIT_CARE,
    always=lambda desk: (REPORT,) if desk.context.actor.may(Permission.ISSUE_PAPER) else (),
    empty_text=N_("No inspection is planned. Enter a plan: its inspections are then drawn up by themselves."),
)  # fmt: skip


class InspectionsPage(RoomsPage[InspectionRow]):
    """List and detail of both kinds, each in its own room."""

    listed = INSPECTIONS_LIST
    no_paper = N_("A plan has no paper of its own: its inspections have.")

    def on_action(self, code: str) -> None:
        """The report of a customer is about what is shown, or any other; all else is of the list."""
        if code == REPORT.code:
            ask_customer_report(self.desk, self, self._customer())
        else:
            super().on_action(code)

    def _customer(self) -> PickItem | None:
        """Return whose inspection or plan is shown."""
        details = self.details.details if self.details is not None else None
        if not isinstance(details, InspectionDetails | InspectionPlanDetails) or details.customer is None:
            return None
        return PickItem(details.customer.id, details.customer.title, code=details.customer.number)
