"""What the pane shows of a record that has promises, papers and a log, whatever its kind."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from app.i18n import _
from app.queries.records.record_parts import CommitmentLine, EventLine, NextStep, PaperLine, ScanLine
from app.queries.trade.order_parts import Linked
from ui.runtime.desk import Desk
from ui.tabs.views import commitment_view, paper_view, reason_views, scan_view, timeline_entry
from ui.theme.badge import Badge
from ui.widgets.detail.choice_menu import Choice
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.next_step import StepView


class Shown(Protocol):
    """Details of such a record; ``number`` is "" while it is a draft."""

    @property
    def number(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def customer(self) -> Linked | None: ...
    @property
    def project(self) -> Linked | None: ...
    @property
    def steps(self) -> Sequence[NextStep]: ...
    @property
    def commitments(self) -> Sequence[CommitmentLine]: ...
    @property
    def papers(self) -> Sequence[PaperLine]: ...
    @property
    def scans(self) -> Sequence[ScanLine]: ...
    @property
    def events(self) -> Sequence[EventLine]: ...
    @property
    def event_count(self) -> int: ...


def record_view(
    details: Shown,
    desk: Desk,
    *,
    state: Badge,
    badges: Iterable[Badge],
    steps: tuple[StepView, ...],
    groups: Iterable[FactGroup],
    choices: Callable[[CommitmentLine], Iterable[Choice]],
) -> DetailView:
    """Return a record as the pane shows it; ``choices`` are what can be done with a promise. Empty ``groups`` are left
    out.
    """
    today = desk.today()
    place = [linked.title for linked in (details.customer, details.project) if linked is not None]
    papers = tuple(paper_view(line, desk.zone, today) for line in details.papers)
    return DetailView(
        title=details.number or _("Draft"),
        badges=tuple(badges),
        state=state,
        subtitle=details.title,
        line=" · ".join(place),
        steps=steps,
        reasons=reason_views(details.steps),
        commitments=tuple(
            commitment_view(line, desk.now(), desk.zone, today, choices=tuple(choices(line)))
            for line in details.commitments
        ),
        groups=tuple(group for group in groups if group.facts),
        timeline=tuple(timeline_entry(event, desk.zone, today) for event in details.events),
        events=details.event_count,
        papers=papers + tuple(scan_view(line) for line in details.scans),
    )
