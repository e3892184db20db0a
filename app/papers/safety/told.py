"""What the sheets of a briefing say alike: where and what the work is, who signs it (C12.2).

They are printed before anybody signs, with names and room to sign; what has been recorded since is printed beside it.
"""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.labels import label
from app.papers.content import FieldValue
from app.papers.material.around import Row, contract_of, day_of, numbers_of, owner_values, site_of, zone_of
from app.papers.sources import address_of, own_times, with_notes
from app.queries.safety.hazard_facts import hazards_of_dispatch
from app.rules.safety.briefing import asked_certificates
from models.enums import BriefingState
from models.parties.site import Site
from models.people.dispatch import Dispatch
from models.people.qualification import StaffCertificate
from models.people.staff import StaffMember
from models.safety.briefing import Briefing

ISSUED_FROM = frozenset(BriefingState) - {BriefingState.CANCELLED}


def work_values(session: Session, briefing: Briefing, dispatch: Dispatch) -> dict[str, FieldValue]:
    """Return whose work it is, where, and under which dispatch."""
    return {
        **owner_values(session, briefing),
        "contract_no": contract_of(session, briefing),
        "work_order_no": numbers_of(session, dispatch.id),
        "task": dispatch.content or dispatch.title,
        "emergency_phone": briefing.emergency_phone,
    }


def places_of(session: Session, dispatch: Dispatch) -> str:
    """Return the addresses of all sites that a dispatch goes to, a line each."""
    from_first = (site_of(session, dispatch), *(site_words(session, row.site_id) for row in dispatch.sites))
    return "\n".join(dict.fromkeys(from_first))


def site_words(session: Session, site_id: int) -> str:
    """Return name and address of a site."""
    site = session.get_one(Site, site_id)
    return "　".join(part for part in (site.title, address_of(site)) if part)


def signer_rows(session: Session, briefing: Briefing, dispatch: Dispatch) -> tuple[Row, ...]:
    """Return those who sign, with trade, certificates and times of their own; the day only of signatures that have been
    recorded.
    """
    zone = zone_of(session)
    trades = _trades(session, dispatch, zone)
    return tuple(
        {
            "seq": str(place),
            "name": row.name,
            "trade": trades.get(row.person_id, row.organisation),
            "sign": "",
            "date": day_of(row.signed_at, zone) if row.signed_at else "",
        }
        for place, row in enumerate(briefing.signatures, start=1)
    )


def _trades(session: Session, dispatch: Dispatch, zone: ZoneInfo) -> Mapping[int | None, str]:
    """Return by person of a dispatch the post, the certificates that the hazards ask for with their numbers, and when
    this one comes later or goes earlier.
    """
    people = [one.staff_id for one in dispatch.people if one.staff_id is not None]
    members = select(StaffMember.id, StaffMember.post).where(StaffMember.id.in_(people))
    posts: dict[int | None, str] = dict(session.execute(members).all())
    asked = asked_certificates(hazards_of_dispatch(session, dispatch))
    held = select(StaffCertificate).where(
        StaffCertificate.staff_id.in_(people), StaffCertificate.certificate.in_(asked)
    )
    certificates: dict[int | None, list[str]] = {}
    for one in session.scalars(held.order_by(StaffCertificate.id)):
        words = f"{label(one.certificate)} {one.certificate_no}".strip()
        certificates.setdefault(one.staff_id, []).append(words)
    return {
        person.id: with_notes(
            posts.get(person.staff_id, "") or person.organisation,
            (*certificates.get(person.staff_id, ()), *own_times(person, zone)),
        )
        for person in dispatch.people
    }
