"""Forms as data: what a paper looks like, read from ``resources/forms/<id>.json`` once and kept.

A form knows its fields, tables, copies, signatures and notes in both languages; it knows nothing of records. What all
papers share (page sizes, copy colours, the engine's own few words) is the stationery, ``resources/forms/papers.json``:
a paper speaks its own language, which need not be the window's, so these words are data and not translations.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from app.errors import NotFound
from app.i18n import _, current_language
from app.resources import resource_path

ARTICLE = "article"  # the type of a field that is an article of an agreement
LETTER = "letter"  # the page mode of a letter, and the type of a field that is a part of its text
_STATIONERY = "papers"


@dataclass(frozen=True, slots=True)
class Label:
    """A text of the form itself in both languages."""

    zh: str
    en: str

    def text(self, language: str) -> str:
        """Return the label in ``language`` ("zh_CN" or "en")."""
        return self.en if language.startswith("en") else self.zh


_EMPTY = Label("", "")


@dataclass(frozen=True, slots=True)
class Option:
    """One printed choice of an enum or checklist field; ``code`` is what values tick."""

    code: str
    label: Label


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an article, with ``{facts}`` in it.

    It is left out where the fact called ``needs`` is unknown, and where the one called ``unless`` is known.
    """

    text: Label
    needs: str = ""
    unless: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form.

    ``span`` is how many of the row's columns (see ``Form.columns``) it takes, ``lines`` how many lines of room
    handwriting gets, ``side`` 1 for the front and 2 for the back of a duplex form. ``blank`` is printed while there is
    no value ("年 月 日"); ``beside_seal`` puts the field to the left of the seal place of its side, ``below`` under the
    signatures, for what is filled in later, ``tail`` under tables and totals; a ``kept`` one stays on the page of what
    follows it. An ``optional`` field without a value is left out. A field of type "statement" is told across the form
    without its label, one of type "letter" is a part of a letter; one of type "article" is an article of an agreement,
    its ``paragraphs`` are what it says.
    A field in ``script`` is printed in regular script (楷体) of size four, as units and addresses of goods are; a
    ``priced`` one is left out of copies without prices.
    """

    key: str
    label: Label
    type: str
    section: Label
    options: tuple[Option, ...] = ()
    span: int = 1
    lines: int = 1
    side: int = 1
    blank: Label = _EMPTY
    beside_seal: bool = False
    below: bool = False
    tail: bool = False
    kept: bool = False
    optional: bool = False
    paragraphs: tuple[Paragraph, ...] = ()
    script: bool = False
    priced: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a form's table; ``type`` decides the alignment (money and decimal to the right).

    A ``priced`` one is left out of copies without prices, a ``summed`` one gets a subtotal on each page of a table that
    takes more than one. An ``optional`` one is left out where no row has anything in it.
    """

    key: str
    label: Label
    type: str
    width_mm: float
    priced: bool = False
    summed: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a form; ``blank_rows`` are left for handwriting when there is nothing to print.

    A table without a title has no heading; a ``counted`` one tells under each page how many rows it has. A ``tail`` one
    stands under the totals, an ``annexed`` one behind the signatures. One that nobody could add to is ``open``: it ends
    without a closing row. Its rows are at least ``row_mm`` high where that is given, as those to sign in are. The rows
    of ``tags`` are no table but goods tags to be cut off at the foot of the page. So many rows as ``shown_least`` stay
    on a crowded page, 0: as many as usual. One of many columns is set in smaller type, of ``size_pt`` points. A
    ``whole`` one stays on one page as long as it is not too high for that: signatures with what is signed. The rows of
    a ``chart`` are columns of a picture: the first column of the table names them, the others are their parts.
    """

    key: str
    title: Label
    columns: tuple[Column, ...]
    blank_rows: int = 0
    side: int = 1
    counted: bool = False
    tail: bool = False
    annexed: bool = False
    open: bool = False
    whole: bool = False
    tags: bool = False
    chart: bool = False
    row_mm: float = 0.0
    shown_least: int = 0
    size_pt: float = 0.0


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy (联) of a form: whom it is for and its customary colour (a key of ``Stationery.colours``).

    What is ``priced`` stands only on copies that are; ``sides`` are those of the form that the copy has. A ``plain``
    one does not tell which copy it is: a letter as the other side gets it.
    """

    no: int
    label: Label
    colour: str
    priced: bool = True
    sides: tuple[int, ...] = (1, 2)
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """A place to sign. ``key`` names the value printed in it (制单, or the party's name; every other blank is signed by
    hand), ``seal`` reserves the seal place. One with ``lines`` is where a party signs and seals: these are filled in
    under its name."""

    label: Label
    side: int = 1
    key: str = ""
    seal: bool = False
    lines: tuple["Signature", ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleStyle:
    """How the articles of an agreement are set: their size in points, and whether they are short clauses that run on
    behind their titles, without numbers of paragraphs.
    """

    size: float = 10.5
    run_in: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A page size with its margins, all in millimetres; ``copy_edge`` is how far right of the print area the middle of
    the copy label stands, ``fills`` whether areas may be coloured (dot matrix: no).

    ``least_pt`` is the smallest type and ``line_pt`` the thinnest line that can be printed on it, in points;
    ``head_mm`` is the height of the head of a form, ``signature_mm`` that of the row in which it is signed.
    """

    name: str
    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    copy_edge: float = 7.0
    fills: bool = True
    least_pt: float = 0.0
    line_pt: float = 0.5
    head_mm: float = 28.5
    signature_mm: float = 16.0


@dataclass(frozen=True, slots=True)
class Form:
    """A form of the catalogue (paperwork.md): its id, number prefix, texts, fields and page.

    ``page_mode`` is "single" (one page, the rest on attached pages), "duplex" (front and back, the rest on attached
    pages), "sheets" (the same two sides, each on a sheet of its own), "flow" or "letter" (side 1 is the letter, 2 the
    reply slip, 3 a sheet for the files). ``header`` are the fields of the row
    under the title: the number and the date. ``label_mm`` is the width of the labels in a Chinese and in an English
    paper.
    """

    id: str
    prefix: str
    title: Label
    control_no: str
    paper: Paper
    page_mode: str
    columns: int
    row_height_mm: float
    copies: tuple[Copy, ...]
    fields: tuple[Field, ...]
    tables: tuple[Table, ...]
    totals: tuple[Field, ...]
    notes: Label
    signatures: tuple[Signature, ...]
    header: tuple[Field, ...] = ()
    label_mm: tuple[float, float] = (24.0, 30.0)
    articles: ArticleStyle = ArticleStyle()

    def keys(self) -> frozenset[str]:
        """Return the keys that may be filled: header, fields, totals, tables and printed signatures."""
        fields = (field.key for field in (*self.header, *self.fields, *self.totals))
        signed = (place.key for place in self.signed_places() if place.key)
        return frozenset((*fields, *(table.key for table in self.tables), *signed))

    def without_prices(self) -> "Form":
        """Return the form of a copy without prices: neither their fields nor their columns."""
        tables = (replace(one, columns=tuple(c for c in one.columns if not c.priced)) for one in self.tables)
        return replace(
            self,
            fields=tuple(one for one in self.fields if not one.priced),
            totals=tuple(one for one in self.totals if not one.priced),
            tables=tuple(tables),
        )

    def signed_places(self) -> tuple[Signature, ...]:
        """Return every place to sign, those of the parties with the lines under their names."""
        return tuple(one for place in self.signatures for one in (place, *place.lines))


@dataclass(frozen=True, slots=True)
class CopyColour:
    """The colour of a copy: what it is called and how it looks, as "#RRGGBB"."""

    label: Label
    rgb: str


@dataclass(frozen=True, slots=True)
class Stationery:
    """What every paper shares: page sizes, copy colours and the engine's own words."""

    papers: Mapping[str, Paper]
    colours: Mapping[str, CopyColour]
    texts: Mapping[str, Label]
    ordinals: tuple[Label, ...]


@cache
def form_ids() -> tuple[str, ...]:
    """Return the ids of all forms there are, sorted."""
    found = (path.stem for path in resource_path("forms").glob("*.json"))
    return tuple(sorted(name for name in found if name != _STATIONERY))


@cache
def load_form(form_id: str) -> Form:
    """Return the form called ``form_id``; raise ``NotFound`` when there is none."""
    if form_id not in form_ids():
        raise NotFound(_("There is no paper called {name}.").format(name=form_id))
    return _form(_read(form_id))


def form_title(form_id: str) -> str:
    """Return what a form is called in the current language; raise ``NotFound`` when there is none."""
    return load_form(form_id).title.text(current_language())


@cache
def load_stationery() -> Stationery:
    """Return page sizes, copy colours and the words every paper shares."""
    data = _read(_STATIONERY)
    return Stationery(
        papers={name: Paper(name=name, **sizes) for name, sizes in data["papers"].items()},
        colours={name: CopyColour(_label(item), item["rgb"]) for name, item in data["copy_colours"].items()},
        texts={name: _label(item) for name, item in data["texts"].items()},
        ordinals=tuple(_label(item) for item in data["ordinals"]),
    )


def _read(name: str) -> Any:
    """Read a form; one that is ``like`` another says only what is different."""
    data = json.loads(resource_path("forms", f"{name}.json").read_text(encoding="utf-8"))
    return {**_read(data["like"]), **data} if "like" in data else data


def _form(data: Mapping[str, Any]) -> Form:
    return Form(
        id=data["id"],
        prefix=data["prefix"],
        title=_label(data["title"]),
        control_no=data["control_no"],
        paper=load_stationery().papers[data["paper"]],
        page_mode=data["page_mode"],
        columns=data["columns"],
        row_height_mm=data["row_height_mm"],
        copies=tuple(map(_copy, data["copies"])),
        fields=tuple(field for section in data["sections"] for field in _section(section)),
        tables=tuple(_table(item) for item in data.get("tables", ())),
        totals=tuple(_field(item, {}) for item in data.get("totals", ())),
        notes=_label(data["notes"]) if "notes" in data else _EMPTY,
        signatures=tuple(_signature(item) for item in data.get("signatures", ())),
        header=tuple(_field(item, {}) for item in data.get("header", ())),
        articles=ArticleStyle(**data.get("articles", {})),
        **({"label_mm": (data["label_mm"]["zh"], data["label_mm"]["en"])} if "label_mm" in data else {}),
    )


def _section(data: Mapping[str, Any]) -> Sequence[Field]:
    return [_field(item, data) for item in data["fields"]]


def _field(data: Mapping[str, Any], section: Mapping[str, Any]) -> Field:
    return Field(
        key=data["key"],
        label=_label(data),
        type=data["type"],
        section=_label(section) if section else _EMPTY,
        options=tuple(Option(item["code"], _label(item)) for item in data.get("options", ())),
        span=data.get("span", 1),
        lines=data.get("lines", 1),
        side=section.get("side", data.get("side", 1)),
        blank=_label(data["blank"]) if "blank" in data else _EMPTY,
        beside_seal=section.get("beside_seal", False),
        below=section.get("below", False),
        tail=section.get("tail", False),
        kept=section.get("kept", data.get("kept", False)),
        optional=data.get("optional", False),
        paragraphs=tuple(_paragraph(item) for item in data.get("paragraphs", ())),
        script=section.get("script", False),
        priced=data.get("priced", False),
    )


def _copy(data: Mapping[str, Any]) -> Copy:
    return Copy(
        no=data["no"],
        label=_label(data),
        colour=data["colour"],
        priced=data.get("priced", True),
        sides=tuple(data.get("sides", (1, 2))),
        plain=data.get("plain", False),
    )


def _paragraph(data: Mapping[str, str]) -> Paragraph:
    return Paragraph(_label(data), data.get("needs", ""), data.get("unless", ""))


def _table(data: Mapping[str, Any]) -> Table:
    own = {key: value for key, value in data.items() if key not in ("title", "columns")}
    return Table(title=_label(data["title"]), columns=tuple(map(_column, data["columns"])), **own)


def _column(data: Mapping[str, Any]) -> Column:
    return Column(label=_label(data), **{key: value for key, value in data.items() if key not in ("zh", "en")})


def _signature(data: Mapping[str, Any]) -> Signature:
    return Signature(
        label=_label(data),
        side=data.get("side", 1),
        key=data.get("key", ""),
        seal=data.get("seal", False),
        lines=tuple(_signature(item) for item in data.get("lines", ())),
    )


def _label(data: Mapping[str, str]) -> Label:
    return Label(data["zh"], data["en"])
