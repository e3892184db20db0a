"""Reading what was issued for dispatches, put in on site, and brought back by red slips (C6.3, C7.4)."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, case, func, literal, null, select, type_coerce, union_all
from sqlalchemy.orm import Session

from app.rules.material.slips import HANDED_OUT
from app.rules.material.valuation import ZERO
from app.rules.trips.parts import PartFact
from models.enums import SlipKind
from models.material.part import Part
from models.material.slip import Slip, SlipLine
from models.material.swap import PartSwap
from models.types import Quantity, UtcDateTime

_ISSUED, _BACK, _PUT_IN = "issued", "back", "put_in"


def parts_taken(session: Session, dispatch_ids: Collection[int]) -> Mapping[int, tuple[PartFact, ...]]:
    """Return by dispatch the parts issued for it, in the order of their ids. Stand-in machines are loans, not parts."""
    if not dispatch_ids:
        return {}
    facts: dict[tuple[int, int], PartFact] = {}
    for row in session.execute(_statement(dispatch_ids)):
        key = row.dispatch_id, row.part_id
        fact = facts.get(key) or PartFact(row.title, row.unit, ZERO)
        facts[key] = _counted(fact, row.what, row.quantity or ZERO, row.at)
    found: dict[int, list[PartFact]] = defaultdict(list)
    for (dispatch_id, _part_id), fact in sorted(facts.items(), key=lambda item: item[0]):
        if fact.issued:
            found[dispatch_id].append(fact)
    return {dispatch_id: tuple(of_it) for dispatch_id, of_it in found.items()}


def _counted(fact: PartFact, what: str, quantity: Decimal, at: Any) -> PartFact:
    if what == _BACK:
        return replace(fact, back=fact.back + quantity, back_at=at)
    if what == _PUT_IN:
        return replace(fact, put_in=fact.put_in + quantity)
    return replace(fact, issued=fact.issued + quantity)


def _statement(dispatch_ids: Collection[int]) -> Select[Any]:
    swapped = (
        select(
            literal(_PUT_IN).label("what"),
            PartSwap.dispatch_id.label("dispatch_id"),
            PartSwap.part_id.label("part_id"),
            func.sum(PartSwap.quantity, type_=Quantity()).label("quantity"),
            type_coerce(null(), UtcDateTime()).label("at"),
        )
        .where(PartSwap.dispatch_id.in_(dispatch_ids), PartSwap.part_id.is_not(None))
        .group_by(PartSwap.dispatch_id, PartSwap.part_id)
    )
    found = union_all(_moved(dispatch_ids), swapped).subquery("moved")
    return (
        select(found, Part.title, Part.unit)
        .join(Part, Part.id == found.c.part_id)
        .order_by(found.c.dispatch_id, found.c.part_id)
    )


def _moved(dispatch_ids: Collection[int]) -> Select[Any]:
    """Select what checked slips moved, out and (red ones) back, and when the last of it was."""
    return (
        select(
            case((Slip.is_red, _BACK), else_=_ISSUED).label("what"),
            Slip.dispatch_id.label("dispatch_id"),
            SlipLine.part_id.label("part_id"),
            func.sum(SlipLine.checked_quantity, type_=Quantity()).label("quantity"),
            func.max(Slip.checked_at, type_=UtcDateTime()).label("at"),
        )
        .select_from(Slip)
        .join(SlipLine, SlipLine.slip_id == Slip.id)
        .where(Slip.dispatch_id.in_(dispatch_ids), Slip.state.in_(HANDED_OUT), Slip.slip_kind != SlipKind.LOAN)
        .group_by(Slip.dispatch_id, Slip.is_red, SlipLine.part_id)
    )
