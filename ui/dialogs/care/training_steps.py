"""Recording that a training was held: who was there, with which score, what came of it (N5)."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from app.forms.trainings import TraineeForm, TrainingHoldingForm
from app.i18n import _
from app.queries.care.trainings import TraineeLine, TrainingDetails
from app.rules.care.trainings import ENTRIES, MOST_HOURS
from app.services.care.trainings import LINE_LIMIT, TEXT_LIMIT
from ui.dialogs.care.training_lines import TraineeLines
from ui.dialogs.forms.past import past_day_problem
from ui.dialogs.forms.scan_field import scan_field
from ui.runtime.desk import Desk
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.number_edit import NumberEdit
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "visits.training_holding"


class TrainingHoldingDialog(FormDialog):
    """When a training was held and by whom, who was there, how well it went; with the signed register."""

    def __init__(
        self, desk: Desk, details: TrainingDetails, known: Mapping[int, PickItem], parent: QWidget | None = None
    ) -> None:
        """``known`` are those of our people who are named."""
        super().__init__(NAME, _("Training held · {number}").format(number=details.number), _("&Record"), parent)
        own = f"{NAME}.field"
        self.held_on = DateEdit(f"{own}.held_on", desk.today)
        self.teacher = LineEdit(f"{own}.teacher", LINE_LIMIT)
        self.hours = NumberEdit(f"{own}.hours", least=0, most=MOST_HOURS, places=1)
        self.attendees = TraineeLines(f"{own}.attendees", desk, details.audience, held=True)
        self.outcome = TextArea(f"{own}.result", TEXT_LIMIT, 2)
        self.scan = scan_field(desk, f"{own}.scan", self)
        self.add_note("topic", details.title)
        check = lambda: past_day_problem(self.held_on.value(), desk)  # noqa: E731
        self.add_row("held_on", _("&Held on"), self.held_on, required=True, half=True, check=check)
        self.add_row("hours", _("Ho&urs"), self.hours, half=True)
        self.add_row("teacher", _("Tau&ght by"), self.teacher, required=True)
        self.add_row("attendees", _("Who was there"), self.attendees, wide=True, check=self._nobody_problem)
        self.add_row("result", _("R&esult"), self.outcome)
        hint = _("The signed register, filed under {entry}").format(entry=ENTRIES[details.audience])
        self.add_row("scan", _("S&can"), self.scan, hint=hint)
        self.held_on.set_value(min(details.planned_on, desk.today()))
        self.teacher.set_value(details.teacher)
        self.hours.set_value(details.hours)
        self.outcome.set_value(details.result)
        self.attendees.offer(tuple(map(_form, details.attendees)), known)
        self.resize(900, 620)

    def form(self) -> TrainingHoldingForm:
        """Return what is entered."""
        return TrainingHoldingForm(
            held_on=self.held_on.value(),
            teacher=self.teacher.value(),
            hours=self.hours.value(),
            attendees=self.attendees.value(),
            result=self.outcome.value(),
            scan=self.scan.value(),
        )

    def _nobody_problem(self) -> str:
        return "" if self.attendees.value() else _("Enter who was there.")


def _form(line: TraineeLine) -> TraineeForm:
    return TraineeForm(
        staff_id=line.staff_id, name=line.name, post=line.post, phone=line.phone, score=line.score, note=line.note
    )
