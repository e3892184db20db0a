"""Issuing papers: past its gate a paper is numbered, counted and filed once; before it, it is a draft (decision 2).

Laying out a PDF takes longer than a write transaction may: the content is read and laid out without any lock, and the
write transaction then checks that nothing has changed in between. A number of the form's own series is foreseen in the
same way; where another paper took it meanwhile, this one is laid out again with the next.
"""

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.archive.filing import Filing, attach_file, file_document
from app.context import Context, settings_of
from app.errors import Conflict, Invalid, StorageError
from app.formatting import local
from app.i18n import LANGUAGES, _, using_language
from app.papers.compose import ComposedPaper, compose, file_name, latest_issue, print_order
from app.papers.content import PaperContent, PaperMark, PrintedPaper
from app.papers.definitions import paper
from app.papers.form import load_form
from app.rules.gates import KeepingFacts
from app.rules.permissions import Permission
from app.services.moves import move
from app.services.promises import keeping
from app.services.use_case import load, log, take_number, use_case
from models.archive.document import Document
from models.enums import EventKind
from models.paper import IssuedPaper
from models.record import Record

PDF = "application/pdf"
ISSUED = (PaperMark.NONE, PaperMark.REPRINT)
TRIES = 3  # layouts without the write lock, until a foreseen number is still free when it is to be given


@dataclass(frozen=True, slots=True)
class PaperPrint:
    """What came out: the PDF with its suggested file name, and the content it was laid out from.

    ``is_filed`` tells whether the catalogue has an entry for such a paper.
    """

    paper: PrintedPaper
    file_name: str
    content: PaperContent
    is_filed: bool = True

    @property
    def number(self) -> str | None:
        """None for a draft and in the preview of a paper that has none yet."""
        return self.content.number

    @property
    def mark(self) -> PaperMark:
        """The status printed across it."""
        return self.content.mark

    @property
    def missing(self) -> tuple[str, ...]:
        """Return what still stands between a draft and a valid paper."""
        return self.content.missing


@use_case(Permission.VIEW_RECORDS)
def preview_paper(
    context: Context, *, form_id: str, record_id: int, language: str | None = None, copies: tuple[int, ...] = ()
) -> PaperPrint:
    """Lay a paper out as it would come out now, with its mark, without issuing, counting or filing it.

    A paper that was never issued has no number yet and says so in its place.
    """
    composed = _compose(context, form_id, record_id, language, copies)
    content = composed.content
    return _lay_out(context, replace(content, number=None) if composed.is_first_issue else content)


@use_case(Permission.ISSUE_PAPER)
def issue_paper(
    context: Context, *, form_id: str, record_id: int, language: str | None = None, copies: tuple[int, ...] = ()
) -> PaperPrint:
    """Print a paper: issued and filed the first time, counted and marked 补打 after, a draft while its gate is closed.

    ``copies`` are the copy numbers (联) to print, none meaning all. Conflict when the record changed while it was
    laid out.
    """
    attempt = 0
    while True:
        attempt += 1
        composed = _compose(context, form_id, record_id, language, copies)
        printed = _lay_out(context, composed.content)
        if composed.content.mark not in ISSUED:
            return printed
        recorded = _record_print(context, composed, printed, last_try=attempt == TRIES)
        if recorded is not None:
            return recorded


def _compose(
    context: Context, form_id: str, record_id: int, language: str | None, copies: tuple[int, ...]
) -> ComposedPaper:
    definition = paper(form_id)
    context.require(definition.needs)
    known = {copy.no for copy in load_form(form_id).copies}
    if not set(copies) <= known:
        raise Invalid(_("This form has the copies {numbers}.").format(numbers=", ".join(map(str, sorted(known)))))
    with context.read() as session:
        chosen = language or settings_of(session).text("paper_language")
        if chosen not in LANGUAGES:
            raise Invalid(_("Papers are printed in Chinese or English."), field="language")
        record = load(session, Record, record_id)
        if record.kind is not definition.kind or not definition.is_named(form_id, session, record):
            raise Invalid(_("This paper is made for another kind of record."))
        order = print_order(context, definition, chosen, copies)
        with using_language(chosen):
            return compose(session, record, order)


