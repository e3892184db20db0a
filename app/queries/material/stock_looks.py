"""Looking in stock for a part: what is there and free, what is on order, what may take its place (C6.1)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.context import Context
from app.formatting import quantity
from app.i18n import _
from app.queries.material.arrivals import arrivals
from app.queries.material.close_models import CloseModel, close_models
from app.queries.material.need_reading import NeedView, PartBrief, needs_by_id
from app.queries.material.parts import slow_months
from app.queries.material.stock import free_for, local_day
from app.queries.records.lookup import existing
from app.rules.material.needs import StockFacts
from app.rules.material.purchases import COMING
from app.rules.material.valuation import ZERO
from app.rules.permissions import Permission
from app.rules.promises.clocks import add_months
from models.material.need import MaterialNeed
from models.material.part import Part
from models.material.purchase import Purchase, PurchaseLine
from models.record import Record
from models.trade.order import ServiceOrder

_purchase, _line = Purchase.__table__, PurchaseLine.__table__


@dataclass(frozen=True, slots=True)
class ComingGoods:
    """A line of goods on order: ``free`` of what is still to come is for no need yet; ``own`` is for this one, or for
    the one of the request that an order's takes over.
    """

    purchase_line_id: int
    purchase_id: int
    number: str
    expected_on: date | None
    to_come: Decimal
    free: Decimal
    own: Decimal


@dataclass(frozen=True, slots=True)
class StockLook:
    """What looking in stock for ``part`` finds, for one need: ``free`` counts what came in for it.

    ``on_order`` is still to come in all. ``models`` may take its place, those that must not are among them, each with
    why. ``slow_before`` is the day: what was not used since counts as slow-moving. ``covered`` is what slips hand out
    for the need already. For an order all this counts what its request got of the part before: the order takes it over.
    """

    part: PartBrief
    bin: str
    on_hand: Decimal
    reserved: Decimal
    free: Decimal
    on_order: Decimal
    idle_since: date | None
    coming: tuple[ComingGoods, ...]
    models: tuple[CloseModel, ...]
    today: date
    slow_before: date
    covered: Decimal = ZERO

    def is_slow(self, idle_since: date | None) -> bool:
        """Tell whether stock that was last used then is slow-moving: worth using."""
        return idle_since is not None and idle_since <= self.slow_before

    def facts(self, *, line_unit: str, chosen_id: int | None = None, purchase_line_id: int | None = None) -> StockFacts:
        """Return what decides whether an answer is complete."""
        chosen = next((one for one in self.models if one.part_id == chosen_id), None)
        coming = next((one for one in self.coming if one.purchase_line_id == purchase_line_id), None)
        lying = [one for one in self.models if one.free > 0]
        return StockFacts(
            line_unit=line_unit,
            part_unit=self.part.unit,
            free=max(self.free, ZERO),
            own=self.free - (self.on_hand - self.reserved),
            chosen=chosen.comparison if chosen else None,
            chosen_name=model_name(chosen) if chosen else "",
            chosen_free=chosen.free if chosen else ZERO,
            known_reason=chosen.reason if chosen else "",
            usable=tuple(_usable(one) for one in lying if not one.comparison.is_refused),
            refused=tuple(_refused(one) for one in lying if one.comparison.is_refused),
            coming=coming.free + coming.own if coming else ZERO,
            expected_on=coming.expected_on if coming else None,
            covered=self.covered,
        )


def model_name(model: CloseModel) -> str:
    """Return name and model of a part on one line."""
    return " ".join(said for said in (model.name, model.spec) if said)


def _usable(model: CloseModel) -> str:
    told = _("{name} ({free} {unit} free)")
    return told.format(name=model_name(model), free=quantity(model.free), unit=model.unit)


def _refused(model: CloseModel) -> str:
    why = _("; ").join(model.comparison.refusals)
    return _("{name}: {why}").format(name=model_name(model), why=why)


def stock_look(context: Context, part_id: int, need_id: int | None = None, record_id: int | None = None) -> StockLook:
    """Look in stock for a part; ``need_id`` is the need it is for, None while there is none, ``record_id`` the request
    or order. NotFound without them.
    """
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        need = next(iter(needs_by_id(session, (need_id,))), None) if need_id else None
        record = existing(session, Record, record_id) if record_id else None
        return look(session, existing(session, Part, part_id), need, context.clock.now(), record=record)


def look(
    session: Session,
    part: Part,
    need: NeedView | None,
    now: datetime,
    chosen_id: int | None = None,
    *,
    record: Record | None = None,
) -> StockLook:
    """Look in stock for a part, for ``need`` of ``record``; ``chosen_id`` is compared with it even where it is not
    close.
    """
    served = (*([need] if need else []), *_of_request(session, part, record))
    need_ids = tuple(one.id for one in served)
    today = local_day(session, now)
    return StockLook(
        part=PartBrief(part.id, part.number or "", part.title, part.spec, part.unit),
        bin=part.bin,
        on_hand=part.on_hand,
        reserved=part.reserved,
        free=free_for(session, (part.id,), need_ids)[part.id],
        on_order=part.on_order,
        idle_since=part.idle_since,
        coming=_coming(session, part.id, need_ids),
        models=close_models(session, part, chosen_id=chosen_id),
        today=today,
        slow_before=add_months(today, -slow_months(session)),
        covered=sum((one.coverage.handed_out + one.coverage.on_slips for one in served), ZERO),
    )


def _of_request(session: Session, part: Part, record: Record | None) -> tuple[NeedView, ...]:
    """Return the needs of the same part of the request behind an order: what they got goes over to the order's."""
    if not isinstance(record, ServiceOrder) or record.request_id is None:
        return ()
    same = MaterialNeed.record_id == record.request_id, MaterialNeed.part_id == part.id
    return needs_by_id(session, session.scalars(select(MaterialNeed.id).where(*same)).all())


def _coming(session: Session, part_id: int, need_ids: Collection[int]) -> tuple[ComingGoods, ...]:
    """Return the lines of goods on order of a part, those expected first in front."""
    expected = func.coalesce(_line.c.expected_on, _purchase.c.expected_on, type_=_line.c.expected_on.type)
    rows = session.execute(
        select(PurchaseLine, Purchase.id, Purchase.number, expected)
        .join(Purchase, Purchase.id == PurchaseLine.purchase_id)
        .where(
            PurchaseLine.part_id == part_id, Purchase.state.in_(COMING), ~PurchaseLine.closed,
            PurchaseLine.received < PurchaseLine.quantity,
        )
        .order_by(expected.is_(None), expected, PurchaseLine.id)
    ).all()  # fmt: skip
    shared = arrivals(session, part_ids=(part_id,)) if rows else ()
    return tuple(_goods(row, shared, need_ids) for row in rows)


def _goods(row: Any, shared: tuple[Any, ...], need_ids: Collection[int]) -> ComingGoods:
    line, purchase_id, number, expected_on = row
    of_line = [one for one in shared if (one.purchase_id, one.line_no) == (purchase_id, line.line_no)]
    taken = sum((one.coming for one in of_line), ZERO)
    own = sum((one.coming for one in of_line if one.need_id in need_ids), ZERO)
    free = max(line.to_come - taken, ZERO)
    return ComingGoods(line.id, purchase_id, number or "", expected_on, line.to_come, free, own)
