"""Reading the limits of approvals and terms: as they stand on a day, and with their history."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.formatting import local
from app.queries.promises.policies import RowState
from app.rules.approvals.limits import CLAUSES, SHIPPED, LimitRow, Limits, limits_on
from app.rules.permissions import Permission
from models.enums import LimitKind
from models.trade.limit import Limit


def read_limits(session: Session, day: date) -> Limits:
    """Return the limits as they stand on ``day``; a transaction reads them once."""
    known: dict[date, Limits] = session.info.setdefault("limits", {})
    if day not in known:
        rows = session.scalars(select(Limit).where(Limit.effective_from <= day))
        known[day] = limits_on((LimitRow(row.kind, row.value, row.effective_from, row.id) for row in rows), day)
    return known[day]


@dataclass(frozen=True, slots=True)
class LimitLine:
    """One value of a limit, in yuan, percent or days; the shipped one has ``effective_from`` None and an id below 0."""

    id: int
    kind: LimitKind
    clause: str
    value: Decimal
    effective_from: date | None
    reason: str
    created_by: str
    state: RowState


def limit_lines(context: Context) -> tuple[LimitLine, ...]:
    """Read all limits in all their versions: by kind, the newest on top. NotAllowed for those who may not see money."""
    context.require(Permission.VIEW_MONEY)
    today = local(context.clock.now(), context.zone).date()
    with context.read() as session:
        rows = session.scalars(select(Limit).order_by(Limit.effective_from.desc(), Limit.id.desc())).all()
        return tuple(line for kind in LimitKind for line in _versions(kind, (r for r in rows if r.kind is kind), today))


def limit_now(context: Context, kind: LimitKind) -> LimitLine:
    """Return the value of a limit that is in force; NotAllowed as ``limit_lines``."""
    return next(one for one in limit_lines(context) if one.kind is kind and one.state is RowState.IN_FORCE)


def _versions(kind: LimitKind, rows: Iterable[Limit], today: date) -> Iterator[LimitLine]:
    """Yield the versions of one limit, the newest first; the first that holds today hides those before it."""
    in_force = False
    for row in rows:
        is_coming = row.effective_from > today
        state = RowState.COMING if is_coming else RowState.FORMER if in_force else RowState.IN_FORCE
        in_force = in_force or not is_coming
        yield LimitLine(row.id, kind, CLAUSES[kind], row.value, row.effective_from, row.reason, row.created_by, state)
    state = RowState.FORMER if in_force else RowState.IN_FORCE
    shipped = -1 - list(LimitKind).index(kind)
    yield LimitLine(shipped, kind, CLAUSES[kind], SHIPPED[kind], None, "", "", state)
