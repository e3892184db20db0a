"""From the content of a letter to the pages of one copy: the letter with its annexes, the reply slip, the file's sheet.

A letter is set in the usual type, or a little smaller where it then takes fewer pages (paperwork.md 1.4); its signature
never stands on a page alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.papers.content import PaperContent
from app.papers.form import Copy, Table
from reports.page import Page, Sheet
from reports.parts.block import Block, Gap
from reports.parts.footer import form_height
from reports.parts.form_body import FormBody
from reports.parts.letter_close import contact_lines, enclosure_lines, signature_of_letter
from reports.parts.letter_head import letter_head
from reports.parts.letter_text import LetterType, letter_text, letter_types
from reports.parts.reply_slip import slip_head, slip_signatures
from reports.parts.stack import flow, squeeze, stretch
from reports.parts.words import Words
from reports.style.fonts import HEI_BOLD
from reports.style.frames import MM, Frame
from reports.style.pen import Pen
from reports.style.text import Line, TextStyle, wrap

_TEXT, _SLIP, _FILE = 1, 2, 3  # sides of a letter
_SLIP_CHINESE = (LetterType(12, 28, True), LetterType(12, 26, True), LetterType(10.5, 22, True))
_SLIP_LATIN = (LetterType(11, 24, False), LetterType(10.5, 22, False), LetterType(10.5, 19, False))
_AROUND_TABLE = 2 * MM
_ANNEX = TextStyle(14, HEI_BOLD, pitch=1.8)


@dataclass(frozen=True)
class AnnexHead(Block):
    """Which annex of a letter begins here, and its title."""

    label: tuple[Line, ...]
    title: tuple[Line, ...]
    width: float
    framed = False
    keep_with_next = True

    @property
    def height(self) -> float:
        """Return the height of label and title."""
        return (len(self.label) + len(self.title)) * _ANNEX.leading

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the label at the left and the title in the middle."""
        pen.text(self.label, _ANNEX, x, top, self.width)
        centred = replace(_ANNEX, align="center")
        pen.text(self.title, centred, x, top - len(self.label) * _ANNEX.leading, self.width)


def letter_pages(content: PaperContent, words: Words, frame: Frame, copy: Copy) -> list[Page]:
    """Lay out one copy of a letter: those sides of it that the copy has."""
    layout = _LetterLayout(content, words, frame)
    pages: list[Page] = []
    if _TEXT in copy.sides:
        pages += layout.letter()
    if _SLIP in copy.sides:
        pages += layout.slip()
    if _FILE in copy.sides:
        pages += layout.file_sheet()
    return pages


class _LetterLayout:
    """Makes the pages of a letter, as wide as ``frame``, in the language of the paper."""

    def __init__(self, content: PaperContent, words: Words, frame: Frame) -> None:
        self._content = content
        self._words = words
        self._frame = frame
        self._width = frame.width
        self._height = frame.top - frame.bottom
        self._body = FormBody(content, words, frame)

    def letter(self) -> list[Page]:
        """Return the letter in the largest type in which it takes the fewest pages, and its annexes."""
        set_in = [flow(self._blocks(letter_type), self._height) for letter_type in letter_types(self._words)]
        fewest = min(map(len, set_in))
        first, *further = next(pages for pages in set_in if len(pages) == fewest)
        annexes = [page for blocks in self._annexes() for page in flow(blocks, self._height)]
        later = [Page(tuple(blocks), sheet=Sheet.FURTHER) for blocks in (*further, *annexes)]
        return [Page(tuple(first), sheet=Sheet.LETTER), *later]

    def slip(self) -> list[Page]:
        """Return the reply slip in the largest type in which it takes one page."""
        types = _SLIP_LATIN if self._words.language.startswith("en") else _SLIP_CHINESE
        set_in = [flow(self._slip_blocks(letter_type), self._height) for letter_type in types]
        pages = next((pages for pages in set_in if len(pages) == 1), set_in[-1])
        return [Page(tuple(page), sheet=Sheet.SLIP) for page in pages]

    def _slip_blocks(self, letter_type: LetterType) -> list[Block]:
        told = [self._text("reply_to"), self._text("reply_lead"), *self._lines("reply_items")]
        blocks = slip_head(self._text("reply_title"), self._width, self._words)
        blocks += letter_text(told, self._width, letter_type, flush=len(told))
        return blocks + slip_signatures(self._lines("reply_sign"), self._width, letter_type.text)

    def file_sheet(self) -> list[Page]:
        """Return the sheet that the files keep with a copy: whom it went to, who signed for it inside and outside."""
        height = form_height(self._frame)
        blocks, moved = squeeze(self._body.side(_FILE), height)
        annex = [*self._body.displaced(), *moved]
        attached = flow(annex, height) if annex else []
        return [Page(tuple(stretch(blocks, height))), *(Page(tuple(page), attached=True) for page in attached)]

    def _blocks(self, letter_type: LetterType) -> list[Block]:
        width = self._width
        blocks: list[Block] = [letter_head(self._content, self._words, self._frame, letter_type)]
        addressed = self._text("salutation").split("\n\n")
        blocks += letter_text([*addressed, *self._lines("before")], width, letter_type, flush=len(addressed))
        tables = [self._body.table(table) for table in self._tables(annexed=False)]
        for table in tables:
            blocks += [Gap(_AROUND_TABLE), table]
        blocks += [*self._body.totals(), Gap(_AROUND_TABLE)] if tables else []
        blocks += letter_text([*self._lines("after"), self._text("closing")], width, letter_type)
        blocks += enclosure_lines(self._text("enclosures"), width, letter_type)
        blocks.append(signature_of_letter(self._text("signed_by"), self._text("doc_date"), width, letter_type))
        blocks += contact_lines(self._text("contact"), width, letter_type)
        missing = list(self._body.missing())
        return [*blocks, Gap(_AROUND_TABLE), *missing] if missing else blocks

    def _annexes(self) -> Iterator[list[Block]]:
        tables = list(self._tables(annexed=True))
        for place, table in enumerate(tables, start=1):
            number = str(place) if len(tables) > 1 else ""
            label = wrap(self._words("annex_no", number=number).strip(), _ANNEX, self._width)
            title = wrap(self._words.label(table.title), _ANNEX, self._width)
            yield [AnnexHead(label, title, self._width), self._body.table(table)]

    def _tables(self, *, annexed: bool) -> Iterator[Table]:
        rows = self._content.rows
        return (table for table in self._content.form.tables if table.annexed is annexed and rows.get(table.key))

    def _text(self, key: str) -> str:
        return str(self._content.values.get(key, ""))

    def _lines(self, key: str) -> list[str]:
        return self._text(key).split("\n")
