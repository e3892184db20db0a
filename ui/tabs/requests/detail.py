"""What the detail pane shows of a request."""

from collections.abc import Iterable

from app.formatting import kilometres
from app.i18n import _
from app.labels import label
from app.queries.requests.requests import RequestDetails
from app.rules.money.overdue_words import overdue_note
from app.rules.repairs import repair_note
from ui.runtime.desk import Desk
from ui.tabs.requests.columns import severity_badge
from ui.tabs.requests.facts import fact_groups
from ui.tabs.requests.owed import owed_views
from ui.tabs.requests.steps import ANSWERABLE, request_steps
from ui.tabs.views import paper_view, reason_views, scan_view, state_badge, timeline_entry
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import DetailView
from ui.widgets.detail.next_step import ReasonView


def request_view(details: RequestDetails, desk: Desk) -> DetailView:
    """Return one request as the pane shows it."""
    today = desk.today()
    place = [details.customer, details.project or details.site]
    if details.site:
        place.append(_("distance {km}").format(km=kilometres(details.km) if details.km is not None else _("unknown")))
    papers = tuple(paper_view(line, desk.zone, today) for line in details.papers)
    return DetailView(
        title=details.number,
        badges=tuple(_badges(details)),
        state=state_badge(details.state),
        subtitle=details.title,
        line=" · ".join(part for part in place if part),
        steps=request_steps(details, desk.context.actor.may),
        reasons=(*reason_views(details.steps), *_remarks(details)),
        commitments=owed_views(details, desk),
        groups=fact_groups(details, desk),
        timeline=tuple(timeline_entry(event, desk.zone, today) for event in details.events),
        events=details.event_count,
        papers=papers + tuple(scan_view(line) for line in details.scans),
    )


def _remarks(details: RequestDetails) -> Iterable[ReasonView]:
    """Yield what is worth a word before anybody is sent: a customer who has not paid (C9.2), the same equipment again
    and again (N1, N2).
    """
    if details.state not in ANSWERABLE:
        return
    unpaid = overdue_note(details.overdue.amount, details.overdue.oldest_due_on)
    if unpaid:
        yield ReasonView("C9.2", unpaid)
    note = repair_note(details.repairs)
    if note:
        yield ReasonView(_("Repairs"), note)


def _badges(details: RequestDetails) -> Iterable[Badge]:
    if details.confirmed_class is not None:
        yield Badge(label(details.confirmed_class), Tone.ACCENT)
    yield severity_badge(details.severity)
    if details.urgent:
        yield Badge(_("Urgent"), Tone.OVERDUE)
    if details.large:
        yield Badge(_("Large"), Tone.SOON)
