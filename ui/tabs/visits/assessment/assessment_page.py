"""The page of months' assessments and spot checks, with the table of items (N6)."""

from app.i18n import N_
from app.queries.care.spot_checks import ASSESSMENTS, AssessmentRow
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.dialogs.care.assessment_items_window import open_items
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import PageAction
from ui.tabs.rooms_page import RoomsList, RoomsPage, rooms_of
from ui.tabs.visits.assessment.check_room import CHECKS
from ui.tabs.visits.assessment.columns import assessment_columns
from ui.tabs.visits.assessment.month_room import MONTHS

ITEMS = PageAction("items", N_("Items…"), "settings", in_menu=False)


def items_action(_desk: Desk) -> tuple[PageAction, ...]:
    """Return the button that shows the table of items; who sees the page sees them."""
    return (ITEMS,)


ASSESSMENT_LIST = RoomsList(
    name="visits.assessment",
    rows=ASSESSMENTS,
    rooms=rooms_of(MONTHS, CHECKS),
    columns=assessment_columns,
    chips=(
        Chip("assessment", N_("Months assessed"), group="kind"),
        Chip("spot_check", N_("Spot checks"), group="kind"),
        Chip("open", N_("Open"), group="state"),
        Chip("overdue", N_("Overdue"), group="state"),
        Chip("over", N_("Ended"), group="state"),
    ),
    around=(RecordKind.STAFF, RecordKind.REQUEST, RecordKind.DISPATCH, RecordKind.CUSTOMER, RecordKind.PROJECT),
    edits=Permission.EDIT_CARE,
    always=items_action,
    empty_text=N_("No month is assessed yet, and no work was checked."),
)


class AssessmentPage(RoomsPage[AssessmentRow]):
    """List and detail of both kinds, each in its own room."""

    listed = ASSESSMENT_LIST
    no_paper = N_("A spot check has no paper of its own.")

    def on_action(self, code: str) -> None:
        if code == ITEMS.code:
            open_items(self.desk, self)
        else:
            super().on_action(code)
