"""Drafting quality feedback to a department, and the department's answer (N6)."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.forms.complaints import FeedbackAnswerForm, FeedbackForm
from app.i18n import _
from app.queries.care.feedback import FeedbackDetails, feedback_form, new_feedback_form
from app.services.care.complaints import NAME_LIMIT, REASON_LIMIT, TEXT_LIMIT, TITLE_LIMIT
from app.services.care.feedback import save_feedback
from models.enums import RecordKind
from ui.dialogs.care.complaint_steps import StepDialog
from ui.dialogs.forms.pickers import choose, no_limits, picked_id, read_items, record_picker
from ui.dialogs.forms.saving import OnSaved, open_edited, open_new
from ui.runtime.desk import Desk
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.number_edit import NumberEdit
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME, ANSWER = "visits.feedback", "visits.feedback_answer"
PICKED = {
    "customer_id": RecordKind.CUSTOMER,
    "project_id": RecordKind.PROJECT,
    "equipment_id": RecordKind.EQUIPMENT,
    "complaint_id": RecordKind.COMPLAINT,
    "request_id": RecordKind.REQUEST,
}
LINES = {"department": NAME_LIMIT, "addressee": NAME_LIMIT, "title": TITLE_LIMIT, "model": TITLE_LIMIT}
TEXTS = {"content": 4, "demand": 2}
KnownFeedback = tuple[FeedbackForm, Mapping[int, PickItem]]


class FeedbackDialog(FormDialog):
    """Which department is asked what, by which day; what it comes from."""

    def __init__(self, desk: Desk, read: KnownFeedback, title: str, parent: QWidget | None = None) -> None:
        """``title`` is translated."""
        super().__init__(NAME, title, _("&Save"), parent)
        self._desk = desk
        form, known = read
        field = f"{NAME}.field"
        self.due = DateEdit(f"{field}.answer_due_on", desk.today)
        self.count = NumberEdit(f"{field}.fault_count", least=1, most=9999)
        self.pickers = {
            name: record_picker(desk, f"{field}.{name}", kind, self._limits(name)) for name, kind in PICKED.items()
        }
        self.typed: dict[str, LineEdit | TextArea] = {
            name: LineEdit(f"{field}.{name}", limit) for name, limit in LINES.items()
        }
        self.typed |= {name: TextArea(f"{field}.{name}", TEXT_LIMIT, rows) for name, rows in TEXTS.items()}
        self.reason = TextArea(f"{field}.reason", REASON_LIMIT, 2, self)
        self._add_rows(is_new=form.version == 0)
        self._fill(form, known)
        self.resize(820, 660)

    def _add_rows(self, *, is_new: bool) -> None:
        self.add_section(_("What is asked"))
        self.add_row("department", _("De&partment"), self.typed["department"], required=True, half=True)
        self.add_row("addressee", _("&Addressee"), self.typed["addressee"], half=True)
        self.add_row("title", _("&In a few words"), self.typed["title"], required=True)
        self.add_row("content", _("What was s&een"), self.typed["content"], required=True)
        self.add_row("demand", _("What the department is to d&o"), self.typed["demand"])
        self.add_row("answer_due_on", _("Answer &by"), self.due, required=True, half=True, check=self._due_problem)
        self.add_section(_("What it comes from"))
        self.add_row("model", _("&Model"), self.typed["model"], half=True)
        self.add_row("fault_count", _("&Number of faults"), self.count, half=True)
        self.add_row("customer_id", _("&Customer"), self.pickers["customer_id"], half=True)
        self.add_row("project_id", _("Pro&ject"), self.pickers["project_id"], half=True)
        self.add_row("equipment_id", _("E&quipment"), self.pickers["equipment_id"], half=True)
        self.add_row("complaint_id", _("Comp&laint"), self.pickers["complaint_id"], half=True)
        self.add_row("request_id", _("Service &request"), self.pickers["request_id"], half=True)
        if is_new:
            self.reason.hide()
        else:
            self.add_row("reason", _("Reason for the chan&ge"), self.reason)

    # form in and out ---------------------------------------------------------------------------------------------

    def _fill(self, form: FeedbackForm, known: Mapping[int, PickItem]) -> None:
        self._version = form.version
        self._due_before = form.answer_due_on
        self.due.set_value(form.answer_due_on)
        self.count.set_value(form.fault_count)
        for name, picker in self.pickers.items():
            choose(picker, getattr(form, name), known)
        for name, field in self.typed.items():
            field.set_value(getattr(form, name))

    def form(self) -> FeedbackForm:
        """Return what is entered."""
        count = self.count.value()
        picked: dict[str, Any] = {name: picked_id(picker) for name, picker in self.pickers.items()}
        words: dict[str, Any] = {name: field.value() for name, field in self.typed.items()}
        return FeedbackForm(
            answer_due_on=self.due.value(),
            fault_count=int(count) if count is not None else None,
            reason=self.reason.value(),
            version=self._version,
            **picked,
            **words,
        )

    # what hangs together -----------------------------------------------------------------------------------------

    def _limits(self, name: str) -> Any:
        return no_limits if name == "customer_id" else self._of_customer

    def _of_customer(self) -> Mapping[str, int | None]:
        return {"customer_id": picked_id(self.pickers["customer_id"])}

    def _due_problem(self) -> str:
        due = self.due.value()
        is_past = due is not None and due < self._desk.today() and due != self._due_before
        return _("This day has passed already.") if is_past else ""


class FeedbackAnswerDialog(StepDialog):
    """What the department answered: the cause that it found, and its measures."""

    def __init__(self, desk: Desk, details: FeedbackDetails, parent: QWidget | None = None) -> None:
        title = _("The department's answer · {number}").format(number=details.number)
        since = details.asked_at or details.created_at
        super().__init__(desk, ANSWER, title, _("&Record"), details.title, since, parent)
        field = f"{ANSWER}.field"
        self.answered_by = LineEdit(f"{field}.answered_by", NAME_LIMIT)
        self.cause = TextArea(f"{field}.cause", TEXT_LIMIT, 3)
        self.measures = TextArea(f"{field}.measures", TEXT_LIMIT, 3)
        self.add_row("at", _("Answered &at"), self.at, required=True, half=True, check=self._problem)
        self.add_row("answered_by", _("Answered &by"), self.answered_by, required=True, half=True)
        self.add_row("cause", _("&Cause"), self.cause, required=True)
        self.add_row("measures", _("&Measures of the department"), self.measures, required=True)
        self.answered_by.set_value(details.addressee)
        self.resize(820, 400)

    def form(self) -> FeedbackAnswerForm:
        """Return what is entered."""
        return FeedbackAnswerForm(
            at=self.at.value(),
            answered_by=self.answered_by.value(),
            cause=self.cause.value(),
            measures=self.measures.value(),
        )


def _known(desk: Desk, form: FeedbackForm) -> KnownFeedback:
    return form, read_items(desk, *(getattr(form, name) for name in PICKED))


def ask_new_feedback(desk: Desk, parent: QWidget, about: Mapping[str, Any], on_saved: OnSaved) -> None:
    """Open the form of new feedback; ``about`` has by field of ``FeedbackForm`` what is known of it: the complaint or
    request it comes from, the model and how often it failed. ``on_saved`` is given its id.
    """
    make = lambda read: FeedbackDialog(desk, read, _("Feed back to a department"), parent)  # noqa: E731
    read = lambda: _known(desk, new_feedback_form(desk.context, about))  # noqa: E731
    open_new(desk, parent, read, make, save_feedback, on_saved, about)


def read_feedback(desk: Desk, record_id: int) -> KnownFeedback:
    """Read feedback and what its form names; on the read lane."""
    return _known(desk, feedback_form(desk.context, record_id))


def ask_feedback(desk: Desk, parent: QWidget, record_id: int, read: KnownFeedback, on_saved: OnSaved) -> FeedbackDialog:
    """Open the form of feedback as it was read (``read_feedback``)."""
    make = lambda again: FeedbackDialog(desk, again, _("Correct the feedback"), parent)  # noqa: E731
    again = partial(read_feedback, desk, record_id)
    return open_edited(desk, record_id, read, again, make, save_feedback, on_saved)
