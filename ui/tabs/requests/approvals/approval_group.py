"""An approval as a card: how it stands, step by step. Shown with what is approved, and on the page of approvals."""

from collections.abc import Iterator, Mapping

from app.formatting import short_date_time
from app.i18n import _
from app.labels import label
from app.queries.approvals.summary import ApprovalSummary, StepLine
from app.rules.approvals.reason_words import reason_text
from models.enums import ApprovalDecision, ApprovalState, RecordKind
from ui.runtime.desk import Desk
from ui.tabs.links import link_code
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import FactGroup
from ui.widgets.detail.facts import Fact

GROUP = "approval"
STATE_TONES: Mapping[ApprovalState, Tone] = {
    ApprovalState.PENDING: Tone.SOON,
    ApprovalState.APPROVED: Tone.KEPT,
    ApprovalState.REFUSED: Tone.OVERDUE,
    ApprovalState.DROPPED: Tone.NEUTRAL,
}
_DECISION_TONES: Mapping[ApprovalDecision, Tone] = {
    ApprovalDecision.PENDING: Tone.SOON,
    ApprovalDecision.APPROVED: Tone.KEPT,
    ApprovalDecision.REFUSED: Tone.OVERDUE,
}


def approval_facts_view(summary: ApprovalSummary | None, desk: Desk, clause: str = "C8.2") -> tuple[FactGroup, ...]:
    """Return the card of the approval that was asked for last, none where none ever was.

    Its number is a link to the approval (``link_code``); ``clause`` is the one that asks for it.
    """
    if summary is None:
        return ()
    asked = short_date_time(summary.asked_at, desk.zone, desk.today())
    facts = (
        Fact(_("Number"), summary.number, link_code(RecordKind.APPROVAL, summary.id)),
        Fact(_("State"), "", badge=approval_badge(summary.state)),
        Fact(_("Asked for"), f"{asked} · {summary.asked_by}"),
        *(fact for step in summary.decisions for fact in step_facts(step, desk)),
    )
    return (FactGroup(GROUP, _("Approval ({clause})").format(clause=clause), facts),)


def approval_badge(state: ApprovalState) -> Badge:
    """Return the badge of an approval's state."""
    return Badge(label(state), STATE_TONES[state])


def step_facts(step: StepLine, desk: Desk) -> Iterator[Fact]:
    """Yield a step: whose word, what it was, who gave it when and how, why it was needed, what was said."""
    yield Fact(
        label(step.role), "", badge=Badge(label(step.decision), _DECISION_TONES.get(step.decision, Tone.NEUTRAL))
    )
    if step.decided_at is not None:
        yield Fact("", " · ".join(_decided(step, desk)))
    yield Fact("", "\n".join(reason_text(reason) for reason in step.reasons))
    if step.reason:
        yield Fact("", _("Reason: {text}").format(text=step.reason))


def _decided(step: StepLine, desk: Desk) -> Iterator[str]:
    yield step.decided_by
    yield short_date_time(step.decided_at, desk.zone, desk.today())
    if step.by_delegation:
        yield _("standing in")
    if step.on_paper:
        yield _("on paper, entered by {name}").format(name=step.entered_by)
