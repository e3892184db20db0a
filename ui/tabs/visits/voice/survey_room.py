"""Satisfaction surveys on their page: how one is shown, and what one does with it (N1, N3)."""

from collections.abc import Iterable

from app.formatting import date_text
from app.i18n import N_, _, pgettext
from app.labels import label
from app.queries.trips.surveys import ScoreLine, SurveyDetails, survey_details
from app.rules.permissions import Permission
from app.rules.trips.surveys import NEEDS_REASON
from app.services.trips import surveys
from models.enums import ComplaintChannel, RecordKind, SurveyState
from ui.dialogs.care.complaint_dialog import ask_new_complaint
from ui.dialogs.forms.opening import shows
from ui.dialogs.trips.survey_dialogs import AnswersDialog, ask_new_survey, ask_survey, read_survey, sheet_of
from ui.runtime.desk import Desk
from ui.table.page_spec import PageAction
from ui.tabs.links import NARROW_LABEL, clipped
from ui.tabs.owed import OwingSteps
from ui.tabs.record_facts import around_facts, basic_facts, plain_facts
from ui.tabs.record_form import EditForm
from ui.tabs.record_room import RecordRoom, RoomPage
from ui.tabs.record_view import logged_view
from ui.tabs.views import reason_views, step_views
from ui.tabs.visits.voice.columns import satisfaction_tone, voice_badge
from ui.theme.badge import Badge
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact
from ui.widgets.detail.next_step import StepView

KIND = RecordKind.SURVEY
COMPLAINT = "complaint"
NEW = PageAction("new_survey", N_("Survey form…"), "new")


def survey_view(details: SurveyDetails, desk: Desk) -> DetailView:
    """Return one survey as the pane shows it."""
    customer = details.around["customer"]
    return logged_view(
        details,
        desk,
        badges=_badges(details),
        state=voice_badge(KIND, details.state),
        subtitle=details.name,
        line=(label(KIND), customer.title if customer is not None else ""),
        steps=_steps(details, desk),
        reasons=reason_views(details.steps),
        groups=_groups(details, desk),
    )


def _steps(details: SurveyDetails, desk: Desk) -> Iterable[StepView]:
    if details.is_dissatisfied and desk.context.actor.may(Permission.EDIT_CARE):
        yield StepView(COMPLAINT, _("Register a complaint…"), primary=True)
    yield from step_views(details.steps, primary="answer", seldom={"give_up"})


def _badges(details: SurveyDetails) -> tuple[Badge, ...]:
    if details.percent is None:
        return ()
    words = _("Satisfaction {percent} %").format(percent=details.percent)
    return (Badge(words, satisfaction_tone(details.percent)),)


def _groups(details: SurveyDetails, desk: Desk) -> Iterable[FactGroup]:
    may_edit = desk.context.actor.may(Permission.EDIT_TRIPS) and not why_final(details, desk)
    yield basic_facts(_own_facts(details), may_edit=may_edit)
    if details.state is SurveyState.ANSWERED:
        yield FactGroup("scores", _("Points"), tuple(_score_fact(line) for line in details.scores))
        yield FactGroup("said", _("Open questions"), tuple(_said_facts(details)))


def _own_facts(details: SurveyDetails) -> Iterable[Fact]:
    who = " ".join(part for part in (details.respondent, details.phone) if part)
    yield from plain_facts(
        (_("Given out on"), date_text(details.sent_on)),
        (_("Answered on"), date_text(details.answered_on) if details.answered_on else ""),
        (pgettext("survey", "Answered by") if details.answered_on else _("To whom"), who),
        (_("Recorded by"), details.recorded_by),
    )
    yield from around_facts(details.around)


def _score_fact(line: ScoreLine) -> Fact:
    points = _("{points} of 5").format(points=line.score) if line.score is not None else _("left open")
    weight = _("weight {percent} %").format(percent=line.weight)
    return Fact(clipped(line.item, NARROW_LABEL), " · ".join(part for part in (points, weight, line.reason) if part))


def _said_facts(details: SurveyDetails) -> Iterable[Fact]:
    recommend = _("{points} of 10").format(points=details.recommend) if details.recommend is not None else ""
    yield from plain_facts(
        (_("Best point"), details.best),
        (_("Worst point"), details.worst),
        (_("Suggestions"), details.suggestions),
        (_("Would recommend"), recommend),
        (_("Work with us again"), label(details.again) if details.again is not None else ""),
    )


class SurveySteps(OwingSteps[SurveyDetails]):
    """The steps of a survey by their codes."""

    def __init__(self, desk: Desk, page: RoomPage) -> None:
        super().__init__(desk, page, KIND)
        self.steps = {"answer": self.answer, "give_up": self.give_up, COMPLAINT: self.complain}

    def answer(self, details: SurveyDetails) -> None:
        """Record what the customer answered."""
        dialog = AnswersDialog(self.desk, sheet_of(details, self.desk), self.page)
        self.ask_form(details, "answer", dialog, surveys.answer_survey)

    def give_up(self, details: SurveyDetails) -> None:
        """Give up a survey that nobody answers."""
        title = _("Give up {number}").format(number=details.number)
        self.ask_reason(
            details, "give_up", title, surveys.give_up_survey, name="dispatch.survey_give_up", save_text=_("&Give up")
        )

    def complain(self, details: SurveyDetails) -> None:
        """Register what the customer is not satisfied with as a complaint (N6)."""
        ids = {name: one.id if one is not None else None for name, one in details.around.items()}
        low = (line for line in details.scores if line.score is not None and line.score <= NEEDS_REASON)
        said = [_("{item}: {reason}").format(item=line.item, reason=line.reason) for line in low]
        about = {
            "survey_id": details.id,
            "customer_id": ids["customer"],
            "project_id": ids["project"],
            "content": "\n".join(filter(None, (*said, details.worst))),
            "channel": ComplaintChannel.SURVEY,
        }
        ask_new_complaint(self.desk, self.page, about, shows(self.desk, RecordKind.COMPLAINT))


def add_survey(desk: Desk, page: RoomPage) -> None:
    """Open the form of a survey that is given out now."""
    ask_new_survey(desk, page, None, page.reveal)


def why_final(details: SurveyDetails, _desk: Desk) -> str:
    """Say why a survey is not edited any more; "" while it is."""
    return (
        ""
        if details.state is SurveyState.SENT
        else _("This survey was answered, or given up, and is not changed any more.")
    )


SURVEYS = RecordRoom(
    kind=KIND,
    read=survey_details,
    view=survey_view,
    steps=SurveySteps,
    new=NEW,
    add=add_survey,
    form=EditForm(read_survey, ask_survey),
    why_final=why_final,
)
