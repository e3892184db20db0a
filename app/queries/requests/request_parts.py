"""What belongs to a request beside its own row: its lines, where it is, and the other requests it has to do with."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select, true
from sqlalchemy.orm import Session, aliased, joinedload

from app.context import Actor
from app.errors import NotFound
from app.formatting import local
from app.i18n import _
from app.queries.money.overdue import TODAY, overdue_balance, overdue_columns
from app.rules.repairs import RepairHistory, repair_history
from models.enums import ClassBasis, PartClass, RequestKind, RequestState, ServiceClass
from models.parties.site import Site
from models.projects.equipment import Equipment
from models.projects.project import Project
from models.record import Record
from models.requests.request import Request

_record, _request, _site = Record.__table__, Request.__table__, Site.__table__
_owner, _place, _target = (aliased(_record, name=name) for name in ("owner", "place", "target"))
_AROUND = (  # made once: making a statement of so many columns costs more than asking it
    select(
        _owner.c.title.label("customer"), _place.c.title.label("site"), _site.c.address, _site.c.km,
        _target.c.id.label("target_id"), _target.c.number.label("target_number"), _target.c.title.label("target"),
        *overdue_columns(_record.c.customer_id),
    )
    .select_from(_record)
    .join(_request, _request.c.id == _record.c.id)
    .outerjoin(_owner, _owner.c.id == _record.c.customer_id)
    .outerjoin(_place, _place.c.id == _record.c.site_id)
    .outerjoin(_site, _site.c.id == _record.c.site_id)
    .outerjoin(_target, _target.c.id == _request.c.merged_into_id)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RequestPart:
    """One thing that a request asks for; ``service_class`` None follows the request (C3.2)."""

    line_no: int
    text: str
    quantity: Decimal | None
    unit: str
    part_class: PartClass | None
    needed_at: datetime | None
    handed_over_at: datetime | None
    service_class: ServiceClass | None
    class_basis: ClassBasis | None
    class_reason: str

    @property
    def is_awaited(self) -> bool:
        """True for a part that is needed and has not been handed over yet (C4.2)."""
        return self.needed_at is not None and self.handed_over_at is None


@dataclass(frozen=True, slots=True)
class LinkedRequest:
    """Another request: the one this one was merged into, or one merged into this."""

    id: int
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Relatives:
    """The requests that have to do with one: those merged into it, and the repairs of its equipment."""

    joined: tuple[LinkedRequest, ...]
    repairs: RepairHistory


def request_with_lines(session: Session, record_id: int) -> Request:
    """Return a request with its lines in one reading; NotFound when there is none."""
    found = session.get(Request, record_id, options=[joinedload(Request.lines)])
    if found is None:
        raise NotFound(_("This record no longer exists."))
    return found


def parts_of(found: Request) -> tuple[RequestPart, ...]:
    """Return the lines of a request in their order."""
    return tuple(RequestPart(**{name: getattr(line, name) for name in RequestPart.__slots__}) for line in found.lines)


def read_project(session: Session, found: Request) -> tuple[Project | None, Equipment | None]:
    """Return the project and the equipment of a request, both in one reading; with the free parts where it asks for
    parts, so that the proposal of the class (C3.2) has nothing left to read.
    """
    if found.project_id is None:
        return None, None
    with_parts = [joinedload(Project.free_part_lines)] if found.request_kind is RequestKind.SPARE_PARTS else []
    if found.equipment_id is None:
        return session.get_one(Project, found.project_id, options=with_parts), None
    wanted = _project_with_equipment().options(*with_parts)
    ids = {"project_id": found.project_id, "equipment_id": found.equipment_id}
    project, equipment = session.execute(wanted, ids).unique().one()
    return project, equipment


@cache
def _project_with_equipment() -> Select[Project, Equipment]:
    thing = aliased(Equipment, flat=True)
    both = select(Project, thing).join(thing, true())
    return both.where(Project.id == bindparam("project_id"), thing.id == bindparam("equipment_id"))


def surroundings(session: Session, found: Request, today: date, actor: Actor) -> dict[str, Any]:
    """Return customer, site, what is overdue ``today`` as far as ``actor`` may see it, and the request this one was
    merged into, as the fields of ``RequestDetails``.
    """
    row = session.execute(_AROUND.where(_record.c.id == found.id), {TODAY: today}).one()
    merged = None if row.target_id is None else LinkedRequest(row.target_id, row.target_number or "", row.target)
    return {
        "customer": row.customer or "",
        "site": row.site or "",
        "address": row.address or "",
        "km": row.km,
        "overdue": overdue_balance(row, actor),
        "merged_into": merged,
    }


def relatives_of(session: Session, found: Request, zone: tzinfo) -> Relatives:
    """Read the requests merged into one and the repairs of its equipment, itself included, in one reading."""
    wanted = select(_request.c.id).where(_request.c.merged_into_id == found.id)
    if found.equipment_id is not None:  # each along its own index; an "or" would read everything
        wanted = wanted.union_all(select(_request.c.id).where(_request.c.equipment_id == found.equipment_id))  # type: ignore[assignment]
    rows = session.execute(
        select(
            _record.c.id, _record.c.number, _record.c.title, _record.c.state,
            _request.c.merged_into_id, _request.c.request_kind, _request.c.received_at, _request.c.equipment_id,
        )
        .join(_request, _request.c.id == _record.c.id)
        .where(_record.c.id.in_(wanted))
        .order_by(_request.c.received_at, _record.c.id)
    ).all()  # fmt: skip
    joined = (row for row in rows if row.merged_into_id == found.id)
    about = [row for row in rows if found.equipment_id is not None and row.equipment_id == found.equipment_id]
    told = ((row.request_kind, RequestState(row.state), local(row.received_at, zone).date()) for row in about)
    return Relatives(tuple(LinkedRequest(row.id, row.number or "", row.title) for row in joined), repair_history(told))
