"""What the program draws up by itself once a day, so that nobody has to remember it: a table of drafts.

Each is looked for when the program starts, when the day changes, and by the command ``due``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from app.context import Context
from app.rules.permissions import Permission
from app.services.care.assessments import draft_assessments
from app.services.care.inspection_plans import draft_due_inspections
from app.services.care.periodic_reports import draft_reports
from app.services.care.rounds import draft_next_round
from app.services.care.visit_drafts import draft_due_visits
from app.services.money.letter_batches import draft_due_letters
from app.services.use_case import use_case

MakeDrafts = Callable[[Context], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Drafting:
    """One kind of draft: who may make it, and the use case that does; it returns the ids of the records it made."""

    needs: Permission
    make: MakeDrafts


# C10.2: retention letters appear ahead of their clock. N3, N4: the inspections of running plans have their day.
DRAFTS: tuple[Drafting, ...] = (
    Drafting(Permission.EDIT_COLLECTION, draft_due_letters),
    Drafting(Permission.EDIT_CARE, draft_next_round),  # C13: the list of the next half-year's round
    Drafting(Permission.EDIT_CARE, draft_due_visits),  # C13, N6: milestones and the rhythm of contacts
    Drafting(Permission.EDIT_CARE, draft_due_inspections),
    Drafting(Permission.EDIT_CARE, draft_assessments),  # N6: the last month is assessed
    Drafting(Permission.EDIT_CARE, draft_reports),  # N6: the report of the month that has ended
)


@use_case(Permission.VIEW_RECORDS)
def draft_what_is_due(context: Context) -> tuple[int, ...]:
    """Draw up everything that is due and that the actor may make; returns the ids of the new records."""
    due = (one for one in DRAFTS if context.actor.may(one.needs))
    return tuple(record_id for one in due for record_id in one.make(context))
