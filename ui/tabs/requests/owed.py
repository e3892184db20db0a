"""What the pane shows of a request's promises and holds, and what can be done with each."""

from collections.abc import Iterable, Mapping

from app.i18n import N_, _
from app.queries.promises.facts import FINISHED
from app.queries.records.record_parts import CommitmentLine
from app.queries.requests.requests import RequestDetails
from app.rules.permissions import Permission
from app.rules.promises.commitments import promise_kind
from models.enums import CommitmentKind, CommitmentState
from ui.dialogs.requests.service_dialogs import part_words
from ui.runtime.desk import Desk
from ui.tabs.holds import with_holds
from ui.tabs.views import commitment_view
from ui.widgets.detail.choice_menu import Choice
from ui.widgets.detail.commitments import CommitmentView

# kind of promise → the step that records what meets it, and its words
MEETING_STEPS: Mapping[CommitmentKind, tuple[str, str]] = {
    CommitmentKind.REPLY: ("reply", N_("Record the answer")),
    CommitmentKind.ASSIGNMENT: ("facts", N_("Name the owner")),
    CommitmentKind.VISIT_ANSWER: ("visit_answer", N_("Answer on the visit")),
    CommitmentKind.ARRIVAL: ("arrive", N_("Record the arrival")),
    CommitmentKind.QUOTATION: ("make_quotation", N_("Make the quotation")),
    CommitmentKind.PARTS: ("hand_over", N_("Hand over parts")),
    CommitmentKind.SOLUTION: ("solve", N_("Mark as solved")),
    CommitmentKind.FOLLOW_UP: ("follow_up", N_("Follow-up call")),
}
QUOTED_OUTSIDE = ("quotation_sent", N_("Quoted outside the program…"))
NEEDS_CLASS = frozenset({CommitmentKind.QUOTATION, CommitmentKind.PARTS})  # gate C3.2


def owed_views(details: RequestDetails, desk: Desk) -> tuple[CommitmentView, ...]:
    """Return the holds that run or wait, the promises, and last the holds that are over."""
    promises = [_promise_view(line, details, desk) for line in details.commitments]
    return with_holds(promises, details.holds, desk, is_open=details.state not in FINISHED)


def open_promises(details: RequestDetails) -> tuple[CommitmentLine, ...]:
    """Return the promises still outstanding, the earliest due first; those without a date last."""
    still = [line for line in details.commitments if line.state is CommitmentState.OPEN]
    return tuple(sorted(still, key=lambda line: (line.due is None, line.due or details.received_at)))


def can_be_held(details: RequestDetails) -> bool:
    """Tell whether a hold would stop any clock of a request: some are never held."""
    return any(promise_kind(line.kind).holdable for line in open_promises(details))


def _promise_view(line: CommitmentLine, details: RequestDetails, desk: Desk) -> CommitmentView:
    is_open = line.state is CommitmentState.OPEN and _may_act(desk)
    about = next((part_words(part) for part in details.lines if part.line_no == line.slot), "")
    return commitment_view(
        line,
        desk.now(),
        desk.zone,
        desk.today(),
        about=about if line.kind is CommitmentKind.PARTS else "",
        choices=tuple(_promise_choices(line, details, desk)) if is_open else (),
    )


def _may_act(desk: Desk) -> bool:
    """Who may only read is offered nothing."""
    return desk.context.actor.may(Permission.EDIT_REQUEST)


def _promise_choices(line: CommitmentLine, details: RequestDetails, desk: Desk) -> Iterable[Choice]:
    """Yield what meets a promise, the date agreed, and the waiver."""
    waives = desk.context.actor.may(Permission.WAIVE_COMMITMENT)
    aim = f"{line.kind.value}:{line.slot}"
    yield _meeting_choice(line, details, *MEETING_STEPS[line.kind])
    if line.kind is CommitmentKind.QUOTATION:
        yield _meeting_choice(line, details, *QUOTED_OUTSIDE)
    if promise_kind(line.kind).holdable:
        yield Choice(
            f"agree_date:{aim}",
            _("Agree a date…"),
            waives or line.by_agreement,
            "" if waives or line.by_agreement else _("The clause has its own clock: another date is the manager's."),
        )
    yield Choice(f"waive:{aim}", _("Waive…"), waives, "" if waives else _("The manager waives promises."))


def _meeting_choice(line: CommitmentLine, details: RequestDetails, code: str, text: str) -> Choice:
    if line.kind in NEEDS_CLASS and details.confirmed_class is None:
        return Choice(code, _(text), False, "C3.2 " + _("Nobody has confirmed yet whether the service is free or paid"))
    step = next((step for step in details.steps if step.action == code), None)
    if line.kind is CommitmentKind.SOLUTION and (step is None or not step.allowed or step.blocked):
        return Choice(code, _(text), False, _("The request has to be classed first."))
    return Choice(f"{code}:{line.slot}" if line.kind is CommitmentKind.PARTS else code, _(text))
