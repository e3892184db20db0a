"""Inspections: the days of a plan, what a record needs, and the steps of plans and inspections (N3, N4)."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from itertools import count

from app.errors import Invalid
from app.forms.inspections import FindingForm
from app.i18n import N_, _
from app.rules.arrow import Arrow
from app.rules.permissions import Permission
from app.rules.promises.clocks import add_months
from models.enums import Finding, InspectionState, PlanState

CLAUSE = "N4"
HORIZON = timedelta(days=30)  # how far ahead of its day an inspection is drawn up
FEW_PEOPLE = "few_people"  # a question: fewer went than the plan says

PLAN_ARROWS: tuple[Arrow, ...] = (
    Arrow(PlanState.ACTIVE, PlanState.ENDED, "end", N_("End the plan"), Permission.EDIT_CARE, asks="reason"),
)

INSPECTION_ARROWS: tuple[Arrow, ...] = (
    Arrow(
        InspectionState.PLANNED,
        InspectionState.RECORDED,
        "record",
        N_("Record the inspection"),
        Permission.EDIT_CARE,
        asks="findings",
    ),
    Arrow(
        InspectionState.RECORDED,
        InspectionState.REPORTED,
        "report",
        N_("Issue the report"),
        Permission.ISSUE_PAPER,
        offered=False,
    ),
    Arrow(
        InspectionState.PLANNED,
        InspectionState.CANCELLED,
        "cancel",
        N_("Cancel the inspection"),
        Permission.CANCEL_RECORD,
        asks="reason",
    ),
)


def cycle_days(starts_on: date, cycle_months: int, ends_on: date | None) -> Iterator[date]:
    """Yield the days of a plan: its start and every so many months later, counted from the start, so that the last day
    of a month does not creep forward; up to and including ``ends_on``.
    """
    for turn in count():
        try:
            day = add_months(starts_on, turn * cycle_months)
        except OverflowError:
            return
        if ends_on is not None and day > ends_on:
            return
        yield day


def due_days(starts_on: date, cycle_months: int, ends_on: date | None, since: date, until: date) -> tuple[date, ...]:
    """Return the days of a plan from ``since`` to ``until``, both included."""
    found = []
    for day in cycle_days(starts_on, cycle_months, ends_on):
        if day > until:
            break
        if day >= since:
            found.append(day)
    return tuple(found)


def next_day(
    starts_on: date, cycle_months: int, ends_on: date | None, since: date, taken: Collection[date]
) -> date | None:
    """Return the first day of a plan from ``since`` on that has no inspection yet; None when the plan is over."""
    days = cycle_days(starts_on, cycle_months, ends_on)
    return next((day for day in days if day >= since and day not in taken), None)


def check_findings(findings: Sequence[FindingForm], positions: Collection[int]) -> None:
    """Raise Invalid unless every item has its finding, and every fault says what is wrong."""
    told = {one.position: one for one in findings}
    if told.keys() != set(positions):
        raise Invalid(_("The items of this inspection have changed. Open the form again."), field="findings")
    for place, position in enumerate(sorted(positions), start=1):
        one = told[position]
        if one.finding is None:
            text = _("Item {place} has no finding yet.")
            raise Invalid(text.format(place=place), field="findings", clause=CLAUSE)
        if one.finding is Finding.FAULT and not one.note.strip():
            text = _("Item {place} is a fault: say what is wrong.")
            raise Invalid(text.format(place=place), field="findings", clause=CLAUSE)
