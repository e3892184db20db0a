"""A list as something to look at and to print: its rows are read again each time, in the language of the paper."""

from collections.abc import Callable
from itertools import chain, count
from typing import Any

from app.context import Context
from app.exports.shown import MOST_ON_PAPER
from app.i18n import current_language, using_language
from app.papers.list_sheet import FORM_ID, list_form
from app.papers.pages import read_pages
from app.queries.archive.papers import PaperOutlook
from app.services.exports import look_at_list, print_list, too_many_on_paper
from app.services.papers import PaperPrint
from ui.dialogs.printing.paper_source import Copies, PaperLook, PaperSource
from ui.runtime.jobs import Progress
from ui.table.reading import ListView

_asked = count(1)  # each asking is a paper of its own: the list may be filtered otherwise by then


def list_on_paper(context: Context, view: ListView[Any]) -> PaperSource:
    """Return a list as a paper; Invalid when it is laid out and has more rows than anybody reads on paper."""

    spoken = current_language()  # as shown: in the language of the window, until another is chosen

    def laid_out(lay_out: Callable[..., PaperPrint], language: str) -> PaperPrint:
        with using_language(language):
            rows = tuple(chain.from_iterable(view.texts(_unheard(), MOST_ON_PAPER, too_many_on_paper)))
        return lay_out(context, shown=view.shown, rows=rows, language=language)

    def look(language: str | None, _copies: Copies) -> PaperLook:
        chosen = language or spoken
        shown = laid_out(look_at_list, chosen)
        outlook = PaperOutlook(shown.mark, None, 1, (), chosen, shown.file_name, is_filed=False)
        return PaperLook(read_pages(shown.paper.pdf), outlook, shown.paper.warnings)

    def issue(language: str, _copies: Copies) -> PaperPrint:
        return laid_out(print_list, language)

    return PaperSource(f"{FORM_ID}.{view.shown.name}.{next(_asked)}", list_form(view.shown), look, issue)


def _unheard() -> Progress:
    return Progress(lambda _done, _total, _text: None)
