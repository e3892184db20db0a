"""What belongs to a request beside its own row: its lines, its project and its equipment."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache

from sqlalchemy import Select, bindparam, select, true
from sqlalchemy.orm import Session, aliased, joinedload

from app.queries.records.lookup import existing
from models.enums import ClassBasis, PartClass, RequestKind, ServiceClass
from models.projects.equipment import Equipment
from models.projects.project import Project
from models.requests.request import Request


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


def request_with_lines(session: Session, record_id: int) -> Request:
    """Return a request with its lines in one reading; NotFound when there is none."""
    return existing(session, Request, record_id, joinedload(Request.lines))


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
