"""What is longer than its column is refused on every database; what may be as long as it likes never gets there."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import String, func, select

from app.context import Context
from app.errors import Invalid
from app.papers.definitions import PAPERS, paper
from app.services.papers import issue_paper
from app.services.people.dispatches import plan_dispatch
from models.enums import RecordKind
from models.parties.customer import Customer
from models.registry import metadata
from tests.factories import (
    agree,
    dispatch_form,
    make_classed_request,
    make_customer,
    make_department,
    make_equipment,
    make_project,
    make_site,
    make_staff,
    stored,
)


def test_a_text_that_slipped_past_its_service_is_refused_at_its_field(context: Context) -> None:
    customer = make_customer(context)

    def slip() -> None:
        with context.write() as session:
            session.get_one(Customer, customer).tax_no = "9" * 41

    with pytest.raises(Invalid, match="41") as refusal:
        slip()
    assert refusal.value.field == "tax_no"
    assert stored(context, Customer, customer).tax_no == ""


def test_a_number_that_no_server_keeps_is_refused_at_its_field(context: Context) -> None:
    project = make_project(context)
    with pytest.raises(Invalid) as refusal:
        make_equipment(context, project_id=project, quantity=2**31)
    assert refusal.value.field == "quantity"


def longest(context: Context, make: Callable[..., int], *names: str, **fields: Any) -> int:
    """Make a record whose texts ``names`` are as long as their form takes them."""
    lengths = dict.fromkeys(names, 200)
    while True:
        try:
            return make(context, **{name: "长" * length for name, length in lengths.items()}, **fields)
        except Invalid as refusal:
            if refusal.field not in lengths:
                raise
            lengths[refusal.field] -= 10


def test_the_longest_names_give_no_text_that_is_too_long(context: Context) -> None:
    """Titles, file names and codes are made of names: of the longest ones, too, they fit."""
    department = longest(context, make_department, "name", "manager_name")
    staff = longest(context, make_staff, "name", department_id=department)
    customer = longest(context, make_customer, "name", "short_name")
    site = longest(context, make_site, "name", "address", customer_id=customer)
    project = longest(context, make_project, "name", "number", customer_id=customer, site_id=site)
    equipment = longest(context, make_equipment, "name", "model", "serial_no", project_id=project)
    owners = {"customer_id": customer, "project_id": project, "site_id": site, "equipment_id": equipment}
    request = longest(context, make_classed_request, "text", "contact_name", "owner_name", **owners)
    form = dispatch_form(context, staff, request_id=request, site_id=site, content="长" * 500)
    dispatch = plan_dispatch(context, form=form)
    agree(context, dispatch, department)
    for paper_id in PAPERS:
        if paper(paper_id).kind is RecordKind.DISPATCH:
            issue_paper(context, form_id=paper_id, record_id=dispatch)
    assert too_long(context) == []


def too_long(context: Context) -> list[str]:
    """Return the columns that hold more than they promise."""
    with context.read() as session:
        return [
            f"{table.name}.{column.name}"
            for table in metadata.sorted_tables
            for column in table.columns
            if isinstance(column.type, String) and column.type.length
            if (session.scalar(select(func.max(func.length(column)))) or 0) > column.type.length
        ]
