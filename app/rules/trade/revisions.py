"""What a quotation or an order says, as plain values: for the hash that freezes it (C8.2), for what former revisions
said, and for a comparison that a person reads line by line.

The values are what JSON keeps: texts, numbers as text, codes, ids. ``NAMES`` and the sums stand beside what is said and
are no part of the hash: a customer who is renamed changes nothing that was approved.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from app.formatting import MISSING, money, quantity
from app.i18n import N_, _
from app.labels import label_of
from app.rules.approvals.content import content_hash
from app.rules.trade.tax_rates import rate_text
from models.enums import InvoiceType, LineKind

Said = Mapping[str, Any]
LINES, NAMES, SUMS = "lines", "names", "sums"
BESIDE = frozenset({NAMES, SUMS})


class DifferenceKind(StrEnum):
    """What became of something from one revision to another."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs: of which ``line`` ("" for the whole), ``what`` it is, and what it said before and now, in
    words.
    """

    kind: DifferenceKind
    line: str
    what: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class _Field:
    """One value that is compared: its msgid, how it is read, and whether it tells a cost."""

    name: str
    label: str
    words: Callable[[Any], str] = str
    is_cost: bool = False


def said_hash(said: Said) -> str:
    """Return the SHA-256 of what is said."""
    return content_hash({name: value for name, value in said.items() if name not in BESIDE})


def printed_number(number: str | None, revision: int) -> str:
    """Return the number as the paper of a revision prints it: BJ-2026-0001, the second one BJ-2026-0001-2."""
    return (number or "") if revision == 1 or not number else f"{number}-{revision}"


def differences(old: Said, new: Said, *, with_costs: bool) -> tuple[Difference, ...]:
    """Return what differs between two revisions: the lines in their order, then the whole, then the sums."""
    return (*_line_differences(old, new, with_costs), *_head_differences(old, new), *_sums(old, new, with_costs))


def _line_differences(old: Said, new: Said, with_costs: bool) -> Iterator[Difference]:
    before = {line["line_no"]: line for line in old[LINES]}
    after = {line["line_no"]: line for line in new[LINES]}
    for line_no, line in after.items():
        if line_no in before:
            yield from _changed_line(before[line_no], line, with_costs)
        else:
            yield Difference(DifferenceKind.ADDED, line["name"], _("Line"), MISSING, _line_words(line))
    for line_no, line in before.items():
        if line_no not in after:
            yield Difference(DifferenceKind.REMOVED, line["name"], _("Line"), _line_words(line), MISSING)


def _changed_line(old: Said, new: Said, with_costs: bool) -> Iterator[Difference]:
    for field in _LINE:
        if field.is_cost and not with_costs:
            continue
        if old.get(field.name) != new.get(field.name):
            yield _changed(field, new["name"], old.get(field.name), new.get(field.name))


def _changed(field: _Field, line: str, old: Any, new: Any) -> Difference:
    return Difference(DifferenceKind.CHANGED, line, _(field.label), _words(field, old), _words(field, new))


def _words(field: _Field, value: Any) -> str:
    return MISSING if value in (None, "") else field.words(value)


def _line_words(line: Said) -> str:
    """Return a line in short: "2 set × ¥1,200.00, 13 %"."""
    many = f"{_quantity(line['quantity'])} {line['unit']}".strip()
    return _("{quantity} × {price}, {rate}").format(
        quantity=many, price=_money(line["unit_price"]), rate=_rate(line["tax_rate"])
    )


def _head_differences(old: Said, new: Said) -> Iterator[Difference]:
    for field in _HEAD:
        if old.get(field.name) != new.get(field.name):
            yield _changed(field, "", old.get(field.name), new.get(field.name))
    for name, text in _NAMED.items():
        if old.get(f"{name}_id") != new.get(f"{name}_id"):
            yield _changed(_Field(name, text), "", old[NAMES].get(name), new[NAMES].get(name))


def _sums(old: Said, new: Said, with_costs: bool) -> Iterator[Difference]:
    for field in _SUMS:
        if field.is_cost and not with_costs:
            continue
        if old[SUMS].get(field.name) != new[SUMS].get(field.name):
            yield _changed(field, "", old[SUMS].get(field.name), new[SUMS].get(field.name))


def _money(value: str) -> str:
    return money(Decimal(value))


def _quantity(value: str) -> str:
    return quantity(Decimal(value))


def _rate(value: str) -> str:
    return rate_text(Decimal(value))


def _days(value: int) -> str:
    return _("{days} days").format(days=value)


def _yes_or_no(value: bool) -> str:
    return _("Yes") if value else _("No")


_LINE = (
    _Field("kind", N_("Kind"), lambda value: label_of(LineKind, value)),
    _Field("name", N_("Item")),
    _Field("spec", N_("Specification")),
    _Field("brand", N_("Brand")),
    _Field("quantity", N_("Quantity"), _quantity),
    _Field("unit", N_("Unit")),
    _Field("unit_price", N_("Price with tax"), _money),
    _Field("unit_cost", N_("Cost without tax"), _money, is_cost=True),
    _Field("tax_rate", N_("Tax rate"), _rate),
    _Field("remark", N_("Remark")),
)
_HEAD = (
    _Field("title", N_("Subject")),
    _Field("contact_name", N_("Contact")),
    _Field("contact_phone", N_("Phone")),
    _Field("quoted_on", N_("Date")),
    _Field("valid_until", N_("Valid until")),
    _Field("large", N_("Large, special or batch supply"), _yes_or_no),
    _Field("discount", N_("Discount"), _money),
    _Field("advance_percent", N_("Advance"), _rate),
    _Field("balance_days", N_("Balance after"), _days),
    _Field("terms_reason", N_("Reason for other terms")),
    _Field("invoice_type", N_("Kind of invoice"), lambda value: label_of(InvoiceType, value)),
    _Field("lead_time", N_("Lead time")),
    _Field("delivery", N_("Delivery and freight")),
    _Field("warranty", N_("Warranty")),
    _Field("exclusions", N_("Not included")),
    _Field("remark", N_("Remark")),
)
_NAMED = {"customer": N_("Customer"), "project": N_("Project"), "site": N_("Site")}
_SUMS = (
    _Field("total", N_("Total with tax"), _money),
    _Field("net_total", N_("Total without tax"), _money),
    _Field("cost_total", N_("Cost in all"), _money, is_cost=True),
    _Field("margin", N_("Margin"), _rate, is_cost=True),
)
