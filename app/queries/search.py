"""Finding records by a few typed letters: what pickers offer, and what a number on paper or command line names."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, with_polymorphic

from app.context import Context
from app.errors import NotFound
from app.i18n import _
from app.labels import label
from app.queries.archive.openable import open_ones
from app.queries.lists.paging import find_hits
from app.queries.records.lookup import existing
from app.rules.permissions import Permission
from app.rules.visible import viewing
from models.enums import BasicState, PartnerRole, RecordKind
from models.material.part import Part
from models.parties.customer import Customer
from models.parties.partner import Partner
from models.parties.site import Site
from models.people.department import Department
from models.people.staff import StaffMember
from models.projects.equipment import Equipment
from models.projects.project import Project
from models.record import Record
from models.requests.request import Request

OFFERED = 30
PICKABLE = (Customer, Site, Partner, Project, Equipment, StaffMember, Request, Part)


@dataclass(frozen=True, slots=True)
class Pick:
    """A record that a picker offers: ``title`` names it, ``subtitle`` tells it from its namesakes."""

    id: int
    kind: RecordKind
    title: str
    subtitle: str
    number: str
    customer_id: int | None = None
    project_id: int | None = None
    site_id: int | None = None
    is_retired: bool = False


def pick(
    context: Context,
    kind: RecordKind,
    words: str,
    *,
    customer_id: int | None = None,
    project_id: int | None = None,
    site_id: int | None = None,
    role: PartnerRole | None = None,
    roles: Collection[PartnerRole] = (),
    retired: bool = False,
) -> tuple[Pick, ...]:
    """Return up to 30 records of ``kind`` found by ``words`` in any order, by name; all when nothing is typed.

    ``customer_id`` and ``project_id`` limit to what belongs there; with a ``site_id`` what belongs to the project or to
    the site is offered. ``role`` limits partners to one role, ``roles`` to any of several. What is out of use is
    offered only when ``retired`` asks for it.
    """
    context.require(viewing(kind))
    with context.read() as session:
        entity = with_polymorphic(Record, PICKABLE)
        statement = select(entity)
        hits = find_hits(session, words, kind)
        if hits is not None:
            statement = statement.where(hits.condition)
        if hits is None or not hits.few:  # few hits are read and sorted, many are met on the way along the kind's index
            statement = statement.where(entity.kind == kind)
        if kind is RecordKind.DOCUMENT:
            statement = statement.where(open_ones(session, entity.id))
        if not retired:
            statement = statement.where(entity.state != BasicState.RETIRED.value)
        if customer_id is not None:
            statement = statement.where(entity.customer_id == customer_id)
        places = [
            place == wanted
            for place, wanted in ((entity.project_id, project_id), (entity.site_id, site_id))
            if wanted is not None
        ]
        if places:
            statement = statement.where(or_(*places))
        if role is not None:
            statement = statement.where(getattr(entity.Partner, f"is_{role}"))
        if roles:
            statement = statement.where(or_(*(getattr(entity.Partner, f"is_{one}") for one in roles)))
        rows = session.scalars(statement.order_by(entity.sort_title, entity.id).limit(OFFERED)).all()
        departments = _departments(session, rows)
        return tuple(_pick(row, departments) for row in rows)


def pick_one(context: Context, record_id: int) -> Pick:
    """Return the pick of one record, for showing what is chosen; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        row = existing(session, Record, record_id)
        context.require(viewing(row.kind))
        return _pick(row, _departments(session, [row]))


def picks(context: Context, record_ids: Iterable[int | None]) -> dict[int, Pick]:
    """Return the picks of the records that a form names, by id; None stands for nothing chosen."""
    return {wanted: pick_one(context, wanted) for wanted in record_ids if wanted is not None}


def _departments(session: Session, rows: Sequence[Record]) -> dict[int, str]:
    wanted = {row.department_id for row in rows if isinstance(row, StaffMember)}
    if not wanted:
        return {}
    found = session.execute(select(Department.id, Department.name).where(Department.id.in_(wanted)))
    return {row[0]: row[1] for row in found}


def _pick(row: Record, departments: dict[int, str]) -> Pick:
    return Pick(
        id=row.id,
        kind=row.kind,
        title=row.title,
        subtitle=_subtitle(row, departments),
        number=row.number or "",
        customer_id=row.customer_id,
        project_id=row.project_id,
        site_id=row.site_id,
        is_retired=row.state == BasicState.RETIRED,
    )


def _subtitle(row: Record, departments: dict[int, str]) -> str:
    match row:
        case Customer():
            return row.short_name
        case Site():
            return row.address
        case Partner():
            return " ".join(label(role) for role in PartnerRole if role in row.roles)
        case Project():
            return row.number or ""
        case Equipment():
            return " ".join(part for part in (row.model, row.serial_no) if part)
        case Part():
            return " ".join(part for part in (row.spec, row.brand) if part)
        case StaffMember():
            return " ".join(part for part in (departments.get(row.department_id, ""), row.post) if part)
        case _:
            return row.number or ""


def by_number(session: Session, kind: RecordKind, number: str) -> Record:
    """Return the record of ``kind`` with this number; NotFound when there is none."""
    found = session.scalar(select(Record).where(Record.kind == kind, Record.number == number.strip()))
    if found is None:
        raise NotFound(_("There is no record {number}.").format(number=number))
    return found
