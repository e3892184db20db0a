"""A list as it stands on the screen: what it is called, its columns, what it is filtered by. Its rows travel apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.papers.form import Label

MOST_EXPORTED = 100_000  # rows of a workbook; it could hold a million, but whoever gets it could not look through them
MOST_ON_PAPER = 3_000  # rows: a hundred pages

ShownRows = Sequence[tuple[str, ...]]  # the texts of the cells, row by row


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column that is shown; ``width`` is that on the screen in logical px, ``right`` tells that it holds figures."""

    key: str
    title: Label
    width: int
    right: bool


@dataclass(frozen=True, slots=True)
class ShownList:
    """A list; ``name`` is ``<tab>.<page>``, ``filtered`` says what its rows are narrowed to, empty for nothing."""

    name: str
    title: Label
    columns: tuple[ShownColumn, ...]
    filtered: Label
