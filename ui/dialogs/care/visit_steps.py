"""The steps of a visit that ask for something: another day, and how something that followed from it ended (C13)."""

from PySide6.QtWidgets import QWidget

from app.forms.visits import SettlingForm, VisitMoveForm
from app.i18n import _
from app.labels import label
from app.queries.care.visits import FollowUpLine, VisitDetails
from app.services.care.visit_follow_ups import TEXT_LIMIT
from app.services.care.visits import REASON_LIMIT
from ui.dialogs.forms.past import past_problem
from ui.runtime.desk import Desk
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

MOVING, SETTLING = "visits.visit_move", "visits.visit_settle"


class VisitMoveDialog(FormDialog):
    """Another day for a visit, and why."""

    def __init__(self, desk: Desk, details: VisitDetails, parent: QWidget | None = None) -> None:
        super().__init__(MOVING, _("Move the visit · {number}").format(number=details.number), _("&Move it"), parent)
        own = f"{MOVING}.field"
        self.planned_on = DateEdit(f"{own}.planned_on", desk.today)
        self.reason = TextArea(f"{own}.reason", REASON_LIMIT, 3)
        self.add_note("about", details.title)
        self.add_row("planned_on", _("&Planned for"), self.planned_on, required=True)
        self.add_row("reason", _("&Reason"), self.reason)
        self.planned_on.set_value(details.planned_on)
        self.resize(520, 280)

    def form(self) -> VisitMoveForm:
        """Return what is entered."""
        return VisitMoveForm(planned_on=self.planned_on.value(), reason=self.reason.value())


class SettlingDialog(FormDialog):
    """How something that followed from a visit ended, and when."""

    def __init__(self, desk: Desk, line: FollowUpLine, parent: QWidget | None = None) -> None:
        super().__init__(SETTLING, _("Settle what follows"), _("&Settle"), parent)
        self._desk = desk
        own = f"{SETTLING}.field"
        self.at = DateTimeEdit(f"{own}.at", desk.now, desk.zone)
        self.outcome = TextArea(f"{own}.outcome", TEXT_LIMIT, 3)
        self.add_note("about", " · ".join(part for part in (label(line.kind), line.text, line.passed_to) if part))
        self.add_row("at", _("Settled &at"), self.at, required=True, check=self._problem)
        self.add_row("outcome", _("&What came of it"), self.outcome, required=True)
        self.at.set_value(desk.now())
        self.resize(560, 300)

    def form(self) -> SettlingForm:
        """Return what is entered."""
        return SettlingForm(at=self.at.value(), outcome=self.outcome.value())

    def _problem(self) -> str:
        return past_problem(self.at.value(), self._desk)
