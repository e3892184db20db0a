"""Which filed documents somebody may open: a document shows what the paper in it shows (C14).

What one may not open is listed by its title where it belongs, but neither read nor found by words.
"""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, false, literal, or_, select
from sqlalchemy.orm import Session

from app.context import actor_of
from app.errors import NotAllowed
from app.i18n import _
from app.papers.definitions import PAPERS
from app.rules.visible import May, hidden_entries, hidden_kinds
from models.archive.document import Document
from models.paper import IssuedPaper
from models.record import Record

_document, _subject = Document.__table__, Record.__table__.alias("subject")


def require_open(session: Session, document_id: int) -> None:
    """Raise NotAllowed for a document that whoever works in this transaction may not open."""
    if closed_documents(session, (document_id,)):
        raise NotAllowed(_("Your role does not allow this step. Ask the manager to do it or to change your role."))


def closed_documents(session: Session, record_ids: Iterable[int]) -> frozenset[int]:
    """Return those of these records that are documents which this person may not open."""
    may = actor_of(session).may
    if not (hidden_kinds(may) or hidden_entries(may) or _hidden_forms(may)):
        return frozenset()
    ids = select(_document.c.id).where(_document.c.id.in_(tuple(record_ids)), closed(may))
    return frozenset(session.scalars(ids))


def open_ones(session: Session, identity: ColumnElement[int]) -> ColumnElement[bool]:
    """Return the condition that ``identity`` is the id of a document which this person may open."""
    return identity.not_in(select(_document.c.id).where(closed(actor_of(session).may)))


def closed(may: May) -> ColumnElement[bool]:
    """Return the condition that a document is not for somebody: by the paper that was issued into it, by the kind of
    the record it is filed with, or by its entry in the catalogue.
    """
    kinds = [literal(kind, _subject.c.kind.type) for kind in sorted(hidden_kinds(may))]
    issued = select(IssuedPaper.document_id).where(IssuedPaper.form.in_(_hidden_forms(may)))
    conditions = (
        _document.c.subject_id.in_(select(_subject.c.id).where(_subject.c.kind.in_(kinds))) if kinds else false(),
        _document.c.entry.in_(sorted(hidden_entries(may))),
        _document.c.id.in_(issued.where(IssuedPaper.document_id.is_not(None))),
    )
    return or_(*conditions)


def _hidden_forms(may: May) -> tuple[str, ...]:
    return tuple(form for form, one in PAPERS.items() if not (may(one.needs) and may(one.prices)))
