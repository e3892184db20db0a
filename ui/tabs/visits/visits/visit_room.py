"""Visits on their page: how one is shown, and what one does with it (C2.2, C13)."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from app.formatting import date_text
from app.forms.requests import RequestForm
from app.i18n import N_, _
from app.labels import label
from app.queries.care.visits import FollowUpLine, VisitDetails, visit_details
from app.queries.trade.order_parts import Linked
from app.rules.care.visit_gates import LOW_SCORE, NEEDS
from app.rules.permissions import Permission
from app.services.care import visit_follow_ups, visits
from models.enums import CommitmentKind, ComplaintChannel, FollowUpKind, RecordKind, RequestSource, VisitState
from ui.dialogs.care.complaint_dialog import ask_new_complaint
from ui.dialogs.care.visit_dialog import ask_new_visit, ask_visit, read_visit
from ui.dialogs.care.visit_record_dialog import VisitRecordDialog, ask_visit_record
from ui.dialogs.care.visit_steps import SettlingDialog, VisitMoveDialog
from ui.dialogs.forms.pickers import read_items
from ui.dialogs.requests.request_dialog import KnownRequest, ask_new_request
from ui.dialogs.trips.survey_dialogs import ask_new_survey
from ui.runtime.desk import Desk
from ui.runtime.errors import report_error
from ui.table.page_spec import PageAction
from ui.tabs.links import LINK_ROOM, clipped, link_code
from ui.tabs.owed import OwingSteps, owed_views
from ui.tabs.record_facts import around_facts, basic_facts, happened, plain_facts
from ui.tabs.record_form import EditForm
from ui.tabs.record_room import RecordRoom, RoomPage
from ui.tabs.record_view import logged_view
from ui.tabs.views import reason_views, step_views
from ui.tabs.visits.visits.columns import visit_badge
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact
from ui.widgets.detail.next_step import StepView

KIND = RecordKind.VISIT
NEW = PageAction("new_visit", N_("Visit…"), "new")
SELDOM = ("cancel", "reopen", "survey", "move")
WORDS_ROOM = 22  # half-width signs of what follows on its button


def visit_view(details: VisitDetails, desk: Desk) -> DetailView:
    """Return one visit as the pane shows it."""
    meeting = {CommitmentKind.VISIT: ("record", _("Record the customer visit"))}
    return logged_view(
        details,
        desk,
        state=visit_badge(KIND, details.state),
        subtitle=details.title,
        line=(label(details.occasion), label(details.mode), date_text(details.planned_on)),
        badges=_badges(details),
        steps=_steps(details, desk),
        reasons=reason_views(details.steps),
        commitments=owed_views(details, desk, meeting, Permission.EDIT_CARE),
        groups=_groups(details, desk),
    )


def _badges(details: VisitDetails) -> Iterable[Badge]:
    scores = [score for score in (details.sat_quality, details.sat_service) if score is not None]
    if scores and min(scores) <= LOW_SCORE:
        yield Badge(_("Dissatisfied"), Tone.OVERDUE)


def _steps(details: VisitDetails, desk: Desk) -> tuple[StepView, ...]:
    """Return what can be done; while something that follows is open, that stands out."""
    follows = tuple(_follow_up_steps(details, desk))
    is_done = details.state is VisitState.DONE
    seldom = (*SELDOM, "record") if is_done else SELDOM
    own = step_views(details.steps, primary="close" if is_done else "", seldom=seldom)
    if not follows:
        return own
    return (replace(follows[0], primary=True), *follows[1:], *(replace(one, primary=False) for one in own))


def _follow_up_steps(details: VisitDetails, desk: Desk) -> Iterable[StepView]:
    """Yield for each open thing what makes something of it, and what settles it otherwise behind “more”."""
    if not desk.context.actor.may(Permission.EDIT_CARE):
        return
    for line in details.open_follow_ups:
        words = clipped(line.text, WORDS_ROOM)
        if line.kind in NEEDS:
            yield StepView(f"request:{line.id}", _("Make a request: {what}").format(what=words))
        elif line.kind is FollowUpKind.COMPLAINT:
            yield StepView(f"complaint:{line.id}", _("Register the complaint: {what}").format(what=words))
        else:
            yield StepView(f"settle:{line.id}", _("Settle: {what}").format(what=words))
            continue
        yield StepView(f"settle:{line.id}", _("Settle otherwise: {what}").format(what=words), minor=True)


def _groups(details: VisitDetails, desk: Desk) -> Iterable[FactGroup]:
    may_edit = desk.context.actor.may(Permission.EDIT_CARE) and details.state is VisitState.PLANNED
    yield basic_facts(_plan(details), may_edit=may_edit)
    yield FactGroup("follow_ups", _("What follows"), tuple(fact for one in details.follow_ups for fact in _line(one)))
    yield FactGroup("visit", _("The visit"), tuple(_met(details, desk)))
    yield FactGroup("plant", _("How the plant runs"), tuple(_plant(details)))
    yield FactGroup("words", _("What the customer says"), tuple(_words(details)))


def _plan(details: VisitDetails) -> Iterable[Fact]:
    yield from around_facts({name: getattr(details, name) for name in ("customer", "project", "site", "dispatch")})
    titles = {"round": _("Round of visits"), "basis": _("Asked for by"), "survey": _("Survey")}
    for name, title in titles.items():
        linked: Linked | None = getattr(details, name)
        if linked is not None and (name != "basis" or linked.id not in (details.customer_id, details.project_id)):
            words = f"{linked.number} {linked.title}".strip()
            yield Fact(title, clipped(words, LINK_ROOM), link_code(linked.kind, linked.id))
    yield from plain_facts(
        (_("Planned for"), date_text(details.planned_on)),
        (_("Visitor"), details.visitor),
        (_("Focus"), details.focus),
        (_("Counted from"), date_text(details.basis_on) if details.basis_on else ""),
    )


def _line(line: FollowUpLine) -> Iterable[Fact]:
    """Yield what follows with its day, and below it what came of it."""
    due = _("by {day}").format(day=date_text(line.due_on)) if line.due_on else ""
    yield Fact(label(line.kind), " · ".join(part for part in (line.text, line.passed_to, due) if part))
    if line.became is not None:
        words = f"{line.became.number} {line.became.title}"
        yield Fact("", clipped(words, LINK_ROOM), link_code(line.became.kind, line.became.id))
    elif line.settled_at is not None:
        yield Fact("", line.outcome)


def _met(details: VisitDetails, desk: Desk) -> Iterable[Fact]:
    return plain_facts(
        (_("Visited at"), happened(details.visited_at, "", desk)),
        (_("Who was met"), " · ".join(part for part in (details.interviewee, details.phone) if part)),
        (_("Next visit"), date_text(details.next_visit_on) if details.next_visit_on else ""),
        (_("Closed"), happened(details.closed_at, "", desk)),
    )


def _plant(details: VisitDetails) -> Iterable[Fact]:
    return plain_facts(
        (_("Equipment"), label(details.run_status) if details.run_status is not None else ""),
        (_("Flow m³/d"), details.flow),
        (_("Inlet quality"), details.inlet),
        (_("Outlet quality"), details.outlet),
        (_("Consumables"), details.consumables),
        (_("Upkeep"), details.upkeep),
        (_("Problems"), details.problems),
    )


def _words(details: VisitDetails) -> Iterable[Fact]:
    return plain_facts(
        (_("With the equipment"), _degree(details.sat_quality)),
        (_("With the service"), _degree(details.sat_service)),
        (_("Suggestions"), details.suggestions),
        (_("Presented to them"), details.promotion),
        (_("Payment discussed"), details.payment_talk),
        (_("Done on the spot"), details.spot_action),
    )


def _degree(score: int | None) -> str:
    return _("{score} of 5").format(score=score) if score is not None else ""


class VisitSteps(OwingSteps[VisitDetails]):
    """The steps of a visit by their codes; those of what follows are aimed at its line."""

    def __init__(self, desk: Desk, page: RoomPage) -> None:
        super().__init__(desk, page, KIND)
        self.steps = {
            "record": self.record,
            "close": lambda details: self.do(details, visits.close_visit),
            "move": self.move,
            "cancel": self.cancel,
            "reopen": self.reopen,
            "survey": self.survey,
        }
        self.aimed = {**self.aimed, "request": self.request, "complaint": self.complaint, "settle": self.settle}

    def record(self, details: VisitDetails) -> None:
        """Record what was found, or correct it."""

        def show(dialog: VisitRecordDialog) -> None:
            self.ask_form(details, "record", dialog, visits.record_visit)

        ask_visit_record(self.desk, self.page, details, show)

    def move(self, details: VisitDetails) -> None:
        """Plan it for another day."""
        self.ask_form(details, "move", VisitMoveDialog(self.desk, details, self.page), visits.move_visit)

    def cancel(self, details: VisitDetails) -> None:
        """Cancel it, with a reason."""
        title = _("Cancel the visit {number}").format(number=details.number)
        name, text = "visits.visit_cancel", _("Cancel the &visit")
        self.ask_reason(details, "cancel", title, visits.cancel_visit, name=name, save_text=text)

    def reopen(self, details: VisitDetails) -> None:
        """Open it again, with a reason."""
        title = _("Open the visit {number} again").format(number=details.number)
        name, text = "visits.visit_reopen", _("&Open again")
        self.ask_reason(details, "reopen", title, visits.reopen_visit, name=name, save_text=text)

    def survey(self, details: VisitDetails) -> None:
        """Give a survey out on the visit."""

        def given(survey_id: int) -> None:
            work = partial(visit_follow_ups.give_survey, self.desk.context, record_id=details.id, survey_id=survey_id)
            self.desk.save(self.page, work, self.page.reload_details, "")

        ask_new_survey(self.desk, self.page, None, given, customer_id=details.customer_id)

    # what follows ------------------------------------------------------------------------------------------------

    def request(self, details: VisitDetails, aim: str) -> None:
        """Make a service request of a need (C2.2)."""
        line = _open_line(details, aim)
        if line is None:
            return
        form = RequestForm(
            source=RequestSource.VISIT,
            customer_id=details.customer_id,
            project_id=details.project_id,
            contact_name=details.interviewee,
            contact_phone=details.phone,
            text=line.text,
        )

        def show(known: KnownRequest) -> None:
            ask_new_request(self.desk, self.page, partial(self._taken_up, details, line), known)

        self.desk.jobs.run_read(
            "visits.request",
            lambda _progress: (form, read_items(self.desk, details.customer_id, details.project_id)),
            show,
            partial(report_error, self.page),
        )

    def complaint(self, details: VisitDetails, aim: str) -> None:
        """Register the complaint that was heard on the visit."""
        line = _open_line(details, aim)
        if line is None:
            return
        about = {
            "visit_id": details.id,
            "customer_id": details.customer_id,
            "project_id": details.project_id,
            "channel": ComplaintChannel.VISIT.value,
            "complainant": details.interviewee,
            "content": line.text,
        }
        ask_new_complaint(self.desk, self.page, about, partial(self._taken_up, details, line))

    def _taken_up(self, details: VisitDetails, line: FollowUpLine, outcome_id: int) -> None:
        work = partial(
            visit_follow_ups.take_up,
            self.desk.context,
            record_id=details.id,
            follow_up_id=line.id,
            outcome_id=outcome_id,
        )
        self.desk.save(self.page, work, self.page.reload_details, "")

    def settle(self, details: VisitDetails, aim: str) -> None:
        """Record how a lead or a task ended."""
        line = _open_line(details, aim)
        if line is None:
            return
        dialog = SettlingDialog(self.desk, line, self.page)
        settle = partial(
            visit_follow_ups.settle_follow_up, self.desk.context, record_id=details.id, follow_up_id=line.id
        )
        self.open(details, f"settle:{line.id}", dialog, lambda: partial(settle, form=dialog.form()))


def _open_line(details: VisitDetails, aim: str) -> FollowUpLine | None:
    """Return what is meant, None where it is settled by now: the pane follows soon."""
    return next((line for line in details.open_follow_ups if str(line.id) == aim), None)


def add_visit(desk: Desk, page: RoomPage) -> None:
    """Open the form of a visit that is planned by hand."""
    ask_new_visit(desk, page, {}, page.reveal)


def why_final(details: VisitDetails, _desk: Desk) -> str:
    """Say why the plan of a visit is not edited any more; "" while it is."""
    still = details.state is VisitState.PLANNED
    return "" if still else _("This visit is paid or cancelled and is not planned any more.")


VISIT_ROOM = RecordRoom(
    kind=KIND,
    read=visit_details,
    view=visit_view,
    steps=VisitSteps,
    new=NEW,
    add=add_visit,
    form=EditForm(read_visit, ask_visit),
    why_final=why_final,
)
