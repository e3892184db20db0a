"""Handover of a project and what is left over: moves, gates, and the days they hang on (C10.1, C10.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.errors import Invalid
from app.formatting import date_text
from app.forms.handovers import ItemLineForm
from app.i18n import N_, _, ngettext
from app.rules.arrow import Arrow
from app.rules.gate import Gate, by_code
from app.rules.money.chasing import overdue_days
from app.rules.permissions import Permission
from models.enums import HandoverState, PunchState

NEWS = timedelta(days=30)  # a handover date typed into the project's form that is younger opens the review by itself


@dataclass(frozen=True, slots=True)
class HandoverFacts:
    """What the gates of a handover look at: numbers of the collection notices that left already."""

    notices_sent: tuple[str, ...] = ()


HANDOVER_GATES: Mapping[str, Gate[HandoverFacts]] = by_code(
    Gate(
        "no_notice_sent",
        "C10.1",
        N_("The collection notice has left already: {names}"),
        "show_letters",
        lambda facts: not facts.notices_sent,
        lambda facts: facts.notices_sent,
    ),
)

HANDOVER_ARROWS: tuple[Arrow, ...] = (
    Arrow(
        HandoverState.OPEN,
        HandoverState.REVIEWED,
        "review",
        N_("Record the review"),
        Permission.EDIT_PROJECTS,
        asks="handover_review",
    ),
    Arrow(
        HandoverState.REVIEWED,
        HandoverState.OPEN,
        "reopen",
        N_("Open the review again"),
        Permission.CANCEL_RECORD,
        asks="reason",
    ),
    Arrow(
        HandoverState.OPEN,
        HandoverState.CANCELLED,
        "cancel",
        N_("Cancel the handover"),
        Permission.CANCEL_RECORD,
        ("no_notice_sent",),
        "reason",
    ),
)

PUNCH_ARROWS: tuple[Arrow, ...] = (
    Arrow(
        PunchState.OPEN,
        PunchState.CLOSED,
        "close",
        N_("Close the item"),
        Permission.EDIT_PROJECTS,
        asks="item_closing",
    ),
    Arrow(
        PunchState.CLOSED,
        PunchState.OPEN,
        "reopen",
        N_("Open the item again"),
        Permission.EDIT_PROJECTS,
        asks="reason",
    ),
    Arrow(
        PunchState.OPEN,
        PunchState.CANCELLED,
        "cancel",
        N_("Cancel the item"),
        Permission.CANCEL_RECORD,
        asks="reason",
    ),
)


def is_news(handed_over_on: date | None, former: date | None, today: date) -> bool:
    """Return whether a handover date that was just entered opens a review by itself (C10.1)."""
    return handed_over_on is not None and former is None and today - NEWS <= handed_over_on <= today


def check_deadline(found_on: date, deadline_on: date | None) -> date:
    """Return the day by which an item is to be done (C10.3); Invalid at ``deadline_on`` without one or before it."""
    if deadline_on is None:
        raise Invalid(_("Enter by when it is to be done."), field="deadline_on", clause="C10.3")
    if deadline_on < found_on:
        raise Invalid(_("This lies before the day it was found."), field="deadline_on", clause="C10.3")
    return deadline_on


def due_words(deadline_on: date, today: date) -> str:
    """Return by when an item is to be done, and for how many days it is late."""
    due, late = _("by {day}").format(day=date_text(deadline_on)), overdue_days(deadline_on, today)
    late_words = ngettext("{due}, {count} day late", "{due}, {count} days late", late)
    return late_words.format(due=due, count=late) if late else due


def check_lines(lines: Sequence[ItemLineForm], found_on: date) -> Sequence[ItemLineForm]:
    """Return items that are entered together; Invalid at ``lines`` where there is none, or one cannot be so (C10.3)."""
    if not lines:
        raise Invalid(_("Enter what is left over."), field="lines", clause="C10.3")
    for place, line in enumerate(lines, start=1):
        problem = item_problem(line, place, found_on)
        if problem:
            raise Invalid(problem, field="lines", clause="C10.3")
    return lines


def item_problem(line: ItemLineForm, place: int, found_on: date | None) -> str:
    """Return what is wrong with the item that stands at ``place`` (from 1), "" when nothing is."""
    if not line.title.strip():
        return _("Item {place}: say what is left over.").format(place=place)
    if not line.department.strip():
        return _("Item {place}: enter the department that answers for it.").format(place=place)
    if line.deadline_on is None:
        return _("Item {place}: enter by when it is to be done.").format(place=place)
    if found_on is not None and line.deadline_on < found_on:
        return _("Item {place}: its deadline lies before the day it was found.").format(place=place)
    return ""
