"""The columns of a ledger of receivables (应收账款台账): of the contract, of one instalment a row, or of all its
instalments side by side (预付款, 到货款, 验收款, 质保金, each with its share, date and receipt).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.i18n import LANGUAGES, N_, _, using_language
from app.imports.cells import (
    BadCell,
    Sense,
    Value,
    is_share,
    read_amount,
    read_code,
    read_date,
    read_due_date,
    read_percent,
    read_text,
)
from app.imports.fields import ImportField, ImportKind, Read
from app.imports.headings import heading_key
from app.imports.words import words_of
from app.labels import label
from models.enums import InstalmentKind

SUM_WORDS = ("款", "金", "预付", "首付", "payment")  # what ends otherwise may be the goods' arrival as well


@dataclass(frozen=True, slots=True)
class Share:
    """A share of the whole in a column of sums, in percent."""

    percent: Decimal


def read_part(value: Value, sense: Sense) -> Decimal | Share:
    """Read the sum of an instalment, which many a ledger gives as a share of the contract: 30%."""
    return Share(read_percent(value, sense)) if is_share(value) else read_amount(value, sense)


def read_kind(value: Value, sense: Sense) -> InstalmentKind:
    """Read which instalment a row speaks of."""
    said = heading_key(read_text(value, sense))
    for kind in InstalmentKind:
        if said in (*map(heading_key, kind_words(kind)), kind.value, *_labels(kind)):
            return kind
    inside = [(word, kind) for kind in InstalmentKind for word in kind_words(kind) if len(word) > 1 and word in said]
    if not inside:
        known = _(", ").join(label(kind) for kind in InstalmentKind)
        raise BadCell(_("Which instalment is this? Known are: {kinds}.").format(kinds=known))
    return max(inside, key=lambda found: len(found[0]))[1]


def kind_words(kind: InstalmentKind) -> tuple[str, ...]:
    """Return how ledgers call an instalment."""
    return words_of(f"of_{kind.value}")


def _labels(kind: InstalmentKind) -> list[str]:
    labels = []
    for language in LANGUAGES:
        with using_language(language):
            labels.append(heading_key(label(kind)))
    return labels


_OF_CONTRACT = (
    ImportField("number", N_("Contract no."), ("contract_no",), read_code, of_record=True),
    ImportField("name", N_("Contract name"), ("contract_name",), of_record=True),
    ImportField("customer", N_("Customer"), ("customer",), of_record=True),
    ImportField("project_no", N_("Project order no."), ("project_no",), read_code, of_record=True),
    ImportField("project", N_("Project"), ("project",), of_record=True, in_template=False),
    ImportField("signed_on", N_("Signed on"), ("signed_on",), read_date, of_record=True),
    ImportField("amount", N_("Contract amount"), ("contract_amount",), read_amount, of_record=True, is_money=True),
)
_OF_LINE = (
    ImportField("kind", N_("Instalment"), ("instalment",), read_kind),
    ImportField("percent", N_("Share (%)"), ("instalment_share",), read_percent),
    ImportField("part", N_("Instalment amount"), ("instalment_amount",), read_part, is_money=True),
    ImportField("due_on", N_("Due on"), ("due_on",), read_due_date),
    ImportField("clause", N_("Payment clause"), ("clause",), read_code),
    ImportField("condition", N_("Condition"), ("condition",)),
    ImportField("owner_name", N_("Owner"), ("owner",)),
    ImportField("received", N_("Amount received"), ("received",), read_amount, is_money=True),
    ImportField("received_on", N_("Money received on"), ("received_on",), read_date),
    ImportField("voucher_no", N_("Voucher no."), ("voucher",), read_code),
    ImportField("payer", N_("Payer"), ("payer",)),
    ImportField("open", N_("Not received"), ("open",), read_amount, in_template=False, is_money=True),
)
_OF_PART: Mapping[str, tuple[str, Read]] = {  # of an instalment that has columns of its own
    "part": (N_("{kind}: amount"), read_part),
    "percent": (N_("{kind}: share"), read_percent),
    "due_on": (N_("{kind}: due on"), read_due_date),
    "condition": (N_("{kind}: condition"), read_text),
    "received": (N_("{kind}: received"), read_amount),
    "received_on": (N_("{kind}: received on"), read_date),
    "voucher_no": (N_("{kind}: voucher"), read_code),
}
KIND_TITLES: Mapping[InstalmentKind, str] = {
    InstalmentKind.ADVANCE: N_("Advance"),
    InstalmentKind.DELIVERY: N_("On delivery"),
    InstalmentKind.ACCEPTANCE: N_("On acceptance"),
    InstalmentKind.BALANCE: N_("Balance"),
    InstalmentKind.TAIL: N_("Tail"),
    InstalmentKind.RETENTION: N_("Retention money"),
}


def _words(kind: InstalmentKind, ending: str) -> tuple[str, ...]:
    """Return how columns call an instalment; 验收日期 is a day of acceptance, 验收款日期 one of payment."""
    is_plain = not ending or ending.endswith(("日期", "时间", "条款")) or ending.startswith("到期")
    return tuple(word for word in kind_words(kind) if not is_plain or word.endswith(SUM_WORDS))


def _of_parts(kind: InstalmentKind) -> list[ImportField]:
    found = []
    for name, (title, read) in _OF_PART.items():
        headings = tuple(f"{word}{end}" for end in words_of(f"behind_{name}") for word in _words(kind, end))
        column, of = f"{kind.value}.{name}", KIND_TITLES[kind]
        is_money = read in (read_part, read_amount)
        found.append(ImportField(column, title, (), read, in_template=False, is_money=is_money, of=of, own=headings))
    return found


CONTRACTS = ImportKind(
    "contract",
    N_("Contracts with instalments and receipts"),
    (*_OF_CONTRACT, *_OF_LINE, *(field for kind in InstalmentKind for field in _of_parts(kind))),
    (("number",), ("customer", "project_no", "project")),
    ("number",),
    goes_on=True,
)
LINE_COLUMNS = ("kind", "percent", "part", "due_on", "clause", "condition")
PART_COLUMNS = tuple(_OF_PART)
