"""Handovers, with what is left over and what is open of them, for tests (C10.1, C10.3)."""

from datetime import date
from decimal import Decimal
from typing import Any

from app.context import Context
from app.forms.handovers import HandoverForm, PunchItemForm, ReviewForm
from app.forms.money import InstalmentForm
from app.forms.parties import ContactForm
from app.forms.projects import FreePartForm
from app.services.projects.handovers import register_handover, review_handover
from app.services.projects.punch_items import save_punch_item
from models.enums import InstalmentKind
from models.projects.handover import Handover, PunchItem
from models.projects.project import Project
from tests.factories import make_contract, make_customer, make_equipment, make_project, make_site, stored, version_of
from tests.money_factories import lines_of, make_receipt, set_instalments, share
from tests.remembered import remembered

NOTICED, HANDED_OVER = date(2026, 3, 5), date(2026, 3, 4)
CONTRACT_NO = "QY-2025-HT-021"
INSTALMENTS = (
    (InstalmentKind.ADVANCE, "30", "384000", "4.1", "", date(2025, 4, 1)),
    (InstalmentKind.DELIVERY, "40", "512000", "4.2", "", date(2025, 9, 30)),
    (InstalmentKind.ACCEPTANCE, "25", "320000", "4.3", "验收合格后30日内", date(2026, 3, 20)),
    (InstalmentKind.RETENTION, "5", "64000", "4.4", "质保期满后15日内", None),
)


def instalments() -> tuple[InstalmentForm, ...]:
    """Return the four instalments of a plant, the last kept until the warranty ends."""
    return tuple(
        InstalmentForm(
            kind=kind, percent=Decimal(percent), amount=Decimal(amount), clause=clause, condition=condition, due_on=due
        )
        for kind, percent, amount, clause, condition, due in INSTALMENTS
    )


@remembered
def make_plant(context: Context, **fields: Any) -> int:
    """Return the id of a project that is built, not handed over: with contract, instalments, equipment, a payment."""
    person = ContactForm(name="王建国", post="设备科长", mobile="139 0000 2468")
    customer = make_customer(context, name="滨江热电有限责任公司", contacts=(person,))
    place = {"province": "浙江省", "city": "宁波市", "address": "滨江大道 1288 号", "name": "化水车间"}
    usual = {
        "name": "滨江热电锅炉补给水处理站",
        "manager_name": "赵建国",
        "accepted_on": date(2026, 2, 27),
        "handed_over_on": None,
        "site_id": make_site(context, customer_id=customer, **place),
        "free_part_lines": (
            FreePartForm(name="机械密封", model="CR32-2", unit="套", agreed=Decimal(4), used=Decimal(1)),
        ),
    }
    project = make_project(context, customer_id=customer, **{**usual, **fields})
    for name, model, serial in (("EDI 装置", "EDI-40", "0812"), ("反渗透装置", "RO-2×80", "0813")):
        make_equipment(context, project_id=project, name=name, model=model, serial_no=serial, maker="清源膜科技")
    contract = make_contract(
        context,
        customer_id=customer,
        project_id=project,
        number=CONTRACT_NO,
        amount=Decimal(1280000),
        signed_on=date(2025, 3, 18),
    )
    set_instalments(context, contract, *instalments())
    first, second, *_others = lines_of(context, contract)
    make_receipt(context, customer, 700000, share(first.id, 384000), share(second.id, 316000))
    return project


@remembered
def make_handover(context: Context, **fields: Any) -> int:
    """Return the id of a handover of which the notice came yesterday; of a new plant unless a project is given."""
    usual = {"noticed_on": NOTICED, "handed_over_on": HANDED_OVER, "notice_no": "JF-18"}
    form = HandoverForm(**{**usual, **fields, "project_id": fields.get("project_id") or make_plant(context)})
    return register_handover(context, form=form)


@remembered
def make_item(context: Context, project_id: int, **fields: Any) -> int:
    """Return the id of something left over of a project."""
    usual = {
        "title": "3号鼓风机隔音罩未到货",
        "department": "采购部",
        "responsible": "孙强",
        "found_on": HANDED_OVER,
        "deadline_on": date(2026, 3, 20),
    }
    return save_punch_item(context, form=PunchItemForm(project_id=project_id, **{**usual, **fields}))


def review(context: Context, handover_id: int) -> None:
    """Record the review of a handover."""
    form = ReviewForm(summary="遗留问题已落实责任部门；尾款与验收款3月底前收回。", reviewed_by="李秘书")
    review_handover(context, record_id=handover_id, version=version_of(context, handover_id), form=form)


def full_handover(context: Context) -> int:
    """Return the id of a handover with two items left over, reviewed."""
    handover = make_handover(context)
    project = handover_of(context, handover).project_id or 0
    make_item(context, project)
    make_item(context, project, title="控制柜铭牌缺 2 块", department="工程一部", deadline_on=date(2026, 3, 12))
    review(context, handover)
    return handover


def handed_over_plant(context: Context) -> int:
    """Return the id of a plant that was handed over."""
    project = make_plant(context)
    make_handover(context, project_id=project)
    return project


def handover_of(context: Context, record_id: int) -> Handover:
    """Return a handover as it is stored now."""
    return stored(context, Handover, record_id)


def item_of(context: Context, record_id: int) -> PunchItem:
    """Return an item as it is stored now."""
    return stored(context, PunchItem, record_id)


def project_of(context: Context, record_id: int) -> Project:
    """Return a project as it is stored now."""
    return stored(context, Project, record_id)


MAKERS = {"handover_review": full_handover, "warranty_card": handed_over_plant}
