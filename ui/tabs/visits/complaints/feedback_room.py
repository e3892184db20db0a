"""Quality feedback: how it is shown, and what one does with it (N6)."""

from collections.abc import Iterable

from app.formatting import date_text
from app.i18n import N_, _
from app.labels import label
from app.queries.care.feedback import FeedbackDetails, feedback_details
from app.rules.permissions import Permission
from app.services.care import feedback
from app.services.care.feedback import OPEN
from models.enums import CommitmentKind, RecordKind
from ui.dialogs.care.feedback_dialog import FeedbackAnswerDialog, ask_feedback, ask_new_feedback, read_feedback
from ui.dialogs.reason_dialog import ask_text
from ui.runtime.desk import Desk
from ui.table.page_spec import PageAction
from ui.tabs.links import LINK_ROOM, clipped, link_code
from ui.tabs.owed import OwingSteps, owed_views
from ui.tabs.record_facts import around_facts, basic_facts, happened, plain_facts
from ui.tabs.record_form import EditForm
from ui.tabs.record_room import RecordRoom, RoomPage
from ui.tabs.record_view import logged_view
from ui.tabs.views import reason_views, step_views
from ui.tabs.visits.complaints.columns import care_badge
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact

KIND = RecordKind.FEEDBACK
NEW = PageAction("new_feedback", N_("Quality feedback…"), "new")


def feedback_view(details: FeedbackDetails, desk: Desk) -> DetailView:
    """Return one piece of feedback as the pane shows it."""
    meeting = {CommitmentKind.FEEDBACK_ANSWER: ("reply", _("Record the department's answer"))}
    return logged_view(
        details,
        desk,
        state=care_badge(KIND, details.state),
        subtitle=details.title,
        line=(label(KIND), _asked(details)),
        steps=step_views(details.steps, seldom={"cancel"}),
        reasons=reason_views(details.steps),
        commitments=owed_views(details, desk, meeting, Permission.EDIT_CARE),
        groups=_groups(details, desk),
    )


def _asked(details: FeedbackDetails) -> str:
    return " ".join(part for part in (details.department, details.addressee) if part)


def _groups(details: FeedbackDetails, desk: Desk) -> Iterable[FactGroup]:
    may_edit = desk.context.actor.may(Permission.EDIT_CARE) and not why_final(details, desk)
    yield basic_facts(_own_facts(details, desk), may_edit=may_edit)
    yield FactGroup("answer", _("The department's answer"), tuple(_answer(details, desk)))
    yield FactGroup("source", _("What it comes from"), tuple(_source(details)))


def _own_facts(details: FeedbackDetails, desk: Desk) -> Iterable[Fact]:
    return plain_facts(
        (_("Department"), _asked(details)),
        (_("Sent to the department"), happened(details.asked_at, "", desk)),
        (_("Answer by"), date_text(details.answer_due_on)),
        (_("What was seen"), details.content),
        (_("What the department is to do"), details.demand),
    )


def _answer(details: FeedbackDetails, desk: Desk) -> Iterable[Fact]:
    return plain_facts(
        (_("Answered"), happened(details.answered_at, details.answered_by, desk)),
        (_("Cause"), details.cause),
        (_("Measures of the department"), details.measures),
        (_("Effect"), details.effect_seen),
        (_("Closed"), happened(details.closed_at, "", desk)),
    )


def _source(details: FeedbackDetails) -> Iterable[Fact]:
    if details.complaint is not None:
        one = details.complaint
        words = clipped(f"{one.number} {one.title}", LINK_ROOM)
        yield Fact(_("Complaint"), words, link_code(one.kind, one.id))
    yield from around_facts({name: getattr(details, name) for name in ("request", "equipment", "customer", "project")})
    count = str(details.fault_count) if details.fault_count is not None else ""
    yield from plain_facts((_("Model"), details.model), (_("Number of faults"), count))


class FeedbackSteps(OwingSteps[FeedbackDetails]):
    """The steps of feedback by their codes."""

    def __init__(self, desk: Desk, page: RoomPage) -> None:
        super().__init__(desk, page, KIND)
        self.steps = {
            "ask": lambda details: self.do(details, feedback.ask_feedback, _("Sending to the department …")),
            "reply": self.reply,
            "close": self.close,
            "cancel": self.cancel,
        }

    def reply(self, details: FeedbackDetails) -> None:
        """Record what the department answered."""
        dialog = FeedbackAnswerDialog(self.desk, details, self.page)
        self.ask_form(details, "reply", dialog, feedback.answer_feedback)

    def close(self, details: FeedbackDetails) -> None:
        """Close it with the effect of its measures."""
        title = _("Close the feedback {number}").format(number=details.number)
        work, name = self.work(feedback.close_feedback, details), "visits.feedback_closing"
        ask_text(
            self.desk,
            self.page,
            name,
            title,
            _("&Effect of the measures"),
            _("&Close it"),
            lambda said: work(effect=said),
            self.page.reload_details,
            step=self.step(details, "close"),
        )

    def cancel(self, details: FeedbackDetails) -> None:
        """Give it up, with a reason."""
        title = _("Cancel the feedback {number}").format(number=details.number).strip()
        self.ask_reason(
            details,
            "cancel",
            title,
            feedback.cancel_feedback,
            name="visits.feedback_cancel",
            save_text=_("Cancel the &feedback"),
        )


def add_feedback(desk: Desk, page: RoomPage) -> None:
    """Open the form of new feedback."""
    ask_new_feedback(desk, page, {}, page.reveal)


def why_final(details: FeedbackDetails, _desk: Desk) -> str:
    """Say why feedback is not edited any more; "" while it is."""
    return "" if details.state in OPEN else _("This feedback is answered and is not changed any more.")


FEEDBACK_ROOM = RecordRoom(
    kind=KIND,
    read=feedback_details,
    view=feedback_view,
    steps=FeedbackSteps,
    new=NEW,
    add=add_feedback,
    form=EditForm(read_feedback, ask_feedback),
    why_final=why_final,
)
