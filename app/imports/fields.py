"""What a kind of sheet may hold: its columns, how ledgers call them, and how their cells are read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.i18n import LANGUAGES, _, using_language
from app.imports.cells import Sense, Value, read_text
from app.imports.words import words_of

Read = Callable[[Value, Sense], Any]


@dataclass(frozen=True, slots=True)
class ImportField:
    """One column: ``name`` is what records are made of, ``title`` what people read (a msgid; ``{kind}`` is filled from
    ``of``), ``words`` name the lists of what ledgers write above it (``app.imports.words``).

    ``of_record`` cells belong to a record that may stand on several rows: merged or left empty they are the same for
    all of them. ``in_template`` columns stand in the template, ``is_money`` ones may be in 万元.
    """

    name: str
    title: str
    words: tuple[str, ...] = ()
    read: Read = read_text
    of_record: bool = False
    in_template: bool = True
    is_money: bool = False
    of: str = ""
    own: tuple[str, ...] = ()

    def text(self) -> str:
        """Return the title in the language spoken."""
        return _(self.title).format(kind=_(self.of)) if self.of else _(self.title)

    def names(self) -> tuple[str, ...]:
        """Return all that a heading may call this column, in every language."""
        titles = []
        for language in LANGUAGES:
            with using_language(language):
                titles.append(self.text())
        return (*titles, *self.own, *(word for key in self.words for word in words_of(key)))


@dataclass(frozen=True, slots=True, eq=False)
class ImportKind:
    """A kind of sheet. Of each group of ``needs`` at least one column must be there; a row in which all ``keys`` are
    empty goes on with the record above it, where the kind ``goes_on``.
    """

    code: str
    title: str
    fields: tuple[ImportField, ...]
    needs: tuple[tuple[str, ...], ...]
    keys: tuple[str, ...]
    goes_on: bool = False
    by_name: Mapping[str, ImportField] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {one.name: one for one in self.fields})
