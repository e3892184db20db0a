"""Papers around a handover: the warranty card, and what a project's file should hold and does not (C10.1, N5)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.archive.document import Document

CARD = "warranty_card"
EXPECTED = ("A3-06", "A4-04", "A4-05", "A4-06", "A5-01", "A5-02", "A5-03")  # spare parts list to handover notice


def missing_papers(session: Session, project_id: int) -> tuple[str, ...]:
    """Return the entries of the catalogue of which a project's file holds nothing, in their order.

    While nothing at all is filed for a project its papers are kept elsewhere, and nothing is known.
    """
    filed = set(session.scalars(select(Document.entry).where(Document.project_id == project_id).distinct()))
    return tuple(entry for entry in EXPECTED if entry not in filed) if filed & set(EXPECTED) else ()
