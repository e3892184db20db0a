"""Reading when our people cannot be sent (invariant 4)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import NotFound
from app.forms.qualifications import AbsenceForm
from app.i18n import _
from app.rules.permissions import Permission
from models.enums import AbsenceKind
from models.people.qualification import Absence
from models.people.staff import StaffMember

LATEST = 20


@dataclass(frozen=True, slots=True)
class AbsenceLine:
    """An absence of a person."""

    id: int
    absence: AbsenceKind
    starts_at: datetime
    ends_at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class KnownAbsence:
    """An absence as it is edited, and whose it is."""

    id: int
    name: str
    form: AbsenceForm


def absence_form(context: Context, absence_id: int) -> KnownAbsence:
    """Read an absence into the form that edits it; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        row = session.get(Absence, absence_id)
        if row is None:
            raise NotFound(_("This absence no longer exists."))
        return KnownAbsence(row.id, session.get_one(StaffMember, row.staff_id).title, form_of(row))


def form_of(row: Absence) -> AbsenceForm:
    """Return a stored absence as it is edited."""
    return AbsenceForm(**{name: getattr(row, name) for name in AbsenceForm.__slots__})


def absences_of(session: Session, staff_id: int) -> tuple[AbsenceLine, ...]:
    """Return the latest absences of a person, newest first."""
    rows = session.scalars(
        select(Absence)
        .where(Absence.staff_id == staff_id)
        .order_by(Absence.starts_at.desc(), Absence.id.desc())
        .limit(LATEST)
    )
    return tuple(AbsenceLine(**{name: getattr(row, name) for name in AbsenceLine.__slots__}) for row in rows)
