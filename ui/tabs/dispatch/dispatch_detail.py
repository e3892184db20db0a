"""What the detail pane shows of a dispatch."""

from collections.abc import Iterator

from app.formatting import short_date_time
from app.i18n import _
from app.labels import label
from app.queries.material.swap_forms import NOT_SENT
from app.queries.people.dispatch_parts import TravellerLine
from app.queries.people.dispatches import DispatchDetails, LendingDepartment
from app.rules.permissions import Permission
from models.enums import DispatchState
from ui.runtime.desk import Desk
from ui.tabs.dispatch.columns import number_text, span_text
from ui.tabs.inventory.needs.material_card import MAKE_SLIP, issuable, material_group
from ui.tabs.inventory.returns.swap_card import SWAP, swaps_group
from ui.tabs.inventory.slips.of_record import SLIPS, slip_facts
from ui.tabs.pay_first import pay_first_group
from ui.tabs.views import paper_view, reason_views, state_badge, step_views, timeline_entry
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact
from ui.widgets.detail.next_step import StepView

REQUEST_LINK = "request"
AGREEMENT_LINK = "agreement"
STAFF_LINK = "staff"


def dispatch_view(details: DispatchDetails, desk: Desk) -> DetailView:
    """Return one dispatch as the pane shows it."""
    today = desk.today()
    return DetailView(
        title=number_text(details.number),
        badges=(_class_badge(details),),
        state=state_badge(details.state),
        subtitle=details.title,
        line=" · ".join(part for part in (details.customer, details.site or details.project) if part),
        steps=_steps(details, desk),
        reasons=reason_views(details.steps),
        groups=(
            *pay_first_group(details.pay_first, desk, urgent=details.urgent),
            *_department_group(details, desk),
            _people_group(details),
            *_material_group(details),
            *_slips_group(details),
            *((swaps_group(details.replaced),) if details.replaced else ()),
            _facts_group(details, desk),
        ),
        timeline=tuple(timeline_entry(event, desk.zone, today) for event in details.events),
        papers=tuple(paper_view(line, desk.zone, today) for line in details.papers),
    )


def _class_badge(details: DispatchDetails) -> Badge:
    """The class of the request; nothing is sent before a person has confirmed it (C3.2)."""
    if details.service_class is None:
        return Badge(_("class not confirmed"), Tone.SOON)
    return Badge(label(details.service_class), Tone.ACCENT)


def _may_change(details: DispatchDetails, desk: Desk) -> bool:
    """A draft is changed by whoever plans dispatches."""
    return details.state is DispatchState.DRAFT and desk.context.actor.may(Permission.PLAN_DISPATCH)


def _department_group(details: DispatchDetails, desk: Desk) -> tuple[FactGroup, ...]:
    """The word of each lending department (C7.2); it can be recorded anew while the dispatch is a draft."""
    if not details.departments:
        return ()
    is_draft = _may_change(details, desk)
    facts = tuple(_department_fact(department, desk, is_draft=is_draft) for department in details.departments)
    any_agreed = any(department.agreed_at is not None for department in details.departments)
    link = _("Change") if is_draft and any_agreed else ""
    return (FactGroup(AGREEMENT_LINK, _("Lending departments (C7.2)"), facts, link),)


def _department_fact(department: LendingDepartment, desk: Desk, *, is_draft: bool) -> Fact:
    if department.agreed_at is None:
        missing = _("Record the agreement") if is_draft else _("not agreed")
        return Fact(department.name, missing, f"{AGREEMENT_LINK}:{department.id}" if is_draft else "")
    when = short_date_time(department.agreed_at, desk.zone, desk.today())
    return Fact(department.name, _("{name} agreed {time}").format(name=department.agreed_by, time=when))


def _steps(details: DispatchDetails, desk: Desk) -> tuple[StepView, ...]:
    """The lawful moves, the slip by which the people take parts along, and what they replaced there."""
    moves, may = step_views(details.steps), desk.context.actor.may
    if details.state is not DispatchState.CANCELLED and may(Permission.EDIT_MATERIAL):
        moves += (StepView(MAKE_SLIP, _("Make an issue slip"), minor=not issuable(details.needs)),)
    if details.state not in NOT_SENT and may(Permission.EDIT_RETURNS):
        moves += (StepView(SWAP, _("Record a part replaced"), minor=True),)
    return moves


def _material_group(details: DispatchDetails) -> tuple[FactGroup, ...]:
    """What the people may have to take along: the needs of the request and of its orders."""
    return (material_group((), details.needs),) if details.needs else ()


def _slips_group(details: DispatchDetails) -> tuple[FactGroup, ...]:
    return (FactGroup(SLIPS, _("Issue slips (C6.3)"), slip_facts(details.slips)),) if details.slips else ()


def _people_group(details: DispatchDetails) -> FactGroup:
    facts = tuple(fact for person in details.people for fact in _person_facts(person))
    return FactGroup("people", _("People"), facts or (Fact(_("Nobody"), _("Nobody has been named yet.")),))


def _person_facts(person: TravellerLine) -> Iterator[Fact]:
    """The name, for our own a link, and below where they come from: a link cannot break into lines, words can."""
    link = f"{STAFF_LINK}:{person.staff_id}" if person.staff_id is not None else ""
    yield Fact(_("Lead") if person.is_lead else _("Traveller"), person.name, link)
    yield Fact("", " · ".join(part for part in (person.organisation, person.phone) if part))


def _facts_group(details: DispatchDetails, desk: Desk) -> FactGroup:
    rows = [
        (_("On site"), span_text(details.starts_at, details.ends_at, desk)),
        (_("Mode"), label(details.mode)),
        (_("Project"), details.project),
        (_("Address"), details.address),
        (_("Work to do"), details.content),
        (_("Cautions"), details.cautions),
        (_("Tools, parts"), details.tools),
    ]
    request = Fact(_("Request"), details.request_number, REQUEST_LINK)
    facts = (request, *(Fact(name, value) for name, value in rows if value))
    link = _("Edit") if _may_change(details, desk) else ""
    return FactGroup("facts", _("Basic facts"), facts, link)
