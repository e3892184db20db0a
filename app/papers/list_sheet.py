"""A list on paper: its rows as they are shown, across A4, with the head of the company. Neither numbered nor filed.

Its form is made of the columns. All of them are printed: each gets a share of the width by what stands in it, and what
is wider than its share is wrapped.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from unicodedata import east_asian_width
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.context import settings_of
from app.exports.shown import ShownColumn, ShownList, ShownRows
from app.formatting import date_text, date_time_text, local
from app.papers.content import Letterhead, PaperContent, PaperMark
from app.papers.form import Column, Copy, Field, Form, Label, Table, load_stationery

FORM_ID = "list"
ROWS = "rows"
_TOP_MM = 15  # a list is not bound in at its upper edge
_NONE = Label("", "")
_ROW_MM = 6.5
# In signs of half width: how many stand side by side across the page, what a column asks for at least and at most, from
# where a word may be broken, and the air beside the lines.
_ROOM, _NARROWEST, _WIDEST, _LONGEST_WORD, _AIR = 152, 4, 40, 24, 2.2


def list_form(shown: ShownList, rows: ShownRows = ()) -> Form:
    """Return the form of a list; ``rows`` decide how its columns share the width."""
    columns = tuple(
        Column(column.key, column.title, "decimal" if column.right else "text", share)
        for column, share in zip(shown.columns, _shares(shown, rows), strict=True)
    )
    return Form(
        id=FORM_ID,
        prefix="",
        title=shown.title,
        control_no="",
        paper=replace(load_stationery().papers["A4-L"], top=_TOP_MM),
        page_mode="flow",
        columns=1,
        row_height_mm=_ROW_MM,
        copies=(Copy(1, Label("清单", "List"), "白"),),
        fields=(Field("filtered", Label("筛选", "Filtered by"), "text", _NONE, optional=True),),
        tables=(Table(ROWS, _NONE, columns, counted=True),),
        totals=(),
        notes=_NONE,
        signatures=(),
        header=(
            Field("made_on", Label("日期", "Date"), "date", _NONE),
            Field("count", Label("行数", "Rows"), "text", _NONE),
        ),
    )


def list_content(
    session: Session, shown: ShownList, rows: ShownRows, *, language: str, printed_by: str, now: datetime
) -> PaperContent:
    """Return a list as it is laid out; ``rows`` are in the language of the paper."""
    settings = settings_of(session)
    zone = ZoneInfo(settings.text("zone"))
    keys = [column.key for column in shown.columns]
    return PaperContent(
        form=list_form(shown, rows),
        language=language,
        letterhead=Letterhead(settings.text("company_name"), settings.text("department_name")),
        values={
            "made_on": date_text(local(now, zone).date()),
            "count": f"{len(rows):,}",
            "filtered": shown.filtered.text(language),
        },
        rows={ROWS: tuple(dict(zip(keys, row, strict=True)) for row in rows)},
        mark=PaperMark.LIST,
        printed_by=printed_by,
        printed_at=date_time_text(now, zone),
    )


def _shares(shown: ShownList, rows: ShownRows) -> list[float]:
    """Return how much of the width each column gets, in signs: what it would like where there is room for all, else
    what is not to be broken and, of the rest, in proportion to what it would like.
    """
    columns = list(zip(*rows, strict=True)) or [()] * len(shown.columns)
    asked = [_asked(column, cells) for column, cells in zip(shown.columns, columns, strict=True)]
    least, liked = sum(low for low, _high in asked), sum(high for _low, high in asked)
    spare = max(0.0, _ROOM - least) / max(1.0, liked - least)
    return [low + (high - low) * min(1.0, spare) for low, high in asked]


def _asked(column: ShownColumn, cells: Sequence[str]) -> tuple[float, float]:
    """Return what a column needs at least and what it would like, in signs."""
    texts = (*cells, column.title.zh, column.title.en)
    word = min(max(_NARROWEST, *map(_longest_word, texts)), _LONGEST_WORD)
    widest = max(_width(line) for text in texts for line in text.split("\n"))
    return word + _AIR, max(word, min(widest, _WIDEST)) + _AIR


def _longest_word(text: str) -> int:
    """Return the width of what is not to be broken: a sum, a number, a Latin word; Chinese breaks anywhere."""
    return max((len(word) for word in text.split() if _width(word) == len(word)), default=0)


def _width(text: str) -> int:
    """Return the width of a line in signs of half width."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
