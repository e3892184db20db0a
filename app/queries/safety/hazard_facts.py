"""The hazards that concern a dispatch: those of its project without a site, and those of each site it goes to."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from app.rules.safety.hazards import HazardFact
from models.enums import BasicState, CertificateKind, ProtectiveGear, RecordKind
from models.people.dispatch import Dispatch, DispatchSite
from models.record import Record
from models.safety.hazard import Hazard


def hazard_fact(row: Hazard) -> HazardFact:
    """Return what a hazard tells people."""
    return HazardFact(
        id=row.id,
        number=row.number or "",
        title=row.title,
        place=row.place,
        activity=row.activity,
        work_type=row.work_type,
        accident=row.accident,
        result=row.result,
        danger=row.danger,
        prevention=row.prevention,
        gear=tuple(ProtectiveGear(code) for code in row.gear),
        certificates=tuple(CertificateKind(code) for code in row.certificates),
        min_persons=row.min_persons,
        emergency=row.emergency,
        reviewed_on=row.reviewed_on,
        review_reason=row.review_reason,
    )


def hazards_of(session: Session, project_id: int | None, site_ids: Iterable[int]) -> tuple[HazardFact, ...]:
    """Return the hazards in use of a project and of sites, the worst first.

    A hazard of a project without a site concerns every site of it; one of a site concerns whoever goes there, whatever
    the project.
    """
    sites = tuple(site_ids)
    concerned = or_(and_(Hazard.project_id == project_id, Hazard.site_id.is_(None)), Hazard.site_id.in_(sites))
    rows = session.scalars(
        select(Hazard).where(Hazard.state == BasicState.ACTIVE, concerned).order_by(Hazard.danger.desc(), Hazard.id)
    )
    return tuple(hazard_fact(row) for row in rows)


def going_to(project_id: int | None, site_id: int | None) -> ColumnElement[bool]:
    """Return the condition on ``Record`` that it is a dispatch which such a hazard concerns, the other way round."""
    is_dispatch = Record.kind == RecordKind.DISPATCH
    if site_id is None:
        return and_(is_dispatch, Record.project_id == project_id)
    calls_at = select(DispatchSite.dispatch_id).where(DispatchSite.site_id == site_id)
    return and_(is_dispatch, or_(Record.site_id == site_id, Record.id.in_(calls_at)))


def hazards_of_dispatch(session: Session, dispatch: Dispatch) -> tuple[HazardFact, ...]:
    """Return the hazards that the people of a dispatch have to be told (C12.2)."""
    sites = [dispatch.site_id, *(row.site_id for row in dispatch.sites)]
    return hazards_of(session, dispatch.project_id, [one for one in sites if one is not None])
