"""What the detail pane shows of a dispatch, in the order in which one asks: may they leave, what is missing, who."""

from collections.abc import Iterator

from app.formatting import date_text, short_date_time
from app.i18n import _
from app.labels import label
from app.queries.people.dispatches import DispatchDetails
from app.queries.records.record_parts import CommitmentLine
from app.rules.people.dispatch_arrows import NOT_LEFT
from app.rules.permissions import Permission
from models.enums import CommitmentKind, CommitmentState
from ui.runtime.desk import Desk
from ui.tabs.dispatch.columns import number_text, span_text
from ui.tabs.dispatch.dispatches.dispatch_offers import dispatch_steps
from ui.tabs.dispatch.dispatches.people_card import department_group, may_change, people_group
from ui.tabs.dispatch.dispatches.trip_cards import checklist_group, trip_groups
from ui.tabs.inventory.needs.material_card import material_group
from ui.tabs.inventory.returns.swap_card import swaps_group
from ui.tabs.inventory.slips.of_record import SLIPS, slip_facts
from ui.tabs.owed import owed_choices
from ui.tabs.pay_first import pay_first_group
from ui.tabs.views import FIX_TEXTS, commitment_view, paper_view, reason_views, state_badge, timeline_entry
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.commitments import CommitmentView
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact
from ui.widgets.detail.next_step import ReasonView

REQUEST_LINK = "request"
TELL, BRIEF = "tell_by_phone", "brief_people"


def dispatch_view(details: DispatchDetails, desk: Desk) -> DetailView:
    """Return one dispatch as the pane shows it."""
    today = desk.today()
    return DetailView(
        title=number_text(details.number),
        badges=tuple(_badges(details)),
        state=state_badge(details.state),
        subtitle=details.title,
        line=" · ".join(part for part in (details.customer, details.site or details.project) if part),
        steps=dispatch_steps(details, desk),
        reasons=_reasons(details, desk),
        commitments=_owed(details, desk),
        groups=tuple(_groups(details, desk)),
        timeline=tuple(timeline_entry(event, desk.zone, today) for event in details.events),
        papers=tuple(paper_view(line, desk.zone, today) for line in details.papers),
    )


def _badges(details: DispatchDetails) -> Iterator[Badge]:
    """The class of the request, which a person confirms before anybody is sent (C3.2); work that was done in part."""
    if details.service_class is None:
        yield Badge(_("class not confirmed"), Tone.SOON)
    else:
        yield Badge(label(details.service_class), Tone.ACCENT)
    if details.is_partly_done:
        yield Badge(_("done in part"), Tone.SOON)


def _reasons(details: DispatchDetails, desk: Desk) -> tuple[ReasonView, ...]:
    """What keeps the people from the next move, and on the way what they do not know; ways out for who may go them.

    What keeps a dispatch from being closed stands in its checklist.
    """
    may = desk.context.actor.may
    steps = [step for step in details.steps if step.action != "close"]
    reasons = [*_on_the_way(details), *reason_views(steps)]
    if details.appointment.asks_for_letter:
        text = _("Nobody answers the phone: write to the customer.")
        reasons.append(ReasonView("N1", text, tone=Tone.SOON))
    if may(Permission.PLAN_DISPATCH):
        return tuple(reasons)
    return tuple(ReasonView(one.clause, one.text, tone=one.tone) for one in reasons)


def _on_the_way(details: DispatchDetails) -> Iterator[ReasonView]:
    if details.unbriefed:
        names = _(", ").join(details.unbriefed)
        breach = _("On the way without a signed briefing: {names}").format(names=names)
        yield ReasonView("C12.2", breach, BRIEF, _(FIX_TEXTS[BRIEF]))
    if details.untold:
        names = _(", ").join(details.untold)
        told = _("Hazards changed since they left; tell them by phone: {names}").format(names=names)
        yield ReasonView("C12.2", told, TELL, _("Record it"))


def _owed(details: DispatchDetails, desk: Desk) -> tuple[CommitmentView, ...]:
    """What the dispatch owes; an open item says which it is, and is settled by itself."""
    return tuple(_owed_view(line, details, desk) for line in details.commitments)


