"""Certificates and absences of people, entered through the services as a person would."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from app.context import Context
from app.forms.qualifications import AbsenceForm, CertificateForm
from app.queries.people.staff import staff_form
from app.services.people.absences import save_absence
from app.services.people.staff import save_staff
from models.enums import AbsenceKind, CertificateKind
from tests.factories import ZONE, make_staff
from tests.remembered import remembered


def at(day: int, hour: int = 8, *, month: int = 3) -> datetime:
    """Return a local moment of 2026."""
    return datetime(2026, month, day, hour, tzinfo=ZONE)


@remembered
def give_certificate(context: Context, staff_id: int, **fields: Any) -> None:
    """Add a certificate to a person, that of an electrician unless another is meant."""
    line = CertificateForm(**{"certificate": CertificateKind.ELECTRICIAN, **fields})
    form = staff_form(context, staff_id)
    save_staff(context, record_id=staff_id, form=replace(form, certificates=(*form.certificates, line)))


@remembered
def make_absence(context: Context, staff_id: int | None = None, **fields: Any) -> int:
    """Return the id of an absence, leave of three days from 2026-03-09 unless other times are given."""
    starts_at = fields.pop("starts_at", at(9, 0))
    usual = {"absence": AbsenceKind.LEAVE, "starts_at": starts_at, "ends_at": starts_at + timedelta(days=3)}
    person = staff_id or make_staff(context)
    return save_absence(context, form=AbsenceForm(**{**usual, **fields}, staff_id=person))
