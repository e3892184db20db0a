"""What the gates of visits and rounds look at (C13)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.i18n import ngettext
from app.rules.care.visit_gates import VisitFacts
from models.care.visit import Visit, VisitRound
from models.enums import VisitState

NAMED = 3  # customers by whose names is told who is not visited yet; the others are counted


def visit_gate_facts(visit: Visit) -> VisitFacts:
    """Return the facts of a visit: how many of its follow-ups are open."""
    return VisitFacts(open_follow_ups=sum(1 for line in visit.follow_ups if line.settled_at is None))


def round_gate_facts(session: Session, one: VisitRound) -> VisitFacts:
    """Read the facts of a round: how many visits are on its list, and to whom those are that are not paid."""
    listed = select(Visit.title, Visit.state).where(Visit.round_id == one.id, Visit.state != VisitState.CANCELLED)
    rows = session.execute(listed.order_by(Visit.id)).all()
    unpaid = tuple(row.title for row in rows if row.state == VisitState.PLANNED)
    more = (ngettext("{count} more", "{count} more", len(unpaid[NAMED:])).format(count=len(unpaid[NAMED:])),)
    return VisitFacts(listed=len(rows), unpaid=(*unpaid[:NAMED], *(more if unpaid[NAMED:] else ())))
