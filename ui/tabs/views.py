"""Words for what every record shows: promises, log, papers, next steps. Frozen query values in, frozen views out."""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo

from app.formatting import remaining_words, short_date_time
from app.i18n import N_, _, current_language
from app.labels import clause_name, label, label_of
from app.papers.form import load_form
from app.queries.records.record_parts import CommitmentLine, EventLine, NextStep, PaperLine
from models.enums import (
    BasicState,
    ClassBasis,
    CommitmentState,
    DispatchState,
    EventKind,
    ProjectState,
    RequestState,
    ServiceClass,
)
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.commitments import CommitmentView
from ui.widgets.detail.next_step import ReasonView, StepView
from ui.widgets.detail.papers import PaperView
from ui.widgets.detail.timeline import TimelineEntry

SOON_HOURS = 4
STATES = (RequestState, DispatchState, ProjectState, BasicState)  # a code they share is called the same in each
FIX_TEXTS = {
    "record_file_consulted": N_("Record it"),
    "record_customer_contacted": N_("Record it"),
    "confirm_class": N_("Confirm"),
    "record_result": N_("Record it"),
    "cancel_dispatches": N_("Show"),
    "edit_dispatch": N_("Complete it"),
    "record_department_agreed": N_("Record it"),
    "agree": N_("Settle"),
    "show_open_work": N_("Show"),
}
STATE_TONES = {
    RequestState.REGISTERED: Tone.SOON,
    RequestState.ANALYSED: Tone.SOON,
    RequestState.CLASSED: Tone.ACCENT,
    RequestState.IN_HAND: Tone.ACCENT,
    RequestState.SOLVED: Tone.KEPT,
    RequestState.CLOSED: Tone.KEPT,
    DispatchState.DRAFT: Tone.SOON,
    DispatchState.AGREED: Tone.KEPT,
}


def due_badge(due: datetime, now: datetime) -> Badge:
    """Return how long is left until ``due``, in words and tone."""
    hours = (due - now).total_seconds() / 3600
    tone = Tone.OVERDUE if hours < 0 else Tone.SOON if hours <= SOON_HOURS else Tone.ACCENT
    return Badge(remaining_words(due, now), tone)


def state_badge(state: RequestState | DispatchState) -> Badge:
    """Return the badge of a state."""
    return Badge(label(state), STATE_TONES.get(state, Tone.NEUTRAL))


def commitment_view(line: CommitmentLine, now: datetime, zone: tzinfo, today: date) -> CommitmentView:
    """Return a promise with its countdown or verdict, and by when to act."""
    due = _("due {time}").format(time=short_date_time(line.due, zone, today)) if line.due else _("no date yet")
    rule = f"{line.clause} · {due}"
    tips = [f"{line.clause} {clause_name(line.clause)}"]
    if line.state is CommitmentState.OPEN and line.act_by and line.act_by != line.due:
        tips.append(
            _("Act by {time}: the due time lies outside business hours").format(
                time=short_date_time(line.act_by, zone, today)
            )
        )
    return CommitmentView(label(line.kind), _commitment_badge(line, now, zone, today), rule, "\n".join(tips))


def _commitment_badge(line: CommitmentLine, now: datetime, zone: tzinfo, today: date) -> Badge:
    if line.state is CommitmentState.OPEN:
        return due_badge(line.due, now) if line.due else Badge(_("Date to be agreed"), Tone.SOON)
    met = short_date_time(line.met_at, zone, today) if line.met_at else ""
    tones = {CommitmentState.MET: Tone.KEPT, CommitmentState.MET_LATE: Tone.OVERDUE}
    words = f"{label(line.state)} · {met}" if met else label(line.state)
    return Badge(words, tones.get(line.state, Tone.NEUTRAL))


def timeline_entry(event: EventLine, zone: tzinfo, today: date) -> TimelineEntry:
    """Return an entry of the log as a line of the timeline."""
    person = event.person if not event.counterpart else f"{event.person} → {event.counterpart}"
    return TimelineEntry(_event_title(event), short_date_time(event.at, zone, today), person, event.text)


def _event_title(event: EventLine) -> str:
    data = event.data
    if event.kind is EventKind.STATE_CHANGED:
        states = next(states for states in STATES if data["to"] in list(states))
        return f"{label(event.kind)}: {label_of(states, data['to'])}"
    if event.kind is EventKind.CLASS_CONFIRMED:
        return f"{label(event.kind)}: {label_of(ServiceClass, data['class'])} · {label_of(ClassBasis, data['basis'])}"
    if event.kind in (EventKind.PAPER_ISSUED, EventKind.PAPER_REPRINTED):
        return f"{label(event.kind)} {data['number']}"
    return label(event.kind)


def paper_view(line: PaperLine, zone: tzinfo, today: date) -> PaperView:
    """Return an issued paper as a link."""
    title = f"{load_form(line.form).title.text(current_language())} {line.number}"
    issued = short_date_time(line.issued_at, zone, today)
    return PaperView(f"document:{line.document_id}", title, f"{issued} · {line.archive_code}")


def step_views(steps: Sequence[NextStep], *, primary: str = "") -> tuple[StepView, ...]:
    """Return the buttons of the next steps; the first that can be taken, or ``primary``, stands out."""
    possible = [step.action for step in steps if step.allowed and not step.blocked and step.asks != "reason"]
    first = primary or (possible[0] if possible else "")
    return tuple(
        StepView(
            code=step.action,
            text=_(step.title),
            primary=step.action == first,
            enabled=step.allowed and not step.blocked,
            tooltip=_step_tooltip(step),
        )
        for step in steps
    )


def _step_tooltip(step: NextStep) -> str:
    if not step.allowed:
        return _("Your role does not allow this step.")
    return "\n".join(f"{reason.clause} {reason.text}" for reason in step.blocked)


def reason_views(steps: Sequence[NextStep]) -> tuple[ReasonView, ...]:
    """Return once each what blocks the steps that lead onwards, with the link that fixes it."""
    reasons = {
        (reason.clause, reason.text): reason for step in steps if step.asks != "reason" for reason in step.blocked
    }
    return tuple(
        ReasonView(reason.clause, reason.text, reason.fix or "", _(FIX_TEXTS[reason.fix]) if reason.fix else "")
        for reason in reasons.values()
    )
