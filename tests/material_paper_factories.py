"""Slips, purchases, shipments, counts and what comes back, with all there is to print on their papers."""

from datetime import date
from decimal import Decimal
from typing import Any

from app.context import Context
from app.forms.material.shipments import PackageForm, PackedItemForm, PartyForm
from app.queries.material.shipment_forms import new_shipment_form
from models.enums import (
    Appraisal,
    CostBearer,
    FreightPayer,
    HandingOver,
    HandlingMark,
    PurchaseUrgency,
    SlipKind,
    TransportMode,
)
from tests.factories import make_classed_request, make_equipment, make_partner
from tests.paper_factories import plant, with_letterhead
from tests.purchase_factories import line_of, make_submitted
from tests.remembered import remembered
from tests.return_factories import appraise_part, bring_old_part, make_old_part, make_swap, settle
from tests.return_goods_factories import METER, answer, bring_back, close, make_claim, make_goods, recover, send
from tests.shipment_factories import make_notified
from tests.slip_factories import check, item, make_approved_slip, pack, take_back
from tests.stock_factories import make_stocked_part, make_submitted_count

PARTS: tuple[dict[str, Any], ...] = (
    {"number": "WL-0137", "name": "机械密封", "spec": "MG1-45", "unit": "套", "brand": "博格曼", "bin": "A-03-12"},
    {"number": "WL-0212", "name": "浓水流量计", "spec": "LZS-50（1.6–16 m³/h）", "unit": "只", "bin": "B-01-04"},
    {"number": "WL-0305", "name": "反渗透膜元件", "spec": "BW30-400", "unit": "支", "bin": "C-02-01"},
    {"number": "WL-0418", "name": "盐酸", "spec": "31 % 工业级", "unit": "kg", "bin": "危化柜"},
)  # fmt: skip
SHIPPER = PartyForm(
    unit="江南清源水务工程有限公司", address="江苏省南京市江宁区秣周东路 12 号", contact="吴晓东",
    phone="025-8611 0200", postcode="211111",
)  # fmt: skip
CONSIGNEE = PartyForm(
    unit="滨江热电有限责任公司", address="浙江省宁波市北仑区滨江大道 1288 号 化水车间", contact="王建军",
    phone="139 0000 2468", postcode="315800",
)  # fmt: skip
SIZES: tuple[dict[str, Any], ...] = (
    {"packing": "纸箱", "length_cm": 60, "width_cm": 40, "height_cm": 35},
    {"packing": "木箱", "length_cm": 120, "width_cm": 45, "height_cm": 45},
    {"packing": "桶装", "length_cm": 40, "width_cm": 40, "height_cm": 60},
)
GROSS, NET = (Decimal("12.5"), Decimal(86), Decimal("27.8")), (Decimal(11), Decimal(72), Decimal(25))
QUANTITIES = (2, 3, 6, 25)


@remembered
def stock(context: Context, count: int = 3) -> tuple[int, ...]:
    """Return the ids of so many parts in stock; beyond the four kinds they are more seals."""
    more = ({**PARTS[0], "number": f"WL-1{number:03}", "name": f"机械密封 {number}#"} for number in range(4, count))
    told = (*PARTS[:count], *more)
    return tuple(make_stocked_part(context, on_hand=60, unit_cost=Decimal("612.50"), **one) for one in told)


def works(context: Context) -> dict[str, int]:
    """Return customer, site, project and a pump of a plant in warranty, under the company's letterhead."""
    with_letterhead(context)
    where = plant(context, since=date(2025, 8, 1))
    pump = make_equipment(context, project_id=where["project_id"], name="2# 高压泵", model="CDM42-3", serial_no="P-77")
    return {**where, "equipment_id": pump}


def works_request(context: Context, where: dict[str, int] | None = None) -> int:
    """Return a classed request of these works, of new ones unless any are given."""
    contact = {"contact_name": "王建军", "contact_phone": "139 0000 2468"}
    text = "2# 高压泵机械密封漏水，浓水流量偏低"
    return make_classed_request(context, text=text, **contact, **(where or works(context)))


@remembered
def full_slip(context: Context, count: int = 3, *, checked: bool = True, **fields: Any) -> int:
    """Return a slip of so many items; one of the first is short when it is ``checked``."""
    parts = stock(context, count)
    lines = [
        item(part, QUANTITIES[place % 4], serial_no="SN-0812" if place == 1 else "") for place, part in enumerate(parts)
    ]
    about = {} if "project_id" in fields else {"request_id": works_request(context)}
    usual = {"slip_kind": SlipKind.WARRANTY, "department": "工程一部", "purpose": "更换 2# 高压泵机械密封及流量计"}
    slip = make_approved_slip(context, *lines, **{**usual, **about, **fields})
    if checked:
        check(context, slip, 2, 2)
    return slip


@remembered
def red_slip(context: Context) -> int:
    """Return the red slip by which some of three items came back."""
    return take_back(context, full_slip(context), 1, 1, 2)


