"""Parts that may take another's place: known substitutes, and close models found by name, model and attributes (C6.1).

Candidates are found by the search index, as a person would find them, among parts of the same family and unit; they are
few however many parts there are. What they differ in says ``app.rules.material.comparing``.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.queries.material.like_parts import like_parts
from app.rules.material.comparing import Comparison, PartFacts, Verdict, compare
from models.enums import BasicState
from models.material.part import Part, PartSubstitute

LEAST_ALIKE = Decimal("0.15")
_VERDICTS = tuple(Verdict)


@dataclass(frozen=True, slots=True)
class CloseModel:
    """A part that is close to a wanted one: what comparing them came to, and what there is of it.

    ``free`` and ``on_order`` are in its own unit, ``idle_since`` says since when it lies. ``known`` tells that somebody
    accepted it before, for ``reason``.
    """

    part_id: int
    code: str
    name: str
    spec: str
    brand: str
    unit: str
    on_hand: Decimal
    free: Decimal
    on_order: Decimal
    idle_since: date | None
    comparison: Comparison
    known: bool = False
    reason: str = ""


def part_facts(part: Part) -> PartFacts:
    """Return what is compared of a part."""
    return PartFacts(
        name=part.title,
        spec=part.spec,
        brand=part.brand,
        unit=part.unit,
        family=part.family,
        attributes={code: str(value) for code, value in part.attributes.items()},
    )


def close_models(
    session: Session, part: Part, limit: int = 8, *, chosen_id: int | None = None
) -> tuple[CloseModel, ...]:
    """Return up to ``limit`` parts that may take the place of ``part``, or are so close that somebody may think so;
    the part ``chosen_id`` is one of them, however little it has in common.

    Known substitutes come first, then what may be taken and is free in stock, what has to be refused last. Of those
    equally good the one that has lain longest comes first: stock that does not move is worth using.
    """
    found = {model.part_id: model for model in _known(session, part)}
    same_sort = Part.id != part.id, Part.family == part.family, Part.unit == part.unit
    for candidate in like_parts(session, f"{part.title} {part.spec}", *same_sort):
        model = _model(part, candidate)
        if model.comparison.score >= LEAST_ALIKE:
            found.setdefault(candidate.id, model)
    ranked = sorted(found.values(), key=_rank)[:limit]
    chosen = session.get(Part, chosen_id) if chosen_id else None
    if chosen is not None and chosen.id not in {model.part_id for model in ranked}:
        ranked.append(found.get(chosen.id) or _model(part, chosen))
    return tuple(ranked)


def _rank(model: CloseModel) -> tuple[Any, ...]:
    refused = model.comparison.is_refused
    place = _VERDICTS.index(model.comparison.verdict)
    idle = model.idle_since or date.max
    return refused, not model.known, model.free <= 0, place, -model.comparison.score, idle, model.part_id


def _model(part: Part, candidate: Part, accepted: PartSubstitute | None = None) -> CloseModel:
    return CloseModel(
        part_id=candidate.id,
        code=candidate.number or "",
        name=candidate.title,
        spec=candidate.spec,
        brand=candidate.brand,
        unit=candidate.unit,
        on_hand=candidate.on_hand,
        free=max(candidate.free, Decimal(0)),
        on_order=candidate.on_order,
        idle_since=candidate.idle_since,
        comparison=compare(part_facts(part), part_facts(candidate)),
        known=accepted is not None,
        reason=accepted.reason if accepted else "",
    )


def _known(session: Session, part: Part) -> list[CloseModel]:
    rows = session.execute(
        select(PartSubstitute, Part)
        .join(Part, Part.id == PartSubstitute.substitute_id)
        .where(PartSubstitute.part_id == part.id, Part.state == BasicState.ACTIVE)
        .order_by(PartSubstitute.id)
    )
    return [_model(part, substitute, accepted) for accepted, substitute in rows]
