"""What the details of every record that owes something end with: its steps, promises, papers and log."""

from typing import Any

from sqlalchemy.orm import Session

from app.context import Context
from app.queries.records.record_parts import commitments_of, counted_events_of, filed_of_record, next_steps
from app.rules.gates import AnyFacts
from models.record import Record


def closing_parts(context: Context, session: Session, record: Record, facts: AnyFacts) -> dict[str, Any]:
    """Return by field: ``steps``, ``commitments``, ``papers``, ``scans``, ``events`` and ``event_count``."""
    events, event_count = counted_events_of(session, (record.id,))
    papers, scans = filed_of_record(session, (record.id,))
    return {
        "steps": next_steps(record.kind, record.state, facts, context.actor),
        "commitments": commitments_of(session, record.id, context.clock.now()),
        "papers": papers,
        "scans": scans,
        "events": events,
        "event_count": event_count,
    }
