"""Reading the register of hazards (C12.1, C12.2)."""

from datetime import date
from decimal import Decimal

from app.context import Context
from app.queries.everywhere import search_everywhere
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.records.records import list_records
from app.queries.safety.hazards import (
    HAZARDS,
    hazard_details,
    listed_templates,
    new_hazard_form,
    review_form,
    templates_form,
)
from models.enums import RecordKind, RiskLevel
from models.safety.hazard import Hazard
from tests.briefing_factories import make_incident
from tests.factories import make_classed_request, make_customer, make_dispatch, make_project, make_site
from tests.hazard_factories import make_hazard

LOW = {"likelihood": Decimal(1), "exposure": Decimal(1), "consequence": Decimal(3), "certificates": ()}


def shown(context: Context, *views: str) -> list[str]:
    page = PageRequest(ListFilter(views=frozenset(views)), Sort("danger"))
    return [row.name for row in HAZARDS.read(context, page).rows]


def test_the_worst_stand_first_and_levels_have_views(context: Context) -> None:
    make_hazard(context, title="行车", **LOW)
    make_hazard(context, title="调节池")
    make_hazard(context, title="配电柜", likelihood=Decimal(1))
    assert shown(context) == ["调节池", "配电柜", "行车"]
    assert [shown(context, level.value) for level in RiskLevel] == [["调节池"], ["配电柜"], [], ["行车"]]
    assert HAZARDS.count_views(context)[RiskLevel.MAJOR.value] == 1


def test_c12_2_what_is_over_a_year_old_or_reopened_has_a_view(context: Context) -> None:
    make_hazard(context, title="一年", reviewed_on=date(2025, 3, 6))
    make_hazard(context, title="一年零一天", reviewed_on=date(2025, 3, 5), **LOW)
    reopened = make_hazard(context, title="事故")
    with context.write() as session:
        session.get_one(Hazard, reopened).review_reason = "SG-2026-0001"
    assert shown(context, "to_review") == ["事故", "一年零一天"]
    assert shown(context, "reopened") == ["事故"]


def test_a_row_tells_where_it_is(context: Context) -> None:
    customer = make_customer(context, name="滨江热电有限责任公司", short_name="滨江热电")
    site = make_site(context, customer_id=customer, name="化水车间")
    make_hazard(context, site_id=site)
    (row,) = HAZARDS.read(context, PageRequest(ListFilter(), Sort("danger"))).rows
    assert (row.customer, row.project, row.site) == ("滨江热电", "", "化水车间")
    assert (row.level, row.outdated) == (RiskLevel.MAJOR, False)


def test_a_hazard_is_found_by_its_words(context: Context) -> None:
    make_hazard(context, title="调节池有限空间", place="调节池")
    (group,) = search_everywhere(context, "调节池")
    assert group.kind is RecordKind.HAZARD
    assert [line.number for line in list_records(context, RecordKind.HAZARD)] == ["WY-2026-0001"]


def test_details_tell_incidents_dispatches_and_the_customers_own_word(context: Context) -> None:
    customer = make_customer(context)
    site = make_site(context, customer_id=customer, hazards="卸酸区地面湿滑")
    hazard = make_hazard(context, site_id=site)
    request = make_classed_request(context, customer_id=customer, site_id=site)
    dispatch = make_dispatch(context, request_id=request)
    make_dispatch(context)
    incident = make_incident(context, hazard_id=hazard, site_id=site)
    details = hazard_details(context, hazard)
    assert [line.id for line in details.dispatches] == [dispatch]
    assert [line.id for line in details.incidents] == [incident]
    assert details.customer_words == "卸酸区地面湿滑"


def test_forms_begin_with_today_and_who_asks(context: Context) -> None:
    project = make_project(context)
    hazard = make_hazard(context, project_id=project)
    looks = (
        new_hazard_form(context, project_id=project),
        templates_form(context, project_id=project),
        review_form(context, hazard),
    )
    assert {(look.reviewed_on, look.reviewed_by) for look in looks} == {(date(2026, 3, 6), context.actor.display_name)}
    assert looks[2].prevention == "先通风、再检测、后作业"


def test_templates_used_are_known_for_each_list(context: Context) -> None:
    project = make_project(context)
    make_hazard(context, project_id=project, template="confined_space")
    assert listed_templates(context, project, None) == {"confined_space"}
    assert listed_templates(context, make_project(context), None) == frozenset()
