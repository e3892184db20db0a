"""Quotations, orders and rate cards with all there is to print on their papers."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from app.context import Actor, Context
from app.forms.money import InstalmentForm
from app.forms.parties import ContactForm
from app.forms.trade import PricedLineForm
from app.services.papers import issue_paper
from app.services.setup import save_settings
from app.services.trade.order_steps import end_service
from app.services.trade.orders import save_order
from app.services.trade.quotations import revise_quotation
from models.enums import CostKind, DisputeWay, InstalmentKind, LineKind, Role
from tests.approval_factories import make_exception, make_urgent_request
from tests.factories import make_contract, make_customer, make_equipment, make_project, make_site, version_of
from tests.material_factories import ENGINEER, KILOMETRE, make_rate_card
from tests.order_factories import agreement_form_of, approved, enforced, make_order, spend
from tests.quotation_factories import LABOUR, SEAL, approve, make_quotation, submit

LETTERHEAD = {
    "company_address": "江苏省南京市江宁区秣周东路 12 号", "company_phone": "025-8611 0200",
    "tax_no": "91320115MA1XK3B87D", "bank_name": "江南清源水务工程有限公司",
    "bank_branch": "中国银行南京江宁支行", "bank_account": "4859 5812 3456",
}  # fmt: skip
CONTACT = ContactForm(name="王建军", post="设备部部长", phone="0574-8668 2200", email="wangjj@bjrd.example.cn")
FREIGHT = PricedLineForm(
    kind=LineKind.FREIGHT, name="运费", unit="次", quantity=Decimal(1), unit_price=Decimal("218.00"),
    unit_cost=Decimal("150.00"), tax_rate=Decimal(9),
)  # fmt: skip
TERMS: dict[str, Any] = {
    "discount": Decimal("100.00"), "advance_percent": Decimal(60), "balance_days": 15,
    "terms_reason": "年度框架客户", "lead_time": "到款后 5 个工作日", "delivery": "送至甲方化水车间，运费已含",
    "warranty": "机械密封 6 个月", "exclusions": "吊装、脚手架", "remark": "更换时间与停机检修配合",
    "contact_name": "王建军", "contact_phone": "139 0000 2468",
}  # fmt: skip
AGREED: dict[str, Any] = {
    "response_time": "电话 30 分钟内，到场 24 小时内", "late_rate": "逾期金额每日万分之五",
    "dispute_way": DisputeWay.PROVIDERS_COURT,
}  # fmt: skip


def with_letterhead(context: Context) -> None:
    """Enter address, account and tax number of the company."""
    save_settings(context, values=dict(LETTERHEAD))


def plant(context: Context, since: date = date(2023, 8, 1)) -> dict[str, Any]:
    """Return customer, site and project of one plant with its contract and two pieces of equipment, handed over
    ``since``: out of warranty, unless it says otherwise.
    """
    customer = make_customer(
        context, name="滨江热电有限责任公司", tax_no="91330206MA2AH7K21P", contacts=(CONTACT,),
        invoice_address="浙江省宁波市北仑区滨江大道 1288 号",
    )  # fmt: skip
    site = make_site(context, customer_id=customer)
    project = make_project(
        context, customer_id=customer, site_id=site, name="滨江热电锅炉补给水处理站", handed_over_on=since
    )
    make_contract(context, project_id=project, customer_id=customer, number="HT-2024-31")
    for name, model in (("EDI 装置", "2 × 40 m³/h"), ("反渗透装置", "2 × 60 m³/h")):
        make_equipment(context, project_id=project, name=name, model=model, serial_no="0812", location="化水车间一层")
    return {"customer_id": customer, "site_id": site, "project_id": project}


def lines(count: int = 3) -> tuple[PricedLineForm, ...]:
    """Return ``count`` lines: parts, labour, freight and more parts."""
    parts = tuple(replace(SEAL, name=f"{SEAL.name} {number}#泵") for number in range(2, count))
    return (replace(SEAL, brand="博格曼", remark="含拆装"), LABOUR, FREIGHT, *parts)[:count]


def full_quotation(context: Context, count: int = 3, *, approve_it: bool = True, **fields: Any) -> int:
    """Return an approved quotation with everything there is to print."""
    with_letterhead(context)
    usual = {"title": "2# 高压泵机械密封更换", "lines": lines(count), **plant(context), **TERMS}
    record_id = make_quotation(context, **{**usual, **fields})
    if approve_it:
        approve(context, submit(context, record_id), "长期客户")
    return record_id


def revised_quotation(context: Context, *, issued: bool = False) -> int:
    """Return a quotation whose second revision is approved; the first one was ``issued`` or not."""
    record_id = full_quotation(context)
    if issued:
        issue_paper(context, form_id="quotation", record_id=record_id)
    revise_quotation(context, record_id=record_id, version=version_of(context, record_id), reason="客户要求")
    approve(context, submit(context, record_id), "长期客户")
    return record_id


def full_order(context: Context, count: int = 3, *, approve_it: bool = True, **fields: Any) -> int:
    """Return an approved order of one page with everything there is to print, and an exception from pay first."""
    with_letterhead(context)
    where = plant(context)
    request = make_urgent_request(context, **where, contact_name="王建军", contact_phone="139 0000 2468")
    usual = {"title": "2# 高压泵机械密封更换", "lines": lines(count), "request_id": request, **TERMS, **AGREED}
    order = make_order(context, **{**where, **usual, **fields})
    if approve_it:
        approved(context, order)
        excepted(context, request)
    return order


def excepted(context: Context, request_id: int) -> None:
    """Let the secretary ask for an exception from pay first, and the manager grant it."""
    manager = context.actor
    context.actor = Actor("secretary", "刘芳", frozenset({Role.SECRETARY}))
    asked = make_exception(context, request_id, reason="锅炉停运，供热中断")
    context.actor = manager
    approve(context, asked, "同意先行抢修")


def full_agreement(context: Context, *, approve_it: bool = True, **fields: Any) -> int:
    """Return an approved maintenance agreement with everything there is to print."""
    with_letterhead(context)
    usual = {
        "instalments": (
            InstalmentForm(kind=InstalmentKind.ADVANCE, percent=Decimal(50), condition="协议生效"),
            InstalmentForm(kind=InstalmentKind.TAIL, percent=Decimal(30), due_on=date(2026, 9, 30)),
            InstalmentForm(kind=InstalmentKind.BALANCE, percent=Decimal(20)),
        ),
        **TERMS, "discount": Decimal("200.00"), "advance_percent": Decimal(50),
        **AGREED,
    }  # fmt: skip
    order = save_order(context, form=agreement_form_of(context, **{**plant(context), **usual, **fields}))
    return approved(context, order) if approve_it else order


def profitable_order(context: Context) -> int:
    """Return an order whose service has ended, with what it cost."""
    order = enforced(context, full_order(context))
    spend(context, order, "1250.00")
    spend(context, order, "480.00", CostKind.HOURS)
    spend(context, order, "96.50", CostKind.TRIPS)
    end_service(context, record_id=order, version=version_of(context, order), served_at=context.clock.now())
    return order


def full_rate_card(context: Context, count: int = 3) -> int:
    """Return a rate card with notes."""
    with_letterhead(context)
    more = tuple(replace(ENGINEER, name=f"专项服务 {number}", note="含工具") for number in range(3, count + 1))
    return make_rate_card(context, note="节假日按 2 倍计", lines=(*(ENGINEER, KILOMETRE)[:count], *more))
