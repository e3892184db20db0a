"""Reading how the people of a dispatch stand with the hazards of where they go (C12.2)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, select
from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import local
from app.queries.records.pieces import Piece, Reading, Row
from app.queries.safety.hazard_facts import hazards_of_dispatch
from app.rules.safety.briefing import (
    BriefingStanding,
    CertificateFact,
    NewsFact,
    SignatureFact,
    TravellerFact,
    Trip,
    standing_of,
)
from app.rules.safety.hazards import HazardFact, hazards_hash
from models.enums import BriefingState
from models.people.dispatch import Dispatch, DispatchPerson
from models.people.qualification import StaffCertificate
from models.record import Record
from models.safety.briefing import Briefing, BriefingSignature, HazardNews

NAMES_BETWEEN = "、"  # stands between the names of those who were told

_record = Record.__table__.alias("briefing_record")
_briefing, _signature = Briefing.__table__, BriefingSignature.__table__
_certificate, _news = StaffCertificate.__table__, HazardNews.__table__
_person = DispatchPerson.__table__.alias("certified_person")
_DISPATCH: ColumnElement[int] = bindparam("dispatch_id")


def _signed(tables: FromClause, is_one: ColumnElement[bool], row_id: ColumnElement[int]) -> FromClause:
    return (
        tables.outerjoin(_signature, and_(is_one, _signature.c.id == row_id))
        .outerjoin(_briefing, _briefing.c.id == _signature.c.briefing_id)
        .outerjoin(_record, _record.c.id == _briefing.c.id)
    )


def _certified(tables: FromClause, is_one: ColumnElement[bool], row_id: ColumnElement[int]) -> FromClause:
    return tables.outerjoin(_certificate, and_(is_one, _certificate.c.id == row_id))


def _told(tables: FromClause, is_one: ColumnElement[bool], row_id: ColumnElement[int]) -> FromClause:
    return tables.outerjoin(_news, and_(is_one, _news.c.id == row_id))


# Parts of a larger reading too: the details of a dispatch read them with all the rest, by ``dispatch_id``.
STANDING_PIECES = (
    Piece(
        "signature",
        select(_signature.c.id)
        .join(_briefing, _briefing.c.id == _signature.c.briefing_id)
        .join(_record, _record.c.id == _briefing.c.id)
        .where(
            _briefing.c.dispatch_id == _DISPATCH,
            _record.c.state == BriefingState.HELD.value,
            _signature.c.signed_at.is_not(None),
            _signature.c.person_id.is_not(None),
        ),
        {
            "signature": (
                _signature.c.person_id, _signature.c.signed_at, _signature.c.way, _signature.c.briefing_id,
                _briefing.c.hazards_hash, _record.c.number,
            )
        },
        _signed,
    ),
    Piece(
        "certificate",
        select(_certificate.c.id)
        .join(_person, _person.c.staff_id == _certificate.c.staff_id)
        .where(_person.c.dispatch_id == _DISPATCH),
        {
            "certificate": (
                _certificate.c.staff_id, _certificate.c.certificate, _certificate.c.issued_on,
                _certificate.c.valid_until,
            )
        },
        _certified,
    ),
    Piece(
        "news",
        select(_news.c.id).where(_news.c.dispatch_id == _DISPATCH),
        {"news": (_news.c.told_to, _news.c.hazards_hash)},
        _told,
    ),
)  # fmt: skip
_READING = Reading(*STANDING_PIECES)


def briefing_standing(
    session: Session,
    dispatch: Dispatch,
    now: datetime,
    *,
    rows: Mapping[str, Sequence[Row]] | None = None,
    hazards: tuple[HazardFact, ...] | None = None,
) -> BriefingStanding:
    """Return who has signed on the hazards of ``now``, and all else that the gates of C12.2 look at.

    ``rows`` of STANDING_PIECES and the ``hazards`` of the dispatch, where they have been read already.
    """
    found = _READING.read(session, dispatch_id=dispatch.id) if rows is None else rows
    told = hazards_of_dispatch(session, dispatch) if hazards is None else hazards
    trip = _trip(session, dispatch, now, told)
    people: dict[int | None, int] = {
        person.staff_id: person.id for person in dispatch.people if person.staff_id is not None
    }
    return standing_of(
        trip,
        [_signature_fact(row["signature"]) for row in found["signature"]],
        [NewsFact(tuple(row["news"].told_to.split(NAMES_BETWEEN)), row["news"].hazards_hash) for row in found["news"]],
        [_certificate_fact(row["certificate"], people) for row in found["certificate"]],
    )


def _trip(session: Session, dispatch: Dispatch, now: datetime, hazards: tuple[HazardFact, ...]) -> Trip:
    zone = ZoneInfo(settings_of(session).text("zone"))

    def day(moment: datetime) -> date:
        return local(moment, zone).date()

    return Trip(
        first_day=day(dispatch.starts_at),
        last_day=day(dispatch.ends_at),
        today=day(now),
        people=travellers_of(dispatch, now),
        hazards=hazards,
        hash=hazards_hash(hazards),
    )


def travellers_of(dispatch: Dispatch, now: datetime) -> tuple[TravellerFact, ...]:
    """Return the people of a dispatch who have not left it, in their order."""
    return tuple(
        TravellerFact(person.id, person.name, waits=person.joins_at is not None and person.joins_at > now)
        for person in dispatch.people
        if person.is_along(now)
    )


def _signature_fact(row: Any) -> SignatureFact:
    return SignatureFact(row.person_id, row.signed_at, row.hazards_hash, row.briefing_id, row.number or "", row.way)


def _certificate_fact(row: Any, people: Mapping[int | None, int]) -> CertificateFact:
    return CertificateFact(people[row.staff_id], row.certificate, row.issued_on, row.valid_until)
