"""Answers as people read them in a console: aligned tables and labelled facts, Chinese counted as two columns wide."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal
from enum import StrEnum

from app.formatting import MISSING, date_text, date_time_text, kilometres, money, quantity
from app.i18n import _
from app.integrity import Finding
from app.labels import label, label_of
from app.labels.fields import field_label
from app.papers.form import form_title
from app.queries.material.parts import PartDetails
from app.queries.parties import LinkLine
from app.queries.records.record_parts import PaperLine
from app.queries.records.records import RecordLine, RecordParts
from app.queries.requests.request_parts import LinkedRequest
from app.queries.trips.of_dispatch import TripRecord
from app.rules.classification import Evidence, evidence_text
from app.rules.gate import BlockReason
from app.rules.material.attributes import attribute_words
from app.rules.material.purchases import DeliveryMark
from app.rules.promises.profile_words import profile_name
from app.rules.repairs import RepairHistory, repair_note
from app.rules.transitions import states_of
from app.rules.trips.marks import Mark
from models.enums import RecordKind
from ui.command_labels import MARKS, NOT_SHOWN, TABLES

GAP = "  "
WIDEST_CELL = 60
MONEY_FIELDS = frozenset(
    {
        "amount", "total", "contract_amount", "contract_total", "discount", "tax", "cost", "net_total", "cost_total",
        "price", "average", "stock_value", "unit_price", "unit_cost", "net", "profit", "paid", "invoiced", "share",
        "advance", "allocated", "deducted", "outstanding", "credit", "asked", "interest",
    }
)  # fmt: skip
KILOMETRE_FIELDS = frozenset({"km"})
HEADLINE = frozenset({"kind", "number", "title", "state"})
SHARED = frozenset({"commitments", "papers", "events"})  # shown once, whole, for every kind of record


def state_text(kind: RecordKind, state: str) -> str:
    """Return the label of a record's state."""
    return label_of(states_of(kind), state)


def width(text: str) -> int:
    """Return how many console columns a text takes: a Chinese character takes two, a combining mark none."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return an aligned table; line breaks inside a cell become blanks, very long cells are cut with an ellipsis."""
    lines = [tuple(heading), *(tuple(_cell(text) for text in row) for row in rows)]
    widths = [max(width(line[index]) for line in lines) for index in range(len(heading))]
    padded = ([text + " " * (wide - width(text)) for text, wide in zip(line, widths, strict=True)] for line in lines)
    return "\n".join(GAP.join(cells).rstrip() for cells in padded)


def _cell(text: str) -> str:
    flat = " ".join(text.split()) or MISSING
    if width(flat) <= WIDEST_CELL:
        return flat
    kept = ""
    for char in flat:
        if width(kept) + width(char) > WIDEST_CELL - 1:
            break
        kept += char
    return kept + "…"


def record_table(kind: RecordKind, lines: Iterable[RecordLine]) -> str:
    """Return the list of records."""
    rows = [(line.number or MISSING, line.title, state_text(kind, line.state)) for line in lines]
    return table((_("Number"), _("Title"), _("State")), rows)


def finding_table(findings: Iterable[Finding]) -> str:
    """Return what a check found."""
    rows = [(finding.code, finding.number, finding.message, finding.hint) for finding in findings]
    return table((_("Check"), _("Number"), _("Found"), _("What to do")), rows)


def record_text(parts: RecordParts, details: object, zone: tzinfo) -> str:
    """Return one record: its facts, then a section for everything it has several of."""
    title = f"{label(parts.kind)} {parts.number or MISSING}  {parts.title}  [{state_text(parts.kind, parts.state)}]"
    sections = [title, _facts(details, zone), *_sections(details, zone, SHARED), *_sections(parts, zone)]
    return "\n\n".join(section for section in sections if section)


def _shown(value: object) -> Iterator[tuple[str, object]]:
    """Yield the fields worth showing: neither ids nor what other fields already say."""
    if not is_dataclass(value):
        raise TypeError("a record is shown by its fields")
    for field in fields(value):
        if field.name not in NOT_SHOWN:
            yield field.name, getattr(value, field.name)