@remembered
def full_purchase(context: Context, count: int = 3, **fields: Any) -> int:
    """Return a submitted purchase order of so many lines: one with some left in stock, one of a close model."""
    parts = stock(context, count)
    lines = [line_of(part, str(QUANTITIES[place % 4]), answer_reason="已全部预留") for place, part in enumerate(parts)]
    lines[0] = line_of(parts[0], "24", requirement="碳化硅对碳化硅", answer_reason="在库 60 套留作年度检修")
    usual: dict[str, Any] = {
        "urgency": PurchaseUrgency.URGENT, "urgent_reason": "锅炉停运，供热中断", "cost_bearer": CostBearer.WARRANTY,
        "requester": "张伟", "purpose": "2# 高压泵检修备件，随检修窗口更换", "deliver_to": "南京仓库 陈库",
        "budget_item": "售后备件", "request_id": works_request(context),
    }  # fmt: skip
    return make_submitted(context, *lines, **{**usual, **fields})


@remembered
def consigned_slip(context: Context, count: int = 3, **fields: Any) -> int:
    """Return a packed slip of so many items that are to be consigned."""
    slip = full_slip(context, count, checked=False, handing_over=HandingOver.CONSIGNED, **fields)
    check(context, slip)
    pack(context, slip)
    return slip


@remembered
def full_shipment(context: Context, count: int = 4, packages: int = 3, **fields: Any) -> int:
    """Return a shipment of which notice was given, its items spread over so many packages."""
    slip = consigned_slip(context, count)
    items = [one for package in new_shipment_form(context, slip_ids=(slip,)).packages for one in package.items]
    usual: dict[str, Any] = {
        "shipper": SHIPPER, "consignee": CONSIGNEE, "packages": packed(items, packages), "ship_on": date(2026, 3, 9),
        "arrive_on": date(2026, 3, 11), "carrier_name": "德邦物流", "waybill_no": "DPK2026030001",
        "mode": TransportMode.PART_LOAD, "vehicle_no": "苏 A·6F128", "driver": "钱师傅 138 0000 5678",
        "freight_payer": FreightPayer.PREPAID, "freight": Decimal(386), "insured": True,
        "declared_value": Decimal(12600), "insurance_fee": Decimal("37.80"), "large": True,
        "documents_enclosed": "装箱单、合格证、使用说明书",
        "marks": frozenset({HandlingMark.FRAGILE, HandlingMark.UPRIGHT, HandlingMark.DANGEROUS}),
        "dangerous_goods": "UN 1789 盐酸，第 8 类 腐蚀性物质",
    }  # fmt: skip
    return make_notified(context, slip, **{**usual, **fields})


def packed(items: list[PackedItemForm], count: int) -> tuple[PackageForm, ...]:
    """Return so many packages with all the items, one after the other; a package without any has gaskets."""
    shares = [tuple(items[place::count]) for place in range(count)]
    return tuple(
        PackageForm(
            **SIZES[place % 3],
            gross_kg=GROSS[place % 3],
            net_kg=NET[place % 3],
            items=share,
            contents="" if share else "备用垫片",
        )
        for place, share in enumerate(shares)
    )


@remembered
def full_count(context: Context, *, counted: bool = True) -> int:
    """Return a count of four parts: as it was submitted, or as the sheet for counting."""
    with_letterhead(context)
    parts = stock(context, 4)
    counts = (60, 58, 61, 60) if counted else (None,) * 4
    reasons = ("", "破损 2 只未销账", "上次少记 1 支", "")
    return make_submitted_count(context, *zip(parts, counts, reasons, strict=True))[0]


@remembered
def full_old_part(context: Context) -> int:
    """Return an old part that came back, was appraised and is dealt with."""
    where = works(context)
    about = {name: where[name] for name in ("project_id", "equipment_id")}
    old = make_old_part(context, request_id=works_request(context, where), **about)
    bring_old_part(context, old)
    appraise_part(context, old, Appraisal.SCRAP, text="轴承抱死，泵轴磨损 0.8 mm，无修复价值")
    settle(context, old, amount=Decimal(120), text="废旧物资外卖，款已入账")
    return old


@remembered
def full_goods(context: Context) -> int:
    """Return a customer's goods that are back from the manufacturer."""
    where = works(context)
    about = {name: where[name] for name in ("customer_id", "project_id")}
    goods = make_goods(context, METER, request_id=works_request(context, where), **about)
    send(context, goods)
    bring_back(context, goods)
    return goods


@remembered
def full_claim(context: Context) -> int:
    """Return a manufacturer's task that was answered, with part of its cost recovered, and closed."""
    where = works(context)
    about = {name: where[name] for name in ("project_id", "equipment_id")}
    partner = make_partner(context, name="上海肯特仪表股份有限公司")
    claim = make_claim(context, request_id=works_request(context, where), partner_id=partner, **about)
    answer(context, claim)
    recover(context, claim, amount=Decimal("1280.00"), recovered_on=date(2026, 3, 6))
    close(context, claim)
    return claim


@remembered
def full_swaps(context: Context) -> int:
    """Return a request for which two parts were replaced; one old part has to come back."""
    request = works_request(context)
    make_swap(context, request, name="机械密封", spec="MG1-45", new_serial_no="HM-2026-117", fault="静环开裂，漏水")
    make_swap(context, request, name="浓水流量计", spec="LZS-50", takes_back=False, fault="浮子卡阻")
    return request


MAKERS = {
    "stock_issue_slip": full_slip,
    "purchase_request": full_purchase,
    "shipping_notice": full_shipment,
    "packing_list": full_shipment,
    "stock_count": full_count,
    "old_parts": full_old_part,
    "customer_goods": full_goods,
    "supplier_claim": full_claim,
    "parts_replaced": full_swaps,
}
