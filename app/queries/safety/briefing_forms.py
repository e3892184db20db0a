"""What a briefing starts with: all that the hazards of its dispatch and earlier briefings there tell (C12.2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.forms.briefings import BriefingForm
from app.i18n import _
from app.queries.records.lookup import existing
from app.queries.safety.briefing_facts import needs_guardian, people_to_brief
from app.queries.safety.hazard_facts import hazards_of_dispatch
from app.queries.safety.standing import briefing_standing
from app.rules.permissions import Permission
from app.rules.safety.briefing import Standing
from app.rules.safety.hazards import HazardFact
from models.enums import BriefingState, ProtectiveGear, WorkType
from models.parties.site import Site
from models.people.dispatch import Dispatch
from models.safety.briefing import Briefing

PERMITS = tuple(kind for kind in WorkType if kind is not WorkType.ORDINARY)
_KEPT = ("emergency_phone", "hospital", "assembly_point", "customer_hazards")  # what stays the same at a site
_TYPED = tuple(
    one.name for one in fields(BriefingForm) if one.name not in ("person_ids", "gear", "permits")
)  # they have the names of the record's own columns


def new_briefing_form(context: Context, dispatch_id: int, person_ids: Sequence[int] = ()) -> BriefingForm:
    """Return the form of a briefing of everybody on a dispatch, or the addendum of those named, filled in from its
    hazards and from the last briefing for that site.
    """
    context.require(Permission.EDIT_SAFETY)
    with context.read() as session:
        dispatch = existing(session, Dispatch, dispatch_id)
        return prefilled(session, dispatch, hazards_of_dispatch(session, dispatch), person_ids)


def prefilled(
    session: Session, dispatch: Dispatch, hazards: Sequence[HazardFact], person_ids: Sequence[int] = ()
) -> BriefingForm:
    """Return what is to be told on a dispatch with these hazards."""
    last, settings = _last_briefing(session, dispatch), settings_of(session)
    site = session.get(Site, dispatch.site_id) if dispatch.site_id is not None else None
    phone = settings.text("company_phone")
    phones = (_("{phone} (company)").format(phone=phone) if phone else "", "120", "119")
    kept = {name: getattr(last, name) for name in _KEPT} if last is not None else {}
    return BriefingForm(
        person_ids=tuple(person_ids),
        place=(last.place if last is not None else "") or settings.text("company_name"),
        guardian=last.guardian if last is not None and last.dispatch_id == dispatch.id else "",
        overview=dispatch.content,
        technical_points=dispatch.cautions,
        gear=frozenset(one for hazard in hazards for one in hazard.gear),
        permits=frozenset(hazard.work_type for hazard in hazards) - {WorkType.ORDINARY},
        measures=numbered(hazards, "prevention"),
        emergency=numbered(hazards, "emergency"),
        emergency_phone=kept.get("emergency_phone") or " · ".join(one for one in phones if one),
        hospital=kept.get("hospital", ""),
        assembly_point=kept.get("assembly_point", ""),
        customer_hazards=kept.get("customer_hazards") or (site.hazards if site is not None else ""),
    )


def numbered(hazards: Iterable[HazardFact], name: str) -> str:
    """Return what hazards say of one thing, a line each after the title; those that say nothing are left out."""
    told = [(hazard.title, getattr(hazard, name)) for hazard in hazards if getattr(hazard, name).strip()]
    line = _("{place}. {title}: {text}")
    return "\n".join(line.format(place=place, title=title, text=text) for place, (title, text) in enumerate(told, 1))


def _last_briefing(session: Session, dispatch: Dispatch) -> Briefing | None:
    """Return the newest briefing of the dispatch, else the newest that was held for its site."""
    held = Briefing.state == BriefingState.HELD
    there = (Briefing.dispatch_id == dispatch.id) | ((Briefing.site_id == dispatch.site_id) & held)
    newest = select(Briefing).where(Briefing.state != BriefingState.CANCELLED, there)
    return session.scalar(newest.order_by((Briefing.dispatch_id == dispatch.id).desc(), Briefing.id.desc()).limit(1))


@dataclass(frozen=True, slots=True)
class BriefingSubject:
    """What a briefing is about, as its form shows it: the dispatch, who is told which hazards, the worst first.

    ``untold`` are those who have left and do not know what the hazards say now, by their id on the dispatch.
    """

    dispatch_id: int
    number: str
    title: str
    people: tuple[str, ...]
    hazards: tuple[str, ...]
    needs_guardian: bool
    untold: tuple[tuple[int, str], ...]


def briefing_subject(context: Context, dispatch_id: int, person_ids: Sequence[int] = ()) -> BriefingSubject:
    """Read what a briefing of a dispatch, or an addendum for those named, is about."""
    context.require(Permission.EDIT_SAFETY)
    with context.read() as session:
        dispatch = existing(session, Dispatch, dispatch_id)
        now = context.clock.now()
        standing = briefing_standing(session, dispatch, now)
        return BriefingSubject(
            dispatch_id=dispatch.id,
            number=dispatch.number or "",
            title=dispatch.title,
            people=tuple(one.name for one in people_to_brief(dispatch, now, person_ids)),
            hazards=tuple(one.title for one in standing.hazards),
            needs_guardian=needs_guardian(standing.hazards, ()),
            untold=tuple((one.person_id, one.name) for one in standing.people if one.standing is Standing.STALE),
        )


def briefing_form(context: Context, record_id: int) -> BriefingForm:
    """Read a prepared briefing into the form that changes it."""
    context.require(Permission.EDIT_SAFETY)
    with context.read() as session:
        found = existing(session, Briefing, record_id)
        named = [row.person_id for row in found.signatures if row.person_id is not None] if found.is_addendum else []
        return BriefingForm(
            person_ids=tuple(named),
            gear=frozenset(map(ProtectiveGear, found.gear)),
            permits=frozenset(map(WorkType, found.permits)),
            **{name: getattr(found, name) for name in _TYPED},
        )
