"""The instalments of a contract and what came in for them, from the rows or the columns of a ledger."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from app.formatting import date_text, money
from app.forms.money import InstalmentForm
from app.i18n import _
from app.imports.gathering import Group, by_rules, question
from app.imports.kinds.contract_columns import KIND_TITLES, LINE_COLUMNS, PART_COLUMNS, Share
from app.imports.known import ImportWish
from app.imports.reading import MOST_COLUMNS
from app.imports.rows import ReadRow
from app.rules.inputs import clean_line
from app.rules.trade.pricing import ZERO, share_of
from models.enums import InstalmentKind

NEAR = Decimal(1)  # yuan by which a share may miss its amount: ledgers round it


@dataclass(frozen=True, slots=True)
class ReceiptDraft:
    """Money that came in for a contract; ``shares`` say how much of it is for which instalment, by its place."""

    received_on: date
    amount: Decimal
    payer: str = ""
    voucher_no: str = ""
    shares: tuple[tuple[int, Decimal], ...] = ()


@dataclass(slots=True)
class Line:
    """An instalment as the ledger has it; ``names`` are its columns, ``row`` where it stands."""

    row: ReadRow
    names: Mapping[str, str]
    kind: InstalmentKind
    form: InstalmentForm = field(default_factory=InstalmentForm)

    def get(self, name: str) -> Any:
        """Return what a column says of the instalment."""
        return self.row.get(self.names.get(name, ""))


@dataclass(frozen=True, slots=True)
class Money:
    """What came in according to one cell; ``place`` is that of the instalment it stands beside, None for the whole."""

    row: ReadRow
    names: Mapping[str, str]
    place: int | None
    amount: Decimal

    def get(self, name: str) -> Any:
        """Return what a column says of the receipt."""
        return self.row.get(self.names.get(name, ""))


_OWN = {name: name for name in ("kind", "owner_name", "payer", "clause", *PART_COLUMNS, "voucher_no")}


def lines_of(group: Group, total: Decimal | None) -> list[Line]:
    """Return the instalments of a contract: those side by side, then those on rows of their own."""
    lines = [*_side_by_side(group), *_on_rows(group)]
    if not lines and total is not None and _speaks_of_money(group):
        whole = InstalmentForm(kind=InstalmentKind.BALANCE, amount=total, condition=_("As the contract says"))
        return [Line(group.first, _OWN, InstalmentKind.BALANCE, whole)]
    for line in lines:
        line.form = _form(line, total)
    return lines


def _speaks_of_money(group: Group) -> bool:
    return any(row.has(name) for row in group.rows for name in ("received", "open", "due_on"))


def _side_by_side(group: Group) -> Iterator[Line]:
    """Yield an instalment for each name that has columns of its own and something in one that says how much."""
    columns = group.first.source.columns
    for kind in sorted(InstalmentKind, key=lambda kind: _place(kind, columns)):
        names = {name: f"{kind.value}.{name}" for name in PART_COLUMNS} | {"owner_name": "owner_name", "payer": "payer"}
        for row in group.rows:
            if row.get(names["part"]) or row.get(names["percent"]):
                yield Line(row, names, kind)


def _place(kind: InstalmentKind, columns: Mapping[str, int]) -> int:
    places = [columns[name] for name in (f"{kind.value}.part", f"{kind.value}.percent") if name in columns]
    return min(places, default=MOST_COLUMNS)


def _on_rows(group: Group) -> Iterator[Line]:
    is_single = len(group.rows) == 1 and not group.first.has("part") and not group.first.has("percent")
    for row in group.rows:
        if is_single and not row.has("kind"):
            return
        if any(row.has(name) for name in LINE_COLUMNS):
            yield Line(row, _OWN, row.get("kind") or InstalmentKind.BALANCE)


def _form(line: Line, total: Decimal | None) -> InstalmentForm:
    part, percent = line.get("part"), line.get("percent")
    if isinstance(part, Share):
        percent, part = part.percent, None
    if part is not None and percent is not None:
        percent = _tied_percent(line, part, percent, total)
    if part is None and percent is None:
        line.row.refuse(line.names["part"], _("Enter a share or an amount"))
    return InstalmentForm(
        kind=line.kind,
        percent=percent,
        amount=part,
        condition=_clean(line, "condition", 200) or ("" if line.get("due_on") else _said_of(line)),
        clause=_clean(line, "clause", 40),
        due_on=line.get("due_on"),
        owner_name=_clean(line, "owner_name", 60),
    )


def _clean(line: Line | Money, name: str, most: int) -> str:
    """Return a text as it is kept; a refusal names its cell."""
    column = line.names.get(name, "")
    said = line.get(name) or ""
    return by_rules(Group((line.row,)), lambda: clean_line(said, field=column, limit=most)) or ""


def _said_of(line: Line) -> str:
    """Without a day it waits for what its name says, as the ledger calls it."""
    typed = line.row.cells.get("kind") if line.names is _OWN else None
    return str(typed).strip() if typed else _(KIND_TITLES[line.kind])


def _tied_percent(line: Line, part: Decimal, percent: Decimal, total: Decimal | None) -> Decimal | None:
    """The amount counts where its share comes to nearly the same; the share is kept where it gives just that amount."""
    if total is None:
        return None
    counted = share_of(total, percent)
    if abs(counted - part) > NEAR:
        message = _("{percent} % of {total} are {counted}, not {amount}.")
        shown = message.format(percent=f"{percent:f}", total=money(total), counted=money(counted), amount=money(part))
        line.row.refuse(line.names["part"], shown)
    return percent if counted == part else None


def money_of(group: Group, lines: list[Line], wish: ImportWish) -> list[Money]:
    """Return what came in: beside its instalment, on a row below it, or for the whole contract."""
    found = []
    rows = {id(line.row): place for place, line in enumerate(lines) if line.names is _OWN}
    last: int | None = None
    for row in group.rows:
        last = rows.get(id(row), last)
        amount = row.get("received")
        if amount is not None and amount != ZERO:
            found.append(Money(row, _OWN, last, amount))
    for place, line in enumerate(lines):
        if line.names is not _OWN and line.get("received"):
            found.append(Money(line.row, line.names, place, line.get("received")))
    return [one for one in found if _is_right(one, group, wish)]


def _is_right(one: Money, group: Group, wish: ImportWish) -> bool:
    if one.amount < ZERO:
        one.row.refuse(one.names["received"], _("Enter an amount of more than nothing."))
        return False
    day = one.get("received_on") or wish.received_on
    if day is None and not one.row.has(one.names["received_on"]):
        one.row.refuse(one.names["received_on"], _("Enter the day on which this money came in."))
        return False
    signed_on = group.value("signed_on")
    if day is not None and signed_on is not None and day < signed_on:
        message = _("Paid on {day}, before the contract was signed on {signed}?")
        question(
            one.row, one.names["received_on"], message.format(day=date_text(day), signed=date_text(signed_on)), wish
        )
    return day is not None


def receipts_of(group: Group, lines: list[Line], found: list[Money], wish: ImportWish) -> tuple[ReceiptDraft, ...]:
    """Return the receipts with what they pay; what came in on one day under one voucher is one receipt.

    More than an instalment (or the contract) comes to is asked about; the rest of it is then left unallocated.
    """
    left = {place: line.form.amount or ZERO for place, line in enumerate(lines)}
    drafts: dict[object, ReceiptDraft] = {}
    for one in sorted(found, key=lambda money: money.place is None):
        draft = _receipt(one, left, wish)
        key = (draft.received_on, draft.voucher_no, draft.payer) if draft.voucher_no else object()
        drafts[key] = _joined(drafts[key], draft) if key in drafts else draft
    return tuple(drafts.values())


def _receipt(one: Money, left: dict[int, Decimal], wish: ImportWish) -> ReceiptDraft:
    places = sorted(left) if one.place is None else [one.place]
    rest, shares = one.amount, []
    for place in places:
        part = min(rest, left[place])
        if part > ZERO:
            shares.append((place, part))
            left[place] -= part
            rest -= part
    if rest > ZERO:
        message = _("{amount} came in, {over} more than is open. Is that right? The rest stays unallocated.")
        question(one.row, one.names["received"], message.format(amount=money(one.amount), over=money(rest)), wish)
    day = one.get("received_on") or wish.received_on or date.max  # without any it was refused before
    return ReceiptDraft(day, one.amount, _clean(one, "payer", 200), _clean(one, "voucher_no", 60), tuple(shares))


def _joined(first: ReceiptDraft, second: ReceiptDraft) -> ReceiptDraft:
    sums = dict(first.shares)
    for place, amount in second.shares:
        sums[place] = sums.get(place, ZERO) + amount
    return replace(first, amount=first.amount + second.amount, shares=tuple(sums.items()))
