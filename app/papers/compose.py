"""Composing a paper: reading a record into content that can be laid out, with its mark, number and what is missing."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.formatting import date_text, date_time_text, local
from app.i18n import using_language
from app.papers.content import Letterhead, PaperContent, PaperMark, Ticks
from app.papers.definitions import PaperDefinition
from app.papers.filling import without_empty
from app.papers.form import load_form
from app.queries.records.numbers import foreseen_number
from models.paper import IssuedPaper
from models.record import Record

NOT_SAID = frozenset({"doc_date", "sign_date", "prepared_by", "audit_head"})  # when and by whom, not what


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """Who prints what, when: ``copies`` are copy numbers (联), none meaning all of the form. ``priced`` tells whether
    whoever prints may see its prices; otherwise every copy is without.
    """

    definition: PaperDefinition
    language: str
    copies: tuple[int, ...]
    printed_by: str
    now: datetime
    priced: bool


def print_order(
    context: Context, definition: PaperDefinition, language: str, copies: tuple[int, ...] = ()
) -> PrintOrder:
    """Return the order of whoever works here to print a paper now, with its prices if they may see these."""
    actor = context.actor
    may_see = actor.may(definition.prices)
    return PrintOrder(definition, language, copies, actor.display_name, context.clock.now(), priced=may_see)


@dataclass(frozen=True, slots=True)
class ComposedPaper:
    """Content ready to be laid out, and what must still be true when the print is recorded.

    ``issued_id`` is the issued paper that this print repeats, None for a first issue or a new revision; ``revision``
    and ``print_count`` are those of this print. ``number_is_new`` says that the number is the next one of the form's
    own series, foreseen but not given yet: another paper may get it first.
    """

    content: PaperContent
    order: PrintOrder
    title: str
    record_id: int
    content_hash: str
    issued_id: int | None
    revision: int
    number_is_new: bool

    @property
    def is_first_issue(self) -> bool:
        """Whether this paper of this record was never issued before, in any language."""
        return self.content.mark is PaperMark.NONE and self.revision == 1

    @property
    def standing(self) -> tuple[object, ...]:
        """What must not have changed between laying a paper out and recording its print, a new number aside."""
        content = self.content
        number = None if self.number_is_new else content.number
        return (self.content_hash, self.issued_id, self.revision, content.print_count, content.mark, number)


def compose(session: Session, record: Record, order: PrintOrder) -> ComposedPaper:
    """Read ``record`` into its paper, in the language of the order or in that which the paper has of its own."""
    own = order.definition.language_of
    told = replace(order, language=own(session, record)) if own is not None else order
    with using_language(told.language):
        return _composed(session, record, told)


def _composed(session: Session, record: Record, order: PrintOrder) -> ComposedPaper:
    definition = order.definition
    settings = settings_of(session)
    filled = definition.fill(session, record, order.language)
    form = without_empty(load_form(filled.layout or definition.form_id), filled.rows)
    said = PaperContent(
        form=form,
        language=order.language,
        letterhead=Letterhead(settings.text("company_name"), settings.text("department_name")),
        values={**filled.values, "prepared_by": order.printed_by},
        rows=filled.rows,
        copies=order.copies or tuple(copy.no for copy in form.copies),
        printed_by=order.printed_by,
    )
    digest = content_hash(said)  # with its prices: the same paper, whoever prints it
    latest = latest_issue(session, form.id, record.id)
    said_last = latest_issue(session, form.id, record.id, order.language)
    repeats = said_last if said_last is not None and said_last.content_hash == digest else None
    number = _known_number(definition, record, latest)
    shown = said if order.priced else said.without_prices()
    stamped = _stamped(session, record, order, replace(shown, number=number), repeats)
    is_new = number is None and stamped.mark is PaperMark.NONE
    if is_new:
        stamped = replace(stamped, number=foreseen_number(session, form.prefix, order.now))
    return ComposedPaper(
        content=stamped,
        order=order,
        title=filled.title,
        record_id=record.id,
        content_hash=digest,
        issued_id=repeats.id if repeats else None,
        revision=repeats.revision if repeats else (latest.revision + 1 if latest else 1),
        number_is_new=is_new,
    )


def _known_number(definition: PaperDefinition, record: Record, latest: IssuedPaper | None) -> str | None:
    """Return the number that the paper has already: the record's, or that of its first issue."""
    if definition.carries_record_number:
        return definition.number_of(record)
    return latest.number if latest else None


def latest_issue(session: Session, form_id: str, record_id: int, language: str | None = None) -> IssuedPaper | None:
    """Return the newest revision of a record's paper that was issued, in any language or in ``language``."""
    issues = select(IssuedPaper).where(IssuedPaper.form == form_id, IssuedPaper.record_id == record_id)
    if language is not None:
        issues = issues.where(IssuedPaper.language == language)
    return session.scalars(issues.order_by(IssuedPaper.revision.desc()).limit(1)).first()


def _stamped(
    session: Session, record: Record, order: PrintOrder, content: PaperContent, repeats: IssuedPaper | None
) -> PaperContent:
    """Add date and mark: draft (without number) before the gate, void once cancelled, reprint from the second print
    on.
    """
    zone = ZoneInfo(settings_of(session).text("zone"))
    issued_at = repeats.issued_at if repeats else order.now
    content = replace(
        content,
        values={"doc_date": date_text(local(issued_at, zone).date()), **content.values},
        printed_at=date_time_text(order.now, zone),
    )
    missing = tuple(f"{reason.clause} {reason.text}" for reason in order.definition.gate(session, record))
    if missing:
        return replace(content, mark=PaperMark.DRAFT, number=None, missing=missing)
    if record.state not in order.definition.states:
        return replace(content, mark=PaperMark.VOID)
    if repeats is not None:
        return replace(content, mark=PaperMark.REPRINT, print_count=repeats.print_count + 1)
    return content


def content_hash(content: PaperContent) -> str:
    """Return the SHA-256 of what a paper says, leaving out number, mark, copies and who printed it when."""
    values = {
        key: sorted(value.chosen) if isinstance(value, Ticks) else value
        for key, value in content.values.items()
        if key not in NOT_SAID
    }
    rows = {key: [dict(row) for row in table] for key, table in content.rows.items()}
    head = [content.letterhead.company_name, content.letterhead.department]
    said = [content.form.id, content.language, head, values, rows]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def file_name(content: PaperContent) -> str:
    """Return a file name that can be e-mailed as it is: title and number, no character that any system refuses."""
    title = content.form.title.text(content.language)
    name = f"{content.number}_{title}" if content.number else f"{title}_{content.printed_at}"
    return "".join("-" if char in '<>:"/\\|?* ' or ord(char) < ord(" ") else char for char in name) + ".pdf"
