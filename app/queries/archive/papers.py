"""How a paper would come out if it were printed now."""

from dataclasses import dataclass, replace

from app.context import Context, settings_of
from app.i18n import using_language
from app.papers.compose import compose, file_name, print_order
from app.papers.content import PaperMark
from app.papers.definitions import paper
from app.queries.records.lookup import existing
from models.record import Record


@dataclass(frozen=True, slots=True)
class PaperOutlook:
    """Mark, number, print count and file name of the next print; ``missing`` says why it would be a draft.

    ``number`` is None for a draft, and for a paper that gets its number only with its first issue. ``is_filed`` tells
    whether it is filed once it is printed.
    """

    mark: PaperMark
    number: str | None
    print_count: int
    missing: tuple[str, ...]
    language: str
    file_name: str
    is_filed: bool = True


def paper_outlook(context: Context, *, form_id: str, record_id: int, paper_language: str | None = None) -> PaperOutlook:
    """Read how the paper of a record would come out in a language, by default the department's for paper; ``language``
    is the one it comes out in, that of a letter its own.
    """
    definition = paper(form_id)
    context.require(definition.needs)
    with context.read() as session:
        record = existing(session, Record, record_id)
        language = paper_language or settings_of(session).text("paper_language")
        order = print_order(context, definition, language)
        with using_language(language):
            composed = compose(session, record, order)
        content = replace(composed.content, number=None) if composed.number_is_new else composed.content
        # What is missing is told to whoever prints, in their language and not in the paper's.
        missing = tuple(f"{reason.clause} {reason.text}" for reason in definition.gate(session, record))
        return PaperOutlook(
            mark=content.mark,
            number=content.number,
            print_count=content.print_count,
            missing=missing,
            language=content.language,
            file_name=file_name(content),
            is_filed=definition.entry is not None,
        )
