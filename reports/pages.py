"""From the content of a paper to the pages of one copy, before anything is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.papers.content import PaperContent
from app.papers.form import Copy
from reports.parts.block import Block
from reports.parts.footer import FOOTER_HEIGHT
from reports.parts.form_body import FormBody
from reports.parts.stack import flow, squeeze, stretch
from reports.parts.words import Words
from reports.style.frames import Frame

_SIDES = {"single": (1,), "duplex": (1, 2), "sheets": (1, 2)}


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its blocks from the top, and whether it is an attached page (附页)."""

    blocks: tuple[Block, ...]
    attached: bool = False


def pages_of(content: PaperContent, words: Words, frame: Frame, copy: Copy) -> list[Page]:
    """Lay out one copy: fixed sides with attached pages behind them, or a flow of pages."""
    height = frame.top - frame.head - frame.bottom - FOOTER_HEIGHT
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
