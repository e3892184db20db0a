"""A bank's statement: each line of money that came in, to be made a receipt. Money that went out is left alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from app.i18n import N_, _
from app.imports.cells import BadCell, Sense, Value, read_amount, read_code, read_date, read_text
from app.imports.fields import ImportField, ImportKind
from app.imports.gathering import Group, by_rules, check_past_day, require
from app.imports.known import ImportWish, Known
from app.imports.rows import ReadRow
from app.rules.inputs import clean_line, clean_text
from app.rules.trade.pricing import ZERO

_IN = ("贷", "收", "入", "来", "credit", "in", "c", "cr")
_OUT = ("借", "付", "支", "出", "往", "debit", "out", "d", "dr")
LONGEST_NOTE = 4000


def read_is_in(value: Value, sense: Sense) -> bool:
    """Read on which side a line stands: True for money that came in."""
    said = read_text(value, sense).lower()
    if said.startswith(_IN) or said.startswith(_OUT):
        return said.startswith(_IN)
    raise BadCell(_("Did this money come in or go out? Write 贷 or 借."))


FIELDS = (
    ImportField("received_on", N_("Date"), ("statement_date",), read_date),
    ImportField("amount", N_("Amount"), ("statement_amount",), read_amount, is_money=True),
    ImportField("credit", N_("Credit (in)"), ("statement_credit",), read_amount, in_template=False, is_money=True),
    ImportField("debit", N_("Debit (out)"), ("statement_debit",), read_amount, in_template=False, is_money=True),
    ImportField("is_in", N_("Side"), ("statement_side",), read_is_in, in_template=False),
    ImportField("payer", N_("Payer"), ("statement_payer",)),
    ImportField("reference", N_("Bank reference"), ("statement_reference",), read_code),
    ImportField("remark", N_("Remark"), ("statement_remark",)),
)
STATEMENT = ImportKind(
    "statement", N_("Bank statement"), FIELDS, (("received_on",), ("amount", "credit")), ("reference",)
)


@dataclass(frozen=True, slots=True)
class StatementLine:
    """Money that came in, as the bank says it; ``rows`` is where it stands."""

    received_on: date
    amount: Decimal
    payer: str = ""
    reference: str = ""
    remark: str = ""
    rows: tuple[int, ...] = ()


def gather_statement(rows: Sequence[ReadRow], known: Known, _wish: ImportWish) -> tuple[StatementLine, ...]:
    """Return the lines of money that came in of which nothing is wrong."""
    lines = []
    for row in rows:
        group = Group((row,))
        amount = _came_in(row)
        if amount is None and not row.problems:
            if not any(row.has(name) for name in ("amount", "credit", "debit")):
                require(group, "amount", _("Enter an amount of more than nothing."))
            continue
        require(group, "received_on", _("Enter the date on the bank statement."))
        check_past_day(group, "received_on", known.today)
        line = by_rules(group, partial(_line, row, amount or ZERO))
        if line is not None and group.is_right:
            lines.append(line)
    return tuple(lines)


def _came_in(row: ReadRow) -> Decimal | None:
    """Return what came in, None for a line of what went out."""
    credit, debit, amount = row.get("credit"), row.get("debit"), row.get("amount")
    if credit:
        return Decimal(credit) if credit > 0 else None
    if debit or row.get("is_in") is False or not amount or amount < 0:
        return None
    return Decimal(amount)


def _line(row: ReadRow, amount: Decimal) -> StatementLine:
    return StatementLine(
        received_on=row.get("received_on"),
        amount=amount,
        payer=clean_line(row.get("payer") or "", field="payer", limit=200),
        reference=clean_line(row.get("reference") or "", field="reference", limit=60),
        remark=clean_text(row.get("remark") or "", field="remark", limit=LONGEST_NOTE),
        rows=(row.number,),
    )
