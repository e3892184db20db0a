"""What the detail pane shows of a call or a letter: of its own record, or the few words of another one (N6)."""

from collections.abc import Iterable

from app.formatting import date_text
from app.i18n import _
from app.labels import label
from app.queries.care.correspondence import CorrespondenceDetails
from app.queries.care.registers import RegisterRow, what_words
from app.queries.records.record_parts import CommitmentLine
from app.rules.permissions import Permission
from models.enums import CommitmentKind, CommitmentState
from ui.runtime.desk import Desk
from ui.tabs.links import LINK_ROOM, clipped, link_code
from ui.tabs.owed import owed_choices
from ui.tabs.record_facts import around_facts, basic_facts, happened, plain_facts
from ui.tabs.record_view import record_view
from ui.tabs.views import step_views
from ui.tabs.visits.registers.columns import correspondence_badge, direction_badge, waits_badge
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.choice_menu import Choice
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact


def correspondence_view(details: CorrespondenceDetails, desk: Desk) -> DetailView:
    """Return one call or letter as the pane shows it."""
    return record_view(
        details,
        desk,
        state=correspondence_badge(details.state),
        badges=(direction_badge(details.direction), Badge(label(details.medium), Tone.NEUTRAL)),
        steps=step_views(details.steps),
        groups=_groups(details, desk),
        choices=lambda line: _choices(line, desk),
    )


def _choices(line: CommitmentLine, desk: Desk) -> Iterable[Choice]:
    if line.state is not CommitmentState.OPEN:
        return ()
    meeting = {CommitmentKind.CORRESPONDENCE: ("settle", _("Record the result"))}
    return owed_choices(line, desk, meeting, Permission.EDIT_CARE)


def _groups(details: CorrespondenceDetails, desk: Desk) -> Iterable[FactGroup]:
    may_edit = desk.context.actor.may(Permission.EDIT_CARE) and not details.is_final
    yield basic_facts(_own_facts(details, desk), may_edit=may_edit)
    yield FactGroup("following", _("What follows"), tuple(_following(details, desk)))
    around = {"customer": details.customer, "project": details.project}
    yield FactGroup("around", _("Belongs to"), (*around_facts(around), *_about(details)))


def _own_facts(details: CorrespondenceDetails, desk: Desk) -> Iterable[Fact]:
    contact = " · ".join(part for part in (details.counterpart, details.phone) if part)
    return plain_facts(
        (_("When"), happened(details.at, details.handled_by, desk)),
        (_("Unit"), details.unit),
        (_("With whom"), contact),
        (_("Number on the letter"), details.their_no),
        (_("Text"), details.text),
    )


def _following(details: CorrespondenceDetails, desk: Desk) -> Iterable[Fact]:
    return plain_facts(
        (_("To be done"), details.to_do),
        (_("By when"), date_text(details.due_on) if details.due_on else ""),
        (_("Result"), details.result),
        (_("Settled at"), happened(details.settled_at, "", desk)),
    )


def _about(details: CorrespondenceDetails) -> Iterable[Fact]:
    about = details.about
    if about is not None:
        words = f"{about.number} {about.title}".strip()
        yield Fact(_("Linked record"), clipped(words, LINK_ROOM), link_code(about.kind, about.id))


def line_view(line: RegisterRow, desk: Desk) -> DetailView:
    """Return a line that stands in another record, with the link that leads there."""
    state = waits_badge(line)
    facts = plain_facts(
        (_("Recorded as"), what_words(line.what)),
        (_("When"), happened(line.at, line.handled_by, desk)),
        (_("Customer or unit"), line.whose),
        (_("With whom"), line.counterpart),
        (_("Result"), line.result),
    )
    target = Fact(
        label(line.record_kind), clipped(line.subject, LINK_ROOM), link_code(line.record_kind, line.record_id)
    )
    return DetailView(
        title=line.number or label(line.record_kind),
        badges=(direction_badge(line.direction), Badge(label(line.medium), Tone.NEUTRAL)),
        state=state,
        subtitle=line.subject,
        line=line.whose,
        groups=(FactGroup("line", _("In the register"), facts), FactGroup("around", _("Stands in"), (target,))),
    )
