"""What there is of parts, summed from the records behind it: on hand, reserved, on order, earmarked for a need.

``reserved`` is what approved slips are going to take (decision 9), and what came in for a need that no slip has taken
up yet; ``on_order`` what submitted purchases are still to bring. A part repeats the sums:
``app.services.material.ledger`` writes them again in the transaction that changes what they rest on.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import local
from app.queries.material.arrivals import TAKING, arrivals
from app.rules.material.allotting import kept_for
from app.rules.material.purchases import COMING
from app.rules.material.valuation import ZERO
from models.enums import SlipState
from models.material.ledger import StockMove
from models.material.need import MaterialNeed
from models.material.part import Part
from models.material.purchase import Purchase, PurchaseLine
from models.material.slip import Slip, SlipLine


def local_day(session: Session, moment: datetime) -> date:
    """Return the local day of a moment."""
    return local(moment, ZoneInfo(settings_of(session).text("zone"))).date()


def stock_at(session: Session, part_ids: Collection[int], moment: datetime) -> Mapping[int, Decimal]:
    """Return by part what the ledger says was on hand at a moment; nothing for parts that do not exist."""
    total = func.sum(StockMove.quantity, type_=StockMove.quantity.type)
    later = select(StockMove.part_id, total).where(StockMove.part_id.in_(part_ids), StockMove.at > moment)
    moved = {row[0]: row[1] for row in session.execute(later.group_by(StockMove.part_id))}
    parts = session.execute(select(Part.id, Part.on_hand).where(Part.id.in_(part_ids)))
    return {part_id: on_hand - moved.get(part_id, ZERO) for part_id, on_hand in parts}


def free_for(session: Session, part_ids: Collection[int], need_ids: Collection[int] = ()) -> Mapping[int, Decimal]:
    """Return by part what is on hand and not reserved; what came in for one of these needs is free for it (C6.1).

    Below zero only where a count took goods away that approved slips are to hand out; nothing for parts that do not
    exist.
    """
    own = earmarks(session, part_ids) if need_ids else {}
    for_these: dict[int, Decimal] = defaultdict(Decimal)
    for (part_id, need_id), quantity in own.items():
        if need_id in need_ids:
            for_these[part_id] += quantity
    parts = session.execute(select(Part.id, Part.on_hand, Part.reserved).where(Part.id.in_(part_ids)))
    return {part_id: on_hand - reserved + for_these[part_id] for part_id, on_hand, reserved in parts}


def earmarks(session: Session, part_ids: Collection[int]) -> Mapping[tuple[int, int], Decimal]:
    """Return by part and need what came in for the need and no slip of it has taken up yet.

    A need that takes part of it from stock keeps no more than it still lacks; all needs of a part together no more than
    lies there beside what approved slips are going to take, those needed first before others.
    """
    days: dict[int, date] = {}
    came: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    coming: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    for one in arrivals(session, part_ids=part_ids):
        if one.stands:
            days[one.need_id] = one.needed_on or date.max
            came[one.part_id, one.need_id] += one.came
            coming[one.part_id, one.need_id] += one.coming
    taken = _taken(session, {need_id for (_part_id, need_id), quantity in came.items() if quantity})
    left = {key: kept_for(*taken[key[1]], came=came[key], coming=coming[key]) for key in came if came[key]}
    in_order = sorted((key for key, quantity in left.items() if quantity), key=lambda key: (days[key[1]], key[1]))
    return _there(session, {key: left[key] for key in in_order})


def _there(session: Session, wanted: Mapping[tuple[int, int], Decimal]) -> Mapping[tuple[int, int], Decimal]:
    """Return what of the goods wanted, by part and need in this order, lies there and is on no approved slip."""
    part_ids = {part_id for part_id, _need_id in wanted}
    if not part_ids:
        return {}
    taking = _on_slips(session, part_ids)
    parts = session.execute(select(Part.id, Part.on_hand).where(Part.id.in_(part_ids)))
    room = {part_id: max(on_hand - taking.get(part_id, ZERO), ZERO) for part_id, on_hand in parts}
    kept: dict[tuple[int, int], Decimal] = {}
    for key, quantity in wanted.items():
        kept[key] = min(quantity, room[key[0]])
        room[key[0]] -= kept[key]
    return {key: quantity for key, quantity in kept.items() if quantity}


def _taken(session: Session, need_ids: Collection[int]) -> Mapping[int, tuple[Decimal, Decimal]]:
    """Return by need how much it is for, and what slips have handed out for it or are going to; goods that came back
    are not asked for again.
    """
    of_line = case((Slip.state == SlipState.APPROVED, SlipLine.quantity), else_=SlipLine.checked_quantity)
    taken = func.coalesce(func.sum(of_line), 0, type_=SlipLine.quantity.type)
    slips = Slip.id == SlipLine.slip_id, Slip.state.in_(TAKING), ~Slip.is_red
    rows = session.execute(
        select(MaterialNeed.id, MaterialNeed.quantity, taken)
        .outerjoin(SlipLine.__table__.join(Slip, and_(*slips)), SlipLine.need_id == MaterialNeed.id)
        .where(MaterialNeed.id.in_(need_ids))
        .group_by(MaterialNeed.id, MaterialNeed.quantity)
    )
    return {need_id: (quantity, handed_out) for need_id, quantity, handed_out in rows}


def reserved_sums(session: Session, part_ids: Collection[int]) -> Mapping[int, Decimal]:
    """Return by part what approved slips are going to take, and what is earmarked for needs."""
    sums = defaultdict(Decimal, _on_slips(session, part_ids))
    for (part_id, _need_id), quantity in earmarks(session, part_ids).items():
        sums[part_id] += quantity
    return sums


def _on_slips(session: Session, part_ids: Collection[int]) -> Mapping[int, Decimal]:
    """Return by part what approved slips are going to take."""
    total = func.sum(SlipLine.quantity, type_=SlipLine.quantity.type)
    wanted = select(SlipLine.part_id, total).join(Slip, Slip.id == SlipLine.slip_id)
    wanted = wanted.where(Slip.state == SlipState.APPROVED, ~Slip.is_red, SlipLine.part_id.in_(part_ids))
    return {row[0]: row[1] for row in session.execute(wanted.group_by(SlipLine.part_id))}


def on_order_sums(session: Session, part_ids: Collection[int]) -> Mapping[int, Decimal]:
    """Return by part what submitted purchases are still to bring."""
    to_come = PurchaseLine.quantity - PurchaseLine.received
    total = func.sum(to_come, type_=PurchaseLine.quantity.type)
    wanted = select(PurchaseLine.part_id, total).join(Purchase, Purchase.id == PurchaseLine.purchase_id)
    open_lines = (Purchase.state.in_(COMING), ~PurchaseLine.closed, PurchaseLine.received < PurchaseLine.quantity)
    wanted = wanted.where(*open_lines, PurchaseLine.part_id.in_(part_ids)).group_by(PurchaseLine.part_id)
    return {row[0]: row[1] for row in session.execute(wanted)}
