"""Reading confidentiality agreements, and their forms (C14)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.context import Context
from app.forms.secrecy import AgreementForm
from app.queries.material.stock import local_day
from app.queries.records.closing_parts import closing_parts
from app.queries.records.linked import linked_records, named_ids, named_links
from app.queries.records.lookup import existing
from app.queries.records.record_parts import CommitmentLine, EventLine, NextStep, PaperLine, ScanLine
from app.queries.trade.order_parts import Linked
from app.rules.people.secrecy_gates import SecrecyFacts
from app.rules.permissions import Permission
from models.enums import AgreementState, PartyType, SecrecyLevel
from models.people.secrecy import ConfidentialityAgreement
from models.people.staff import StaffMember


@dataclass(frozen=True, slots=True)
class AgreementDetails:
    """One agreement in full; ``expired`` tells that its last day is over (derived, C14).

    ``identity_no`` is for those who keep the staff, "" for others.
    """

    id: int
    version: int
    number: str
    name: str
    state: AgreementState
    party_type: PartyType
    organisation: str
    identity_no: str
    post: str
    secrecy_level: SecrecyLevel
    signed_on: date | None
    valid_until: date | None
    ended_on: date | None
    expired: bool
    liability: str
    carriers: str
    around: Mapping[str, Linked | None]
    steps: tuple[NextStep, ...]
    commitments: tuple[CommitmentLine, ...]
    papers: tuple[PaperLine, ...]
    scans: tuple[ScanLine, ...]
    events: tuple[EventLine, ...]
    event_count: int


_OWN = (
    "id", "version", "party_type", "organisation", "post", "secrecy_level", "signed_on", "valid_until",
    "ended_on", "liability", "carriers",
)  # fmt: skip
_AROUND = ("staff", "project")


def agreement_details(context: Context, record_id: int) -> AgreementDetails:
    """Read one agreement; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, ConfidentialityAgreement, record_id)
        known = linked_records(session, named_ids(found, _AROUND), context.actor)
        today = local_day(session, context.clock.now())
        return AgreementDetails(
            **{name: getattr(found, name) for name in _OWN},
            identity_no=found.identity_no if context.actor.may(Permission.EDIT_STAFF) else "",
            number=found.number or "",
            name=found.title,
            state=AgreementState(found.state),
            expired=is_expired(found.state, found.valid_until, today),
            around=named_links(found, _AROUND, known),
            **closing_parts(context, session, found, SecrecyFacts()),
        )


def is_expired(state: str, valid_until: date | None, today: date) -> bool:
    """Tell whether a signed agreement has run out."""
    return state == AgreementState.SIGNED and valid_until is not None and valid_until < today


def agreement_form(context: Context, record_id: int) -> AgreementForm:
    """Read an agreement into the form that changes it until it is signed."""
    context.require(Permission.EDIT_STAFF)
    with context.read() as session:
        found = existing(session, ConfidentialityAgreement, record_id)
        own = {name: getattr(found, name) for name in AgreementForm.__slots__ if name != "name"}
        return AgreementForm(**own, name="" if found.staff_id is not None else found.title)


def new_agreement_form(
    context: Context, staff_id: int | None = None, *, name: str = "", organisation: str = ""
) -> AgreementForm:
    """Return the form of a new agreement, with one of our people where one is given, else with a manufacturer's."""
    context.require(Permission.EDIT_STAFF)
    if staff_id is None:
        party_type = PartyType.SUPPLIER if name else PartyType.STAFF
        return AgreementForm(party_type=party_type, name=name, organisation=organisation)
    with context.read() as session:
        return AgreementForm(staff_id=staff_id, post=existing(session, StaffMember, staff_id).post)
