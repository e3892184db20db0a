"""What the gates of a complaint look at, read from it (N6)."""

from app.rules.care.complaints import ComplaintFacts
from models.care.complaint import Complaint
from models.enums import CustomerWord


def complaint_facts_of(complaint: Complaint) -> ComplaintFacts:
    """Return the facts of a complaint; its judgement is given with the step that closes it."""
    return ComplaintFacts(
        handled=complaint.done_at is not None, answer_stands=complaint.customer_word is not CustomerWord.DISSATISFIED
    )
