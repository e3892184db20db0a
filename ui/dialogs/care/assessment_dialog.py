"""Beginning a month's assessment, judging its lines, and adding one by hand (N6)."""

from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from app.forms.assessment import AssessmentForm, HandLineForm, JudgingForm
from app.i18n import _
from app.queries.care.assessment_items import ItemTable
from app.queries.care.assessments import AssessmentDetails, assessment_form, new_assessment_form
from app.rules.care.assessment_items import LEAST_POINTS, MOST_POINTS
from app.rules.spans import month_beside, month_of, span_name
from app.services.care.assessments import NAME_LIMIT, TEXT_LIMIT, open_assessment, save_remark
from models.enums import RecordKind
from ui.dialogs.care.assessment_lines import JudgingLines
from ui.dialogs.forms.pickers import picked_id, record_picker
from ui.dialogs.forms.saving import OnSaved, open_edited, open_new
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.number_edit import NumberEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME, JUDGING, BY_HAND = "visits.assessment", "visits.assessment_judging", "visits.assessment_line"
MONTHS_BACK = 12  # that are offered


class AssessmentDialog(FormDialog):
    """Which month, and a remark; of one that is there the remark alone."""

    def __init__(self, read: AssessmentForm, title: str, parent: QWidget | None = None) -> None:
        """``title`` is translated."""
        super().__init__(NAME, title, _("&Save"), parent)
        self._version = read.version
        field = f"{NAME}.field"
        months = [(one.isoformat(), span_name(*month_of(one))) for one in _months(read)]
        self.month = Combo(f"{field}.month", months)
        self.remark = TextArea(f"{field}.remark", TEXT_LIMIT, 3)
        self.add_row("month", _("&Month"), self.month, required=True)
        self.add_row("remark", _("&Remark"), self.remark)
        if not read.version:
            self.add_note("note", _("Its lines are proposed from what happened in the month."))
        self.month.set_value(months[0][0] if months else None)
        self.month.setEnabled(not read.version)
        self.remark.set_value(read.remark)
        self.resize(520, 260)

    def form(self) -> AssessmentForm:
        """Return what is entered."""
        code = self.month.code()
        return AssessmentForm(
            month=date.fromisoformat(code) if code else None, remark=self.remark.value(), version=self._version
        )


def _months(read: AssessmentForm) -> list[date]:
    """Return the months to choose from, the latest first; of an assessment that is there only its own."""
    if read.month is None:
        return []
    return [month_beside(read.month, -back)[0] for back in range(1 if read.version else MONTHS_BACK)]


class JudgingDialog(FormDialog):
    """A table of all lines: verdict, points, reason."""

    def __init__(self, details: AssessmentDetails, parent: QWidget | None = None) -> None:
        super().__init__(JUDGING, _("Judge the lines of {month}").format(month=details.title), _("&Save"), parent)
        self.lines = JudgingLines(f"{JUDGING}.field.lines", details.lines)
        self.add_note("note", _("Struck lines stay on record and are not proposed again."))
        self.add_row("lines", _("Lines"), self.lines, wide=True)
        self.resize(1240, 640)

    def form(self) -> JudgingForm:
        """Return what is entered."""
        return JudgingForm(lines=self.lines.value())


class HandLineDialog(FormDialog):
    """Whom, for which item, when, how many points, what for."""

    def __init__(self, desk: Desk, details: AssessmentDetails, table: ItemTable, parent: QWidget | None = None) -> None:
        super().__init__(BY_HAND, _("Line by hand · {month}").format(month=details.title), _("&Save"), parent)
        self._span = month_of(details.month)
        self._points = {str(one.id): one.points for one in table.lines}
        field = f"{BY_HAND}.field"
        in_use = [(str(one.id), one.name) for one in table.lines if not one.retired]
        self.staff = record_picker(desk, f"{field}.staff_id", RecordKind.STAFF)
        self.person = LineEdit(f"{field}.person", NAME_LIMIT)
        self.item = Combo(f"{field}.item_id", in_use, _("Choose…"))
        self.points = NumberEdit(f"{field}.points", least=LEAST_POINTS, most=MOST_POINTS)
        self.happened_on = DateEdit(f"{field}.happened_on", desk.today)
        self.text = TextArea(f"{field}.text", TEXT_LIMIT, 3)
        self.add_row("staff_id", _("Our &person"), self.staff, half=True, check=self._nobody)
        self.add_row("person", _("&Or by name"), self.person, half=True)
        self.add_row("item_id", _("&Item"), self.item, required=True)
        self.add_row("points", _("Poi&nts"), self.points, required=True, half=True)
        self.add_row("happened_on", _("&Day"), self.happened_on, required=True, half=True, check=self._other_month)
        self.add_row("text", _("&What for"), self.text, required=True)
        self.happened_on.set_value(self._span[1])
        self.item.value_changed.connect(lambda _code: self._propose())
        self.person.value_changed.connect(lambda _text: self.check_again())
        self.resize(680, 360)

    def form(self) -> HandLineForm:
        """Return what is entered."""
        points, item = self.points.value(), self.item.code()
        return HandLineForm(
            staff_id=picked_id(self.staff),
            person=self.person.value(),
            item_id=int(item) if item else None,
            happened_on=self.happened_on.value(),
            points=int(points) if points is not None else None,
            text=self.text.value(),
        )

    def _propose(self) -> None:
        """An item brings its points, unless some are entered."""
        item = self.item.code()
        if item and self.points.value() is None and not self.is_restoring:
            self.points.set_value(self._points[item])

    def _nobody(self) -> str:
        is_named = picked_id(self.staff) is not None or bool(self.person.value())
        return "" if is_named else _("Choose one of our people, or enter a name.")

    def _other_month(self) -> str:
        day = self.happened_on.value()
        return "" if day is None or self._span[0] <= day <= self._span[1] else _("Enter a day of the month.")


def ask_new_assessment(desk: Desk, parent: QWidget, on_saved: OnSaved) -> None:
    """Open the form of a month's assessment; ``on_saved`` is given its id."""
    make = lambda read: AssessmentDialog(read, _("Assess a month"), parent)  # noqa: E731
    open_new(desk, parent, partial(new_assessment_form, desk.context), make, open_assessment, on_saved)


def read_assessment(desk: Desk, record_id: int) -> AssessmentForm:
    """Read the form of an assessment; on the read lane."""
    return assessment_form(desk.context, record_id)


def ask_assessment(
    desk: Desk, parent: QWidget, record_id: int, read: AssessmentForm, on_saved: OnSaved
) -> AssessmentDialog:
    """Open the form of an assessment as it was read (``read_assessment``)."""
    make = lambda again: AssessmentDialog(again, _("Remark on the assessment"), parent)  # noqa: E731
    again = partial(read_assessment, desk, record_id)
    return open_edited(desk, record_id, read, again, make, save_remark, on_saved)
