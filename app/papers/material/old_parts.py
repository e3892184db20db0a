"""The old part (旧件回收单, old_parts): brought back, appraised, dealt with; the warehouse ties a copy to it (N2).

It has no gate: what has not happened yet is written in by hand.
"""

from sqlalchemy.orm import Session

from app.formatting import date_text, money, quantity
from app.i18n import _
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import due_of, equipment_of, numbers_of, owner_values, seen, when, zone_of
from app.papers.sources import TITLE_LIMIT, ticked
from models.enums import OldPartState
from models.material.swap import OldPart
from models.record import Record

ISSUED_FROM = frozenset(OldPartState)


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the values of an old part; runs inside ``using_language`` of the paper's language."""
    old = session.get_one(OldPart, record.id)
    values = {**owner_values(session, old), **_part(session, old), **_return(session, old), **_outcome(session, old)}
    return Filled(_("Old part: {title}").format(title=old.title)[:TITLE_LIMIT], values)


def _part(session: Session, old: OldPart) -> dict[str, FieldValue]:
    return {
        "part_name": old.title,
        "quantity": f"{quantity(old.quantity)} {old.unit}".strip(),
        "spec": old.spec,
        "serial_no": old.serial_no,
        "equipment": equipment_of(session, old.equipment_id),
        "request_no": numbers_of(session, old.request_id),
        "removed_on": date_text(old.removed_on),
        "carrier_name": old.carrier_name,
        "due_back": due_of(session, old, zone_of(session)),
        "fault": old.fault,
    }


def _return(session: Session, old: OldPart) -> dict[str, FieldValue]:
    zone = zone_of(session)
    return {
        "returned_at": when(old.returned_at, zone),
        "returned_by": old.returned_by,
        "place": old.place,
        "condition": old.condition,
        "appraisal": ticked(seen(old.appraisal)),
        "appraised_by": old.appraised_by,
        "appraised_at": when(old.appraised_at, zone),
        "appraisal_text": old.appraisal_text,
    }


def _outcome(session: Session, old: OldPart) -> dict[str, FieldValue]:
    values: dict[str, FieldValue] = {"settlement": old.settlement}
    if old.claim_id is not None:
        values["claim_no"] = numbers_of(session, old.claim_id)
    if old.settled_on is not None:
        values["settled_on"] = date_text(old.settled_on)
    if old.settled_amount is not None:
        values["settled_amount"] = money(old.settled_amount)
    return values
