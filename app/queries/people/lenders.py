"""The departments of the people on a dispatch, and which of them lend somebody (C7.2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, select
from sqlalchemy.orm import Session

from app.queries.records.pieces import Piece, Row
from models.people.department import Department
from models.people.dispatch import Dispatch, DispatchPerson
from models.people.staff import StaffMember


@dataclass(frozen=True, slots=True)
class HomeDepartment:
    """The department that a traveller belongs to; ``is_own`` is the after-sales department itself."""

    id: int
    name: str
    manager_name: str
    is_own: bool


_person, _staff = DispatchPerson.__table__.alias("home_person"), StaffMember.__table__.alias("home_staff")
_department = Department.__table__.alias("home_department")
_COLUMNS = (_department.c.id, _department.c.name, _department.c.manager_name, _department.c.is_own)


def _homes(tables: FromClause, is_one: ColumnElement[bool], row_id: ColumnElement[int]) -> FromClause:
    return (
        tables.outerjoin(_person, and_(is_one, _person.c.id == row_id))
        .outerjoin(_staff, _staff.c.id == _person.c.staff_id)
        .outerjoin(_department, _department.c.id == _staff.c.department_id)
    )


HOMES = Piece(
    "home",
    select(_person.c.id).where(_person.c.dispatch_id == bindparam("dispatch_id"), _person.c.staff_id.is_not(None)),
    {"home": _COLUMNS, "home_of": (_person.c.staff_id,)},
    _homes,
)  # those of one dispatch, as a part of a larger reading


def read_homes(rows: Mapping[str, Sequence[Row]]) -> dict[int, HomeDepartment]:
    """Return the departments as the piece HOMES read them, by staff id."""
    in_order = sorted(rows["home"], key=lambda row: row["home_of"].staff_id)
    return {row["home_of"].staff_id: HomeDepartment(*row["home"]) for row in in_order}


def departments_of(session: Session, dispatch: Dispatch) -> dict[int, HomeDepartment]:
    """Return the department of each of our own travellers by staff id."""
    staff = [person.staff_id for person in dispatch.people if person.staff_id is not None]
    rows = session.execute(
        select(_staff.c.id, *_COLUMNS)
        .join(_department, _department.c.id == _staff.c.department_id)
        .where(_staff.c.id.in_(staff))
        .order_by(_staff.c.id)
    )
    return {row[0]: HomeDepartment(*row[1:]) for row in rows}


def lending(departments: Mapping[int, HomeDepartment]) -> dict[int, HomeDepartment]:
    """Return by id those of the travellers' departments, other than our own, that lend people."""
    return {d.id: d for d in departments.values() if not d.is_own}
