"""From the fields of a form and the values of a record to the blocks of each side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from app.papers.content import FieldValue, PaperContent, PaperMark, Ticks
from app.papers.form import ARTICLE, Field, Form, Signature, Table
from reports.parts.annex import AnnexText
from reports.parts.article import article
from reports.parts.bar_chart import bar_chart
from reports.parts.block import Block, Gap
from reports.parts.cell import TextCell, text_cell
from reports.parts.goods_tag import GoodsTag
from reports.parts.heading import HeadingRow
from reports.parts.item_table import item_table
from reports.parts.key_values import KeyValueRow, Pair
from reports.parts.letterhead import short_enough
from reports.parts.notes import notes
from reports.parts.parties import Party, PartySeals
from reports.parts.seal import SEAL_COLUMN, SealedGroup
from reports.parts.signatures import SignatureBlank, SignatureRow
from reports.parts.words import Words
from reports.style.fonts import HEI_BOLD, KAI
from reports.style.frames import LABEL, MM, PADDING_X, VALUE, Frame
from reports.style.text import TextStyle, wrap_pieces

_EMPTY_BOX, _TICKED = "□", "√"  # ☐ and ☑ are in none of our faces
_GAP = "   "
_CAPITALS = TextStyle(10.5, KAI)
_STATEMENT = TextStyle(10.5, HEI_BOLD, pitch=1.5)
_TOTAL = replace(VALUE, font=HEI_BOLD, align="right")
_BOLD_LABEL = replace(LABEL, font=HEI_BOLD)
_SCRIPT = TextStyle(14, KAI, pitch=1.35)  # size four, as the trade writes units and addresses on consignments
_SCRIPT_LABEL = replace(LABEL, size=10.5)
_TAGS_ON_PAGE = 2
_ABOVE_SEALS = 2 * MM  # between running text and the frame in which it is signed


class FormBody:
    """Makes the blocks of a form's sides, as wide as ``frame``, in the language of the paper."""

    def __init__(self, content: PaperContent, words: Words, frame: Frame) -> None:
        self._content = content
        self._form: Form = content.form
        self._words = words
        self._frame = frame
        self._width = frame.width
        self._legible = frame.legible
        self._row_height = content.form.row_height_mm * MM
        self._label_width = self._form.label_mm[words.language.startswith("en")] * MM

    def side(self, side: int) -> list[Block]:
        """Return the blocks of one side: sections, tables, totals, what comes below these, signatures, what is filled
        in later, on the first side the notes.
        """
        return [*self._body(side), *(self._notes() if side == 1 else ())]

    def _body(self, side: int) -> list[Block]:
        fields = [field for field in self._form.fields if field.side == side and self._is_row(field)]
        own = (table for table in self._form.tables if table.side == side and not table.tags)
        tables = [table for table in own if self._is_shown(table)]
        blocks = [*self.missing()] if side == 1 else []
        blocks += self._sections([field for field in fields if not (field.below or field.tail)])
        blocks += self._tables([table for table in tables if not (table.tail or table.annexed)])
        blocks += self.totals(side)
        blocks += self._tables([table for table in tables if table.tail])
        blocks += self._sections([field for field in fields if field.tail])
        blocks += self._signatures(side)
        blocks += self._sections([field for field in fields if field.below])
        blocks += self._tags(side)[:_TAGS_ON_PAGE]
        annexed = self._tables([table for table in tables if table.annexed])
        return [*blocks, Gap(), *annexed] if annexed else blocks

    def totals(self, side: int = 1) -> list[Block]:
        """Return the sums of a side, which never stand on a page alone."""
        totals = [field for field in self._form.totals if field.side == side and self._is_row(field)]
        return self._rows(totals, self._width, closes=True)

    def table(self, table: Table) -> Block:
        """Return a table without its heading; a picture of it where it is a chart."""
        rows = self._content.rows.get(table.key, ())
        if table.chart:
            return bar_chart(table, rows, self._width, self._words)
        measures = {"row_height": table.row_mm * MM or self._row_height, "legible": self._legible}
        return item_table(table, rows, self._width, words=self._words, **measures)

    def further_tags(self, side: int) -> list[Block]:
        """Return the goods tags of a side that find no room at the foot of its page."""
        return self._tags(side)[_TAGS_ON_PAGE:]

    def _tags(self, side: int) -> list[Block]:
        return [
            GoodsTag(row, labels, self._content.number, self._width, self._words)
            for table in self._form.tables
            if table.tags and table.side == side
            for labels in [{column.key: self._words.label(column.label) for column in table.columns}]
            for row in self._content.rows.get(table.key, ())
        ]

    def _is_row(self, field: Field) -> bool:
        """Tell whether a field takes a place of its own: not beside the seal, and not optional without a value."""
        return not field.beside_seal and not (field.optional and not self._content.values.get(field.key))

    def displaced(self) -> list[Block]:
        """Return for attached pages what is too long for the row under the title and for the printed signature."""
        blocks: list[Block] = []
        for label, text in self._short_texts():
            if not short_enough(text, self._frame):
                blocks += AnnexText.of(self._words("annex_of", label=label), text, self._width, self._words)
        return blocks

    def _short_texts(self) -> Iterator[tuple[str, str]]:
        places = [(field.label, field.key) for field in self._form.header]
        places += [(place.label, place.key) for place in self._form.signed_places() if not place.lines]
        for label, key in places:
            yield self._words.label(label), str(self._content.values.get(key, ""))

    def everything(self) -> list[Block]:
        """Return the blocks of all sides one after the other, the notes last."""
        return [*self._body(1), *self._body(2), *self._notes()]

    def missing(self) -> Iterator[Block]:
        """Yield what a draft still lacks."""
        content = self._content
        if content.mark is not PaperMark.DRAFT or not content.missing:
            return
        text = "\n".join(f"{index}. {item}" for index, item in enumerate(content.missing, start=1))
        value = text_cell(text, VALUE, self._width - self._label_width)
        style = _BOLD_LABEL.at_least(self._legible)
        pair = Pair(self._words["missing"], self._label_width, value, text, label_style=style)
        yield KeyValueRow((pair,), self._row_height, self._words)

    def _sections(self, fields: Sequence[Field]) -> list[Block]:
        blocks: list[Block] = []
        for (section, is_article), members in groupby(fields, lambda field: (field.section, field.type == ARTICLE)):
            title = self._words.label(section)
            if title:
                blocks.append(self._heading(title))
            told = list(members)
            blocks += map(self._article, told) if is_article else self._rows(told, self._width)
        return blocks

    def _article(self, field: Field) -> Block:
        title, said = self._words.label(field.label), str(self._content.values.get(field.key, ""))
        size = self._form.articles.size
        if self._form.articles.run_in:
            clause = f"{title}{self._words['colon']}{said}"
            return article("", [clause], self._width, size, kept=field.kept)
        return article(title, said.split("\n"), self._width, size)

    def _heading(self, title: str) -> HeadingRow:
        return HeadingRow(title, self._width, self._words.spaced(10))

    def _rows(self, fields: Sequence[Field], width: float, *, closes: bool = False) -> list[Block]:
        unit = width / self._form.columns
        return [
            KeyValueRow(
                tuple(self._pair(field, span * unit) for field, span in row),
                self._row_height,
                self._words,
                closes=closes,
                keep_with_next=any(field.kept for field, _span in row),
            )
            for row in _packed(fields, self._form.columns)
        ]

    def _pair(self, field: Field, width: float) -> Pair:
        value = self._content.values.get(field.key, "")
        label = self._words.label(field.label)
        if field.type == "statement":
            return Pair(label, 0.0, text_cell(str(value), _STATEMENT, width), str(value))
        room = width - self._label_width
        if field.options and (isinstance(value, Ticks) or not value):
            pieces = self._option_pieces(field, value)
            lines = wrap_pieces(pieces, VALUE, room - 2 * PADDING_X)
            return Pair(label, self._label_width, TextCell(lines, VALUE, room), "".join(pieces))
        text = value if isinstance(value, str) and value else self._words.label(field.blank)
        cell = text_cell(text, _value_style(field, text).at_least(self._legible), room, top=field.lines > 1)
        style = (_SCRIPT_LABEL if field.script else LABEL).at_least(self._legible)
        return Pair(label, self._label_width, cell, text, room=field.lines, label_style=style)

    def _option_pieces(self, field: Field, value: FieldValue) -> list[str]:
        chosen = value.chosen if isinstance(value, Ticks) else frozenset()
        unknown = chosen - {option.code for option in field.options}
        if unknown:
            raise ValueError(f"{self._form.id}.{field.key} has no option {', '.join(sorted(unknown))}")
        pieces: list[str] = []
        for option in field.options:
            box = _TICKED if option.code in chosen else _EMPTY_BOX
            pieces += [box + self._words.label(option.label), _GAP]
        return pieces[:-1]

    def _is_shown(self, table: Table) -> bool:
        """Tell whether there is something to print in a table, or to be written in by hand."""
        if table.chart and not table.columns:
            return False
        return table.key in self._content.rows or table.blank_rows > 0

    def _tables(self, tables: Sequence[Table]) -> list[Block]:
        blocks: list[Block] = []
        for table in tables:
            title = self._words.label(table.title)
            blocks += [self._heading(title)] if title else []
            blocks.append(self.table(table))
        return blocks

    def _signatures(self, side: int) -> list[Block]:
        blocks: list[Block] = []
        plain = self._blanks(side, seal=False)
        if plain:
            blocks.append(self._signature_row(plain, self._width))
        sealed = self._blanks(side, seal=True)
        if sealed:
            blocks += self._sealed(side, sealed)
        parties = tuple(self._party(place) for place in self._form.signatures if place.side == side and place.lines)
        if parties:
            is_text = any(field.type == ARTICLE for field in self._form.fields)
            if is_text and not self._form.articles.run_in:  # clauses run in share one page with what is signed
                blocks.append(Gap(_ABOVE_SEALS, closes=True))
            tied = bool(self._words.label(self._form.notes))
            blocks.append(PartySeals(parties, self._width, self._words, keep_with_next=tied))
        return blocks

    def _signature_row(self, blanks: tuple[SignatureBlank, ...], width: float) -> SignatureRow:
        return SignatureRow(blanks, width, self._words, self._frame.signature, self._legible)

    def _party(self, place: Signature) -> Party:
        lines = tuple((self._words.label(line.label), self._name(line.key)) for line in place.lines)
        return Party(self._words.label(place.label), str(self._content.values.get(place.key, "")), lines)

    def _sealed(self, side: int, blanks: tuple[SignatureBlank, ...]) -> list[Block]:
        width = self._width - SEAL_COLUMN
        beside = [field for field in self._form.fields if field.side == side and field.beside_seal]
        heads = [self._heading(self._words.label(beside[0].section))] if beside else []
        rows = (*self._rows(beside, width), self._signature_row(blanks, width))
        return [*heads, SealedGroup(rows, self._width, self._words)]

    def _blanks(self, side: int, *, seal: bool) -> tuple[SignatureBlank, ...]:
        own = (place for place in self._form.signatures if place.side == side and not place.lines)
        places = (place for place in own if place.seal is seal)
        return tuple(SignatureBlank(self._words.label(place.label), self._name(place.key)) for place in places)

    def _name(self, key: str) -> str:
        text = str(self._content.values.get(key, ""))
        return text if short_enough(text, self._frame) else self._words["see_annex"]

    def _notes(self) -> list[Block]:
        text = self._words.label(self._form.notes)
        return [notes(self._words("notes", text=text), self._width, self._legible)] if text else []


def _packed(fields: Sequence[Field], columns: int) -> list[list[tuple[Field, int]]]:
    """Put fields into rows of ``columns``; the last field of a row takes what is left of it."""
    rows: list[list[tuple[Field, int]]] = []
    left = 0
    for field in fields:
        span = min(field.span, columns)
        if span > left:
            if rows and left:
                last, taken = rows[-1][-1]
                rows[-1][-1] = (last, taken + left)
            rows.append([])
            left = columns
        rows[-1].append((field, span))
        left -= span
    if rows and left:
        last, taken = rows[-1][-1]
        rows[-1][-1] = (last, taken + left)
    return rows


def _value_style(field: Field, text: str) -> TextStyle:
    if field.script:
        return _SCRIPT
    if field.type == "money_caps" and not text.isascii():  # in English words it is no capitals
        return _CAPITALS
    if field.type == "money_total":
        return _TOTAL
    return replace(VALUE, align="right") if field.type == "money" else VALUE