def _lay_out(context: Context, content: PaperContent) -> PaperPrint:
    if context.printer is None:
        raise StorageError(_("This program was started without its printing part."))
    return PaperPrint(
        paper=context.printer(content),
        file_name=file_name(content),
        content=content,
        is_filed=paper(content.form.id).entry is not None,
    )


def _record_print(
    context: Context, composed: ComposedPaper, printed: PaperPrint, *, last_try: bool
) -> PaperPrint | None:
    """Count or file the print; None, and nothing done, when its foreseen number has been given to another paper.

    On the ``last_try`` it is then laid out while the write lock is held, so that desks that print many papers at the
    same time cannot overtake one forever. Conflict when anything else has changed since it was laid out.
    """
    with context.write() as session:
        record = load(session, Record, composed.record_id)
        with using_language(composed.order.language):
            now = compose(session, record, composed.order)
        if now.standing != composed.standing or now.number_is_new is not composed.number_is_new:
            message = _("This record was changed or printed elsewhere just now. Print again.")
            raise Conflict(message, record_id=record.id)
        if now.content.number != composed.content.number:
            if not last_try:
                return None
            printed = _lay_out(context, now.content)
        _count(context, session, record, now, printed.paper)
    return printed


def _count(context: Context, session: Session, record: Record, composed: ComposedPaper, printed: PrintedPaper) -> None:
    """Count a reprint, or number and file a first issue or new revision."""
    if composed.issued_id is not None:
        session.get_one(IssuedPaper, composed.issued_id).print_count += 1
        log(session, record, EventKind.PAPER_REPRINTED, composed.title, data=_event_data(composed))
        return
    if composed.number_is_new:
        _give_number(session, record, composed)
    latest = latest_issue(session, composed.content.form.id, record.id)
    _issue(context, session, record, composed, printed, latest)
    if latest is None and composed.order.definition.step:
        move(context, session, record, composed.order.definition.step, KeepingFacts(), text=composed.title)


def _give_number(session: Session, record: Record, composed: ComposedPaper) -> None:
    given = take_number(session, composed.content.form.prefix, composed.order.now)
    if given != composed.content.number:
        raise ValueError(f"{given} is not the number printed on the paper, {composed.content.number}")
    if composed.order.definition.numbers_record:
        record.number = given


def _event_data(composed: ComposedPaper) -> dict[str, object]:
    content = composed.content
    return {"form": content.form.id, "number": content.number, "print": content.print_count}


def _issue(
    context: Context,
    session: Session,
    record: Record,
    composed: ComposedPaper,
    printed: PrintedPaper,
    earlier: IssuedPaper | None,
) -> None:
    content = composed.content
    number = content.number or ""
    definition = composed.order.definition
    entry = definition.entry_for(session, record)
    filed = _file(context, session, record, composed, printed, earlier, entry) if entry is not None else None
    session.add(
        IssuedPaper(
            form=content.form.id,
            number=number,
            revision=composed.revision,
            record_id=record.id,
            document_id=filed.id if filed else None,
            language=content.language,
            copies=len(content.copies),
            pages=printed.pages,
            content_hash=composed.content_hash,
            issued_at=composed.order.now,
            issued_by=session.info["user_name"],
        )
    )
    log(session, record, EventKind.PAPER_ISSUED, composed.title, data=_event_data(composed))
    session.flush()
    for owing in definition.settles(session, record):  # trip papers that were let wait, the warranty card (C7.3, N5)
        keeping.settle(session, owing)


def _file(
    context: Context,
    session: Session,
    record: Record,
    composed: ComposedPaper,
    printed: PrintedPaper,
    earlier: IssuedPaper | None,
    entry: str,
) -> Document:
    """File the PDF: a first issue opens the document, a new revision is one more file of the same document."""
    content = composed.content
    zone = ZoneInfo(settings_of(session).text("zone"))
    filing = Filing(
        content=printed.pdf,
        name=file_name(content),
        media_type=PDF,
        entry=entry,
        number=content.number or "",
        title=composed.title,
        pages=printed.pages,
        document_date=local(composed.order.now, zone).date(),
    )
    if earlier is None or earlier.document_id is None:
        return file_document(session, context.store, record, filing)
    document = load(session, Document, earlier.document_id)
    attach_file(session, context.store, document, filing)
    return document
