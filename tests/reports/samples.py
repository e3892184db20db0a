"""Papers as they occur in the department, for the tests of this package."""

from dataclasses import replace
from typing import Any

from app.papers.content import Letterhead, PaperContent, Ticks
from app.papers.form import load_form

NUMBER = "PG-2026-0093"

CHINESE: dict[str, str | Ticks] = {
    "doc_date": "2026-11-20",
    "service_type": Ticks(frozenset({"repair"})),
    "urgency": Ticks(frozenset({"urgent"})),
    "charge_mode": Ticks(frozenset({"free"})),
    "source_no": "SR-2026-0147",
    "customer_name": "滨江热电有限责任公司",
    "project_name": "滨江热电锅炉补给水处理站",
    "site_address": "浙江省宁波市北仑区滨江大道 1288 号 化水车间（距离 86.5 km）",
    "equipment_name": "EDI 装置　2 × 40 m³/h",
    "fault_desc": "11 月 19 日 14:05 来电：2# EDI 产水电阻率由 16 MΩ·cm 降至 9 MΩ·cm，浓水流量偏低。",
    "task_desc": "1．检查整流电源；\n2．浓水室酸洗（按作业指导书 ZY-EDI-03）；\n3．产水稳定 ≥ 15 MΩ·cm 连续 4 h。",
    "engineers": "张伟（负责人）、刘洋",
    "hazards": "盐酸灼伤（戴防酸面罩、手套）；直流 400 V 触电（停电、验电、挂牌）；地面湿滑。",
    "prepared_by": "周敏",
}
ENGLISH: dict[str, str | Ticks] = {
    **CHINESE,
    "customer_name": "Binjiang Thermal Power Co., Ltd.",
    "project_name": "Boiler make-up water treatment station",
    "site_address": "1288 Binjiang Avenue, Beilun District, Ningbo (86.5 km)",
    "equipment_name": "EDI unit 2 × 40 m³/h",
    "fault_desc": "Product resistivity of EDI no. 2 fell from 16 MΩ·cm to 9 MΩ·cm; switched over to no. 1.",
    "task_desc": "1. Check the rectifier;\n2. Acid cleaning (work instruction ZY-EDI-03).",
    "engineers": "Zhang Wei (lead), Liu Yang",
    "hazards": "Acid burns (face shield, gloves); 400 V DC (isolate, test, tag); slippery floor.",
    "prepared_by": "Zhou Min",
}


def work_order(values: dict[str, str | Ticks] | None = None, **changes: Any) -> PaperContent:
    """Return a filled dispatch order; ``values`` are added to the usual ones, ``changes`` replace attributes."""
    content = PaperContent(
        form=load_form("service_work_order"),
        language="zh_CN",
        letterhead=Letterhead("江南清源水务工程有限公司", "售后服务部"),
        values={**CHINESE, **(values or {})},
        number=NUMBER,
        printed_by="周敏",
        printed_at="2026-11-20 08:12",
    )
    return replace(content, **changes)


def english_order(**changes: Any) -> PaperContent:
    """Return the same order in English."""
    changes.setdefault("values", ENGLISH)
    head = Letterhead("Jiangnan Qingyuan Water Engineering Co., Ltd.", "After-sales Service")
    return work_order(language="en", letterhead=head, printed_by="Zhou Min", **changes)


def part_rows(count: int) -> dict[str, tuple[dict[str, str], ...]]:
    """Return ``count`` rows of replaced parts."""
    rows = (
        {"seq": str(index), "part_no": f"WL-{1000 + index}", "part_name": "浓水流量计", "unit": "只", "qty": "1"}
        for index in range(1, count + 1)
    )
    return {"parts": tuple(rows)}
