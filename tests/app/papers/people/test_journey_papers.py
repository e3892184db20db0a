"""Journeys to several sites, with people who come later or go earlier, on paper (C7.1, C7.3, C12.2)."""

from datetime import timedelta

from app.context import Context
from app.forms.people import FurtherSiteForm, TravellerForm
from app.services.people.dispatches import plan_dispatch
from tests.app.papers.composing import composed
from tests.briefing_factories import make_briefing
from tests.factories import dispatch_form, local_time, make_classed_request, make_customer, make_site, make_staff

START = local_time("2026-03-09 08:30")
LATER, EARLIER = local_time("2026-03-10 13:00"), local_time("2026-03-11 12:00")
LATE = TravellerForm(name="李工", organisation="凯泉泵业", joins_at=LATER)


def make_journey(context: Context, *, lead_leaves: bool = False, late: TravellerForm = LATE) -> int:
    """Return a dispatch of four days to three sites; a manufacturer's man joins on the second day."""
    customer = make_customer(context)
    first, second, third = (
        make_site(context, customer_id=customer, name=name, city=city, address="")
        for name, city in (("一期", "宁波市"), ("二期", "绍兴市"), ("三期", "杭州市"))
    )
    lead = make_staff(context, name="张伟")
    form = dispatch_form(
        context,
        request_id=make_classed_request(context, customer_id=customer, site_id=first),
        site_id=first,
        sites=(FurtherSiteForm(second, "巡检"), FurtherSiteForm(third)),
        people=(TravellerForm(staff_id=lead, is_lead=True, leaves_at=EARLIER if lead_leaves else None), late),
        starts_at=START,
        ends_at=START + timedelta(days=3, hours=9),
    )
    return plan_dispatch(context, form=form)


def test_c7_1_the_itinerary_goes_from_site_to_site_and_home(context: Context) -> None:
    legs = composed(context, "business_trip_form", make_journey(context)).rows["legs"]
    assert [(leg["seq"], leg["from"], leg["to"]) for leg in legs] == [
        ("1", "公司", "宁波市 一期"),
        ("2", "宁波市 一期", "绍兴市 二期"),
        ("3", "绍兴市 二期", "杭州市 三期"),
        ("4", "杭州市 三期", "公司"),
    ]
    assert [leg["date"] for leg in legs] == ["2026-03-09", "", "", "2026-03-12"]
    assert [leg["task"] for leg in legs][1:] == ["巡检", "", "返回"]


def test_c7_1_every_site_is_a_destination(context: Context) -> None:
    destination = composed(context, "business_trip_form", make_journey(context)).values["destination"]
    assert destination == "一期　（距离 86.5 km）；绍兴市 二期；杭州市 三期"


def test_c7_3_the_trip_form_tells_who_comes_later_and_who_goes_earlier(context: Context) -> None:
    values = composed(context, "business_trip_form", make_journey(context, lead_leaves=True)).values
    assert values["reason"] == "更换机械密封（派遣方式：技术指导、张伟 2026-03-11 12:00 离队）"
    assert values["companions"] == "李工（凯泉泵业、2026-03-10 13:00 加入）"


def test_c7_1_the_dispatch_order_tells_who_comes_later_and_who_goes_earlier(context: Context) -> None:
    values = composed(context, "service_work_order", make_journey(context, lead_leaves=True)).values
    assert values["engineers"] == "张伟（负责人、2026-03-11 12:00 离队）；李工（凯泉泵业、2026-03-10 13:00 加入）"


def test_c12_2_the_briefing_tells_who_comes_later_and_who_goes_earlier(context: Context) -> None:
    trip = make_journey(context, lead_leaves=True)
    signers = composed(context, "safety_briefing", make_briefing(context, trip)).rows["signers"]
    assert "2026-03-11 12:00 离队" in signers[0]["trade"]
    assert signers[1]["trade"] == "凯泉泵业（2026-03-10 13:00 加入）"


def test_times_that_are_those_of_the_trip_are_not_told_again(context: Context) -> None:
    trip = make_journey(context, late=TravellerForm(name="李工", organisation="凯泉泵业", joins_at=START))
    assert composed(context, "business_trip_form", trip).values["companions"] == "李工（凯泉泵业）"
