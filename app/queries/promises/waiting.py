"""What waits for a person's word: long holds that the manager confirms, and pending steps of approvals."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, bindparam, func, literal, or_, select
from sqlalchemy.orm import Session

from app.context import Actor, actor_of
from app.queries.approvals.deciders import roles_asked, roles_of
from app.queries.approvals.summary import need_reasons
from app.rules.approvals.steps import DECIDES, NeedReason
from app.rules.permissions import Permission
from app.rules.promises.holds import CLAUSE, Held, needs_confirmation
from app.rules.visible import viewing
from models.approval import Approval, ApprovalStep
from models.commitment import Hold
from models.enums import (
    ApprovalDecision,
    BasicState,
    DispatchState,
    HoldReason,
    ProjectState,
    RecordKind,
    RequestState,
    Role,
)
from models.parties.customer import Customer
from models.record import Record

# Nobody is asked about a record that is over.
OVER = frozenset[str](
    {
        RequestState.CLOSED, RequestState.CANCELLED, RequestState.MERGED, DispatchState.CLOSED,
        DispatchState.CANCELLED, ProjectState.CLOSED, BasicState.RETIRED,
    }
)  # fmt: skip
HOLD = "hold"  # the subject of a hold, beside those of approvals


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """One thing that waits for a word: under which ``clause``, of which ``subject``, on which record, who asked for it
    when, and why.

    ``hold``, ``since`` and ``until`` tell a hold's reason and length and are None for any other subject. An approval is
    a record itself; ``about`` is the number of what it is about, ``reasons`` say why the word is needed, ``on_paper``
    that it is given on paper and only entered here.
    """

    id: int
    clause: str
    subject: str
    record_kind: RecordKind
    record_id: int
    number: str | None
    title: str
    customer: str
    person: str
    asked_at: datetime
    note: str
    hold: HoldReason | None = None
    since: datetime | None = None
    until: datetime | None = None
    about: str = ""
    reasons: tuple[NeedReason, ...] = ()
    on_paper: bool = False


_record, _hold = Record.__table__, Hold.__table__
_approval, _step = Approval.__table__, ApprovalStep.__table__
_owner, _customer = Record.__table__.alias("owner"), Customer.__table__
_subject = Record.__table__.alias("subject")


def waiting_for(session: Session, actor: Actor) -> tuple[WaitingLine, ...]:
    """Return what waits for this person, that which was asked first in front."""
    holds = _holds(session) if actor.may(Permission.CONFIRM_HOLD) else []
    return _in_order([*holds, *_approvals(session, roles_asked(session, actor), roles_of(actor))])


def all_waiting(session: Session) -> tuple[WaitingLine, ...]:
    """Return what waits for anybody, in the same order; without approvals for whoever works without seeing money."""
    sees = actor_of(session).may(viewing(RecordKind.APPROVAL))
    asked = _approvals(session, frozenset(DECIDES), frozenset(DECIDES)) if sees else []
    return _in_order([*_holds(session), *asked])


def _in_order(lines: Iterable[WaitingLine]) -> tuple[WaitingLine, ...]:
    return tuple(sorted(lines, key=lambda line: (line.asked_at, line.id)))


def _holds(session: Session) -> list[WaitingLine]:
    """Return the holds of which the manager has not confirmed what lies beyond a day: that part does not count yet."""
    lines = ({**row} for row in session.execute(_held_statement()).mappings())
    waiting = (line for line in lines if needs_confirmation(_held(line)))
    return [WaitingLine(clause=CLAUSE, subject=HOLD, **line) for line in waiting]


def _held(line: dict[str, Any]) -> Held:
    return Held(line["since"], line["until"], line.pop("confirmed_until"))


def _approvals(session: Session, roles: frozenset[Role], own: frozenset[Role]) -> list[WaitingLine]:
    """Return what waits for the word of ``roles``; what is not among the ``own`` ones is decided on paper."""
    rows = session.execute(_pending_statement(), {"roles": tuple(roles)}).mappings()
    return [_approval_line({**row}, own) for row in rows]


def _approval_line(row: dict[str, Any], own: frozenset[Role]) -> WaitingLine:
    role = row.pop("role")
    reasons = need_reasons(row.pop("reasons"), role)
    clause = reasons[0].clause if reasons else ""
    return WaitingLine(clause=clause, reasons=reasons, on_paper=role not in own, **row)


@cache
def _held_statement() -> Select[Any]:
    columns = (
        _hold.c.id, _hold.c.created_by.label("person"), _hold.c.created_at.label("asked_at"), _hold.c.note,
        _hold.c.reason.label("hold"), _hold.c.starts_at.label("since"), _hold.c.ends_at.label("until"),
        _hold.c.confirmed_until,
    )  # fmt: skip
    not_confirmed = or_(_hold.c.confirmed_until.is_(None), _hold.c.confirmed_until < _hold.c.ends_at)
    return _of_record(*columns, source=_hold, record_id=_hold.c.record_id).where(
        _hold.c.withdrawn.is_(False), not_confirmed
    )


@cache
def _pending_statement() -> Select[Any]:
    columns = (
        _step.c.id, _step.c.role, _approval.c.subject, _approval.c.reasons, _approval.c.asked_by.label("person"),
        _approval.c.asked_at, _approval.c.note, _subject.c.number.label("about"),
    )  # fmt: skip
    roles = bindparam("roles", type_=_step.c.role.type, expanding=True)
    pending = _step.c.decision == literal(ApprovalDecision.PENDING, _step.c.decision.type)
    source = _step.join(_approval, _approval.c.id == _step.c.approval_id).join(
        _subject, _subject.c.id == _approval.c.subject_id
    )
    return _of_record(*columns, source=source, record_id=_approval.c.id).where(
        pending, _step.c.role.in_(roles), _subject.c.state.not_in(OVER)
    )


def _of_record(*columns: ColumnElement[Any], source: FromClause, record_id: ColumnElement[int]) -> Select[Any]:
    """Return the statement of what belongs to records that are not over, with what a line says of its record."""
    return (
        select(
            *columns,
            _record.c.kind.label("record_kind"),
            _record.c.id.label("record_id"),
            _record.c.number,
            _record.c.title,
            func.coalesce(func.nullif(_customer.c.short_name, ""), _owner.c.title, "").label("customer"),
        )
        .select_from(source)
        .join(_record, _record.c.id == record_id)
        .outerjoin(_owner, _owner.c.id == _record.c.customer_id)
        .outerjoin(_customer, _customer.c.id == _record.c.customer_id)
        .where(_record.c.state.not_in(OVER))
    )
