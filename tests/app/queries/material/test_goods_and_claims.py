"""Reading customers' goods and manufacturers' tasks: in full, from the request, from the partner (N7)."""

from dataclasses import fields

import pytest

from app.context import Context
from app.errors import Blocked
from app.queries.everywhere import search_everywhere
from app.queries.material.customer_goods import customer_goods_details, new_customer_goods_form
from app.queries.material.supplier_claims import new_supplier_claim_form, supplier_claim_details
from app.queries.partners import partner_details
from app.queries.projects.equipment import equipment_details
from app.queries.projects.projects import project_details
from app.queries.records.records import find_record, list_records, record_parts
from app.queries.requests.requests import request_details
from app.services.keeping import retire
from models.enums import PartnerRole, RecordKind, Role
from tests.app.queries.statements import count_statements
from tests.conftest import OpenDesk
from tests.factories import (
    make_classed_request,
    make_customer,
    make_equipment,
    make_partner,
    make_project,
    make_request,
    version_of,
)
from tests.return_goods_factories import (
    CABLE,
    METER,
    answer,
    bring_back,
    close,
    goods_of,
    hand_back,
    make_claim,
    make_goods,
    recover,
    send,
)


def test_goods_and_tasks_in_full_take_few_statements(context: Context) -> None:
    customer = make_customer(context)
    request = make_classed_request(context, customer_id=customer)
    goods = make_goods(context, *(METER, CABLE) * 5, customer_id=customer, request_id=request)
    send(context, goods)
    claim = make_claim(context, request_id=request)
    for read, record_id in ((customer_goods_details, goods), (supplier_claim_details, claim)):
        with count_statements(context) as statements:
            read(context, record_id)
        assert len(statements) <= 8


def test_n7_a_request_shows_its_tasks_and_the_goods_brought_for_it_in_one_reading(context: Context) -> None:
    customer = make_customer(context)
    bare = make_classed_request(context, customer_id=customer)
    request = make_classed_request(context, customer_id=customer)
    claims = [make_claim(context, request_id=request) for _each in range(3)]
    goods = make_goods(context, customer_id=customer, request_id=request)
    with count_statements(context) as few:
        assert request_details(context, bare).tasks == ()
    with count_statements(context) as many:
        found = request_details(context, request)
    assert [one.id for one in found.tasks] == claims
    assert [(one.id, one.number) for one in found.goods] == [(goods, "KW-2026-0001")]
    assert len(many) == len(few)


def test_n7_a_partner_shows_what_it_has_not_done_yet(context: Context) -> None:
    partner = make_partner(context)
    first, second = make_claim(context, partner_id=partner), make_claim(context, partner_id=partner)
    make_claim(context)
    assert {one.id for one in partner_details(context, partner).tasks} == {first, second}
    answer(context, first)
    recover(context, first, reason="质保内")
    close(context, first)
    assert [one.id for one in partner_details(context, partner).tasks] == [second]


def test_n7_a_partner_that_owes_an_answer_or_has_goods_is_not_put_out_of_use(context: Context) -> None:
    maker = make_partner(context, roles=frozenset({PartnerRole.SUPPLIER}))
    customer = make_customer(context)
    goods = make_goods(context, customer_id=customer)
    send(context, goods, maker_id=maker)
    for record_id in (maker, customer):
        with pytest.raises(Blocked) as refusal:
            retire(context, record_id=record_id, version=version_of(context, record_id), reason="不再合作")
        assert "KW-2026-0001" in str(refusal.value)
    bring_back(context, goods)
    hand_back(context, goods)
    retire(context, record_id=maker, version=version_of(context, maker), reason="不再合作")


def test_n7_neither_is_a_project_closed_nor_equipment_put_out_of_use(context: Context) -> None:
    project = make_project(context)
    equipment = make_equipment(context, project_id=project)
    goods, claim = make_goods(context, equipment_id=equipment), make_claim(context, equipment_id=equipment)
    for work in (project_details(context, project).open_work, equipment_details(context, equipment).keeping.open_work):
        assert {one.id for one in work} == {goods, claim}


def test_they_are_found_by_number_name_and_serial_number(context: Context) -> None:
    goods, claim = make_goods(context), make_claim(context)
    for words, kind, record_id in (
        ("kw20260001", RecordKind.CUSTOMER_GOODS, goods),
        ("FT-2291", RecordKind.CUSTOMER_GOODS, goods),
        ("lcb", RecordKind.SUPPLIER_CLAIM, claim),
    ):
        (group,) = search_everywhere(context, words)
        assert (group.kind, [hit.id for hit in group.hits]) == (kind, [record_id])
    assert find_record(context, RecordKind.CUSTOMER_GOODS, "KW-2026-0001") == goods
    assert [line.number for line in list_records(context, RecordKind.SUPPLIER_CLAIM)] == ["PT-2026-0001"]
    assert record_parts(context, goods).commitments == goods_of(context, goods).commitments


def test_a_request_says_what_is_known_already(context: Context) -> None:
    request = make_request(context, contact_name="王工", contact_phone="138 0574 2291")
    goods = new_customer_goods_form(context, request_id=request)
    assert (goods.brought_by, goods.contact_phone, goods.received_by) == ("王工", "138 0574 2291", "经理")
    assert new_customer_goods_form(context).customer_id is None
    assert new_supplier_claim_form(context, partner_id=5).partner_id == 5


def test_the_keeper_sees_everything_of_a_task_but_its_sums(open_desk: OpenDesk) -> None:
    manager, keeper = open_desk(), open_desk(Role.WAREHOUSE)
    claim = make_claim(manager)
    seen, whole = supplier_claim_details(keeper, claim), supplier_claim_details(manager, claim)
    differs = {one.name for one in fields(seen) if getattr(seen, one.name) != getattr(whole, one.name)}
    assert differs == {"cost", "steps"}
    assert {step.action: step.allowed for step in seen.steps} == {
        "answer": True, "record_recovery": False, "cancel": False
    }  # fmt: skip
