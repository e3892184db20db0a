"""What can be printed of a record: its papers as they would come out now, and those that were issued."""

from dataclasses import dataclass

from app.context import Context
from app.papers.definitions import papers_of
from app.papers.form import form_title
from app.queries.archive.papers import PaperOutlook, paper_outlook
from app.queries.records.lookup import existing
from app.queries.records.record_parts import PaperLine, papers_of_record
from app.rules.permissions import Permission
from models.record import Record
from models.report import Report


@dataclass(frozen=True, slots=True)
class PaperOffer:
    """A paper that can be printed; ``title`` is in the language of whoever asks."""

    form_id: str
    title: str
    outlook: PaperOutlook


@dataclass(frozen=True, slots=True)
class RecordPapers:
    """What can be printed of a record, and what was issued for it, newest first."""

    offers: tuple[PaperOffer, ...]
    issued: tuple[PaperLine, ...]


def record_papers(context: Context, record_id: int) -> RecordPapers:
    """Read the papers of a record; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        record = existing(session, Record, record_id)
        issued = papers_of_record(session, (record_id,))
        forms = [one.form_id for one in papers_of(record.kind, context.actor) if _is_paper_of(record, one.form_id)]
    return RecordPapers(tuple(_offer(context, form_id, record_id) for form_id in forms), issued)


def _is_paper_of(record: Record, form_id: str) -> bool:
    """Tell whether a paper of its kind is one of this record: a report was made for one form and has no other."""
    return not isinstance(record, Report) or record.form == form_id


def _offer(context: Context, form_id: str, record_id: int) -> PaperOffer:
    title = form_title(form_id)
    return PaperOffer(form_id, title, paper_outlook(context, form_id=form_id, record_id=record_id))
