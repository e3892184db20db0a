"""What revisions changed, line by line, in words (C5.2)."""

from copy import deepcopy
from typing import Any

import pytest

from app.i18n import using_language
from app.rules.trade.revisions import Difference, DifferenceKind, differences, printed_number, said_hash

LINE = {
    "line_no": 1, "kind": "material", "part_id": None, "name": "Seal", "spec": "MG1", "brand": "", "unit": "set",
    "quantity": "2", "unit_cost": "600", "unit_price": "1130", "tax_rate": "13", "remark": "",
}  # fmt: skip
FORMER: dict[str, Any] = {
    "title": "Seal change", "customer_id": 1, "project_id": None, "site_id": None, "discount": "0", "large": False,
    "advance_percent": "100", "balance_days": 15, "invoice_type": "special", "valid_until": "2026-04-05",
    "lines": [LINE], "names": {"customer": "East plant", "project": "", "site": ""},
    "sums": {"total": "2260", "net_total": "2000", "cost_total": "1200", "margin": "40"},
}  # fmt: skip


def told(new: dict[str, Any], *, with_costs: bool = True) -> tuple[Difference, ...]:
    with using_language("en"):
        return differences(FORMER, new, with_costs=with_costs)


def revised(**fields: Any) -> dict[str, Any]:
    return {**deepcopy(FORMER), **fields}


def test_nothing_changed_is_nothing_told() -> None:
    assert told(revised()) == ()


@pytest.mark.parametrize(
    ("field", "value", "what", "old", "new"),
    [
        ("quantity", "3", "Quantity", "2", "3"),
        ("unit_price", "1017.5", "Price with tax", "¥1,130.00", "¥1,017.50"),
        ("unit_cost", None, "Cost without tax", "¥600.00", "—"),
        ("tax_rate", "9", "Tax rate", "13 %", "9 %"),
        ("kind", "labour", "Kind", "Material", "Labour"),
        ("spec", "MG2", "Specification", "MG1", "MG2"),
    ],
)
def test_a_changed_line_says_what_it_was_and_is(field: str, value: str, what: str, old: str, new: str) -> None:
    assert told(revised(lines=[{**LINE, field: value}])) == (
        Difference(DifferenceKind.CHANGED, "Seal", what, old, new),
    )  # fmt: skip


def test_lines_that_came_and_went_are_told_with_quantity_and_price() -> None:
    other = {**LINE, "line_no": 2, "name": "Labour", "quantity": "1", "unit": "", "tax_rate": "6"}
    added, removed = told(revised(lines=[other]))
    assert (added.kind, added.line, added.new) == (DifferenceKind.ADDED, "Labour", "1 × ¥1,130.00, 6 %")
    assert (removed.kind, removed.line, removed.old) == (DifferenceKind.REMOVED, "Seal", "2 set × ¥1,130.00, 13 %")


@pytest.mark.parametrize(
    ("field", "value", "what", "old", "new"),
    [
        ("discount", "60", "Discount", "¥0.00", "¥60.00"),
        ("advance_percent", "50", "Advance", "100 %", "50 %"),
        ("balance_days", 30, "Balance after", "15 days", "30 days"),
        ("large", True, "Large, special or batch supply", "No", "Yes"),
        ("invoice_type", "ordinary", "Kind of invoice", "Special VAT invoice", "Ordinary VAT invoice"),
        ("warranty", "1 year", "Warranty", "—", "1 year"),
    ],
)
def test_changed_terms_and_discount_are_told(field: str, value: Any, what: str, old: str, new: str) -> None:
    assert told(revised(**{field: value})) == (Difference(DifferenceKind.CHANGED, "", what, old, new),)


def test_another_customer_is_told_by_name() -> None:
    moved = revised(customer_id=2, names={"customer": "West plant", "project": "", "site": ""})
    assert [(one.what, one.old, one.new) for one in told(moved)] == [("Customer", "East plant", "West plant")]


def test_costs_and_margins_are_told_only_to_those_who_may_see_them() -> None:
    cheaper = revised(
        lines=[{**LINE, "unit_cost": "500"}], sums={**FORMER["sums"], "cost_total": "1000", "margin": "50"}
    )
    assert told(cheaper, with_costs=False) == ()
    assert [one.what for one in told(cheaper)] == ["Cost without tax", "Cost in all", "Margin"]


def test_a_renamed_customer_changes_nothing_that_was_approved() -> None:
    assert said_hash(revised(names={"customer": "New name"}, sums={})) == said_hash(FORMER)
    assert said_hash(revised(discount="0.01")) != said_hash(FORMER)


def test_a_revision_is_printed_with_its_number() -> None:
    printed = [printed_number("BJ-2026-0001", revision) for revision in (1, 2, 10)]
    assert printed == ["BJ-2026-0001", "BJ-2026-0001-2", "BJ-2026-0001-10"]
    assert printed_number(None, 2) == ""
