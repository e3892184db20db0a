"""A ledger of projects comes in with its sites, its warranty and its main contracts."""

from datetime import date
from decimal import Decimal

from sqlalchemy import select

from app.context import Context
from app.i18n import using_language
from app.imports.known import ImportWish
from app.integrity import check
from app.queries.projects.projects import ProjectDetails, project_details
from app.queries.records.records import find_record
from models.enums import ProjectState, RecordKind
from models.projects.handover import Handover
from tests.factories import make_customer, make_project
from tests.import_factories import book_of, bring_in, look, refused

HEADS = [
    *("项目令号", "项目名称", "用户单位", "服务地点", "项目经理", "下令日期", "验收日期", "移交日期"),
    *("质保期", "质保到期日", "合同编号", "合同金额"),
]
FULL = [
    *("XM-01", "除盐水站", "华东化工有限公司", "化水车间", "陈刚", "2024.1.5", "2025-2-1", "2025年3月1日"),
    *("12个月", "2026-02-28"),
]


def project(context: Context, number: str) -> ProjectDetails:
    return project_details(context, find_record(context, RecordKind.PROJECT, number))


def test_a_project_comes_in_with_customer_site_warranty_and_contract(context: Context) -> None:
    bring_in(context, "project", book_of(HEADS, [*FULL, "HT-01", "1.2万"]))
    found = project(context, "XM-01")
    assert (found.name, found.manager_name, found.state) == ("除盐水站", "陈刚", ProjectState.HANDED_OVER)
    assert (found.order_issued_on, found.handed_over_on) == (date(2024, 1, 5), date(2025, 3, 1))
    assert found.warranty_end_on == date(2026, 2, 28)
    assert found.site == "化水车间"
    assert (found.contract_no, found.contract_amount) == ("HT-01", Decimal(12000))
    assert not check(context)


def test_months_follow_from_the_end_of_the_warranty(context: Context) -> None:
    heads = ["令号", "工程名称", "客户", "移交日期", "质保到期"]
    bring_in(context, "project", book_of(heads, ["XM-02", "中水站", "甲公司", "2025-3-1", "2027-3-1"]))
    assert project(context, "XM-02").warranty_months == 24


def test_what_a_project_cannot_be_is_refused_by_cell(context: Context) -> None:
    make_project(context, number="XM-09", customer_id=make_customer(context, name="华东化工有限公司"))
    rows = (
        ["XM-01", "除盐水站", "华东化工有限公司", "", "", "", "", "2025-3-1", 12, "2027-2-28"],
        ["xm-09", "中水站", "华东化工有限公司"],
        ["XM-02", "中水站", "没有这家"],
        ["XM-03", "中水站", "华东化工有限公司", "别处"],
        ["XM-04", "中水站", "华东化工有限公司", "", "", "", "", "2027-1-1"],
        ["XM-05", "中水站", "华东化工有限公司", "", "", "2025-5-1", "2025-4-1"],
        ["XM-05", "中水站", "华东化工有限公司"],
        ["XM-06", "", "华东化工有限公司"],
    )
    with using_language("en"):
        why = refused(look(context, "project", book_of(HEADS, *rows), ImportWish()))
    assert "J2: By its months the warranty ends on 2026-02-28, not on 2027-02-28" in why[2]
    assert "A3: This project order number is already used" in why[3]
    assert "C4: There is no customer" in why[4]
    assert "D5: This customer has no site" in why[5]
    assert "H6: This day lies in the future" in why[6]
    assert "G7: Accepted before the project order" in why[7]
    assert "B9: " in why[9]
    assert 8 not in why


def test_a_handover_of_these_days_opens_its_review(context: Context) -> None:
    rows = (
        ["XM-01", "中水站", "甲公司", "", "", "", "", "2026-3-2"],
        ["XM-02", "除盐水站", "甲公司", "", "", "", "", "2026-3-3"],
        ["XM-03", "循环水站", "甲公司", "", "", "", "", "2020-3-3"],
    )
    bring_in(context, "project", book_of(HEADS, *rows))
    with context.read() as session:
        numbers = session.scalars(select(Handover.number).order_by(Handover.number)).all()
    assert numbers == ["JF-2026-0001", "JF-2026-0002"]
    assert not check(context)
