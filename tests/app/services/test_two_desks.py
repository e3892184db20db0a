"""Invariant 5: two desks edit one record, the second is told, and nothing is overwritten."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text

from app.changes import Change
from app.context import Context
from app.errors import Conflict
from app.forms.parties import ContactForm
from app.forms.people import TravellerForm
from app.queries.care.complaints import complaint_form
from app.queries.care.feedback import feedback_form
from app.queries.care.trainings import training_form
from app.queries.care.visits import visit_form
from app.queries.material.customer_goods import customer_goods_form
from app.queries.material.supplier_claims import supplier_claim_form
from app.queries.money.disputes import dispute_form
from app.queries.parties import customer_form, site_form
from app.queries.people.dispatches import dispatch_form
from app.queries.people.staff import staff_form
from app.queries.projects.contracts import contract_form
from app.queries.projects.equipment import equipment_form
from app.queries.projects.projects import project_form
from app.queries.requests.registration import request_form
from app.queries.safety.briefing_forms import briefing_form
from app.queries.safety.incidents import incident_form
from app.services.care.complaints import save_complaint
from app.services.care.feedback import save_feedback
from app.services.care.trainings import save_training
from app.services.care.visits import save_visit
from app.services.material.customer_goods import save_customer_goods
from app.services.material.supplier_claims import save_supplier_claim
from app.services.money.disputes import register_dispute
from app.services.parties.customers import save_customer, save_site
from app.services.people.dispatches import agree_dispatch, cancel_dispatch, edit_dispatch, reopen_dispatch
from app.services.people.staff import save_staff
from app.services.projects.contracts import save_contract
from app.services.projects.equipment import save_equipment
from app.services.projects.projects import save_project
from app.services.requests.classing import confirm_class
from app.services.requests.moving import cancel_request, move_request, solve_request
from app.services.requests.registering import edit_request
from app.services.safety.briefings import prepare_briefing
from app.services.safety.incidents import save_incident
from models.enums import ClassBasis, ServiceClass
from tests.briefing_factories import make_briefing, make_incident
from tests.care_voice_factories import make_training
from tests.complaint_factories import make_complaint, make_feedback
from tests.conftest import OpenDesk
from tests.dispute_factories import make_dispute
from tests.factories import (
    make_agreed_dispatch,
    make_classed_request,
    make_contract,
    make_customer,
    make_dispatch,
    make_equipment,
    make_project,
    make_request,
    make_site,
    make_staff,
    version_of,
)
from tests.return_goods_factories import CABLE, make_claim, make_goods
from tests.visit_factories import make_visit

Form = Any
FORMS: dict[str, tuple[Callable[..., int], Callable[..., Form], Callable[..., Any], dict[str, Any], dict[str, Any]]] = {
    "customer": (make_customer, customer_form, save_customer, {"tax_no": "91330200MA2AB0CD1X"}, {"short_name": "滨江"}),
    "customer's contacts": (
        make_customer,
        customer_form,
        save_customer,
        {"contacts": (ContactForm(name="王工"),)},
        {"contacts": (ContactForm(name="李工"),)},
    ),
    "site": (make_site, site_form, save_site, {"hazards": "盐酸"}, {"address": "宁波市"}),
    "project": (make_project, project_form, save_project, {"name": "一期"}, {"manager_name": "陈"}),
    "project's contract": (make_project, project_form, save_project, {"contract_no": "HT-1"}, {"contract_no": "HT-2"}),
    "contract": (make_contract, contract_form, save_contract, {"amount": Decimal(5)}, {"summary": "含运费"}),
    "equipment": (make_equipment, equipment_form, save_equipment, {"model": "EDI-40"}, {"serial_no": "A1"}),
    "staff": (make_staff, staff_form, save_staff, {"post": "工程师"}, {"mobile": "13800138000"}),
    "request": (make_request, request_form, edit_request, {"text": "泵不转"}, {"urgent": True}),
    "dispatch": (make_dispatch, dispatch_form, edit_dispatch, {"content": "检查"}, {"tools": "扳手"}),
    "customer's goods": (make_goods, customer_goods_form, save_customer_goods, {"items": (CABLE,)}, {"place": "门卫"}),
    "manufacturer's task": (make_claim, supplier_claim_form, save_supplier_claim, {"title": "换板"}, {"task": "标定"}),
    "briefing": (make_briefing, briefing_form, prepare_briefing, {"hospital": "北仑人民医院"}, {"place": "现场"}),
    "dispute": (make_dispute, dispute_form, register_dispute, {"raised_by": "王工"}, {"title": "流量不足"}),
    "complaint": (make_complaint, complaint_form, save_complaint, {"demand": "换新"}, {"phone": "13900001111"}),
    "feedback": (make_feedback, feedback_form, save_feedback, {"model": "XMZ-60"}, {"addressee": "刘工"}),
    "incident": (make_incident, incident_form, save_incident, {"damage": "护套破损"}, {"first_aid": "停电"}),
    "visit": (make_visit, visit_form, save_visit, {"focus": "满意度"}, {"visitor": "陈安"}),
    "training": (make_training, training_form, save_training, {"place": "中控室"}, {"teacher": "李工"}),
    "dispatch's people": (
        make_dispatch,
        dispatch_form,
        edit_dispatch,
        {"people": (TravellerForm(name="钱工", organisation="凯泉泵业"),)},
        {"people": (TravellerForm(name="孙工", organisation="格兰富"),)},
    ),
}


def everything(context: Context) -> list[Any]:
    """Return every row of every table that a form can write."""
    tables = (
        "record customer contact site project contract equipment staff_member request dispatch dispatch_person "
        "customer_goods goods_item supplier_claim briefing briefing_signature incident dispute dispute_claim training "
        "training_attendee complaint feedback event"
    )
    with context.read() as session:
        return [tuple(row) for table in tables.split() for row in session.execute(text(f"SELECT * FROM {table}"))]


@pytest.mark.parametrize("name", FORMS)
def test_the_second_desk_is_told_and_nothing_is_overwritten(name: str, open_desk: OpenDesk) -> None:
    make, read, save, first_change, second_change = FORMS[name]
    first, second = open_desk(), open_desk()
    record = make(first)
    mine, theirs = read(first, record), read(second, record)
    save(first, record_id=record, form=replace(mine, **first_change))
    before = everything(first)
    with pytest.raises(Conflict) as told:
        save(second, record_id=record, form=replace(theirs, **second_change))
    assert told.value.record_id == record
    assert everything(first) == before


@pytest.mark.parametrize("name", FORMS)
def test_after_reading_again_the_second_desk_may_save(name: str, open_desk: OpenDesk) -> None:
    make, read, save, first_change, second_change = FORMS[name]
    first, second = open_desk(), open_desk()
    record = make(first)
    save(first, record_id=record, form=replace(read(first, record), **first_change))
    save(second, record_id=record, form=replace(read(second, record), **second_change))


@pytest.mark.parametrize("name", FORMS)
def test_every_save_is_told_to_the_screens(name: str, context: Context) -> None:
    make, read, save, change, _other = FORMS[name]
    record = make(context)
    seen: list[Change] = []
    context.changes.subscribe(seen.append)
    save(context, record_id=record, form=replace(read(context, record), **change))
    assert any(record in change.ids for change in seen)


STEPS: dict[str, tuple[Callable[..., int], Callable[..., Any], dict[str, Any]]] = {
    "confirm_class": (
        make_classed_request,
        confirm_class,
        {"service_class": ServiceClass.PAID, "basis": ClassBasis.NO_PROJECT},
    ),
    "solve_request": (make_classed_request, solve_request, {"result": "已更换"}),
    "move_request": (make_classed_request, move_request, {"action": "start"}),
    "cancel_request": (make_classed_request, cancel_request, {"reason": "误报"}),
    "agree_dispatch": (make_dispatch, agree_dispatch, {}),
    "reopen_dispatch": (make_agreed_dispatch, reopen_dispatch, {"reason": "换人"}),
    "cancel_dispatch": (make_agreed_dispatch, cancel_dispatch, {"reason": "客户自修"}),
}


@pytest.mark.parametrize("name", STEPS)
def test_a_step_on_an_outdated_picture_is_refused(name: str, context: Context) -> None:
    make, step, arguments = STEPS[name]
    record = make(context)
    before = everything(context)
    with pytest.raises(Conflict):
        step(context, record_id=record, version=version_of(context, record) - 1, **arguments)
    assert everything(context) == before
