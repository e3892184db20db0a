"""The people of a dispatch: who leads, from when to when, and what each still lacks (C7.2, C12.2, C14)."""

from collections.abc import Iterator

from app.formatting import short_date_time
from app.i18n import _
from app.queries.people.dispatch_parts import TravellerLine
from app.queries.people.dispatches import DispatchDetails, LendingDepartment
from app.rules.permissions import Permission
from app.rules.safety.briefing import Standing
from models.enums import DispatchState
from ui.runtime.desk import Desk
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import FactGroup
from ui.widgets.detail.facts import Fact

AGREEMENT_LINK = "agreement"
STAFF_LINK = "staff"


def people_group(details: DispatchDetails, desk: Desk) -> FactGroup:
    """Return the card of the people."""
    facts = tuple(fact for person in details.people for fact in _person_facts(person, details, desk))
    return FactGroup("people", _("People"), facts or (Fact(_("Nobody"), _("Nobody has been named yet.")),))


def _person_facts(person: TravellerLine, details: DispatchDetails, desk: Desk) -> Iterator[Fact]:
    """The name, for our own a link, and below where they come from: a link cannot break into lines, words can."""
    link = f"{STAFF_LINK}:{person.staff_id}" if person.staff_id is not None else ""
    yield Fact(_("Lead") if person.is_lead else _("Traveller"), person.name, link)
    yield Fact("", " · ".join(part for part in (person.organisation, person.phone) if part))
    stay = _stay(person, desk)
    if stay:
        yield Fact("", stay)
    for badge in _lacks(person, details, desk):
        yield Fact("", "", badge=badge)


def _stay(person: TravellerLine, desk: Desk) -> str:
    """Return from when and until when somebody is along, where that is not with the others."""
    today = desk.today()
    parts = []
    if person.joins_at is not None:
        parts.append(_("joins {time}").format(time=short_date_time(person.joins_at, desk.zone, today)))
    if person.leaves_at is not None:
        left = _("leaves {time}").format(time=short_date_time(person.leaves_at, desk.zone, today))
        parts.append(f"{left}: {person.leaves_why}" if person.leaves_why else left)
    return " · ".join(parts)


def _lacks(person: TravellerLine, details: DispatchDetails, desk: Desk) -> Iterator[Badge]:
    """What of briefing and confidentiality is in order, and what is missing; nothing once the work is done.

    Nobody is briefed on a draft.
    """
    if person.standing is None:
        return
    is_draft = details.state is DispatchState.DRAFT
    if not (is_draft and person.standing is Standing.MISSING):
        yield _signed_badge(person, desk)
    lacks = [
        words
        for is_missing, words in ((person.lacks_agreement, _("agreement")), (person.lacks_lesson, _("lesson")))
        if is_missing
    ]
    if not lacks:
        return
    if any(one.person_id == person.id for one in details.exceptions):
        yield Badge(_("excepted by the manager (C14)"), Tone.ACCENT)
    else:
        told = _("missing: {names} (C14)").format(names=_(", ").join(lacks))
        yield Badge(told, Tone.SOON if is_draft else Tone.OVERDUE)


def _signed_badge(person: TravellerLine, desk: Desk) -> Badge:
    when = short_date_time(person.signed_at, desk.zone, desk.today()) if person.signed_at else ""
    if person.standing is Standing.SIGNED:
        return Badge(_("briefed, signed {time}").format(time=when), Tone.KEPT)
    if person.standing is Standing.TOLD:
        return Badge(_("signed {time}, told by phone since").format(time=when), Tone.KEPT)
    if person.standing is Standing.STALE:
        return Badge(_("signed {time}, hazards changed since").format(time=when), Tone.OVERDUE)
    return Badge(_("not briefed (C12.2)"), Tone.OVERDUE)


def department_group(details: DispatchDetails, desk: Desk) -> tuple[FactGroup, ...]:
    """The word of each lending department (C7.2); it can be recorded anew while the dispatch is a draft."""
    if not details.departments:
        return ()
    is_draft = may_change(details, desk)
    facts = tuple(_department_fact(department, desk, is_draft=is_draft) for department in details.departments)
    any_agreed = any(department.agreed_at is not None for department in details.departments)
    link = _("Change") if is_draft and any_agreed else ""
    return (FactGroup(AGREEMENT_LINK, _("Lending departments (C7.2)"), facts, link),)


def may_change(details: DispatchDetails, desk: Desk) -> bool:
    """A draft is changed by whoever plans dispatches."""
    return details.state is DispatchState.DRAFT and desk.context.actor.may(Permission.PLAN_DISPATCH)


def _department_fact(department: LendingDepartment, desk: Desk, *, is_draft: bool) -> Fact:
    if department.agreed_at is None:
        missing = _("Record the agreement") if is_draft else _("not agreed")
        return Fact(department.name, missing, f"{AGREEMENT_LINK}:{department.id}" if is_draft else "")
    when = short_date_time(department.agreed_at, desk.zone, desk.today())
    return Fact(department.name, _("{name} agreed {time}").format(name=department.agreed_by, time=when))
