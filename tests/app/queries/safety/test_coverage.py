"""Which contracted projects have a hazard list, and how fresh it is (C12.1, C12.2)."""

from datetime import date
from decimal import Decimal

import pytest

from app.context import Context
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.safety.coverage import COVERAGE, Coverage, CoverageRow, coverage_details
from app.services.keeping import retire
from models.enums import Role
from models.safety.hazard import Hazard
from tests.conftest import OpenDesk
from tests.factories import make_customer, make_project, make_site, version_of
from tests.hazard_factories import make_hazard

OLD = date(2025, 3, 5)  # a year and a day before


def rows(context: Context, *views: str, text: str = "") -> dict[str, CoverageRow]:
    page = PageRequest(ListFilter(text, frozenset(views)), Sort("number"))
    return {row.name: row for row in COVERAGE.read(context, page).rows}


def contracted(context: Context, name: str, **fields: object) -> int:
    return make_project(context, name=name, contract_no=f"HT-{name}", **fields)


def test_c12_1_every_contracted_project_is_listed_with_or_without_a_list(context: Context) -> None:
    contracted(context, "甲")
    make_hazard(context, project_id=contracted(context, "乙"))
    make_project(context, name="无合同")
    found = rows(context)
    assert {name: row.coverage for name, row in found.items()} == {"甲": Coverage.MISSING, "乙": Coverage.COVERED}
    assert (found["甲"].hazards, found["甲"].reviewed_on) == (0, None)
    assert (found["乙"].hazards, found["乙"].reviewed_on, found["乙"].contract) == (1, date(2026, 3, 2), "HT-乙")
    assert COVERAGE.count(context, ListFilter()) == 2


def test_c12_2_one_old_or_reopened_hazard_asks_for_a_new_look_at_the_list(context: Context) -> None:
    old, reopened = contracted(context, "旧"), contracted(context, "事故")
    make_hazard(context, project_id=old)
    make_hazard(context, project_id=old, reviewed_on=OLD)
    hazard = make_hazard(context, project_id=reopened)
    with context.write() as session:
        session.get_one(Hazard, hazard).review_reason = "SG-2026-0001"
    contracted(context, "无")
    assert set(rows(context, "outdated")) == {"旧", "事故"}
    assert set(rows(context, "missing")) == {"无"}
    assert not rows(context, "covered")
    assert COVERAGE.count_views(context) == {"missing": 1, "outdated": 2, "covered": 0}
    assert rows(context)["旧"].oldest_on == OLD


def test_c12_1_the_hazards_of_its_site_cover_a_project_too(context: Context) -> None:
    customer = make_customer(context)
    site = make_site(context, customer_id=customer, hazards="卸酸区")
    project = contracted(context, "站", customer_id=customer, site_id=site)
    make_hazard(context, site_id=site, title="酸库", likelihood=Decimal(1))
    make_hazard(context, project_id=project, title="池")
    details = coverage_details(context, project)
    assert [(line.fact.title, line.site) for line in details.hazards] == [("池", ""), ("酸库", "化水车间")]
    assert (details.coverage, details.customer_words) == (Coverage.COVERED, "卸酸区")
    assert rows(context)["站"].hazards == 2


def test_what_is_out_of_use_covers_nothing(context: Context) -> None:
    project = contracted(context, "站")
    hazard = make_hazard(context, project_id=project)
    retire(context, record_id=hazard, version=version_of(context, hazard), reason="已拆除")
    assert rows(context)["站"].coverage is Coverage.MISSING
    assert coverage_details(context, project).coverage is Coverage.MISSING


def test_the_list_is_searched_and_sorted_like_projects(context: Context) -> None:
    contracted(context, "超纯水站")
    make_project(context, name="超纯水无合同")
    assert set(rows(context, text="超纯水")) == {"超纯水站"}


@pytest.mark.parametrize(("role", "told"), [(Role.SECRETARY, "HT-站"), (Role.WAREHOUSE, ""), (Role.VIEWER, "")])
def test_c14_the_contract_is_told_to_who_may_see_contracts(
    context: Context, open_desk: OpenDesk, role: Role, told: str
) -> None:
    contracted(context, "站")
    assert rows(open_desk(role))["站"].contract == told
