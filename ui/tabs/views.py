"""Words for what every record shows: promises, log, papers, next steps. Frozen query values in, frozen views out."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, tzinfo

from app.formatting import date_text, remaining_words, short_date_time, short_fact_time
from app.i18n import N_, _
from app.labels import clause_name, label
from app.papers.form import form_title
from app.queries.records.record_parts import CommitmentLine, EventLine, NextStep, PaperLine, ScanLine
from models.enums import CommitmentState, DispatchState, RequestState
from ui.tabs.event_words import event_title
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.choice_menu import Choice
from ui.widgets.detail.commitments import CommitmentView
from ui.widgets.detail.next_step import ReasonView, StepView
from ui.widgets.detail.papers import PaperView
from ui.widgets.detail.timeline import TimelineEntry

SOON_HOURS = 4
ASIDE = frozenset({"reason", "request"})  # what steps ask for that lead away from the record's own end
FIX_TEXTS = {
    "judge": N_("Judge the lines"),
    "answer": N_("Record it"),
    "handle": N_("Record it"),
    "close": N_("Complete it"),
    "record_file_consulted": N_("Record it"),
    "record_customer_contacted": N_("Record it"),
    "confirm_class": N_("Confirm"),
    "record_result": N_("Record it"),
    "cancel_dispatches": N_("Show"),
    "edit_dispatch": N_("Complete it"),
    "record_department_agreed": N_("Record it"),
    "agree": N_("Settle"),
    "show_open_work": N_("Show"),
    "show_promises": N_("Show"),
    "print_sheet": N_("Print the sheet"),
    "show_subject": N_("Show"),
    "show_source": N_("Show"),
    "show_offers": N_("Show"),
    "record_signing": N_("Record it"),
    "withdraw": N_("Take back to draft"),
    "edit": N_("Complete it"),
    "show_receivables": N_("Show"),
    "show_visits": N_("Record it"),
    "revise": N_("Revise"),
    "record_recovery": N_("Record it"),
    "show_part": N_("Show"),
    "print": N_("Print it"),
    "show_approval": N_("Show"),
    "show_lines": N_("Show"),
    "make_order": N_("Make order"),
    "show_shortage": N_("Show"),
    "show_shipment": N_("Show"),
    "show_slips": N_("Show"),
    "show_shipments": N_("Show"),
    "record_receipt": N_("Show"),
    "print_pack": N_("Trip pack"),
    "list_hazards": N_("Make the list"),
    "review_hazards": N_("Show"),
    "brief_people": N_("Brief them"),
    "show_certificates": N_("Show"),
    "add_person": N_("Add somebody"),
    "show_secrecy": N_("See to it"),
    "edit_lesson": N_("Name them"),
    "settle_advance": N_("Show"),
    "show_claims": N_("Claims"),
    "note_sheet": N_("Record it"),
    "return_parts": N_("Record the return"),
    "show_old_parts": N_("Show"),
    "hand_in_cash": N_("Show"),
    "write_report": N_("Write it"),
    "answer_survey": N_("Record it"),
    "sign_receipt": N_("Show"),
    "settle_items": N_("Plan a further dispatch"),
    "take_hazards_over": N_("Take over"),
    "show_dispatch": N_("Show"),
    "show_letters": N_("Show"),
    "show_request": N_("Show"),
    "show_project": N_("Show"),
    "show_disputes": N_("Show"),
    "show_customer": N_("Show"),
    "propose_measures": N_("Show"),
    "submit": N_("Submit it"),
}
STATE_TONES = {
    RequestState.REGISTERED: Tone.SOON,
    RequestState.ANALYSED: Tone.SOON,
    RequestState.CLASSED: Tone.ACCENT,
    RequestState.IN_HAND: Tone.ACCENT,
    RequestState.SOLVED: Tone.KEPT,
    RequestState.CLOSED: Tone.KEPT,
    DispatchState.DRAFT: Tone.SOON,
    DispatchState.AGREED: Tone.ACCENT,
    DispatchState.BRIEFED: Tone.ACCENT,
    DispatchState.DEPARTED: Tone.ACCENT,
    DispatchState.ARRIVED: Tone.ACCENT,
    DispatchState.FINISHED: Tone.SOON,
    DispatchState.RETURNED: Tone.SOON,
    DispatchState.CLOSED: Tone.KEPT,
}


def due_badge(due: datetime, now: datetime, zone: tzinfo | None = None) -> Badge:
    """Return how long is left until ``due``, in words (``app.formatting.remaining_words``) and tone."""
    hours = (due - now).total_seconds() / 3600
    tone = Tone.OVERDUE if hours < 0 else Tone.SOON if hours <= SOON_HOURS else Tone.ACCENT
    return Badge(remaining_words(due, now, zone), tone)


def state_badge(state: RequestState | DispatchState) -> Badge:
    """Return the badge of a state."""
    return Badge(label(state), STATE_TONES.get(state, Tone.NEUTRAL))


def commitment_view(
    line: CommitmentLine,
    now: datetime,
    zone: tzinfo,
    today: date,
    *,
    about: str = "",
    choices: tuple[Choice, ...] = (),
) -> CommitmentView:
    """Return a promise with its countdown or verdict, by when to act, and what can be done with it.

    ``about`` says what it is about beyond its kind: the part that is owed.
    """
    return CommitmentView(
        name=label(line.kind),
        badge=_commitment_badge(line, now, zone, today),
        rule=line.clause,
        tooltip=f"{line.clause} {clause_name(line.clause)}",
        mark=_commitment_mark(line),
        note=" · ".join(part for part in (about, *_commitment_notes(line, now, zone, today)) if part),
        code=f"{line.kind.value}:{line.slot}",
        choices=choices,
    )


def _commitment_mark(line: CommitmentLine) -> Badge | None:
    if line.state is CommitmentState.OPEN and line.provisional:
        return Badge(_("provisional"), Tone.NEUTRAL)
    return Badge(_("agreed"), Tone.ACCENT) if line.is_agreed and line.due is not None else None


def _commitment_notes(line: CommitmentLine, now: datetime, zone: tzinfo, today: date) -> Iterable[str]:
    """Yield what is to be known besides: when it is due, the time wished for, by when to act, who agreed, what changed,
    why it closed.
    """
    is_open = line.state is CommitmentState.OPEN
    if line.due:
        yield _("due {time}").format(time=short_date_time(line.due, zone, today))
    if is_open and line.provisional:
        yield _("nobody has confirmed the class yet")
    if is_open and line.target and line.target != line.due:
        yield _("target {time}").format(time=short_date_time(line.target, zone, today))
    if is_open and line.act_by and line.due and line.act_by != line.due and now < line.due:
        yield _act_by_words(line.act_by, now, zone, today)
    if line.is_agreed and line.agreed_with:
        yield _("agreed with {name}").format(name=line.agreed_with)
    if is_open and line.due_now and line.due_now != line.due:
        time = short_date_time(line.due_now, zone, today)
        yield _("due {time} after a change of facts; the miss stays on record").format(time=time)
    if line.missed and not is_open and line.met_at is None:
        yield _("missed before")
    if line.reason:
        yield line.reason


def _act_by_words(act_by: datetime, now: datetime, zone: tzinfo, today: date) -> str:
    if act_by <= now:
        return _("act now: the due time lies outside business hours")
    time = short_date_time(act_by, zone, today)
    return _("act by {time}: the due time lies outside business hours").format(time=time)


def _commitment_badge(line: CommitmentLine, now: datetime, zone: tzinfo, today: date) -> Badge:
    if line.state is CommitmentState.OPEN:
        return due_badge(line.due, now, zone) if line.due else Badge(_("Date to be agreed"), Tone.SOON)
    met = short_fact_time(line.met_at, zone, today) if line.met_at else ""
    tones = {CommitmentState.MET: Tone.KEPT, CommitmentState.MET_LATE: Tone.OVERDUE}
    words = f"{label(line.state)} · {met}" if met else label(line.state)
    return Badge(words, tones.get(line.state, Tone.NEUTRAL))


def timeline_entry(event: EventLine, zone: tzinfo, today: date) -> TimelineEntry:
    """Return an entry of the log as a line of the timeline."""
    person = event.person if not event.counterpart else f"{event.person} → {event.counterpart}"
    title = event_title(event, lambda moment: short_date_time(moment, zone, today))
    return TimelineEntry(title, short_fact_time(event.at, zone, today), person, event.text)


def paper_view(line: PaperLine, zone: tzinfo, today: date) -> PaperView:
    """Return an issued paper as a link."""
    title = f"{form_title(line.form)} {line.number}"
    issued = short_date_time(line.issued_at, zone, today)
    note, is_filed = f"{issued} · {line.archive_code}", line.document_id is not None
    return PaperView(f"document:{line.document_id}", title, note, takes_copy=is_filed)


def scan_view(line: ScanLine) -> PaperView:
    """Return a document that came in as a link."""
    note = f"{date_text(line.document_date)} · {line.archive_code}"
    return PaperView(f"document:{line.document_id}", line.title, note, "attachment")


def step_views(steps: Sequence[NextStep], *, primary: str = "", seldom: Collection[str] = ()) -> tuple[StepView, ...]:
    """Return the buttons of the next steps; the first that can be taken, or ``primary``, stands out, what is ``seldom``
    done stands behind "more".
    """
    possible = [step.action for step in steps if step.allowed and not step.blocked and step.asks not in ASIDE]
    first = primary or (possible[0] if possible else "")
    return tuple(
        StepView(
            code=step.action,
            text=_(step.title),
            primary=step.action == first,
            enabled=step.allowed and not step.blocked,
            tooltip=_step_tooltip(step),
            minor=step.action in seldom,
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
        (reason.clause, reason.text): reason for step in steps if step.asks not in ASIDE for reason in step.blocked
    }
    return tuple(
        ReasonView(reason.clause, reason.text, reason.fix or "", _(FIX_TEXTS[reason.fix]) if reason.fix else "")
        for reason in reasons.values()
    )
