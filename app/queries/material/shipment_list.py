"""The list of shipments and its quick views (C6.4, C6.6)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from sqlalchemy import ColumnElement, and_, func, literal, or_

from app.queries.lists.record_list import RecordList, over, record
from app.queries.lists.table_list import Looking
from app.rules.material.shipments import NOT_GONE, OVER, UNDER_WAY
from models.enums import ArrivalCondition, CommitmentKind, RecordKind, ShipmentState
from models.material.shipment import Package, Shipment

shipment, package = Shipment.__table__, Package.__table__


@dataclass(frozen=True, slots=True)
class ShipmentRow:
    """A line of the list; ``number`` is "" for a draft. ``packages`` and ``gross_kg`` are those of all its packages,
    ``due_at`` is when it is to be looked up next, or its return slip filed.
    """

    id: int
    number: str
    name: str
    state: ShipmentState
    consignee_unit: str
    project: str
    packages: int
    gross_kg: Decimal | None
    large: bool
    dangerous_goods: str
    carrier_name: str
    waybill_no: str
    ship_on: date | None
    shipped_at: datetime | None
    due_at: datetime | None
    condition: ArrivalCondition | None
    created_at: datetime


def _in(*states: ShipmentState) -> ColumnElement[bool]:
    return record.c.state.in_([state.value for state in states])


def _look_up_due(looking: Looking) -> ColumnElement[bool]:
    """Tell the goods on their way that are to be looked up by the end of today, or should have been."""
    midnight = datetime.combine(looking.today + timedelta(days=1), time.min, looking.zone)
    due: ColumnElement[bool] = record.c.due_at < literal(midnight, record.c.due_at.type)
    return and_(_in(*UNDER_WAY), record.c.due_kind == CommitmentKind.TRACKING, due)


SHIPMENTS = RecordList(
    kind=RecordKind.SHIPMENT,
    row=ShipmentRow,
    own=shipment,
    columns={
        "packages": over(func.count(), package.c.shipment_id),
        "gross_kg": over(func.sum(package.c.gross_kg, type_=package.c.gross_kg.type), package.c.shipment_id),
        "created_at": record.c.sort_at,
    },
    orders={"ship_on": shipment.c.ship_on, "shipped_at": shipment.c.shipped_at, "due_at": record.c.due_at},
    views={
        "to_ship": _in(*NOT_GONE),
        "under_way": _in(*UNDER_WAY),
        "look_up_due": _look_up_due,
        "to_confirm": _in(ShipmentState.ARRIVED),
        "slip_missing": and_(_in(ShipmentState.CONFIRMED), shipment.c.receipt_id.is_(None)),
        "not_intact": or_(
            shipment.c.condition == ArrivalCondition.DAMAGED, shipment.c.condition == ArrivalCondition.SHORT
        ),
        "finished": _in(*OVER),
    },
    uncounted=frozenset({"not_intact", "finished"}),
)
