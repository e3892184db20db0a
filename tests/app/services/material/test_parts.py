"""Parts as master data: what is refused where, and who sees what they cost."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from app.context import Actor, Context
from app.errors import Blocked, Conflict, NotAllowed
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.material.parts import PARTS, part_details, part_form
from app.services.keeping import retire
from app.services.material.parts import save_part
from models.enums import PartClass, Role
from tests.app.services.refusing import refused_at
from tests.factories import version_of
from tests.material_factories import make_part, part_form_of
from tests.quotation_factories import SEAL, make_quotation

WAREHOUSE = Actor("keeper", "仓管", frozenset({Role.WAREHOUSE}))

REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("number", {"number": "  "}),
    ("number", {"number": "b" * 61}),
    ("name", {"name": ""}),
    ("unit", {"unit": " "}),
    ("price", {"price": Decimal("-0.01")}),
    ("price", {"price": Decimal("NaN")}),
    ("price", {"price": Decimal("0.001")}),
    ("price", {"price": Decimal(10) ** 12}),
    ("cost", {"cost": Decimal(-1)}),
    ("tax_rate", {"tax_rate": None}),
    ("tax_rate", {"tax_rate": Decimal(17)}),
    ("spec", {"spec": "㎡\x00"}),
]


@pytest.mark.parametrize(("field", "fields"), REFUSED)
def test_bad_input_is_refused_at_its_field(context: Context, field: str, fields: dict[str, Any]) -> None:
    assert refused_at(lambda: make_part(context, **fields)) == field


def test_a_code_is_given_once_whatever_its_case_and_width(context: Context) -> None:
    make_part(context, number="mf-45")
    assert refused_at(lambda: make_part(context, number="ＭＦ-45")) == "number"


def test_what_was_entered_can_be_read_and_changed(context: Context) -> None:
    record_id = make_part(context)
    form = part_form(context, record_id)
    assert replace(form, version=0) == part_form_of()
    save_part(context, form=replace(form, price=Decimal("1200.00")), record_id=record_id)
    found = part_details(context, record_id)
    assert (found.price, found.cost, found.part_class) == (Decimal("1200.00"), Decimal("600.00"), PartClass.DOMESTIC)


def test_two_desks_do_not_overwrite_each_other(context: Context) -> None:
    record_id = make_part(context)
    form = part_form(context, record_id)
    save_part(context, form=form, record_id=record_id)
    with pytest.raises(Conflict):
        save_part(context, form=form, record_id=record_id)


def test_c14_the_keeper_sees_parts_without_prices(context: Context) -> None:
    record_id = make_part(context)
    context.actor = WAREHOUSE
    found = part_details(context, record_id)
    page = PARTS.read(context, PageRequest(ListFilter(text="MG1-45"), Sort("number", descending=False)))
    assert (found.price, found.cost) == (None, None)
    assert [row.price for row in page.rows] == [None]
    with pytest.raises(NotAllowed):
        part_form(context, record_id)


def test_a_part_that_a_draft_names_stays_in_use(context: Context) -> None:
    record_id = make_part(context)
    make_quotation(context, lines=(replace(SEAL, part_id=record_id),))
    with pytest.raises(Blocked):
        retire(context, record_id=record_id, version=version_of(context, record_id), reason="停产")
