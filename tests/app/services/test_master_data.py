"""Customers, sites, projects, equipment, departments and people: what is refused where, and what follows from it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.context import Context
from app.errors import Conflict, Invalid, NotFound
from app.forms.parties import ContactForm, SiteForm
from app.forms.people import DepartmentForm
from app.queries.parties import customer_form, site_form
from app.queries.projects.projects import project_form
from app.services.parties.customers import save_site
from app.services.people.staff import save_department
from app.services.projects.projects import save_project
from models.enums import ProjectState, ServiceClass, WarrantyStart
from models.parties.site import Site
from models.projects.project import Project
from tests.factories import (
    make_customer,
    make_department,
    make_equipment,
    make_project,
    make_site,
    make_staff,
    stored,
)

REFUSED: list[tuple[Callable[..., int], str, dict[str, Any]]] = [
    (make_customer, "name", {"name": " "}),
    (make_customer, "name", {"name": "华\x00东"}),
    (make_customer, "name", {"name": "华" * 201}),
    (make_customer, "contacts", {"contacts": (ContactForm(name=""),)}),
    (make_customer, "contacts", {"contacts": (ContactForm(contact_id=999, name="王工"),)}),
    (make_site, "name", {"name": ""}),
    (make_site, "km", {"km": Decimal("-0.1")}),
    (make_site, "km", {"km": Decimal("NaN")}),
    (make_site, "km", {"km": Decimal("Infinity")}),
    (make_site, "km", {"km": Decimal(20001)}),
    (make_project, "number", {"number": "  "}),
    (make_project, "name", {"name": ""}),
    (make_project, "warranty_months", {"warranty_months": -1}),
    (make_project, "warranty_months", {"warranty_months": 601}),
    (make_project, "handed_over_on", {"handed_over_on": date(9999, 6, 1)}),
    (make_project, "handed_over_on", {"accepted_on": date(2025, 8, 2)}),
    (make_project, "accepted_on", {"accepted_on": date(2025, 1, 1), "order_issued_on": date(2025, 1, 2)}),
    (make_project, "exception_text", {"exception_class": ServiceClass.PAID}),
    (make_project, "contract_amount", {"contract_no": "HT-1", "contract_amount": Decimal("NaN")}),
    (make_project, "contract_amount", {"contract_no": "HT-1", "contract_amount": Decimal("0.001")}),
    (make_project, "contract_amount", {"contract_no": "HT-1", "contract_amount": Decimal(-1)}),
    (make_project, "contract_amount", {"contract_no": "HT-1", "contract_amount": Decimal(10) ** 30}),
    (make_equipment, "name", {"name": ""}),
    (make_equipment, "quantity", {"quantity": 0}),
    (make_equipment, "quantity", {"quantity": 10**20}),
    (make_department, "name", {"name": ""}),
    (make_department, "manager_name", {"manager_name": " "}),
    (make_staff, "name", {"name": ""}),
    (make_staff, "department_id", {"department_id": 999}),
]


@pytest.mark.parametrize(("make", "field", "fields"), REFUSED)
def test_what_is_impossible_is_refused_at_its_field(
    context: Context, make: Callable[..., int], field: str, fields: dict[str, Any]
) -> None:
    with pytest.raises(Invalid) as refusal:
        make(context, **fields)
    assert refusal.value.field == field


@pytest.mark.parametrize("same", ["ABC Water", "abc water", " ABC Water "])
def test_a_name_is_given_once_whatever_its_case(context: Context, same: str) -> None:
    make_customer(context, name="ABC Water")
    make_department(context, name="ABC Water")
    for make in (make_customer, make_department):
        with pytest.raises(Invalid) as refusal:
            make(context, name=same)
        assert refusal.value.field == "name"


def test_another_customers_contact_is_not_taken_over(context: Context) -> None:
    other = make_customer(context, contacts=(ContactForm(name="王工"),))
    (contact,) = customer_form(context, other).contacts
    with pytest.raises(Invalid):
        make_customer(context, contacts=(replace(contact, name="李工"),))
    assert customer_form(context, other).contacts == (contact,)


def test_a_site_stays_with_its_customer(context: Context) -> None:
    site = make_site(context)
    with pytest.raises(Invalid) as refusal:
        save_site(context, record_id=site, form=replace(site_form(context, site), customer_id=make_customer(context)))
    assert refusal.value.field == "customer_id"


@pytest.mark.parametrize(
    ("typed", "kept"), [("100.0", "100.0"), ("100.05", "100.1"), ("100.04", "100.0"), ("0", "0.0"), (None, None)]
)
def test_c4_3_a_distance_has_one_place_and_never_slips_within(
    context: Context, typed: str | None, kept: str | None
) -> None:
    site = make_site(context, km=None if typed is None else Decimal(typed))
    assert stored(context, Site, site).km == (None if kept is None else Decimal(kept))


@pytest.mark.parametrize("unknown", [None, 999])
def test_an_owner_has_to_be_chosen(context: Context, unknown: int | None) -> None:
    with pytest.raises((Invalid, NotFound)):
        save_site(context, form=SiteForm(customer_id=unknown, name="车间"))


def test_c11_3_order_number_and_archive_code_are_unique(context: Context) -> None:
    make_project(context, number="XM-1", archive_code="DA-1")
    for field, taken in (("number", "XM-1"), ("archive_code", "DA-1")):
        with pytest.raises(Invalid) as refusal:
            make_project(context, **{field: taken})
        assert (refusal.value.field, refusal.value.clause) == (field, "C11.3")


@pytest.mark.parametrize(
    ("fields", "end"),
    [
        ({"handed_over_on": date(2025, 8, 1)}, date(2026, 7, 31)),
        ({"handed_over_on": date(2024, 2, 29)}, date(2025, 2, 28)),
        ({"accepted_on": date(2025, 7, 1), "warranty_start": WarrantyStart.ACCEPTANCE}, date(2026, 6, 30)),
        ({"handed_over_on": None}, None),
        ({"warranty_months": 0}, None),
    ],
)
def test_c3_2_the_warranty_ends_as_the_contract_says(
    context: Context, fields: dict[str, Any], end: date | None
) -> None:
    assert stored(context, Project, make_project(context, **fields)).warranty_end_on == end


def test_handing_over_is_a_stage(context: Context) -> None:
    project = make_project(context, handed_over_on=None)
    assert stored(context, Project, project).state == ProjectState.EXECUTING
    form = replace(project_form(context, project), handed_over_on=date(2026, 3, 1))
    save_project(context, record_id=project, form=form)
    assert stored(context, Project, project).state == ProjectState.HANDED_OVER


def test_a_contract_once_entered_stays_and_its_number_is_its_own(context: Context) -> None:
    project = make_project(context, contract_no="HT-1", contract_amount=Decimal("1200.50"))
    form = project_form(context, project)
    assert form.contract_amount == Decimal("1200.50")
    with pytest.raises(Invalid) as refusal:
        save_project(context, record_id=project, form=replace(form, contract_no=""))
    assert refusal.value.field == "contract_no"
    with pytest.raises(Invalid):
        make_project(context, contract_no="HT-1")
    save_project(context, record_id=project, form=replace(form, contract_no="HT-1A"))


def test_a_department_is_changed_in_place(context: Context) -> None:
    department = make_department(context, name="工程部")
    form = DepartmentForm(department_id=department, name="工程一部", manager_name="钱进", version=1)
    assert save_department(context, form=form) == department
    with pytest.raises(Conflict):
        save_department(context, form=replace(form, manager_name="别人"))
    with pytest.raises(NotFound):
        save_department(context, form=replace(form, department_id=999, name="别的部门"))
