"""Shipments as they occur in the department, taken through the services as far as a test needs them."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

from app.context import Context
from app.forms.material.shipments import (
    ArrivalForm,
    ConfirmationForm,
    PackageForm,
    PartyForm,
    ShipmentForm,
    ShippingForm,
    TrackingForm,
)
from app.queries.material.shipment_forms import new_shipment_form
from app.queries.material.shipments import ShipmentDetails, shipment_details
from app.services.material.shipments import notify_shipment, save_shipment
from app.services.material.shipping import arrive, confirm, ship, track
from models.enums import HandingOver, OrderKind, SlipKind
from tests.factories import make_customer, make_project, make_site, version_of
from tests.need_factories import put_in_stock
from tests.order_factories import make_order_in_force, pay
from tests.purchase_factories import make_stock_part
from tests.quotation_factories import SEAL
from tests.remembered import remembered
from tests.slip_factories import item, make_packed_slip

SHIPPER = PartyForm(
    unit="净源水务工程有限公司", address="杭州市滨江区江南大道 588 号", contact="周敏", phone="0571-88886666"
)
CONSIGNEE = PartyForm(
    unit="宁波甬江化工有限公司", address="浙江省宁波市北仑区滨江大道 1288 号", contact="王工", phone="13800001234",
    postcode="315800",
)  # fmt: skip
CARRIER, WAYBILL = "德邦物流", "DPK2026030001"
_numbers = count(1)


@remembered
def make_consigned_slip(context: Context, quantity: int = 2, part_id: int | None = None, **fields: Any) -> int:
    """Return the id of a packed slip of seals that are to be consigned, for the installation of a new project."""
    part = part_id or make_stock_part(context)
    put_in_stock(context, part, quantity)
    if not {"request_id", "order_id", "project_id"} & fields.keys():
        customer = make_customer(context)
        make_site(context, customer_id=customer)
        fields["project_id"] = make_project(context, customer_id=customer)
    usual: dict[str, Any] = {"slip_kind": SlipKind.PROJECT, "handing_over": HandingOver.CONSIGNED}
    return make_packed_slip(context, item(part, quantity), **{**usual, **fields})


def shipment_form_of(context: Context, *slip_ids: int, **fields: Any) -> ShipmentForm:
    """Return the form of a shipment of these slips, both parties complete, all goods in one carton of 12.5 kg."""
    form = new_shipment_form(context, slip_ids=slip_ids)
    usual: dict[str, Any] = {"shipper": SHIPPER, "consignee": CONSIGNEE}
    return replace(form, **{**usual, "packages": tuple(carton(one) for one in form.packages), **fields})


def carton(package: PackageForm, **fields: Any) -> PackageForm:
    """Return a package as a carton with size and weight."""
    usual: dict[str, Any] = {
        "packing": "纸箱", "length_cm": 60, "width_cm": 40, "height_cm": 30, "gross_kg": Decimal("12.5"),
        "net_kg": Decimal(11),
    }  # fmt: skip
    return replace(package, **{**usual, **fields})


@remembered
def make_shipment(context: Context, *slip_ids: int, **fields: Any) -> int:
    """Return the id of a draft of these slips, of a new one unless any is given."""
    wanted = slip_ids or (make_consigned_slip(context),)
    return save_shipment(context, form=shipment_form_of(context, *wanted, **fields))


@remembered
def notify(context: Context, shipment_id: int) -> str:
    """Give notice of a draft; returns its number."""
    return notify_shipment(context, record_id=shipment_id, version=version_of(context, shipment_id))


@remembered
def make_notified(context: Context, *slip_ids: int, **fields: Any) -> int:
    """Return the id of a shipment of which notice was given."""
    shipment_id = make_shipment(context, *slip_ids, **fields)
    notify(context, shipment_id)
    return shipment_id


@remembered
def leave(context: Context, shipment_id: int, **fields: Any) -> None:
    """Let the goods leave now with the usual carrier."""
    form = ShippingForm(**{"carrier_name": CARRIER, "waybill_no": WAYBILL, **fields})
    ship(context, record_id=shipment_id, version=version_of(context, shipment_id), form=form)


@remembered
def make_shipped(context: Context, *slip_ids: int, **fields: Any) -> int:
    """Return the id of a shipment whose goods left just now."""
    shipment_id = make_notified(context, *slip_ids, **fields)
    leave(context, shipment_id, waybill_no=f"DPK2026{next(_numbers):06}")
    return shipment_id


@remembered
def look_up(context: Context, shipment_id: int, after: timedelta = timedelta(0), text: str = "已到嘉兴中转") -> None:
    """Record a look-up now, or at another time as seen from now."""
    form = TrackingForm(at=context.clock.now() + after, person="周敏", text=text)
    track(context, record_id=shipment_id, form=form)


@remembered
def come(context: Context, shipment_id: int, **fields: Any) -> None:
    """Let the goods arrive now, all packages intact."""
    usual = {"packages": len(details_of(context, shipment_id).packages)}
    form = ArrivalForm(**{**usual, **fields})
    arrive(context, record_id=shipment_id, version=version_of(context, shipment_id), form=form)


@remembered
def be_confirmed(context: Context, shipment_id: int, scan: Path | None = None) -> None:
    """Let the customer confirm goods that arrived."""
    form = ConfirmationForm(person="王工", text="货已收到", scan=scan)
    confirm(context, record_id=shipment_id, version=version_of(context, shipment_id), form=form)


@remembered
def make_confirmed(context: Context, *slip_ids: int, **fields: Any) -> int:
    """Return the id of a shipment that the customer confirmed just now."""
    shipment_id = make_shipped(context, *slip_ids, **fields)
    come(context, shipment_id)
    be_confirmed(context, shipment_id)
    return shipment_id


def details_of(context: Context, shipment_id: int) -> ShipmentDetails:
    """Read a shipment as it stands now."""
    return shipment_details(context, shipment_id)


@remembered
def make_parts_order(context: Context, part_id: int, *, paid: bool = True, **fields: Any) -> int:
    """Return the id of an order of two seals in force, its advance in unless it is not ``paid``."""
    usual: dict[str, Any] = {
        "customer_id": make_customer(context), "order_kind": OrderKind.SPARE_PARTS,
        "lines": (replace(SEAL, part_id=part_id),),
    }  # fmt: skip
    order_id = make_order_in_force(context, **{**usual, **fields})
    if paid:
        pay(context, order_id)
    return order_id
