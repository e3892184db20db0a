"""What an import would bring: each row as it is understood, every bad cell with its reason, and the counts."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from app.context import Context
from app.errors import Invalid
from app.formatting import money
from app.i18n import N_, _, ngettext
from app.imports.cells import Sense, shown
from app.imports.headings import columns_of, find_head, missing_columns
from app.imports.kinds import KINDS
from app.imports.kinds.contract_columns import Share
from app.imports.kinds.contracts import ContractDraft
from app.imports.kinds.customers import CustomerDraft
from app.imports.kinds.projects import ProjectDraft
from app.imports.known import ImportWish, Known, name_key
from app.imports.reading import Book, Sheet
from app.imports.rows import LeftOut, Problem, ReadRow, Source, read_rows
from app.labels import label
from app.queries.imports.known import read_known
from app.rules.permissions import Permission
from models.enums import RecordKind

PERMISSIONS = {"statement": Permission.RECORD_RECEIPT}  # of kinds that are no ledgers


class RowState(StrEnum):
    """What becomes of a row."""

    READY = "ready"
    REFUSED = "refused"
    LEFT_OUT = "left_out"


STATE_WORDS: Mapping[RowState, str] = {
    RowState.READY: N_("Ready"),
    RowState.REFUSED: N_("Has errors"),
    RowState.LEFT_OUT: N_("Left out"),
}
LEFT_OUT_WORDS: Mapping[LeftOut, str] = {
    LeftOut.EMPTY: N_("Empty row"),
    LeftOut.SUM: N_("Row of sums or notes"),
    LeftOut.HEAD: N_("Headings once more"),
}


@dataclass(frozen=True, slots=True)
class SheetChoice:
    """Which sheet of a file is read and how: None is what the program finds by itself.

    ``head`` is the row of the headings from 0, ``columns`` says which column (from 0) holds what. ``remembered`` is
    what a person once chose for a heading.
    """

    sheet: str | None = None
    head: int | None = None
    columns: Mapping[str, int] | None = None
    remembered: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row of the sheet: its cells as they were understood, in the order of the columns; ``bad`` names cells by their
    place among them, ``why`` is the reason in words.
    """

    number: int
    state: RowState
    cells: tuple[str, ...]
    bad: Mapping[int, str] = field(default_factory=dict)
    why: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be imported: ``drafts`` are the records that are right, ``fields`` the columns in their order."""

    source: Source
    fields: tuple[str, ...]
    rows: tuple[PreviewRow, ...]
    drafts: tuple[Any, ...]
    problems: tuple[Problem, ...]
    records: Mapping[RecordKind, int]
    totals: Mapping[str, Decimal]

    @property
    def is_right(self) -> bool:
        """Tell whether every row that speaks of a record can be imported."""
        return bool(self.drafts) and not self.problems

    def count(self, state: RowState) -> int:
        """Return how many rows are in a state."""
        return sum(row.state is state for row in self.rows)

    def titles(self) -> tuple[str, ...]:
        """Return the titles of the columns."""
        return tuple(self.source.kind.by_name[name].text() for name in self.fields)


def chosen_sheet(book: Book, name: str | None) -> Sheet:
    """Return a sheet by its name, or the first that is not hidden; Invalid where there is none of this name."""
    if name is None:
        return next((sheet for sheet in book.sheets if not sheet.hidden), book.sheets[0])
    found = next((sheet for sheet in book.sheets if sheet.name == name), None)
    if found is None:
        raise Invalid(_("There is no sheet “{name}” in this file.").format(name=name), field="sheet")
    return found


def best_sheet(book: Book, kind_code: str) -> Sheet:
    """Return the sheet whose headings say most of a kind; of several the first one, hidden ones last."""
    kind = KINDS[kind_code].kind

    def worth(sheet: Sheet) -> tuple[bool, int]:
        return not sheet.hidden, len(columns_of(find_head(sheet, kind), kind))

    return max(book.sheets, key=worth)


def source_of(book: Book, kind_code: str, choice: SheetChoice, today: date) -> Source:
    """Return how a sheet is to be read."""
    kind = KINDS[kind_code].kind
    sheet = best_sheet(book, kind_code) if choice.sheet is None else chosen_sheet(book, choice.sheet)
    head = find_head(sheet, kind, choice.head)
    columns = columns_of(head, kind, choice.remembered) if choice.columns is None else dict(choice.columns)
    return Source(sheet, head, columns, kind, Sense(today))


def preview_import(
    context: Context, *, kind: str, book: Book, choice: SheetChoice | None = None, wish: ImportWish | None = None
) -> Preview:
    """Read a sheet as a kind and compare it with what is on record; nothing is written.

    Invalid where the sheet lacks a column that the kind cannot do without.
    """
    context.require(PERMISSIONS.get(kind, Permission.IMPORT_RECORDS))
    with context.read() as session:
        known = read_known(session, context.clock.now())
    source = source_of(book, kind, choice or SheetChoice(), known.today)
    check_columns(source)
    return previewed(source, known, wish or ImportWish())


def check_columns(source: Source) -> None:
    """Raise Invalid, naming them, where columns are missing that a kind cannot do without."""
    groups = missing_columns(source.columns, source.kind)
    if groups:
        names = [_(" or ").join(source.kind.by_name[name].text() for name in group) for group in groups]
        message = _("In “{sheet}” no column says: {names}. Choose the row of the headings and what each column means.")
        raise Invalid(message.format(sheet=source.sheet.name, names=_(", ").join(names)), field="columns")


def previewed(source: Source, known: Known, wish: ImportWish) -> Preview:
    """Return what a sheet comes to, compared with what is known."""
    read = read_rows(source)
    drafts = KINDS[source.kind.code].gather(read.rows, known, wish)
    order = tuple(sorted(source.columns, key=lambda name: source.columns[name]))
    ready = {number for draft in drafts for number in draft.rows}
    rows = [_row(row, order, ready, source) for row in read.rows]
    for number, reason in read.left_out.items():
        if reason is not LeftOut.EMPTY:
            written = _as_written(source, number, order)
            rows.append(PreviewRow(number, RowState.LEFT_OUT, written, {}, _(LEFT_OUT_WORDS[reason])))
    problems = tuple(problem for row in read.rows for problem in row.problems)
    counted = Counter(_records(drafts))
    return Preview(
        source, order, tuple(sorted(rows, key=lambda row: row.number)), drafts, problems, counted, _totals(drafts)
    )


def _row(row: ReadRow, order: tuple[str, ...], ready: set[int], source: Source) -> PreviewRow:
    cells = tuple(_said(row, name) for name in order)
    if row.number in ready:
        return PreviewRow(row.number, RowState.READY, cells)
    places = {column: place for place, column in enumerate(source.columns[name] for name in order)}
    bad = {places[one.column]: one.why for one in row.problems if one.column in places}
    why = _("; ").join(dict.fromkeys(_short(one).rstrip("。.") for one in row.problems))
    if not row.problems and source.kind.code == "statement":
        return PreviewRow(row.number, RowState.LEFT_OUT, cells, {}, _("Money that went out"))
    return PreviewRow(row.number, RowState.REFUSED, cells, bad, why or _("Refused with another row of the same record"))


def _short(problem: Problem) -> str:
    return f"{problem.place}: {problem.why}" if problem.column >= 0 else problem.why


def _said(row: ReadRow, name: str) -> str:
    """Return a cell as it was understood, or as it stands there where it was not."""
    if name not in row.values:
        return shown(row.cells.get(name, ""))
    value = row.values[name]
    if isinstance(value, Share):
        return f"{value.percent:f}%"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal) and row.source.kind.by_name[name].is_money:
        return money(value)
    return label(value) if isinstance(value, StrEnum) else str(value)


def _as_written(source: Source, number: int, order: tuple[str, ...]) -> tuple[str, ...]:
    row = source.sheet.rows[number - 1]
    return tuple(shown(row[source.columns[name]]) for name in order)


def _records(drafts: tuple[Any, ...]) -> Mapping[RecordKind, int]:
    """Count the records that an import makes, those that it makes along with others too."""
    counts: Counter[RecordKind] = Counter()
    new_customers, new_sites = set(), set()
    for draft in drafts:
        if isinstance(draft, CustomerDraft):
            counts[RecordKind.CUSTOMER] += 1
            counts[RecordKind.SITE] += len(draft.sites)
            continue
        if isinstance(draft, ProjectDraft | ContractDraft) and draft.customer.id is None:
            new_customers.add(name_key(draft.customer.name))
        if isinstance(draft, ProjectDraft):
            counts[RecordKind.PROJECT] += 1
            counts[RecordKind.CONTRACT] += bool(draft.form.contract_no)
            if draft.site is not None and draft.site.id is None:
                new_sites.add((draft.customer.id, name_key(draft.customer.name), name_key(draft.site.name)))
        elif isinstance(draft, ContractDraft):
            counts[RecordKind.CONTRACT] += draft.contract_id is None
            counts[RecordKind.RECEIVABLE] += len(draft.instalments)
            counts[RecordKind.RECEIPT] += len(draft.receipts)
        else:
            counts[RecordKind.RECEIPT] += 1
    counts[RecordKind.CUSTOMER] += len(new_customers)
    counts[RecordKind.SITE] += len(new_sites)
    return +counts


def _totals(drafts: tuple[Any, ...]) -> Mapping[str, Decimal]:
    """Return what contracts come to in all, so that a person can hold them against the sheet's own sums."""
    found = [draft for draft in drafts if isinstance(draft, ContractDraft)]
    if not found:
        return {}
    zero = Decimal(0)
    asked = sum((one.amount or zero for draft in found for one in draft.instalments), zero)
    received = sum((one.amount for draft in found for one in draft.receipts), zero)
    contracts = sum((draft.form.amount or zero for draft in found), zero)
    return {"contracts": contracts, "instalments": asked, "received": received}


def counted(preview: Preview) -> str:
    """Return in words what would come in and what would not."""
    parts = [f"{label(kind)} {count:,}" for kind, count in preview.records.items()]
    refused, left_out = preview.count(RowState.REFUSED), preview.count(RowState.LEFT_OUT)
    if refused:
        parts.append(ngettext("{count} row refused", "{count} rows refused", refused).format(count=f"{refused:,}"))
    if left_out:
        parts.append(ngettext("{count} row left out", "{count} rows left out", left_out).format(count=f"{left_out:,}"))
    return _(" · ").join(parts)


def importable(preview: Preview, wish: ImportWish) -> tuple[Any, ...]:
    """Return what may be imported: everything, or what is right if the person leaves the rest out.

    Invalid where something is wrong and nobody said so, or nothing is right.
    """
    refused = preview.count(RowState.REFUSED)
    if refused and not wish.leave_out_bad:
        message = ngettext(
            "{count} row is refused, so nothing is imported. Correct it, or leave it out.",
            "{count} rows are refused, so nothing is imported. Correct them, or leave them out.",
            refused,
        )
        raise Invalid(message.format(count=f"{refused:,}"))
    if not preview.drafts:
        raise Invalid(_("There is nothing to import."))
    return preview.drafts
