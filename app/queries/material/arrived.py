"""Goods that came in for a request or an order and wait to be issued (C6.2, C6.3)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Actor
from app.formatting import quantity
from app.i18n import _
from app.queries.material.need_list import in_open_records
from app.queries.material.need_reading import NeedView, needs_by_id
from app.rules.permissions import Permission
from models.enums import RecordKind
from models.material.need import MaterialNeed
from models.material.purchase import PurchaseLine, PurchaseShare
from models.record import Record

_need, _share, _line = MaterialNeed.__table__, PurchaseShare.__table__, PurchaseLine.__table__


@dataclass(frozen=True, slots=True)
class ArrivedLine:
    """What came in for a record and no slip has taken up yet: ``items`` in words, the day the first of it is needed."""

    record_kind: RecordKind
    record_id: int
    number: str
    title: str
    items: str
    needed_on: date | None


def arrived_for(session: Session, actor: Actor) -> tuple[ArrivedLine, ...]:
    """Return what came in and waits, needed first in front; nothing for whoever writes no issue slips."""
    if not actor.may(Permission.EDIT_MATERIAL):
        return ()
    came = (
        select(_need.c.id)
        .join(_share, _share.c.need_id == _need.c.id)
        .join(_line, _line.c.id == _share.c.line_id)
        .where(in_open_records(_need.c.record_id), _line.c.received > 0)
    )
    waiting: dict[int, list[NeedView]] = defaultdict(list)
    for need in needs_by_id(session, session.scalars(came.distinct()).all()):
        if need.coverage.earmarked > 0 and need.coverage.left > 0:
            waiting[need.record_id].append(need)
    titles = select(Record.id, Record.title).where(Record.id.in_(waiting))
    named = {row[0]: row[1] for row in session.execute(titles)} if waiting else {}
    found = [_line_of(needs, named[record_id]) for record_id, needs in waiting.items()]
    return tuple(sorted(found, key=lambda one: (one.needed_on or date.max, one.record_id)))


def _line_of(needs: list[NeedView], title: str) -> ArrivedLine:
    first = needs[0]
    days = [need.needed_on for need in needs if need.needed_on is not None]
    items = _("; ").join(_item(need) for need in needs)
    return ArrivedLine(
        first.record_kind, first.record_id, first.record_number, title, items, min(days) if days else None
    )


def _item(need: NeedView) -> str:
    part = need.handed_out_part
    return f"{part.title} {quantity(need.coverage.earmarked)} {part.unit}".strip()
