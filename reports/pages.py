"""From the content of a paper to the pages of one copy, before anything is drawn."""

from collections.abc import Sequence

from app.papers.content import PaperContent
from app.papers.form import LETTER, Copy
from reports.letters import letter_pages
from reports.page import Page
from reports.parts.block import Block
from reports.parts.footer import form_height
from reports.parts.form_body import FormBody
from reports.parts.stack import flow, squeeze, stretch
from reports.parts.words import Words
from reports.style.frames import Frame

_SIDES = {"single": (1,), "duplex": (1, 2), "sheets": (1, 2)}


def pages_of(content: PaperContent, words: Words, frame: Frame, copy: Copy) -> list[Page]:
    """Lay out one copy: fixed sides with attached pages behind them, a flow of pages, or a letter."""
    if content.form.page_mode == LETTER:
        return letter_pages(content, words, frame, copy)
    height = form_height(frame)
    body = FormBody(content if copy.priced else content.without_prices(), words, frame)
    annex = body.displaced()
    if content.form.page_mode == "flow":
        return [Page(tuple(blocks)) for blocks in flow(body.everything(), height)] + _attached(annex, height)
    pages = []
    for side in _SIDES[content.form.page_mode]:
        if side not in copy.sides:
            continue
        blocks, moved = squeeze(body.side(side), height)
        pages.append(Page(tuple(stretch(blocks, height))))
        annex += [*moved, *body.further_tags(side)]
    return pages + _attached(annex, height)


def _attached(blocks: Sequence[Block], height: float) -> list[Page]:
    return [Page(tuple(page), attached=True) for page in flow(blocks, height)] if blocks else []
