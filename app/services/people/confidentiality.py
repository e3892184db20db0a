"""Confidentiality agreements (保密协议): with whom, signed when, in force until when (C14)."""

from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.formatting import date_text
from app.forms.secrecy import AgreementEndForm, AgreementForm, AgreementSigningForm
from app.i18n import _
from app.queries.material.stock import local_day
from app.rules.inputs import clean_line, clean_text, plausible_day
from app.rules.people.secrecy_gates import SecrecyFacts
from app.rules.permissions import Permission
from app.services.keeping import in_use
from app.services.moves import move
from app.services.past_days import past_day
from app.services.scans import ScannedPaper, file_scan, stored_scan
from app.services.use_case import fresh, load, log, next_number, required, use_case
from models.enums import AgreementState, EventKind, PartyType, RecordKind
from models.people.department import Department
from models.people.secrecy import ConfidentialityAgreement
from models.people.staff import StaffMember
from models.projects.project import Project

CLAUSE = "C14"
ENTRY = "B2-04"  # catalogue: confidentiality agreements
NAME_LIMIT, CODE_LIMIT, TEXT_LIMIT = 60, 40, 4000


@use_case(Permission.EDIT_STAFF)
def save_agreement(context: Context, *, form: AgreementForm, record_id: int | None = None) -> int:
    """Enter an agreement with one person, or change it until it is signed; returns its id.

    It has its number at once: the sheet that is signed carries it. Invalid at the form's field.
    """
    with context.write() as session:
        known = load(session, ConfidentialityAgreement, record_id, form.version) if record_id else None
        agreement = known or _new(session)
        if agreement.state != AgreementState.DRAFT:
            raise Invalid(_("A signed agreement is not changed: end it and make a new one."), clause=CLAUSE)
        _write_party(session, agreement, form)
        _write_terms(session, agreement, form)
        session.add(agreement)
        session.flush()
        log(session, agreement, EventKind.EDITED if record_id else EventKind.REGISTERED)
        return agreement.id


def _new(session: Session) -> ConfidentialityAgreement:
    number = next_number(session, RecordKind.CONFIDENTIALITY)
    state, now = AgreementState.DRAFT, session.info["now"]
    return ConfidentialityAgreement(number=number, state=state, sort_at=now, **fresh(session))


def _write_party(session: Session, agreement: ConfidentialityAgreement, form: AgreementForm) -> None:
    """Write with whom: one of our people brings name, department and post along."""
    kept, agreement.staff_id = agreement.staff_id, form.staff_id
    if form.staff_id is not None:
        member = in_use(session, StaffMember, form.staff_id, field="staff_id", kept=kept)
        department = session.get(Department, member.department_id)
        agreement.party_type, agreement.title = PartyType.STAFF, member.title
        agreement.organisation = department.name if department else ""
        agreement.post = clean_line(form.post, field="post", limit=NAME_LIMIT) or member.post
        return
    if form.party_type is PartyType.STAFF:
        raise Invalid(_("Choose the person."), field="staff_id")
    agreement.party_type = form.party_type
    agreement.title = required(form.name, _("Enter the person's name."), field="name", limit=NAME_LIMIT)
    agreement.organisation = required(form.organisation, _("Enter the company."), field="organisation")
    agreement.post = clean_line(form.post, field="post", limit=NAME_LIMIT)


def _write_terms(session: Session, agreement: ConfidentialityAgreement, form: AgreementForm) -> None:
    if form.project_id is not None:
        in_use(session, Project, form.project_id, field="project_id", kept=agreement.project_id)
    agreement.project_id = form.project_id
    agreement.identity_no = clean_line(form.identity_no, field="identity_no", limit=CODE_LIMIT)
    agreement.secrecy_level = form.secrecy_level
    agreement.valid_until = plausible_day(form.valid_until, field="valid_until")
    agreement.liability = clean_text(form.liability, field="liability", limit=TEXT_LIMIT)
    agreement.carriers = clean_text(form.carriers, field="carriers", limit=TEXT_LIMIT)


@use_case(Permission.EDIT_STAFF)
def sign_agreement(context: Context, *, record_id: int, version: int, form: AgreementSigningForm) -> None:
    """Record that an agreement was signed, and until when it is in force; the scan is filed. Invalid at the form's
    field: for a day to come, or an end before it.
    """
    scan = stored_scan(context.store, form.scan) if form.scan is not None else None
    with context.write() as session:
        agreement = load(session, ConfidentialityAgreement, record_id, version)
        missing = _("Enter on which day it was signed.")
        signed_on = past_day(session, form.signed_on, field="signed_on", missing=missing)
        until = plausible_day(form.valid_until, field="valid_until")
        if until is not None and until < signed_on:
            raise Invalid(_("The end lies before the start."), field="valid_until")
        move(context, session, agreement, "sign", SecrecyFacts())
        agreement.signed_on, agreement.valid_until = signed_on, until
        log(session, agreement, EventKind.AGREEMENT_SIGNED, _words(agreement))
        if scan is not None:
            paper = ScannedPaper(ENTRY, _title(agreement), signed_on, agreement.number)
            file_scan(session, context.store, agreement, scan, paper)


def _words(agreement: ConfidentialityAgreement) -> str:
    since = date_text(agreement.signed_on) if agreement.signed_on else ""
    if agreement.valid_until is None:
        return _("In force from {start}, without an end").format(start=since)
    return _("In force from {start} to {end}").format(start=since, end=date_text(agreement.valid_until))


def _title(agreement: ConfidentialityAgreement) -> str:
    return _("Confidentiality agreement: {name}").format(name=agreement.title)


@use_case(Permission.EDIT_STAFF)
def end_agreement(context: Context, *, record_id: int, version: int, form: AgreementEndForm) -> None:
    """End an agreement with its reason: a signed one on a last day that is not before its signature, a prepared one at
    once. Invalid at the form's field.
    """
    why = required(form.reason, _("Give the reason."), field="reason", limit=TEXT_LIMIT)
    with context.write(why) as session:
        agreement = load(session, ConfidentialityAgreement, record_id, version)
        last = form.ended_on or local_day(session, session.info["now"])
        if agreement.signed_on is not None and last < agreement.signed_on:
            raise Invalid(_("The end lies before the signature."), field="ended_on")
        move(context, session, agreement, "end", SecrecyFacts(), text=why)
        agreement.ended_on = plausible_day(last, field="ended_on")