def _facts(details: object, zone: tzinfo) -> str:
    single = [(name, value) for name, value in _shown(details) if not (_is_several(value) or _is_part(value))]
    facts = [(_name(details, name), value_text(name, value, zone)) for name, value in single if name not in HEADLINE]
    return _lines([(name, text) for name, text in facts if text != MISSING])


def _is_several(value: object) -> bool:
    """Tell what has a section of its own: several rows, or several values with a title each; words stand in a line."""
    return isinstance(value, Mapping) or (isinstance(value, tuple) and not any(isinstance(one, str) for one in value))


def _lines(facts: Sequence[tuple[str, str]]) -> str:
    """Return a line for each title and value, the values below each other."""
    widest = max((width(name) for name, _text in facts), default=0)
    return "\n".join(f"{name}{' ' * (widest - width(name))}{GAP}{text}" for name, text in facts)


def _sections(value: object, zone: tzinfo, without: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield a section for everything that a record has several of, and for every part that has fields of its own."""
    for name, rows in _shown(value):
        if isinstance(value, PartDetails) and isinstance(rows, Mapping) and rows:
            yield f"{field_label(name)}\n{_lines(attribute_words(value.family, rows))}"
        elif isinstance(rows, tuple) and rows and _is_several(rows) and name not in without:
            yield f"{field_label(name)}\n{_rows(rows, zone)}"
        elif _is_part(rows):
            facts = _facts(rows, zone)
            yield from [f"{field_label(name)}\n{facts}"] if facts else []
            yield from _sections(rows, zone)


def _is_part(value: object) -> bool:
    """Tell a part that is shown field by field from a value that is said in one sentence."""
    return is_dataclass(value) and not isinstance(value, LinkedRequest | RepairHistory)


def _rows(rows: tuple[object, ...], zone: tzinfo) -> str:
    if isinstance(rows[0], Evidence):
        return "\n".join(evidence_text(row) for row in rows if isinstance(row, Evidence))
    if isinstance(rows[0], Mark):
        return "\n".join(row.line for row in rows if isinstance(row, Mark))
    if isinstance(rows[0], BlockReason):
        return "\n".join(f"{row.clause} {row.text}" for row in rows if isinstance(row, BlockReason))
    names = [name for name, value in _shown(rows[0]) if not (_is_several(value) or _is_part(value))]
    cells = ([_cell_text(row, name, zone) for name in names] for row in rows)
    return table([_name(rows[0], name) for name in names], cells)


def _name(owner: object, name: str) -> str:
    """Return what a field of ``owner`` is called."""
    return field_label(name, TABLES.get(type(owner), ""))


def _cell_text(row: object, name: str, zone: tzinfo) -> str:
    if isinstance(row, LinkLine | TripRecord) and name == "state":
        return state_text(row.kind, row.state)
    if isinstance(row, PaperLine) and name == "form":
        return form_title(row.form)
    return value_text(name, getattr(row, name), zone)


def value_text(name: str, value: object, zone: tzinfo) -> str:
    """Return a field's value in the current language."""
    if value is None or value == "":
        return MISSING
    if isinstance(value, LinkedRequest):
        return f"{value.number} {value.title}"
    if isinstance(value, RepairHistory):
        return repair_note(value) or str(value.count)
    if name == "profile":
        return profile_name(str(value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, StrEnum):
        return _(MARKS[value]) if isinstance(value, DeliveryMark) else label(value)
    if isinstance(value, frozenset | tuple):
        members = sorted(value) if isinstance(value, frozenset) else value
        return _(", ").join(value_text(name, member, zone) for member in members) or MISSING
    if isinstance(value, Decimal):
        return _figure(name, value)
    if isinstance(value, datetime):
        return date_time_text(value, zone)
    return date_text(value) if isinstance(value, date) else str(value)


def _figure(name: str, value: Decimal) -> str:
    if name in MONEY_FIELDS:
        return money(value)
    return kilometres(value) if name in KILOMETRE_FIELDS else quantity(value)
