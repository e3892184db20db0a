"""The notice to a supporting manufacturer (配套厂家服务通知单, supplier_claim): what is theirs is asked of them (N7).

It has no gate. What is to be recovered is for those who may see money.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import MISSING, date_text, money
from app.i18n import _
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import (
    contract_of,
    dated,
    day_of,
    due_of,
    enumerated,
    equipment_of,
    numbers_of,
    owner_values,
    site_of,
    title_of,
    when,
    zone_of,
)
from app.papers.sources import TITLE_LIMIT, with_notes
from models.enums import ClaimState
from models.material.supplier_claim import SupplierClaim
from models.material.swap import OldPart
from models.parties.customer import Contact
from models.record import Record

ISSUED_FROM = frozenset(ClaimState) - {ClaimState.CANCELLED}


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the values of a notice; runs inside ``using_language`` of the paper's language."""
    claim = session.get_one(SupplierClaim, record.id)
    values = {**owner_values(session, claim), **_asked(session, claim), **_answered(session, claim)}
    title = _("Notice to the manufacturer: {title}").format(title=claim.title)
    return Filled(title[:TITLE_LIMIT], values)


def _asked(session: Session, claim: SupplierClaim) -> dict[str, FieldValue]:
    zone = zone_of(session)
    values: dict[str, FieldValue] = {
        "doc_date": day_of(claim.asked_at, zone),
        "sender": settings_of(session).text("company_name"),
        "receiver": title_of(session, claim.partner_id),
        "partner": title_of(session, claim.partner_id),
        "contact": claim.contact_name,
        "contact_phone": _phone(session, claim),
        "equipment": equipment_of(session, claim.equipment_id),
        "site_address": site_of(session, claim),
        "request_no": numbers_of(session, claim.request_id),
        "contract_no": contract_of(session, claim),
        "asked_by": claim.asked_by,
        "asked_at": when(claim.asked_at, zone),
        "subject": claim.title,
        "task": claim.task,
        "wanted_on": date_text(claim.wanted_on) if claim.wanted_on else due_of(session, claim, zone),
        "old_parts": _old_parts(session, claim),
    }
    return values | ({} if claim.cost is None else {"cost": money(claim.cost)})


def _phone(session: Session, claim: SupplierClaim) -> str:
    """Return the phone of the contact that is named, as it stands among the manufacturer's contacts."""
    named = select(Contact.phone).where(Contact.party_id == claim.partner_id, Contact.name == claim.contact_name)
    return session.scalar(named.order_by(Contact.id).limit(1)) or ""


def _old_parts(session: Session, claim: SupplierClaim) -> str:
    """Return the old parts that go with it: their names, numbers and serial numbers."""
    parts = session.scalars(select(OldPart).where(OldPart.claim_id == claim.id).order_by(OldPart.id))
    return enumerated(with_notes(part.title, (part.number or "", part.serial_no)) for part in parts) or MISSING


def _answered(session: Session, claim: SupplierClaim) -> dict[str, FieldValue]:
    zone = zone_of(session)
    values: dict[str, FieldValue] = {
        "answered_by": claim.answered_by,
        "answered_at": when(claim.answered_at, zone),
        "answer": claim.answer,
        "closed_at": when(claim.closed_at, zone),
        "recovered_on": dated(claim.recovered_on),
        "result": claim.result,
    }
    return values | ({} if claim.recovered is None else {"recovered": money(claim.recovered)})
