"""Giving one's word on an approval, and entering one that was given on paper."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.formatting import money
from app.forms.approvals import DecisionForm, PaperDecisionForm
from app.i18n import _, pgettext
from app.labels import label
from app.queries.approvals.approvals import ApprovalDetails
from app.queries.approvals.summary import StepLine
from app.rules.approvals.reason_words import reason_text
from app.rules.approvals.steps import needs_reason
from app.services.approvals.deciding import NAME_LIMIT, REASON_LIMIT, decide, enter_paper_decision
from ui.dialogs.forms.saving import Step, open_form
from ui.dialogs.forms.scan_field import scan_field
from ui.runtime.desk import Desk
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog
from ui.widgets.pages.page_pills import SegmentedChoice

NAME, PAPER_NAME = "requests.decision", "requests.paper_decision"
YES, NO = "yes", "no"


class DecisionDialog(FormDialog):
    """A yes or a no, with its reason: needed for a no, and for a yes below the margin floor (C8.3)."""

    def __init__(self, details: ApprovalDetails, *, approved: bool, parent: QWidget | None = None) -> None:
        title = _("Approve {number}") if approved else _("Refuse {number}")
        save = _("&Approve") if approved else _("Re&fuse")
        super().__init__(NAME, title.format(number=details.summary.number), save, parent)
        self._approved = approved
        self.reason = TextArea(f"{NAME}.field.reason", REASON_LIMIT, 4)
        step = pending_step(details)
        self.add_note("about", about_words(details))
        self.add_note("why", why_words(step))
        needed = not approved or needs_reason([one.reason for one in step.reasons])
        self.add_row("reason", _("&Reason") if needed else _("&Remark"), self.reason, required=needed)
        self.resize(560, 320)

    def form(self) -> DecisionForm:
        """Return what is decided."""
        return DecisionForm(approved=self._approved, reason=self.reason.value())


class PaperDecisionDialog(FormDialog):
    """What was decided on the signed sheet, by whom, when; its scan is filed."""

    def __init__(self, desk: Desk, details: ApprovalDetails, parent: QWidget | None = None) -> None:
        title = _("Decision on paper · {number}").format(number=details.summary.number)
        super().__init__(PAPER_NAME, title, _("&Enter"), parent)
        self._step = pending_step(details)
        field = f"{PAPER_NAME}.field"
        choices = [(YES, pgettext("approval sheet", "Agree")), (NO, pgettext("approval sheet", "Disagree"))]
        self.approved = SegmentedChoice(f"{field}.approved", choices)
        self.decided_by = LineEdit(f"{field}.decided_by", NAME_LIMIT)
        self.decided_at = DateTimeEdit(f"{field}.decided_at", desk.now, desk.zone)
        self.scan = scan_field(desk, f"{field}.scan", self)
        self.reason = TextArea(f"{field}.reason", REASON_LIMIT, 3)
        self.decided_at.set_value(desk.now())
        self._add_rows(details)
        self.approved.value_changed.connect(lambda _code: self.check_again())
        self.resize(600, 460)

    def _add_rows(self, details: ApprovalDetails) -> None:
        dropped = _("The file may be dropped anywhere on this form.")
        self.add_note("about", about_words(details))
        self.add_note("why", why_words(self._step))
        self.add_row("approved", _("Decis&ion"), self.approved, required=True)
        self.add_row("decided_by", _("&Signed by"), self.decided_by, required=True, half=True)
        self.add_row("decided_at", _("Si&gned at"), self.decided_at, required=True)
        self.add_row("scan", _("S&can"), self.scan, required=True, hint=dropped)
        self.add_row("reason", _("&Opinion"), self.reason, check=self._reason_problem)

    def form(self) -> PaperDecisionForm:
        """Return what was decided."""
        return PaperDecisionForm(
            approved=self.approved.value() == YES,
            reason=self.reason.value(),
            decided_by=self.decided_by.value(),
            decided_at=self.decided_at.value(),
            scan=self.scan.value(),
        )

    def _reason_problem(self) -> str:
        if self.reason.value().strip():
            return ""
        if self.approved.value() == NO:
            return _("Say why not.")
        below = needs_reason([one.reason for one in self._step.reasons])
        return _("The margin lies below the floor. Say why it is approved all the same.") if below else ""


def pending_step(details: ApprovalDetails) -> StepLine:
    """Return the step that is asked for; ValueError where nothing is."""
    if details.summary.pending is None:
        raise ValueError(f"{details.summary.number} asks for nobody's word")
    return details.summary.pending


def about_words(details: ApprovalDetails) -> str:
    """Return in a line what an approval is about."""
    total = money(details.figures.total) if details.figures else ""
    said = (label(details.subject), details.subject_number, details.customer, details.title, total)
    return " · ".join(part for part in said if part)


def why_words(step: StepLine) -> str:
    """Return whose word a step asks for, and why."""
    reasons = _("; ").join(reason_text(one) for one in step.reasons)
    return _("{role}: {reasons}").format(role=label(step.role), reasons=reasons)


def ask_decision(
    desk: Desk, parent: QWidget, details: ApprovalDetails, step: Step, *, approved: bool
) -> DecisionDialog:
    """Open the form of a yes or a no; ``step`` is how the page calls for it."""
    dialog = DecisionDialog(details, approved=approved, parent=parent)
    save = partial(decide, desk.context, approval_id=details.id, version=details.version)
    return open_form(desk, dialog, lambda: partial(save, form=dialog.form()), about=step.about())


def ask_paper_decision(desk: Desk, parent: QWidget, details: ApprovalDetails, step: Step) -> PaperDecisionDialog:
    """Open the form of a decision given on paper."""
    dialog = PaperDecisionDialog(desk, details, parent)
    save = partial(enter_paper_decision, desk.context, approval_id=details.id, version=details.version)
    return open_form(desk, dialog, lambda: partial(save, form=dialog.form()), about=step.about())
