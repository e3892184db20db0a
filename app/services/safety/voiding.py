"""A changed hazard voids the briefings that told people something else (C12.2)."""

from collections.abc import Collection, Iterable

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.i18n import _
from app.queries.safety.hazard_facts import going_to, hazards_of_dispatch
from app.rules.safety.hazards import hazards_hash
from app.services.promises.keeping import settle
from app.services.use_case import log
from models.enums import BriefingState, DispatchState, EventKind
from models.people.dispatch import Dispatch
from models.record import Event, Record
from models.safety.briefing import Briefing, BriefingSignature
from models.safety.hazard import Hazard

UNDER_WAY = (
    DispatchState.DRAFT, DispatchState.AGREED, DispatchState.BRIEFED, DispatchState.DEPARTED, DispatchState.ARRIVED,
)  # fmt: skip
TOLD_HASH = "hazards_hash"  # key in the data of a BRIEFING_VOIDED entry: what the hazards say since then


def hazards_changed(session: Session, project_id: int | None, site_ids: Iterable[int | None]) -> None:
    """Say on the open dispatches concerned that what was signed for counts no more (C12.2).

    Concerned is who goes to the project or one of the sites and has signed for hazards that now say something else;
    each change is told once. Whether a briefing counts is derived from its hash, this is its entry in the log.
    """
    session.flush()
    for dispatch in _concerned(session, project_id, [one for one in site_ids if one is not None]):
        current = hazards_hash(hazards_of_dispatch(session, dispatch))
        signed = _signed_hashes(session, dispatch.id)
        if signed and current not in signed and current != _last_told(session, dispatch.id):
            text = _("The hazards have changed since people signed: they are briefed anew, or told by phone on site.")
            log(session, dispatch, EventKind.BRIEFING_VOIDED, text, data={TOLD_HASH: current})


def hazard_kept(session: Session, hazard: Hazard) -> None:
    """Follow up a hazard that was put out of use or taken back: its clock, and the briefings that told of it."""
    settle(session, hazard)
    hazards_changed(session, hazard.project_id, (hazard.site_id,))


def _concerned(session: Session, project_id: int | None, site_ids: Iterable[int]) -> Iterable[Dispatch]:
    goes = [going_to(None, site_id) for site_id in site_ids]
    if project_id is not None:
        goes.append(going_to(project_id, None))
    there = select(Record.id).where(Record.state.in_(UNDER_WAY), or_(*goes))
    return session.scalars(select(Dispatch).where(Dispatch.id.in_(there)).order_by(Dispatch.id))


def _signed_hashes(session: Session, dispatch_id: int) -> Collection[str]:
    """Return the hashes of the held briefings of a dispatch that somebody has signed."""
    signed = select(BriefingSignature.briefing_id).where(BriefingSignature.signed_at.is_not(None))
    held = (Briefing.dispatch_id == dispatch_id, Briefing.state == BriefingState.HELD, Briefing.id.in_(signed))
    return frozenset(session.scalars(select(Briefing.hazards_hash).where(*held)))


def _last_told(session: Session, dispatch_id: int) -> str:
    voided = (Event.record_id == dispatch_id, Event.kind == EventKind.BRIEFING_VOIDED)
    last = session.scalar(select(Event).where(*voided).order_by(Event.id.desc()).limit(1))
    return str(last.data.get(TOLD_HASH, "")) if last is not None else ""
