"""From the fields of a form and the values of a record to the blocks of each side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from app.papers.content import FieldValue, PaperContent, PaperMark, Ticks
from app.papers.form import Field, Form
from reports.parts.annex import AnnexText
from reports.parts.block import Block
from reports.parts.cell import TextCell, text_cell
from reports.parts.heading import HeadingRow
from reports.parts.item_table import item_table
from reports.parts.key_values import KeyValueRow, Pair
from reports.parts.letterhead import short_enough
from reports.parts.notes import notes
from reports.parts.seal import SEAL_COLUMN, SealedGroup
from reports.parts.signatures import SignatureBlank, SignatureRow
from reports.parts.words import Words
from reports.style.fonts import HEI_BOLD, KAI
from reports.style.frames import LABEL, MM, PADDING_X, VALUE
from reports.style.text import TextStyle, wrap_pieces

_EMPTY_BOX, _TICKED = "□", "√"  # ☐ and ☑ are in none of our faces
_GAP = "   "
_CAPITALS = TextStyle(10.5, KAI)
_STATEMENT = TextStyle(10.5, HEI_BOLD, pitch=1.5)
_BOLD_LABEL = replace(LABEL, font=HEI_BOLD)


class FormBody:
    """Makes the blocks of a form's sides, ``width`` points wide, in the language of the paper."""

    def __init__(self, content: PaperContent, words: Words, width: float) -> None:
        self._content = content
        self._form: Form = content.form
        self._words = words
        self._width = width
        self._row_height = content.form.row_height_mm * MM
        self._label_width = self._form.label_mm[words.language.startswith("en")] * MM

    def side(self, side: int) -> list[Block]:
        """Return the blocks of one side: sections, tables, totals, signatures, what is filled in later, on the first
        side the notes.
        """
        blocks = [*self._missing()] if side == 1 else []
        fields = [field for field in self._form.fields if field.side == side and not field.beside_seal]
        blocks += self._sections([field for field in fields if not field.below], self._width)
        blocks += self._tables(side)
        blocks += self._rows([field for field in self._form.totals if field.side == side], self._width, closes=True)
        blocks += self._signatures(side)
        blocks += self._sections([field for field in fields if field.below], self._width)
        return blocks + (self._notes() if side == 1 else [])

    def displaced(self) -> list[Block]:
        """Return for attached pages what is too long for the row under the title and for the printed signature."""
        blocks: list[Block] = []
        for label, text in self._short_texts():
            if not short_enough(text, self._width):
                blocks += AnnexText.of(self._words("annex_of", label=label), text, self._width, self._words)
        return blocks

    def _short_texts(self) -> Iterator[tuple[str, str]]:
        places = [(field.label, field.key) for field in self._form.header]
        places += [(place.label, place.key) for place in self._form.signatures]
        for label, key in places:
            yield self._words.label(label), str(self._content.values.get(key, ""))

    def everything(self) -> list[Block]:
        """Return the blocks of all sides one after the other, the notes last."""
        sides = [block for side in (1, 2) for block in self.side(side)]
        return [block for block in sides if block.framed] + [block for block in sides if not block.framed]

    def _missing(self) -> Iterator[Block]:
        content = self._content
        if content.mark is not PaperMark.DRAFT or not content.missing:
            return
        text = "\n".join(f"{index}. {item}" for index, item in enumerate(content.missing, start=1))
        value = text_cell(text, VALUE, self._width - self._label_width)
        pair = Pair(self._words["missing"], self._label_width, value, text, label_style=_BOLD_LABEL)
        yield KeyValueRow((pair,), self._row_height, self._words)

    def _sections(self, fields: Sequence[Field], width: float) -> list[Block]:
        blocks: list[Block] = []
        for section, members in groupby(fields, lambda field: field.section):
            title = self._words.label(section)
            if title:
                blocks.append(self._heading(title))
            blocks += self._rows(list(members), width)
        return blocks

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
        style = _value_style(field)
        cell = text_cell(text, style, room, top=field.lines > 1)
        return Pair(label, self._label_width, cell, text, room=field.lines)

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

    def _tables(self, side: int) -> list[Block]:
        blocks: list[Block] = []
        for table in self._form.tables:
            if table.side == side:
                rows = self._content.rows.get(table.key, ())
                title = self._words.label(table.title)
                blocks += [self._heading(title)] if title else []
                blocks.append(item_table(table, rows, self._width, self._row_height, self._words))
        return blocks

    def _signatures(self, side: int) -> list[Block]:
        blocks: list[Block] = []
        plain = self._blanks(side, seal=False)
        if plain:
            blocks.append(SignatureRow(plain, self._width, self._words))
        sealed = self._blanks(side, seal=True)
        if sealed:
            blocks += self._sealed(side, sealed)
        return blocks

    def _sealed(self, side: int, blanks: tuple[SignatureBlank, ...]) -> list[Block]:
        width = self._width - SEAL_COLUMN
        beside = [field for field in self._form.fields if field.side == side and field.beside_seal]
        heads = [self._heading(self._words.label(beside[0].section))] if beside else []
        rows = (*self._rows(beside, width), SignatureRow(blanks, width, self._words))
        return [*heads, SealedGroup(rows, self._width, self._words)]

    def _blanks(self, side: int, *, seal: bool) -> tuple[SignatureBlank, ...]:
        places = (place for place in self._form.signatures if place.side == side and place.seal is seal)
        return tuple(SignatureBlank(self._words.label(place.label), self._name(place.key)) for place in places)

    def _name(self, key: str) -> str:
        text = str(self._content.values.get(key, ""))
        return text if short_enough(text, self._width) else self._words["see_annex"]

    def _notes(self) -> list[Block]:
        text = self._words.label(self._form.notes)
        return [notes(self._words("notes", text=text), self._width)] if text else []


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


def _value_style(field: Field) -> TextStyle:
    if field.type == "money_caps":
        return _CAPITALS
    return replace(VALUE, align="right") if field.type == "money" else VALUE
