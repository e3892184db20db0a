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
from ui.widgets.detail.commitments import CommitmentView
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.next_step import ReasonView, StepView


class Logged(Protocol):
    """Details of a record with papers and a log; ``number`` is "" while it is a draft."""

    @property
    def number(self) -> str: ...
    @property
    def papers(self) -> Sequence[PaperLine]: ...
    @property
    def scans(self) -> Sequence[ScanLine]: ...
    @property
    def events(self) -> Sequence[EventLine]: ...
    @property
    def event_count(self) -> int: ...


class Shown(Logged, Protocol):
    """Details of a record with steps and promises as well."""

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


def logged_view(
    details: Logged,
    desk: Desk,
    *,
    state: Badge | None,
    subtitle: str,
    line: tuple[str, ...],
    groups: Iterable[FactGroup],
    badges: Iterable[Badge] = (),
    steps: Iterable[StepView] = (),
    reasons: Iterable[ReasonView] = (),
    commitments: Iterable[CommitmentView] = (),
) -> DetailView:
    """Return a record with its papers and its log as the pane shows it; what is named here is that of ``DetailView``.
    What is empty of the ``line`` and of the ``groups`` is left out.
    """
    today = desk.today()
    papers = tuple(paper_view(one, desk.zone, today) for one in details.papers)
    return DetailView(
        title=details.number or _("Draft"),
        badges=tuple(badges),
        state=state,
        subtitle=subtitle,
        line=" · ".join(part for part in line if part),
        steps=tuple(steps),
        reasons=tuple(reasons),
        commitments=tuple(commitments),
        groups=tuple(group for group in groups if group.facts),
        timeline=tuple(timeline_entry(event, desk.zone, today) for event in details.events),
        events=details.event_count,
        papers=papers + tuple(scan_view(one) for one in details.scans),
    )


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
    now, today = desk.now(), desk.today()
    return logged_view(
        details,
        desk,
        state=state,
        subtitle=details.title,
        line=tuple(linked.title for linked in (details.customer, details.project) if linked is not None),
        groups=groups,
        badges=badges,
        steps=steps,
        reasons=reason_views(details.steps),
        commitments=(
            commitment_view(line, now, desk.zone, today, choices=tuple(choices(line))) for line in details.commitments
        ),
    )
