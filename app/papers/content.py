"""What one printed paper consists of: frozen values that travel from ``app`` to ``reports``.

``reports`` lays these out and asks nothing else; every sum, date and text has been made by ``app`` in the language of
the paper before it arrives here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import BinaryIO, Protocol

from app.papers.form import Form

MAY_BREAK = "\u200b"  # stands in a title where its lines may end without cutting what belongs together


class PaperMark(StrEnum):
    """Status printed across a paper; ``NONE`` on a first valid issue, ``BLANK`` is an empty sheet for writing on,
    ``LIST`` a list as it is shown: neither is numbered or filed.
    """

    NONE = "none"
    DRAFT = "draft"
    VOID = "void"
    REPRINT = "reprint"
    BLANK = "blank"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The company as it stands at the head of a form; ``logo`` is a PNG or JPEG file's bytes."""

    company_name: str
    department: str = ""
    logo: bytes | None = None


@dataclass(frozen=True, slots=True)
class Ticks:
    """Codes of the chosen options of an enum or checklist field; the others stay printed with an empty box."""

    chosen: frozenset[str]


FieldValue = str | Ticks


@dataclass(frozen=True, slots=True)
class PaperContent:
    """One paper, ready to be laid out.

    ``number`` is None on a draft, which carries neither number nor QR code, and on the preview of a paper that gets its
    number when it is issued. ``values`` maps field keys of the form to
    text (empty text or a missing key leaves room for handwriting), ``rows`` maps table keys to rows of column key →
    text. ``missing`` says on a draft what still stands between it and a valid paper. ``copies`` are the copy numbers
    (联) to print, one after the other. ``printed_at`` is already local text.
    """

    form: Form
    language: str
    letterhead: Letterhead
    values: Mapping[str, FieldValue]
    rows: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)
    number: str | None = None
    mark: PaperMark = PaperMark.NONE
    missing: tuple[str, ...] = ()
    copies: tuple[int, ...] = (1,)
    printed_by: str = ""
    printed_at: str = ""
    print_count: int = 1

    def without_prices(self) -> "PaperContent":
        """Return the content of a copy without prices: neither their places on the form nor what stood there."""
        form = self.form.without_prices()
        columns = {table.key: {column.key for column in table.columns} for table in form.tables}
        rows = {
            key: tuple({name: text for name, text in row.items() if name in columns[key]} for row in table)
            for key, table in self.rows.items()
        }
        known = form.keys()
        return replace(self, form=form, values={k: v for k, v in self.values.items() if k in known}, rows=rows)


@dataclass(frozen=True, slots=True)
class PrintedPaper:
    """A PDF, how many pages it has, and what the reader should be warned of (characters no font has)."""

    pdf: bytes
    pages: int
    warnings: tuple[str, ...] = ()


class Printer(Protocol):
    """Turns content into a PDF; ``main.py`` plugs ``reports.build.build_paper`` in here."""

    def __call__(self, content: PaperContent) -> PrintedPaper:
        """Lay out ``content``, one set of pages per copy."""
        ...


class PrintFile(Protocol):
    """Papers one behind the other in one PDF, with the fonts that all share."""

    def add(self, content: PaperContent) -> None:
        """Draw a paper, all its copies, behind those that are there; OSError when the disk is full."""
        ...

    def write(self, stream: BinaryIO) -> None:
        """Write the PDF, once; ValueError when no paper was added."""
        ...


NewPrintFile = Callable[[str], PrintFile]  # its title; ``main.py`` plugs ``reports.print_file`` in here
