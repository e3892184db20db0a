"""Writing what a person may and can do: the lines of certificates and trainings of the form of a person (C12.2)."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from app.errors import Invalid
from app.forms.qualifications import CertificateForm, TrainingForm
from app.i18n import _
from app.rules.inputs import clean_line, comparison_key
from app.services.use_case import check_year
from models.enums import CertificateKind
from models.people.qualification import StaffCertificate, StaffTraining
from models.people.staff import StaffMember

LONGEST_NO, LONGEST_LINE = 60, 200  # characters
LineT = TypeVar("LineT", CertificateForm, TrainingForm)


def write_qualifications(
    session: Session,
    member: StaffMember,
    certificates: Sequence[CertificateForm],
    trainings: Sequence[TrainingForm],
) -> None:
    """Make these the person's certificates and trainings; lines that are known keep their rows.

    Invalid at ``certificates`` or ``trainings`` with the line that is wrong.
    """
    held = _each("certificates", certificates, _certificate_values)
    _refuse_twice(held)
    taught = _each("trainings", trainings, _training_values)
    with session.no_autoflush:
        ids = [one.certificate_id for one in certificates]
        member.certificates = [
            _row(StaffCertificate, member.certificates, *line) for line in zip(ids, held, strict=True)
        ]
        ids = [one.training_id for one in trainings]
        member.trainings = [_row(StaffTraining, member.trainings, *line) for line in zip(ids, taught, strict=True)]


def _row(model: type[Any], rows: Sequence[Any], row_id: int | None, values: dict[str, Any]) -> Any:
    """Return the row of a line with these values; one that another desk took away is made anew."""
    row = next((one for one in rows if row_id is not None and one.id == row_id), None) or model()
    for name, value in values.items():
        setattr(row, name, value)
    return row


def _each(field: str, lines: Sequence[LineT], values: Callable[[LineT], dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the values of all lines; the refusal names the line."""
    found = []
    for place, line in enumerate(lines, start=1):
        try:
            found.append(values(line))
        except Invalid as error:
            raise _at_line(field, place, error.message) from error
    return found


def _at_line(field: str, place: int, problem: str) -> Invalid:
    return Invalid(_("Line {place}: {problem}").format(place=place, problem=problem), field=field)


def _certificate_values(line: CertificateForm) -> dict[str, Any]:
    field = "certificates"
    if line.certificate is None:
        raise Invalid(_("choose the kind of certificate"), field=field)
    name = clean_line(line.name, field=field, limit=LONGEST_LINE)
    if line.certificate is CertificateKind.OTHER and not name:
        raise Invalid(_("enter what the certificate is called"), field=field)
    for day in (line.issued_on, line.valid_until):
        if day is not None:
            check_year(day, field=field)
    if line.issued_on and line.valid_until and line.valid_until < line.issued_on:
        raise Invalid(_("it ends before it was issued"), field=field)
    return {
        "certificate": line.certificate,
        "name": name,
        "certificate_no": clean_line(line.certificate_no, field=field, limit=LONGEST_NO),
        "issued_by": clean_line(line.issued_by, field=field, limit=LONGEST_LINE),
        "issued_on": line.issued_on,
        "valid_until": line.valid_until,
    }


def _refuse_twice(lines: Sequence[dict[str, Any]]) -> None:
    """One certificate stands on one line; a renewed one has another end, or another number."""
    seen = set()
    for place, line in enumerate(lines, start=1):
        key = (line["certificate"], line["name"], comparison_key(line["certificate_no"]), line["valid_until"])
        if key in seen:
            raise _at_line("certificates", place, _("this certificate stands here already"))
        seen.add(key)


def _training_values(line: TrainingForm) -> dict[str, Any]:
    field = "trainings"
    topic = clean_line(line.topic, field=field, limit=LONGEST_LINE)
    if not topic:
        raise Invalid(_("enter what was taught"), field=field)
    if line.held_on is None:
        raise Invalid(_("enter the day"), field=field)
    check_year(line.held_on, field=field)
    if line.hours is not None and not 0 < line.hours <= 1000:
        raise Invalid(_("check the number of hours"), field=field)
    return {
        "held_on": line.held_on,
        "topic": topic,
        "teacher": clean_line(line.teacher, field=field, limit=LONGEST_LINE),
        "hours": line.hours,
        "result": clean_line(line.result, field=field, limit=LONGEST_LINE),
    }
