"""What the detail pane shows of a person."""

from collections.abc import Iterator

from app.i18n import _, ngettext
from app.labels import label
from app.queries.people.staff import Assignment, StaffDetails
from models.enums import RecordKind
from ui.runtime.desk import Desk
from ui.tabs.dispatch.columns import number_text, span_text
from ui.tabs.keeping import keeping_steps, retired_badge
from ui.tabs.links import link_code
from ui.tabs.views import timeline_entry
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact


def staff_view(details: StaffDetails, desk: Desk, *, may_edit: bool) -> DetailView:
    """Return one person as the pane shows it."""
    return DetailView(
        title=details.name,
        badges=(Badge(details.department, Tone.ACCENT),),
        state=retired_badge(details.keeping.state) or _away_badge(details, desk),
        subtitle=details.post,
        line=" · ".join(part for part in (details.number, details.mobile) if part),
        groups=(_facts_group(details, may_edit=may_edit), _assignment_group(details, desk)),
        steps=keeping_steps(details.keeping),
        timeline=tuple(timeline_entry(event, desk.zone, desk.today()) for event in details.events),
    )


def _away_badge(details: StaffDetails, desk: Desk) -> Badge | None:
    """Say whether the person is away on a settled dispatch right now."""
    now = desk.now()
    is_away = any(job.number is not None and job.starts_at <= now <= job.ends_at for job in details.assignments)
    return Badge(_("on a dispatch now"), Tone.SOON) if is_away else None


def _facts_group(details: StaffDetails, *, may_edit: bool) -> FactGroup:
    department = details.department
    if details.department_manager:
        department = _("{department} (manager {name})").format(department=department, name=details.department_manager)
    rows = [
        (_("Department"), department),
        (_("Post"), details.post),
        (_("Mobile"), details.mobile),
        (_("Skills"), details.skills),
    ]
    return FactGroup(
        "facts", _("Basic facts"), tuple(Fact(name, value) for name, value in rows), _("Edit") if may_edit else ""
    )


def _assignment_group(details: StaffDetails, desk: Desk) -> FactGroup:
    """The dispatches of the person, newest first, each a link."""
    count = len(details.assignments)
    title = ngettext("{count} assignment", "{count} assignments", count).format(count=count)
    facts = tuple(fact for job in details.assignments for fact in _assignment_facts(job, desk))
    return FactGroup("assignments", title, facts or (Fact(_("None"), _("Not on any dispatch yet.")),))


def _assignment_facts(job: Assignment, desk: Desk) -> Iterator[Fact]:
    """When, as a link, and below what for: a link cannot break into lines, words can."""
    when = span_text(job.starts_at, job.ends_at, desk)
    yield Fact(number_text(job.number), when, link_code(RecordKind.DISPATCH, job.dispatch_id))
    yield Fact("", f"{label(job.state)} · {job.title}" if job.number else job.title)
