"""What the detail pane shows of a request."""

from collections.abc import Iterable

from app.formatting import date_text, kilometres, short_date_time
from app.i18n import _
from app.labels import label
from app.queries.requests.requests import RequestDetails
from app.rules.classification import evidence_text
from models.enums import RequestState
from ui.runtime.desk import Desk
from ui.tabs.requests.columns import severity_badge
from ui.tabs.views import (
    commitment_view,
    paper_view,
    reason_views,
    state_badge,
    step_views,
    timeline_entry,
)
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact
from ui.widgets.detail.next_step import StepView

ANSWERABLE = (RequestState.REGISTERED, RequestState.ANALYSED, RequestState.CLASSED, RequestState.IN_HAND)


def request_view(details: RequestDetails, desk: Desk) -> DetailView:
    """Return one request as the pane shows it."""
    today = desk.today()
    place = [details.customer, details.project or details.site]
    if details.site:
        place.append(_("distance {km}").format(km=kilometres(details.km) if details.km is not None else _("unknown")))
    return DetailView(
        title=details.number,
        badges=tuple(_badges(details)),
        state=state_badge(details.state),
        subtitle=details.title,
        line=" · ".join(part for part in place if part),
        steps=_steps(details),
        reasons=reason_views(details.steps),
        commitments=tuple(commitment_view(line, desk.now(), desk.zone, today) for line in details.commitments),
        groups=(_class_group(details), _facts_group(details, desk), *_dispatch_group(details, desk)),
        timeline=tuple(timeline_entry(event, desk.zone, today) for event in details.events),
        events=details.event_count,
        papers=tuple(paper_view(line, desk.zone, today) for line in details.papers),
    )


def _badges(details: RequestDetails) -> Iterable[Badge]:
    if details.confirmed_class is not None:
        yield Badge(label(details.confirmed_class), Tone.ACCENT)
    yield severity_badge(details.severity)
    if details.urgent:
        yield Badge(_("Urgent"), Tone.OVERDUE)


def _steps(details: RequestDetails) -> tuple[StepView, ...]:
    """The lawful moves, after them what can be recorded at any time before the end."""
    moves = tuple(step for step in details.steps if step.action not in ("analyse", "class", "start"))
    primary = _primary(details)
    steps = list(step_views(moves, primary=primary))
    if details.state in ANSWERABLE:
        extra = [("reply", _("Record the answer"))]
        if details.state in (RequestState.CLASSED, RequestState.IN_HAND):
            extra.append(("plan_dispatch", _("Plan a dispatch")))
        if details.state is RequestState.ANALYSED:
            extra.insert(0, ("confirm_class", _("Confirm the class")))
        steps = [StepView(code, text, primary=code == primary) for code, text in extra] + steps
    return tuple(steps)


def _primary(details: RequestDetails) -> str:
    """Return the one step that matters most now: the answer while it is owed, then what leads onwards."""
    if details.state in ANSWERABLE and any(line.met_at is None for line in details.commitments):
        return "reply"
    onwards = {
        RequestState.ANALYSED: "confirm_class",
        RequestState.CLASSED: "plan_dispatch",
        RequestState.IN_HAND: "solve",
        RequestState.SOLVED: "close",
    }
    return onwards.get(details.state, "")


def _class_group(details: RequestDetails) -> FactGroup:
    proposed = f"{label(details.proposed_class)} · {label(details.proposed_basis)}"
    facts = [Fact(_("Proposed"), proposed)]
    facts += [Fact(_("Because"), evidence_text(evidence)) for evidence in details.evidence]
    if details.confirmed_class is not None and details.confirmed_basis is not None:
        confirmed = f"{label(details.confirmed_class)} · {label(details.confirmed_basis)}"
        facts.append(Fact(_("Confirmed"), f"{confirmed} ({details.confirmed_by})"))
    if details.class_reason:
        facts.append(Fact(_("Reason"), details.class_reason))
    changeable = details.state in (RequestState.ANALYSED, RequestState.CLASSED, RequestState.IN_HAND)
    link = "" if not changeable else _("Change") if details.confirmed_class else _("Confirm")
    return FactGroup("class", _("Free or paid (C3.2)"), tuple(facts), link)


def _facts_group(details: RequestDetails, desk: Desk) -> FactGroup:
    today = desk.today()
    contact = " ".join(part for part in (details.contact_name, details.contact_phone) if part)
    rows = [
        (_("Received"), short_date_time(details.received_at, desk.zone, today)),
        (_("Registered at"), short_date_time(details.registered_at, desk.zone, today)),
        (_("Channel"), f"{label(details.channel)} · {contact}" if contact else label(details.channel)),
        (_("Kind"), label(details.request_kind)),
        (_("Owner"), details.owner_name),
        (_("Wishes"), _wishes(details)),
        (_("Site"), " ".join(part for part in (details.site, details.address) if part)),
        (_("Equipment"), details.equipment),
        (_("Warranty until"), date_text(details.warranty_end) if details.warranty_end else ""),
        (_("Said"), details.text if details.text != details.title else ""),
        (_("Cause"), details.cause),
        (_("Result"), details.result),
    ]
    facts = [Fact(name, value) for name, value in rows if value]
    facts.insert(6, Fact(_("Customer"), details.customer, "customer"))
    if details.project_id is not None:
        facts.insert(7, Fact(_("Project"), f"{details.project_number} {details.project}", "project"))
    link = _("Edit") if details.state in ANSWERABLE else ""
    return FactGroup("facts", _("Basic facts"), tuple(facts), link)


def _wishes(details: RequestDetails) -> str:
    wishes = [
        (details.needs_visit, _("visit needed")),
        (details.urgent, _("urgent")),
        (details.manufacturer_needed, _("manufacturer needed")),
    ]
    return _(", ").join(text for wished, text in wishes if wished)


def _dispatch_group(details: RequestDetails, desk: Desk) -> tuple[FactGroup, ...]:
    if not details.dispatches:
        return ()
    facts = tuple(
        Fact(
            short_date_time(dispatch.starts_at, desk.zone, desk.today()),
            f"{dispatch.number or _('Draft')} · {label(dispatch.state)}",
            f"dispatch:{dispatch.id}",
        )
        for dispatch in details.dispatches
    )
    return (FactGroup("dispatches", _("Dispatches"), facts),)
