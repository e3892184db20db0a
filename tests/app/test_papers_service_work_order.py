"""The dispatch order: which of its fields the program fills, from what, and in which language."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.context import Context
from app.forms.people import TravellerForm
from app.papers.compose import ComposedPaper, content_hash
from app.papers.content import Ticks
from app.papers.definitions import papers_of
from app.papers.form import load_form
from app.security.accounts import SINGLE_PERSON
from app.services.people.dispatches import plan_dispatch
from models.enums import RecordKind, RequestKind, Role
from tests.app.papers.composing import composed_paper
from tests.approval_factories import make_exception, make_urgent_request, say
from tests.conftest import OpenDesk
from tests.factories import (
    agree,
    dispatch_form,
    make_classed_request,
    make_customer,
    make_department,
    make_dispatch,
    make_equipment,
    make_project,
    make_site,
    make_staff,
)

FORM = load_form("service_work_order")


def rich_dispatch(context: Context, **request: Any) -> int:
    """Return a settled dispatch whose order has all there is to print."""
    customer = make_customer(context, name="滨江热电有限责任公司")
    place = {"province": "浙江省", "city": "宁波市", "address": "滨江大道 1288 号", "hazards": "盐酸灼伤"}
    site = make_site(context, customer_id=customer, km=Decimal("86.5"), **place)
    project = make_project(context, customer_id=customer, site_id=site, contract_no="HT-2024-31", name="补给水站")
    equipment = make_equipment(context, project_id=project, model="EDI-40", commissioned_on=date(2025, 9, 1))
    owners = {"customer_id": customer, "project_id": project, "equipment_id": equipment}
    asked = make_classed_request(context, **owners, contact_name="王工", urgent=True, **request)
    department = make_department(context)
    staff = make_staff(context, department_id=department, name="张伟")
    people = (TravellerForm(staff_id=staff, is_lead=True), TravellerForm(name="李工", organisation="凯泉泵业"))
    plan = dispatch_form(context, request_id=asked, people=people, cautions="停电挂牌", tools="扳手")
    dispatch = plan_dispatch(context, form=plan)
    agree(context, dispatch, department)
    return dispatch


def composed(context: Context, dispatch: int, language: str = "zh_CN", by: str = "周敏") -> ComposedPaper:
    return composed_paper(context, FORM.id, dispatch, language, by)


def test_what_is_known_is_printed(context: Context) -> None:
    values = composed(context, rich_dispatch(context)).content.values
    expected = {
        "source_no": "SR-2026-0001",
        "customer_name": "滨江热电有限责任公司",
        "project_name": "补给水站",
        "contract_no": "HT-2024-31",
        "contact_name": "王工",
        "warranty_end": "2026-07-31",
        "equipment_name": "EDI 装置",
        "equipment_model": "EDI-40",
        "commission_date": "2025-09-01",
        "plan_start": "2026-03-07 08:00",
        "plan_end": "2026-03-07 18:00",
        "tools_parts": "扳手",
        "prepared_by": "周敏",
        "doc_date": "2026-03-06",
    }
    assert {key: values[key] for key in expected} == expected
    assert values["urgency"] == Ticks(frozenset({"urgent"}))
    assert values["charge_mode"] == Ticks(frozenset({"free"}))


def test_people_place_and_dangers_are_told_to_those_who_go(context: Context) -> None:
    values = composed(context, rich_dispatch(context)).content.values
    for key, parts in {
        "engineers": ("张伟", "李工", "凯泉泵业"),
        "hazards": ("盐酸灼伤", "停电挂牌"),
        "site_address": ("浙江省宁波市滨江大道 1288 号", "86.5 km"),
        "task_desc": ("更换机械密封",),
    }.items():
        assert all(part in str(values[key]) for part in parts), key


@pytest.mark.parametrize(("language", "words"), [("zh_CN", "特批 C8.1"), ("en", "Exception C8.1")])
def test_c8_1_the_managers_exception_stands_on_the_order(
    context: Context, open_desk: OpenDesk, language: str, words: str
) -> None:
    request = make_urgent_request(context)
    dispatch = make_dispatch(context, make_staff(context), request_id=request)
    assert words not in str(composed(context, dispatch, language).content.values["task_desc"])
    say(context, make_exception(open_desk(Role.SECRETARY), request, reason="停产，每小时损失八万"))
    said = str(composed(context, dispatch, language).content.values["task_desc"])
    assert words in said
    assert "经理" in said
    assert "2026-03-06 14:00" in said
    assert "八万" not in said  # whoever may see no money reads this paper too


@pytest.mark.parametrize(
    ("kind", "ticked"),
    [
        (RequestKind.REPAIR, "repair"),
        (RequestKind.COMPLAINT, "rectification"),
        (RequestKind.MAINTENANCE, "maintenance"),
        (RequestKind.ADVICE, "other"),
    ],
)
def test_the_kind_of_service_is_ticked(context: Context, kind: RequestKind, ticked: str) -> None:
    values = composed(context, rich_dispatch(context, request_kind=kind)).content.values
    assert values["service_type"] == Ticks(frozenset({ticked}))
    (field,) = (field for field in FORM.fields if field.key == "service_type")
    assert ticked in {option.code for option in field.options}


def test_who_prints_when_does_not_change_what_a_paper_says(context: Context) -> None:
    dispatch = rich_dispatch(context)
    first, second = composed(context, dispatch), composed(context, dispatch, by="别人")
    assert first.content_hash == second.content_hash == content_hash(second.content)
    assert composed(context, dispatch, "en").content_hash != first.content_hash


def test_a_dispatch_has_this_paper() -> None:
    assert "service_work_order" in [definition.form_id for definition in papers_of(RecordKind.DISPATCH, SINGLE_PERSON)]
    assert papers_of(RecordKind.PARTNER, SINGLE_PERSON) == ()
