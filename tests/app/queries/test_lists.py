"""The other lists and details: dispatches, customers, projects, staff; pickers; who sees money."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.context import Actor, Context
from app.errors import NotAllowed, NotFound
from app.forms.parties import ContactForm, CustomerForm, SiteForm
from app.forms.people import StaffForm
from app.forms.projects import EquipmentForm, ProjectForm
from app.queries import parties, search
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.people import dispatches
from app.queries.people import staff as people
from app.queries.projects import contracts, projects
from app.queries.projects.equipment import EQUIPMENT, equipment_details, equipment_form
from app.queries.requests import registration, request_list, requests
from app.services.papers import issue_paper
from app.services.people.dispatches import cancel_dispatch
from models.enums import RecordKind, Role
from models.projects.contract import Contract
from tests.app.queries.statements import count_statements
from tests.conftest import OpenDesk
from tests.factories import (
    agree,
    make_agreed_dispatch,
    make_classed_request,
    make_customer,
    make_department,
    make_dispatch,
    make_equipment,
    make_project,
    make_request,
    make_site,
    make_staff,
    stored,
    version_of,
)


def page(*views: str, text: str = "", key: str = "number", descending: bool = False) -> PageRequest:
    return PageRequest(ListFilter(text=text, views=frozenset(views)), Sort(key, descending))


def test_dispatches_without_a_number_stand_last(context: Context) -> None:
    draft, settled = make_dispatch(context), make_agreed_dispatch(context)
    for descending in (False, True):
        rows = dispatches.DISPATCHES.read(context, page(descending=descending)).rows
        assert [row.id for row in rows] == [settled, draft]


def test_dispatch_views_show_and_count_what_they_say(context: Context) -> None:
    draft, settled, cancelled = make_dispatch(context), make_agreed_dispatch(context), make_dispatch(context)
    cancel_dispatch(context, record_id=cancelled, version=version_of(context, cancelled), reason="误报")
    shown = {
        view: {row.id for row in dispatches.DISPATCHES.read(context, page(view)).rows}
        for view in dispatches.DISPATCHES.views
    }
    told = {view: ids for view, ids in shown.items() if ids}
    assert told == {
        "open": {draft, settled},
        "draft": {draft},
        "agreed": {settled},
        "unbriefed": {settled},
        "finished": {cancelled},
    }
    assert dispatches.DISPATCHES.count_views(context) == {
        view: len(ids) for view, ids in shown.items() if view != "finished"
    }
    assert dispatches.DISPATCHES.count(context, ListFilter()) == 3


def test_a_dispatch_row_names_who_goes_in_order(context: Context) -> None:
    make_dispatch(context, make_staff(context, name="张伟"), make_staff(context, name="刘洋"))
    assert dispatches.DISPATCHES.read(context, page()).rows[0].people == "张伟、刘洋"


def test_opening_a_dispatch_takes_twelve_statements_at_most(context: Context) -> None:
    customer = make_customer(context)
    project = make_project(context, customer_id=customer)
    request = make_classed_request(
        context, customer_id=customer, project_id=project, site_id=make_site(context, customer_id=customer)
    )
    homes = [make_department(context) for _ in range(3)]
    dispatch = make_dispatch(context, *(make_staff(context, department_id=home) for home in homes), request_id=request)
    agree(context, dispatch, *homes)
    issue_paper(context, form_id="service_work_order", record_id=dispatch)
    with count_statements(context) as statements:
        details = dispatches.dispatch_details(context, dispatch)
    assert len(statements) <= 12
    assert (len(details.people), len(details.departments), len(details.papers)) == (3, 3, 1)


def test_customers_count_what_belongs_to_them(context: Context) -> None:
    customer = make_customer(context, is_key=True)
    make_site(context, customer_id=customer)
    make_request(context, customer_id=customer, project_id=make_project(context, customer_id=customer))
    make_customer(context)
    (row,) = parties.CUSTOMERS.read(context, page("key")).rows
    assert (row.id, row.sites, row.projects, row.open_requests) == (customer, 1, 1, 1)
    assert parties.CUSTOMERS.count(context, ListFilter()) == 2
    assert parties.CUSTOMERS.count(context, ListFilter(views=frozenset({"key"}))) == 1


@pytest.mark.parametrize("kind", ["customer", "project"])
def test_opening_an_owner_takes_twelve_statements_at_most(context: Context, kind: str) -> None:
    customer = make_customer(context, contacts=(ContactForm(name="王工"),))
    project = make_project(context, customer_id=customer, contract_no="HT-1")
    for place in range(3):
        make_site(context, customer_id=customer, name=f"车间{place}")
        make_equipment(context, project_id=project)
        make_request(context, customer_id=customer, project_id=project)
    with count_statements(context) as statements:
        details: Any
        if kind == "customer":
            details = parties.customer_details(context, customer)
        else:
            details = projects.project_details(context, project)
    assert (len(statements) <= 12, len(details.requests)) == (True, 3)


def test_project_views_follow_today(context: Context) -> None:
    running = make_project(context, handed_over_on=None)
    covered = make_project(context, handed_over_on=date(2025, 3, 7))
    over = make_project(context, handed_over_on=date(2025, 3, 6))
    shown = {
        view: [row.id for row in projects.PROJECTS.read(context, page(view)).rows] for view in projects.PROJECTS.views
    }
    assert shown == {
        "executing": [running],
        "handed_over": [covered, over],
        "closed": [],
        "in_warranty": [covered],
        "out_of_warranty": [over],
    }
    assert projects.project_details(context, over).out_of_warranty
    assert projects.PROJECTS.count(context, ListFilter(views=frozenset({"in_warranty"}))) == 1


SEES_MONEY = {Role.SECRETARY: True, Role.MANAGER: True, Role.LEADER: True, Role.WAREHOUSE: False, Role.VIEWER: False}


@pytest.mark.parametrize("role", Role)
def test_c14_contracts_and_money_are_seen_by_roles_that_may(open_desk: OpenDesk, role: Role) -> None:
    contract = ("HT-1", Decimal("1200.50"), date(2024, 1, 2))
    names = ("contract_no", "contract_amount", "contract_signed_on")
    project = make_project(open_desk(), **dict(zip(names, contract, strict=True)))
    desk = open_desk(role)
    for found in (projects.project_details(desk, project), projects.project_form(desk, project)):
        seen = (found.contract_no, found.contract_amount, found.contract_signed_on)
        assert seen == (contract if SEES_MONEY[role] else ("", None, None))


@pytest.mark.parametrize("role", Role)
def test_c14_contracts_are_not_offered_to_those_who_may_not_see_them(open_desk: OpenDesk, role: Role) -> None:
    manager = open_desk()
    make_project(manager, contract_no="HT-1")
    desk = open_desk(role)
    if SEES_MONEY[role]:
        (offer,) = search.pick(desk, RecordKind.CONTRACT, "HT-1")
        assert stored(desk, Contract, search.pick_one(desk, offer.id).id).number == "HT-1"
    else:
        with pytest.raises(NotAllowed):
            search.pick(desk, RecordKind.CONTRACT, "HT-1")


READS = [
    lambda c: request_list.REQUESTS.read(c, page()),
    lambda c: request_list.REQUESTS.count(c, ListFilter()),
    request_list.REQUESTS.count_views,
    lambda c: requests.request_details(c, 1),
    lambda c: registration.request_form(c, 1),
    lambda c: dispatches.DISPATCHES.read(c, page()),
    lambda c: dispatches.DISPATCHES.count(c, ListFilter()),
    dispatches.DISPATCHES.count_views,
    lambda c: dispatches.dispatch_details(c, 1),
    lambda c: dispatches.dispatch_form(c, 1),
    lambda c: dispatches.new_dispatch_form(c, 1),
    lambda c: parties.CUSTOMERS.read(c, page()),
    lambda c: parties.CUSTOMERS.count(c, ListFilter()),
    lambda c: parties.customer_form(c, 1),
    lambda c: parties.site_form(c, 1),
    lambda c: parties.contacts(c, 1),
    lambda c: projects.PROJECTS.read(c, page()),
    lambda c: projects.PROJECTS.count(c, ListFilter()),
    lambda c: projects.project_form(c, 1),
    lambda c: equipment_form(c, 1),
    lambda c: EQUIPMENT.read(c, page()),
    lambda c: equipment_details(c, 1),
    lambda c: contracts.CONTRACTS.read(c, page()),
    lambda c: contracts.CONTRACTS.count(c, ListFilter()),
    lambda c: contracts.contract_details(c, 1),
    lambda c: contracts.contract_form(c, 1),
    lambda c: people.STAFF.read(c, page()),
    lambda c: people.STAFF.count(c, ListFilter()),
    lambda c: people.staff_form(c, 1),
    people.departments,
    lambda c: search.pick(c, RecordKind.CUSTOMER, ""),
    lambda c: search.pick_one(c, 1),
]


@pytest.mark.parametrize("read", READS, ids=range(len(READS)))
def test_somebody_without_a_role_reads_nothing(context: Context, read: Any) -> None:
    context.actor = Actor("nobody", "nobody", frozenset())
    with pytest.raises(NotAllowed):
        read(context)


def test_forms_are_read_as_they_were_saved(context: Context) -> None:
    customer = make_customer(context)
    site = make_site(context, customer_id=customer, km=Decimal("100.1"))
    assert parties.site_form(context, site).km == Decimal("100.1")
    contact = ContactForm(name="王工", mobile="13800138000")
    rich = make_customer(context, name="华东化工", contacts=(contact,), is_key=True)
    read = parties.customer_form(context, rich)
    kept = replace(contact, contact_id=read.contacts[0].contact_id)
    assert replace(read, version=0) == CustomerForm("华东化工", "华东化工", True, contacts=(kept,))
    project = make_project(context, customer_id=customer, number="XM-9", name="九期", contract_no="HT-9")
    wanted = ProjectForm(number="XM-9", archive_code="XM-9", name="九期", customer_id=customer, contract_no="HT-9")
    assert replace(projects.project_form(context, project), version=0, handed_over_on=None) == wanted
    equipment = make_equipment(context, project_id=project)
    assert replace(equipment_form(context, equipment), version=0) == EquipmentForm(project, name="EDI 装置")
    department = make_department(context)
    staff = make_staff(context, name="张伟", department_id=department)
    assert replace(people.staff_form(context, staff), version=0) == StaffForm("张伟", department)
    assert isinstance(parties.site_form(context, site), SiteForm)


def test_staff_are_found_and_show_where_they_were(context: Context) -> None:
    staff = make_staff(context, name="欧阳震华", skills="高压电工")
    make_staff(context)
    dispatch = make_dispatch(context, staff)
    assert [row.id for row in people.STAFF.read(context, page(text="oyzh")).rows] == [staff]
    assert people.STAFF.count(context, ListFilter(text="电工")) == 1
    (assignment,) = people.staff_details(context, staff).assignments
    assert (assignment.dispatch_id, assignment.ends_at - assignment.starts_at) == (dispatch, timedelta(hours=10))


def test_pickers_offer_what_belongs_to_the_customer(context: Context) -> None:
    customer = make_customer(context)
    mine = make_site(context, customer_id=customer)
    make_site(context)
    assert [offer.id for offer in search.pick(context, RecordKind.SITE, "", customer_id=customer)] == [mine]
    project = make_project(context, customer_id=customer)
    equipment = make_equipment(context, project_id=project, model="EDI-40", serial_no="A1")
    (offer,) = search.pick(context, RecordKind.EQUIPMENT, "edi", project_id=project)
    assert (offer.id, offer.subtitle, offer.project_id) == (equipment, "EDI-40 A1", project)


def test_a_record_is_found_by_its_number(context: Context) -> None:
    request = make_request(context)
    with context.read() as session:
        assert search.by_number(session, RecordKind.REQUEST, " SR-2026-0001 ").id == request
        with pytest.raises(NotFound, match="SR-2026-0002"):
            search.by_number(session, RecordKind.REQUEST, "SR-2026-0002")
