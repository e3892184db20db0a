"""Cards of a trip: what has to come home, what was signed on site, money, open items, the manager's exceptions (C7)."""

from collections.abc import Iterator

from app.formatting import MISSING, date_text, short_date_time
from app.i18n import _
from app.labels import label, label_of
from app.queries.people.dispatch_parts import OpenItemLine
from app.queries.people.dispatches import DispatchDetails
from app.queries.trips.of_dispatch import MONEY, ON_SITE, SAFETY, TripRecord, Written
from app.rules.people.checklist import ChecklistLine
from app.rules.permissions import Permission
from models.enums import (
    AdvanceState,
    BriefingState,
    ExpenseState,
    IncidentState,
    RecordKind,
    SignOffState,
    SurveyState,
)
from ui.dialogs.people.exception_dialog import EXCEPTED
from ui.runtime.desk import Desk
from ui.tabs.links import LINK_ROOM, clipped, link_code
from ui.tabs.views import FIX_TEXTS
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import FactGroup
from ui.widgets.detail.facts import Fact

FIX_LINK, STEP_LINK = "fix", "step"
STATES = {
    RecordKind.ADVANCE: AdvanceState,
    RecordKind.EXPENSE: ExpenseState,
    RecordKind.SERVICE_RECEIPT: SignOffState,
    RecordKind.SURVEY: SurveyState,
    RecordKind.BRIEFING: BriefingState,
    RecordKind.INCIDENT: IncidentState,
}


def trip_groups(details: DispatchDetails, desk: Desk) -> Iterator[FactGroup]:
    """Yield those cards of which there is something to say."""
    may_plan = desk.context.actor.may(Permission.PLAN_DISPATCH)
    groups = (
        FactGroup("open_items", _("Open items (C7.4)"), tuple(_open_items(details, desk, may_plan))),
        FactGroup("briefings", _("Briefings, incidents (C12)"), tuple(_records(details, *SAFETY))),
        FactGroup("on_site", _("Signed on site, reports (N1, N3)"), tuple(_on_site(details, desk))),
        FactGroup("money", _("Money of the trip (C7.3, C7.4)"), tuple(_records(details, *MONEY))),
        FactGroup("exceptions", _("Manager's exceptions"), tuple(_exceptions(details, desk))),
    )
    return (group for group in groups if group.facts)


def checklist_group(details: DispatchDetails, desk: Desk) -> tuple[FactGroup, ...]:
    """Return the card of what has to come home, none before the work on site ended."""
    may_plan = desk.context.actor.may(Permission.PLAN_DISPATCH)
    facts = tuple(fact for line in details.checklist for fact in _checklist_facts(line, may_plan))
    return (FactGroup("checklist", _("Coming home (C7.4)"), facts),) if facts else ()


def _checklist_facts(line: ChecklistLine, may_plan: bool) -> Iterator[Fact]:
    """A thing in order, or what of it is missing: a link that puts it right for those who may."""
    if line.done:
        yield Fact(line.text, "", badge=Badge(_("done"), Tone.KEPT))
        return
    yield Fact(line.text, "", badge=Badge(_("open · {clause}").format(clause=line.clause), Tone.SOON))
    missing = _(", ").join(name for name in line.missing if name not in ("", MISSING))
    if may_plan:
        fix = _(FIX_TEXTS[line.fix])
        words = f"{clipped(missing, LINK_ROOM - 12)} · {fix}" if missing else fix
        yield Fact("", words, f"{FIX_LINK}:{line.fix}")
    elif missing:
        yield Fact("", missing)


def _open_items(details: DispatchDetails, desk: Desk, may_plan: bool) -> Iterator[Fact]:
    for item in details.open_items:
        taken_over = item.dispatch_id != details.id
        head = _("Taken over") if taken_over else _("Left undone")
        yield Fact(head, item.text)
        due = date_text(item.due_on) if item.due_on else ""
        yield Fact("", " · ".join(part for part in (item.responsible, due) if part))
        yield from _item_state(item, details, desk)
        if may_plan and item.is_open and not taken_over:
            yield Fact("", _("Settle it"), f"{STEP_LINK}:settle_item:{item.id}")


def _item_state(item: OpenItemLine, details: DispatchDetails, desk: Desk) -> Iterator[Fact]:
    if item.settled_at is not None:
        when = short_date_time(item.settled_at, desk.zone, desk.today())
        yield Fact("", "", badge=Badge(_("settled {time}").format(time=when), Tone.KEPT))
        yield Fact("", " · ".join(part for part in (item.settled_by, item.settlement) if part))
    elif item.dispatch_id != details.id:
        yield Fact("", item.dispatch, link_code(RecordKind.DISPATCH, item.dispatch_id))
    elif item.carried_to_id is not None:
        yield Fact("", "", badge=Badge(_("carried over"), Tone.ACCENT))
        yield Fact("", item.carried_to or _("Draft"), link_code(RecordKind.DISPATCH, item.carried_to_id))
    else:
        late = item.due_on is not None and item.due_on < desk.today()
        yield Fact("", "", badge=Badge(_("overdue"), Tone.OVERDUE) if late else Badge(_("open"), Tone.SOON))


def _records(details: DispatchDetails, *kinds: RecordKind) -> Iterator[Fact]:
    """Records made for the dispatch as links, each with whose it is and its state."""
    for one in details.trip.of(kinds):
        yield Fact(label(one.kind), _words(one), link_code(one.kind, one.id))


def _words(one: TripRecord) -> str:
    state = label_of(STATES[one.kind], one.state)
    return " · ".join(part for part in (one.number or _("Draft"), one.person, state) if part)


def _on_site(details: DispatchDetails, desk: Desk) -> Iterator[Fact]:
    """What was signed there, and the reports, which those who write them can open."""
    yield from _records(details, *ON_SITE)
    may_write = desk.context.actor.may(Permission.EDIT_TRIPS)
    reports = (
        ("trip_report", _("Trip report"), details.trip.report),
        ("fault_analysis", _("Fault analysis"), details.trip.analysis),
    )
    for code, name, report in reports:
        if report is not None:
            yield Fact(name, _written(report), f"{STEP_LINK}:{code}" if may_write else "")


def _written(report: Written) -> str:
    return f"{report.by} · {date_text(report.on)}"


def _exceptions(details: DispatchDetails, desk: Desk) -> Iterator[Fact]:
    for one in details.exceptions:
        yield Fact(one.clause, " · ".join(part for part in (_(EXCEPTED[one.gate]), one.person) if part))
        yield Fact("", one.reason)
        by = one.given_by if one.given_by == one.entered_by else _("{name}, entered by {entered}")
        when = short_date_time(one.given_at, desk.zone, desk.today())
        yield Fact("", f"{by.format(name=one.given_by, entered=one.entered_by)} · {when}")
