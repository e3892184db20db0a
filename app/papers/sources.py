"""What several papers say of the same things: who travels, where to, under which contract; and the gate they share."""

from collections.abc import Iterable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.formatting import date_time_text, kilometres
from app.i18n import N_, _, pgettext
from app.papers.content import Ticks
from app.queries.people.dispatch_facts import dispatch_facts
from app.rules.arrow import Arrow
from app.rules.gate import BlockReason
from app.rules.gates import check_gates
from app.rules.people.dispatch_arrows import DISPATCH_ARROWS
from models.enums import DispatchState, PersonOrigin
from models.parties.site import Site
from models.people.dispatch import Dispatch, DispatchPerson
from models.projects.contract import Contract
from models.projects.equipment import Equipment
from models.projects.project import Project
from models.record import Record

TITLE_LIMIT = 200  # of a filed document
DISPATCH_ISSUED_FROM = frozenset(DispatchState) - {DispatchState.DRAFT, DispatchState.CANCELLED}


def dispatch_agreed(session: Session, record: Record) -> tuple[BlockReason, ...]:
    """Return what still stands between a dispatch and valid papers: the gates of *agreed*, and the step itself."""
    if not isinstance(record, Dispatch):
        raise TypeError(f"trip papers are made for a dispatch, not for a {record.kind}")
    if record.state != DispatchState.DRAFT:
        return ()
    missing = step_missing(DISPATCH_ARROWS, "agree", dispatch_facts(session, record))
    return missing or (BlockReason("C7.2", N_("The dispatch has not been settled yet"), fix="agree"),)


def step_missing(arrows: Iterable[Arrow], action: str, facts: Any) -> tuple[BlockReason, ...]:
    """Return what the gates of a step still miss."""
    step = next(arrow for arrow in arrows if arrow.action_code == action)
    return check_gates(step.gates, facts)


def no_gate(_session: Session, _record: Record) -> tuple[BlockReason, ...]:
    """Return nothing: the paper can be issued at any time."""
    return ()


def ticked(*codes: str) -> Ticks:
    """Return these options as chosen; empty codes are none."""
    return Ticks(frozenset(code for code in codes if code))


def contract_number(session: Session, project: Project | None) -> str:
    """Return the number of a project's main contract, "" when there is none."""
    if project is None:
        return ""
    main = select(Contract.number).where(Contract.project_id == project.id, Contract.main_id.is_(None)).limit(1)
    return session.scalar(main) or ""


def address_of(site: Site | None) -> str:
    """Return the address of a site with province and city."""
    if site is None:
        return ""
    return site.address if site.address.startswith(site.province) else f"{site.province}{site.city}{site.address}"


def place_of(site: Site | None) -> str:
    """Return address and distance of a site."""
    place = address_of(site)
    if site is None or site.km is None:
        return place
    return _("{place} (distance {distance})").format(place=place, distance=kilometres(site.km))


def equipment_words(equipment: Equipment | None) -> str:
    """Return name, model and serial number in one line."""
    parts = (equipment.title, equipment.model, equipment.serial_no) if equipment else ()
    return "　".join(part for part in parts if part)


def with_notes(name: str, notes: Iterable[str]) -> str:
    """Return a name with what there is to add in brackets."""
    said = _(", ").join(note for note in notes if note)
    return _("{name} ({notes})").format(name=name, notes=said) if said else name


def traveller(person: DispatchPerson, zone: ZoneInfo) -> str:
    """Return who goes: with the mark of the one who leads, whose person it is if not ours, and times of their own."""
    lead = pgettext("dispatch order", "lead") if person.is_lead else ""
    organisation = person.organisation if person.origin is PersonOrigin.MANUFACTURER else ""
    return with_notes(person.name, (lead, organisation, *own_times(person, zone)))


def own_times(person: DispatchPerson, zone: ZoneInfo) -> Iterator[str]:
    """Yield when somebody joins and leaves a dispatch, where that is not with the others (C7.1)."""
    if person.joins_at not in (None, person.dispatch.starts_at):
        yield _("joins {time}").format(time=date_time_text(person.joins_at, zone))
    if person.leaves_at not in (None, person.dispatch.ends_at):
        yield _("leaves {time}").format(time=date_time_text(person.leaves_at, zone))
