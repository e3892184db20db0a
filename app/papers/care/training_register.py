"""The register of a training (培训登记表, training_register): what was taught, and who signed for it (N5).

It has no gate: it is printed before, with the names and room for everybody to sign, and again with what came of it.
"""

from sqlalchemy.orm import Session

from app.formatting import quantity
from app.i18n import _
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import Row, dated, owner_values
from app.papers.sources import TITLE_LIMIT, ticked
from app.rules.care.trainings import ENTRIES
from models.care.training import Training, TrainingAttendee
from models.enums import TrainingAudience, TrainingState
from models.projects.project import Project
from models.record import Record

ISSUED_FROM = frozenset(TrainingState) - {TrainingState.CANCELLED}


def entry(session: Session, record: Record) -> str:
    """Return under which entry it is filed: with the customer's project, or with our people."""
    return ENTRIES[session.get_one(Training, record.id).audience]


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the values of a training; runs inside ``using_language`` of the paper's language."""
    training = session.get_one(Training, record.id)
    values: dict[str, FieldValue] = {
        "topic": training.title,
        "audience": ticked(training.audience),
        **_owner(session, training),
        "plan": dated(training.planned_on),
        "held_on": dated(training.held_on),
        "hours": quantity(training.hours) if training.hours is not None else "",
        "place": training.place,
        "teacher": training.teacher,
        "content": training.content,
        "material": training.material,
        "count": str(len(training.attendees)) if training.held_on is not None else "",
        "result": training.result,
    }
    rows = tuple(_row(place, one) for place, one in enumerate(training.attendees, start=1))
    title = _("Training: {topic}").format(topic=training.title)
    return Filled(title[:TITLE_LIMIT], values, {"attendees": rows} if rows else {})


def _owner(session: Session, training: Training) -> dict[str, FieldValue]:
    """Return whose people are taught, where they are a customer's."""
    if training.audience is TrainingAudience.STAFF:
        return {}
    project = session.get(Project, training.project_id) if training.project_id else None
    number = project.number or "" if project is not None else ""
    return {**owner_values(session, training), "project_no": number}


def _row(place: int, person: TrainingAttendee) -> Row:
    return {
        "seq": str(place),
        "name": person.name,
        "post": person.post,
        "phone": person.phone,
        "score": str(person.score) if person.score is not None else "",
        "sign": "",
        "note": person.note,
    }