def _owed_view(line: CommitmentLine, details: DispatchDetails, desk: Desk) -> CommitmentView:
    meeting = {
        CommitmentKind.TRIP_PAPERS: ("pack", _("Trip pack…")),
        CommitmentKind.TRIP_REPORT: ("trip_report", _("Write the report")),
        CommitmentKind.EXPENSE_CLAIM: ("claim", _("Enter the claim")),
        CommitmentKind.UNUSED_PARTS: ("return_parts", _("Record the return")),
        CommitmentKind.OPEN_ITEM: (f"settle_item:{line.slot}", _("Open item settled…")),
    }
    is_open = line.state is CommitmentState.OPEN
    choices = tuple(owed_choices(line, desk, meeting, Permission.PLAN_DISPATCH)) if is_open else ()
    items = {item.id: item.text for item in details.open_items}
    about = items.get(line.slot, "") if line.kind is CommitmentKind.OPEN_ITEM else ""
    return commitment_view(line, desk.now(), desk.zone, desk.today(), about=about, choices=choices)


def _groups(details: DispatchDetails, desk: Desk) -> Iterator[FactGroup]:
    yield from checklist_group(details, desk)
    has_left = details.state not in NOT_LEFT
    yield from pay_first_group(details.pay_first, desk, urgent=details.urgent, is_over=has_left)
    yield from department_group(details, desk)
    yield people_group(details, desk)
    yield from trip_groups(details, desk)
    if details.needs:
        yield material_group((), details.needs)
    if details.slips:
        yield FactGroup(SLIPS, _("Issue slips (C6.3)"), slip_facts(details.slips))
    if details.replaced:
        yield swaps_group(details.replaced)
    yield _facts_group(details, desk)
    yield from _times_group(details, desk)
    yield from _sites_group(details, desk)


def _facts_group(details: DispatchDetails, desk: Desk) -> FactGroup:
    rows = [
        (_("On site"), span_text(details.starts_at, details.ends_at, desk)),
        (_("Mode"), label(details.mode)),
        (_("Customer's hands"), details.customer_hands),
        (_("Project"), details.project),
        (_("Address"), details.address),
        (_("Work to do"), details.content),
        (_("Cautions"), details.cautions),
        (_("Tools, parts"), details.tools),
        (_("Repair plan"), details.plan),
        (_("Customer agreed"), _by_on(details.plan_agreed_by, date_text(details.plan_agreed_on))),
        (_("Quality check"), _by_on(details.quality_by, date_text(details.quality_on))),
        ("", details.quality_note),
    ]
    request = Fact(_("Request"), details.request_number, REQUEST_LINK)
    facts = (request, *(Fact(name, value) for name, value in rows if value))
    link = _("Edit") if may_change(details, desk) else ""
    return FactGroup("facts", _("Basic facts"), facts, link)


def _by_on(who: str, day: str) -> str:
    return f"{who} · {day}" if who else ""


def _times_group(details: DispatchDetails, desk: Desk) -> Iterator[FactGroup]:
    """What was agreed with the customer, and what really happened when."""
    moments = (
        (_("Appointment"), details.appointment.at),
        (_("Departed"), details.departed_at),
        (_("Arrived"), details.arrived_at),
        (_("Ended"), details.finished_at),
        (_("Back home"), details.returned_at),
    )
    facts = [Fact(name, short_date_time(at, desk.zone, desk.today())) for name, at in moments if at is not None]
    if details.appointment.failed_calls:
        calls = _("Calls without an answer")
        facts.append(Fact(calls, str(details.appointment.failed_calls)))
    if facts:
        yield FactGroup("times", _("Times (C4.3, N1)"), tuple(facts))


def _sites_group(details: DispatchDetails, desk: Desk) -> Iterator[FactGroup]:
    facts: list[Fact] = []
    for site in details.sites:
        facts.append(Fact(_("Then"), " · ".join(part for part in (site.name, site.purpose) if part)))
        if site.address:
            facts.append(Fact("", site.address))
        if site.arrived_at is not None:
            when = short_date_time(site.arrived_at, desk.zone, desk.today())
            facts.append(Fact("", "", badge=Badge(_("arrived {time}").format(time=when), Tone.KEPT)))
    if facts:
        yield FactGroup("sites", _("Further sites"), tuple(facts))
