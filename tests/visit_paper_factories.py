"""Visits and rounds with all there is to print (C13)."""

from datetime import date

from app.context import Context
from app.forms.visits import FollowUpForm
from models.enums import FollowUpKind
from tests.factories import make_customer, make_project, make_site
from tests.visit_factories import do_visit, make_settled_round, make_visit, task


def full_round(context: Context) -> int:
    """Return the id of a round with a customer of whom everything is known, and one of whom nothing is."""
    customer = make_customer(context, name="华东化工股份有限公司", is_key=True)
    site = make_site(context, customer_id=customer, province="浙江省", city="宁波市")
    make_project(context, customer_id=customer, site_id=site)
    return make_settled_round(context, customer, make_customer(context))


def full_visit(context: Context) -> int:
    """Return the id of a recorded visit from which something of every kind follows."""
    visit = make_visit(context)
    follows = (
        FollowUpForm(kind=FollowUpKind.NEED_NEAR, text="更换 2# 精密过滤器滤芯 40 支"),
        FollowUpForm(kind=FollowUpKind.NEED_MIDDLE, text="反渗透膜清洗"),
        FollowUpForm(kind=FollowUpKind.NEED_LONG, text="膜元件整体更换"),
        FollowUpForm(kind=FollowUpKind.LEAD, text="厂区二期除盐水站", passed_to="市场部 刘伟"),
        task(),
    )
    do_visit(
        context,
        visit,
        *follows,
        inlet="COD 120，SS 35",
        consumables="阻垢剂 25 kg/月，滤芯每季更换",
        upkeep="每周反洗，记录齐全",
        problems="3# 泵机械密封轻微渗漏，加药间液位计显示偏低",
        suggestions="希望备件常备现场，培训新员工",
        promotion="介绍浓水回用工艺与远程监测",
        payment_talk="尾款预计 4 月中旬支付",
        spot_action="校准液位计",
        next_visit_on=date(2026, 9, 1),
    )
    return visit


MAKERS = {"visit_plan": full_round, "visit_record": full_visit}
