"""What the papers of a trip's money have in common: who, for which trip, charged to which project (C7.3, C7.4)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.formatting import MISSING
from app.papers.content import FieldValue
from app.papers.material.around import numbers_of, owner_values
from models.paper import IssuedPaper
from models.people.department import Department
from models.people.staff import StaffMember
from models.trips.advance import Advance
from models.trips.expense import Expense

TRIP_FORM = "business_trip_form"


def person_values(session: Session, record: Advance | Expense, name: str) -> dict[str, FieldValue]:
    """Return the person under the key ``name``, department, dispatch and project of an advance or a claim."""
    person = session.get_one(StaffMember, record.staff_id)
    return {
        name: person.title,
        "department": session.get_one(Department, person.department_id).name,
        "position": person.post,
        "reason": record.title,
        "project_name": owner_values(session, record)["project_name"],
        "work_order_no": numbers_of(session, record.dispatch_id),
    }


def trip_number(session: Session, dispatch_id: int) -> str:
    """Return the number of the trip form that was issued for a dispatch."""
    issued = select(IssuedPaper.number).where(IssuedPaper.record_id == dispatch_id, IssuedPaper.form == TRIP_FORM)
    return session.scalar(issued.order_by(IssuedPaper.id.desc()).limit(1)) or MISSING
