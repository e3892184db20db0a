"""What a preview shows and prints: how a paper is looked at, and how it is issued."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from app.context import Context
from app.i18n import _, ngettext, pgettext
from app.papers.content import PaperMark
from app.papers.definitions import paper
from app.papers.form import Form, load_form
from app.papers.pages import Pages, read_pages
from app.queries.archive.papers import PaperOutlook, paper_outlook
from app.services.papers import PaperPrint, issue_paper, preview_paper
from ui.theme.palette import Tone

Copies = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PaperLook:
    """A paper laid out without having been issued, and how it would come out."""

    pages: Pages
    outlook: PaperOutlook
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperSource:
    """A paper that can be printed: ``look`` runs on the read lane (language None is the department's for paper),
    ``issue`` on the write lane. ``key`` tells two sources apart; ``speaks_any`` is false where the paper has a language
    of its own.
    """

    key: str
    form: Form
    look: Callable[[str | None, Copies], PaperLook]
    issue: Callable[[str, Copies], PaperPrint]
    speaks_any: bool = True


@dataclass(frozen=True, slots=True)
class StateWords:
    """The state of a paper in words: a short one for a badge or menu, a sentence, and what is missing."""

    tone: Tone
    short: str
    text: str
    missing: tuple[str, ...] = ()


def paper_of_record(context: Context, form_id: str, record_id: int) -> PaperSource:
    """Return the paper of a record as something to look at and to print."""
    return PaperSource(
        f"{form_id}.{record_id}",
        load_form(form_id),
        partial(_look, context, form_id, record_id),
        partial(_issue, context, form_id, record_id),
        paper(form_id).speaks_any,
    )


def _look(context: Context, form_id: str, record_id: int, language: str | None, copies: Copies) -> PaperLook:
    outlook = paper_outlook(context, form_id=form_id, record_id=record_id, paper_language=language)
    shown = preview_paper(context, form_id=form_id, record_id=record_id, language=outlook.language, copies=copies)
    return PaperLook(read_pages(shown.paper.pdf), outlook, shown.paper.warnings)


def _issue(context: Context, form_id: str, record_id: int, language: str, copies: Copies) -> PaperPrint:
    return issue_paper(context, form_id=form_id, record_id=record_id, language=language, copies=copies)


def state_words(outlook: PaperOutlook) -> StateWords:
    """Return the state that a paper would come out in, as a person reads it."""
    if outlook.mark is PaperMark.DRAFT:
        text = _("Not valid yet: it carries no number and is not filed. Still missing:")
        return StateWords(Tone.SOON, _missing_words(len(outlook.missing)), text, outlook.missing)
    if outlook.mark is PaperMark.REPRINT:
        count = outlook.print_count
        text = _("{number} was printed before; this is print no. {count} and is marked as a reprint.")
        short = _("Reprint no. {count}").format(count=count)
        return StateWords(Tone.ACCENT, short, text.format(number=outlook.number, count=count))
    if outlook.mark is PaperMark.VOID:
        return StateWords(Tone.OVERDUE, _("Void"), _("This record is cancelled; the paper is marked void."))
    if outlook.mark is PaperMark.BLANK:
        text = _("An empty sheet for writing on: it carries no number and is not filed.")
        return StateWords(Tone.NEUTRAL, pgettext("paper", "Blank"), text)
    if outlook.mark is PaperMark.LIST:
        text = _("The rows as the list shows them; without number, not filed. Printing and saving it is recorded.")
        return StateWords(Tone.NEUTRAL, _("List"), text)
    if not outlook.is_filed:
        text = _("It gets its number when it is printed or saved; a work sheet is not filed.")
        return StateWords(Tone.KEPT, _("Valid"), text)
    if outlook.number is None:
        return StateWords(Tone.KEPT, _("Valid"), _("It gets its number when it is printed or saved, and is filed."))
    text = _("It is issued as {number} when it is printed or saved, and is filed.").format(number=outlook.number)
    return StateWords(Tone.KEPT, _("Valid"), text)


def _missing_words(count: int) -> str:
    return ngettext("Draft: {count} thing missing", "Draft: {count} things missing", count).format(count=count)
