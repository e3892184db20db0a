"""The trip form: who travels, where to, for how long and at whose cost; the rest is written by hand (C7.3)."""

from app.context import Context
from app.forms.people import TravellerForm
from app.papers.content import PaperMark, Ticks
from app.services.people.dispatches import plan_dispatch
from tests.app.papers.composing import composed, full_dispatch
from tests.factories import dispatch_form, make_classed_request, make_dispatch

FORM = "business_trip_form"


def test_who_travels_for_whom_is_printed(context: Context) -> None:
    values = composed(context, FORM, full_dispatch(context)).values
    expected = {
        "traveller": "张伟",
        "department": "工程一部",
        "position": "高级工程师",
        "companions": "刘洋（电气部）；李工（凯泉泵业）",
        "work_order_no": "PG-2026-0001",
        "customer_name": "滨江热电有限责任公司",
        "project_name": "补给水站",
        "contract_no": "HT-2024-31",
        "destination": "化水车间　浙江省宁波市滨江大道 1288 号（距离 86.5 km）",
        "reason": "更换机械密封（派遣方式：技术指导）",
        "start_at": "2026-03-09 08:30",
        "end_at": "2026-03-12 17:30",
        "prepared_by": "周敏",
    }
    assert {key: values[key] for key in expected} == expected


def test_the_first_and_the_last_day_both_count(context: Context) -> None:
    dispatch = full_dispatch(context)
    assert composed(context, FORM, dispatch).values["days"] == "4 天"
    assert composed(context, FORM, dispatch, "en").values["days"] == "4 days"
    assert composed(context, FORM, make_dispatch(context), "en").values["days"] == "1 day"


def test_way_there_and_way_back_are_in_the_itinerary(context: Context) -> None:
    there, back = composed(context, FORM, full_dispatch(context)).rows["legs"]
    assert there == {
        "seq": "1", "date": "2026-03-09", "from": "公司", "to": "宁波市 化水车间", "task": "更换机械密封",
    }  # fmt: skip
    assert back == {"seq": "2", "date": "2026-03-12", "from": "宁波市 化水车间", "to": "公司", "task": "返回"}


def test_c3_2_free_service_is_borne_by_the_company_and_paid_by_the_customer(context: Context) -> None:
    free = composed(context, FORM, full_dispatch(context)).values["cost_bearer"]
    paid = make_dispatch(context, request_id=make_classed_request(context))
    assert free == Ticks(frozenset({"company"}))
    assert composed(context, FORM, paid).values["cost_bearer"] == Ticks(frozenset({"customer"}))


def test_money_transport_and_return_are_left_for_handwriting(context: Context) -> None:
    values = composed(context, FORM, full_dispatch(context)).values
    by_hand = ("budget_total", "advance_needed", "transport", "safety_briefed", "actual_start", "trip_report", "deputy")
    assert [key for key in by_hand if key in values] == []


def test_c7_2_before_the_departments_agreed_it_is_a_draft(context: Context) -> None:
    dispatch = full_dispatch(context, settled=False)
    draft = composed(context, FORM, dispatch)
    assert (draft.mark, draft.number) == (PaperMark.DRAFT, None)
    assert [line.split()[0] for line in draft.missing] == ["C7.2"]


def test_a_manufacturers_man_who_leads_is_sent_by_his_company(context: Context) -> None:
    people = (TravellerForm(name="李工", organisation="凯泉泵业", is_lead=True),)
    form = dispatch_form(context, request_id=make_classed_request(context), people=people)
    dispatch = plan_dispatch(context, form=form)
    values = composed(context, FORM, dispatch).values
    assert (values["traveller"], values["department"], values["position"]) == ("李工", "凯泉泵业", "")
    assert values["companions"] == ""
