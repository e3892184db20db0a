"""Customers' goods and manufacturers' tasks as they occur, taken through the services as far as a test needs."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from app.context import Context
from app.forms.material.returns import (
    ClaimStepForm,
    CustomerGoodsForm,
    GoodsItemForm,
    GoodsStepForm,
    RecoveryForm,
    SupplierClaimForm,
)
from app.queries.material.customer_goods import CustomerGoodsDetails, customer_goods_details
from app.queries.material.supplier_claims import SupplierClaimDetails, supplier_claim_details
from app.services.material.customer_goods import (
    give_back,
    save_customer_goods,
    send_to_maker,
    sign_back,
    take_back,
)
from app.services.material.supplier_claims import answer_claim, close_claim, record_recovery, save_supplier_claim
from tests.factories import make_customer, make_partner, version_of
from tests.remembered import remembered

METER = GoodsItemForm(
    name="电磁流量计", spec="DN80", serial_no="FT-2291", quantity=Decimal(1), unit="台", accessories="法兰垫 2 片",
    condition="表壳有划痕",
)  # fmt: skip
CABLE = GoodsItemForm(name="信号电缆", quantity=Decimal("2.5"), unit="m", condition="完好")


def goods_form_of(context: Context, *items: GoodsItemForm, **fields: Any) -> CustomerGoodsForm:
    """Return the form of a flow meter that a new customer brings now, unless ``fields`` say otherwise."""
    if not {"customer_id", "request_id", "project_id", "equipment_id"} & fields.keys():
        fields["customer_id"] = make_customer(context)
    usual: dict[str, Any] = {
        "received_at": context.clock.now(), "received_by": "周敏", "brought_by": "王工",
        "contact_phone": "138 0574 2291", "fault": "无信号输出", "place": "维修间 2# 架", "items": items or (METER,),
    }  # fmt: skip
    return CustomerGoodsForm(**{**usual, **fields})


@remembered
def make_goods(context: Context, *items: GoodsItemForm, **fields: Any) -> int:
    """Return the id of goods that were brought just now."""
    return save_customer_goods(context, form=goods_form_of(context, *items, **fields))


def _step(context: Context, usual: dict[str, Any], fields: dict[str, Any]) -> GoodsStepForm:
    return GoodsStepForm(**{"at": context.clock.now(), "person": "周敏", **usual, **fields})


@remembered
def send(context: Context, goods_id: int, **fields: Any) -> None:
    """Send the goods to a manufacturer now, a new one unless one is given."""
    maker = fields.pop("maker_id", 0) or make_partner(context)
    form = _step(context, {"maker_id": maker, "how": "顺丰 SF1024"}, fields)
    send_to_maker(context, record_id=goods_id, version=version_of(context, goods_id), form=form)


@remembered
def bring_back(context: Context, goods_id: int, **fields: Any) -> None:
    """Take the goods back from the manufacturer now."""
    form = _step(context, {"text": "更换励磁板，已标定"}, fields)
    take_back(context, record_id=goods_id, version=version_of(context, goods_id), form=form)


@remembered
def hand_back(context: Context, goods_id: int, **fields: Any) -> None:
    """Give the goods back to the customer now."""
    form = _step(context, {"how": "客户自提", "text": "更换励磁板，已标定"}, fields)
    give_back(context, record_id=goods_id, version=version_of(context, goods_id), form=form)


def sign(context: Context, goods_id: int, scan: Path | None, **fields: Any) -> None:
    """Record that the customer signed now, with the scan of the slip."""
    form = _step(context, {"person": "王工", "scan": scan}, fields)
    sign_back(context, record_id=goods_id, version=version_of(context, goods_id), form=form)


def goods_of(context: Context, goods_id: int) -> CustomerGoodsDetails:
    """Read goods as they stand now."""
    return customer_goods_details(context, goods_id)


# manufacturers' tasks --------------------------------------------------------------------------------------------


def claim_form_of(context: Context, **fields: Any) -> SupplierClaimForm:
    """Return the form of a task that a new manufacturer is asked for now, unless ``fields`` say otherwise."""
    usual: dict[str, Any] = {
        "title": "更换励磁板", "task": "流量计质保期内无信号，请免费更换励磁板并说明原因", "contact_name": "孙工",
        "asked_at": context.clock.now(), "cost": Decimal("1280.00"),
    }  # fmt: skip
    if "partner_id" not in fields:
        fields["partner_id"] = make_partner(context)
    return SupplierClaimForm(**{**usual, **fields})


@remembered
def make_claim(context: Context, **fields: Any) -> int:
    """Return the id of a task that a manufacturer was asked for just now."""
    return save_supplier_claim(context, form=claim_form_of(context, **fields))


@remembered
def answer(context: Context, claim_id: int, **fields: Any) -> None:
    """Let the manufacturer answer now."""
    usual = {"at": context.clock.now(), "person": "孙工", "text": "同意免费更换，3 天内发货"}
    form = ClaimStepForm(**{**usual, **fields})
    answer_claim(context, record_id=claim_id, version=version_of(context, claim_id), form=form)


@remembered
def recover(context: Context, claim_id: int, **fields: Any) -> None:
    """Record what came back of the cost."""
    record_recovery(context, record_id=claim_id, version=version_of(context, claim_id), form=RecoveryForm(**fields))


@remembered
def close(context: Context, claim_id: int, **fields: Any) -> None:
    """Close an answered task with its result now."""
    usual = {"at": context.clock.now(), "text": "已更换，用户确认"}
    form = ClaimStepForm(**{**usual, **fields})
    close_claim(context, record_id=claim_id, version=version_of(context, claim_id), form=form)


def claim_of(context: Context, claim_id: int) -> SupplierClaimDetails:
    """Read a task as it stands now."""
    return supplier_claim_details(context, claim_id)
